package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.report.SarifLog;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A report for code scanning services. */
final class SarifReport {

  private SarifReport() {}

  static String text(Report report, String version) {
    Set<String> broken = new HashSet<>();
    report.places().forEach(place -> broken.add(place.finding().rule().id()));
    List<SarifLog.Rule> rules =
        report.rules().values().stream()
            .map(
                rule ->
                    new SarifLog.Rule(
                        rule.id(),
                        rule.description(),
                        Optional.of(rule.level().toString()),
                        // One that is broken has its page with it: a reader of the alert sees it.
                        broken.contains(rule.id())
                            ? Optional.of(RulePage.of(rule))
                            : Optional.empty()))
            .toList();
    return new SarifLog(version, rules, report.places().stream().map(SarifReport::result).toList())
        .text();
  }

  private static SarifLog.Result result(Report.Place place) {
    Finding finding = place.finding();
    return new SarifLog.Result(
        finding.rule().id(),
        finding.level().toString(),
        finding.problem() + "; " + finding.remedy(),
        place.path(),
        Optional.of(new SarifLog.Place(finding.position().line(), finding.position().column())));
  }
}

package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.report.JUnitXml;
import io.github.mlopsmaven.template.Selection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A report for build servers. Each project is a suite and each rule a test of it, which fails where
 * the rule is broken at level error; other findings are its output.
 */
final class JUnitReport {

  private JUnitReport() {}

  static String text(Report report) {
    return JUnitXml.text(
        report.verified().stream().map(verified -> suite(report, verified)).toList());
  }

  private static JUnitXml.Suite suite(Report report, Verified verified) {
    String name = verified.selection().map(Selection::toString).orElse(report.subject());
    return new JUnitXml.Suite(
        name,
        report.rules().values().stream()
            .map(
                rule -> {
                  List<Finding> findings = of(verified, rule);
                  return new JUnitXml.Case(
                      name,
                      rule.id(),
                      fails(findings) ? Optional.of(rule.description()) : Optional.empty(),
                      findings.stream()
                          .map(finding -> finding + "\n")
                          .collect(Collectors.joining()));
                })
            .toList());
  }

  private static List<Finding> of(Verified verified, Rule rule) {
    return verified.findings().stream().filter(finding -> finding.rule().equals(rule)).toList();
  }

  private static boolean fails(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.level() == Level.ERROR);
  }
}

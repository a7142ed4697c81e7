package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.verify.Finding;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Report;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.Verified;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a project was judged to be, in the form of the reports of {@code mlops:verify}. */
public final class PolicyReport {

  private PolicyReport() {}

  /**
   * The report.
   *
   * @param project what the project is called
   * @param results what {@link PolicyCheck} found
   */
  public static Report of(String project, List<PolicyResult> results) {
    Map<String, Rule> rules = new TreeMap<>();
    for (PolicyRule rule : PolicyRule.values()) {
      rules.put(rule.rule().id(), rule.rule());
    }
    List<Finding> findings = results.stream().map(PolicyReport::finding).sorted().toList();
    return new Report(
        "Checked",
        project,
        rules,
        List.of(new Verified(Optional.empty(), List.of(), findings, Map.of())));
  }

  private static Finding finding(PolicyResult result) {
    return new Finding(
        result.rule().rule(),
        result.level(),
        result.path(),
        Position.START,
        result.problem() + " (" + result.policy() + ")",
        result.remedy());
  }
}

package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.template.Selection;
import java.util.List;

/**
 * A report for build servers: JUnit XML. Each project is a suite and each rule a test of it, which
 * fails where the rule is broken at level error; other findings are its output.
 */
final class JUnitReport {

  private JUnitReport() {}

  static String text(Report report) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites>\n");
    report.verified().forEach(verified -> suite(out, report, verified));
    return out.append("</testsuites>").toString();
  }

  private static void suite(StringBuilder out, Report report, Verified verified) {
    String name = verified.selection().map(Selection::toString).orElse(report.subject());
    long failures =
        report.rules().values().stream().filter(rule -> fails(of(verified, rule))).count();
    out.append("  <testsuite name=\"")
        .append(escaped(name))
        .append("\" tests=\"")
        .append(report.rules().size())
        .append("\" failures=\"")
        .append(failures)
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (Rule rule : report.rules().values()) {
      out.append("    <testcase classname=\"")
          .append(escaped(name))
          .append("\" name=\"")
          .append(rule.id())
          .append('"');
      List<Finding> findings = of(verified, rule);
      if (findings.isEmpty()) {
        out.append("/>\n");
      } else {
        String element = fails(findings) ? "failure" : "system-out";
        out.append(">\n      <").append(element);
        if (fails(findings)) {
          out.append(" message=\"").append(escaped(rule.description())).append('"');
        }
        out.append('>');
        findings.forEach(finding -> out.append(escaped(finding.toString())).append('\n'));
        out.append("</").append(element).append(">\n    </testcase>\n");
      }
    }
    out.append("  </testsuite>\n");
  }

  private static List<Finding> of(Verified verified, Rule rule) {
    return verified.findings().stream().filter(finding -> finding.rule().equals(rule)).toList();
  }

  private static boolean fails(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.level() == Level.ERROR);
  }

  /** Text of an attribute or an element; what XML cannot hold becomes a question mark. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> {
                  boolean valid =
                      point == '\n'
                          || point == '\t'
                          || (point >= 0x20 && point < 0xD800)
                          || (point >= 0xE000 && point != 0xFFFE && point != 0xFFFF);
                  out.appendCodePoint(valid ? point : '?');
                }
              }
            });
    return out.toString();
  }
}

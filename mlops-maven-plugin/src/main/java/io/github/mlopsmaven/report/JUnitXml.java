package io.github.mlopsmaven.report;

import java.util.List;
import java.util.Optional;

/** Reports for build servers: JUnit XML. */
public final class JUnitXml {

  private JUnitXml() {}

  /**
   * A suite of tests.
   *
   * @param name what it is about
   * @param cases its tests
   */
  public record Suite(String name, List<Case> cases) {

    /** Copies the list. */
    public Suite {
      cases = List.copyOf(cases);
    }
  }

  /**
   * A test.
   *
   * @param group what it belongs to
   * @param name what it is called
   * @param failure why it failed, in a sentence; empty if it passed
   * @param output what it says; empty if nothing
   */
  public record Case(String group, String name, Optional<String> failure, String output) {}

  /**
   * The report, without a line end behind it.
   *
   * @param suites what was looked at
   */
  public static String text(List<Suite> suites) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites>\n");
    suites.forEach(suite -> append(out, suite));
    return out.append("</testsuites>").toString();
  }

  private static void append(StringBuilder out, Suite suite) {
    long failures = suite.cases().stream().filter(one -> one.failure().isPresent()).count();
    out.append("  <testsuite name=\"")
        .append(escaped(suite.name()))
        .append("\" tests=\"")
        .append(suite.cases().size())
        .append("\" failures=\"")
        .append(failures)
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (Case one : suite.cases()) {
      out.append("    <testcase classname=\"")
          .append(escaped(one.group()))
          .append("\" name=\"")
          .append(escaped(one.name()))
          .append('"');
      if (one.failure().isEmpty() && one.output().isEmpty()) {
        out.append("/>\n");
        continue;
      }
      String element = one.failure().isPresent() ? "failure" : "system-out";
      out.append(">\n      <").append(element);
      one.failure().ifPresent(why -> out.append(" message=\"").append(escaped(why)).append('"'));
      out.append('>')
          .append(escaped(one.output()))
          .append("</")
          .append(element)
          .append(">\n    </testcase>\n");
    }
    out.append("  </testsuite>\n");
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

package io.github.mlopsmaven.backstage;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular expression for a browser, out of one for Java. A form that has an expression which the
 * browser cannot read does not work at all, so only what both languages have in common is taken;
 * {@code mlops:generate} checks every value anyway.
 */
final class PortablePattern {

  private static final String ESCAPE = "\\\\[dDsSwWbBtnrf^$\\\\.*+?()\\[\\]{}|/]";

  /** A class: no nested ones, no intersections; a hyphen may be escaped. */
  private static final String CLASS = "\\[\\^?(?:[^\\[\\]\\\\&]|" + ESCAPE + "|\\\\-)+]";

  private static final String ATOM = "(?:[^\\\\\\[\\](){}*+?|^$]|" + ESCAPE + "|" + CLASS + ")";
  private static final String QUANTIFIER = "(?:[*+?]|\\{[0-9]+(?:,[0-9]*)?})\\??(?![*+?{])";
  private static final Pattern PORTABLE =
      Pattern.compile("(?:" + ATOM + "(?:" + QUANTIFIER + ")?|[|^$])*");
  private static final Pattern GROUP =
      Pattern.compile("\\((?:\\?[:=!])?((?:[^()\\\\\\[]|\\\\.|" + CLASS + ")*)\\)");

  private PortablePattern() {}

  /**
   * The same expression for a whole value, in JavaScript.
   *
   * @param pattern what the whole value has to match
   * @return empty if it says something that JavaScript reads otherwise, or not at all
   */
  static Optional<String> of(Pattern pattern) {
    String text = pattern.pattern();
    if (pattern.flags() != 0) {
      return Optional.empty();
    }
    // From the inside out: a group that is portable is an atom of what is around it.
    String rest = text;
    for (String before = ""; !before.equals(rest); ) {
      before = rest;
      rest =
          GROUP
              .matcher(rest)
              .replaceAll(group -> PORTABLE.matcher(group.group(1)).matches() ? "x" : "\\\\Q");
    }
    return PORTABLE.matcher(rest).matches() ? Optional.of("^(?:" + text + ")$") : Optional.empty();
  }
}

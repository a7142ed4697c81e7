package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version that has nothing but numbers, and whether it is in a range. Of any other nothing is
 * said.
 *
 * @param numbers its numbers
 * @see <a href="https://packaging.python.org/specifications/version-specifiers/">Version
 *     specifiers</a>
 */
record Version(List<Integer> numbers) {

  private static final Pattern PLAIN = Pattern.compile("\\d{1,8}(?:\\.\\d{1,8})*");

  private static final Pattern CLAUSE =
      Pattern.compile("(===|==|!=|~=|<=|>=|<|>)\\s*([\\w.*+!-]+)");

  Version {
    numbers = List.copyOf(numbers);
  }

  static Optional<Version> of(String text) {
    if (!PLAIN.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      numbers.add(Integer.parseInt(part));
    }
    return Optional.of(new Version(numbers));
  }

  private int at(int i) {
    return i < numbers.size() ? numbers.get(i) : 0;
  }

  private int compare(Version other, int most) {
    for (int i = 0; i < most; i++) {
      if (at(i) != other.at(i)) {
        return Integer.compare(at(i), other.at(i));
      }
    }
    return 0;
  }

  /**
   * The first part of a range in which a version certainly is not.
   *
   * @param range such as {@code >=1.2,<2}
   */
  Optional<String> outside(String range) {
    Matcher clause = CLAUSE.matcher(range);
    while (clause.find()) {
      boolean isOpen = clause.group(2).endsWith(".*");
      Optional<Version> bound = of(clause.group(2).replaceFirst("\\.\\*$", ""));
      if (bound.isPresent() && !fits(clause.group(1), bound.get(), isOpen)) {
        return Optional.of(clause.group());
      }
    }
    return Optional.empty();
  }

  private boolean fits(String sign, Version bound, boolean isOpen) {
    int order = compare(bound, Math.max(numbers.size(), bound.numbers.size()));
    boolean isBelow = compare(bound, bound.numbers.size()) == 0;
    return switch (sign) {
      case "==" -> isOpen ? isBelow : order == 0;
      case "!=" -> isOpen ? !isBelow : order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "~=" -> order >= 0 && compare(bound, Math.max(1, bound.numbers.size() - 1)) == 0;
      default -> true;
    };
  }
}

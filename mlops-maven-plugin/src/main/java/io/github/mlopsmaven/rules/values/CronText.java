package io.github.mlopsmaven.rules.values;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as cron writes them: five fields, as GitHub Actions, Azure Pipelines and Azure Machine
 * Learning read them.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html">POSIX</a>
 */
public final class CronText {

  private static final List<String> FIELDS =
      List.of("minute", "hour", "day of the month", "month", "day of the week");

  private static final int[] LEAST = {0, 0, 1, 1, 0};
  private static final int[] MOST = {59, 23, 31, 12, 7};

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /** Azure Pipelines takes whole names too. */
  private static final List<String> LONG =
      List.of(
          "sunday",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "january",
          "february",
          "march",
          "april",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private CronText() {}

  /**
   * What is wrong with a text.
   *
   * @param text five fields
   * @param isLong whether months and days may have their whole names
   * @return the problem, without a full stop; empty if it is right
   */
  public static Optional<String> mistake(String text, boolean isLong) {
    String[] fields = text.strip().split("\\s+", -1);
    if (fields.length != FIELDS.size()) {
      return Optional.of(
          "'"
              + text
              + "' has "
              + fields.length
              + (fields.length == 1 ? " field" : " fields")
              + ", and a schedule has five: minute, hour, day, month, day of the week");
    }
    for (int i = 0; i < fields.length; i++) {
      for (String part : fields[i].split(",", -1)) {
        if (!isPart(part, i, isLong)) {
          return Optional.of(
              "'"
                  + part
                  + "' is not valid as "
                  + FIELDS.get(i)
                  + ", "
                  + LEAST[i]
                  + " to "
                  + MOST[i]);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPart(String part, int field, boolean isLong) {
    String[] stepped = part.split("/", -1);
    if (stepped.length > 2 || (stepped.length == 2 && !isNumber(stepped[1], 1, MOST[field] + 1))) {
      return false;
    }
    if (stepped[0].equals("*") || stepped[0].equals("?")) {
      return true;
    }
    String[] range = stepped[0].split("-", -1);
    return range.length <= 2
        && isValue(range[0], field, isLong)
        && (range.length == 1 || isValue(range[1], field, isLong));
  }

  private static boolean isValue(String value, int field, boolean isLong) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean isName =
        (field == 3 && MONTHS.contains(lower))
            || (field == 4 && DAYS.contains(lower))
            || (isLong && field >= 3 && LONG.contains(lower));
    return isName || isNumber(value, LEAST[field], MOST[field]);
  }

  private static boolean isNumber(String text, int least, int most) {
    if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(Character::isDigit)) {
      return false;
    }
    int number = Integer.parseInt(text);
    return number >= least && number <= most;
  }
}

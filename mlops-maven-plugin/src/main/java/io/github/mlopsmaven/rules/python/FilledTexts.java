package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts whose places some file of the project fills in later: with {@code format}, or by hand. */
final class FilledTexts {

  /** The arguments of a call that fills in places. */
  private static final PythonSign FORMAT =
      new PythonSign("format", "\\bformat(?:_map)?\\s*\\(((?:[^()]|\\([^()]*\\)){0,500})");

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)");

  private FilledTexts() {}

  /**
   * Whether some file replaces a place, or formats a text with a value of its name.
   *
   * @param place the place, as in <code>{name}</code>
   */
  static boolean isFilled(List<SourceFile> files, String place) {
    Matcher found = NAME.matcher(place);
    String name = found.lookingAt() ? found.group(1) : "";
    for (SourceFile file : files) {
      String text = file.text();
      if (text.contains("replace(\"" + place) || text.contains("replace('" + place)) {
        return true;
      }
      if (text.contains("format") && formats(text, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean formats(String text, String name) {
    Matcher call = FORMAT.in(text);
    while (call.find()) {
      String given = call.group(1);
      boolean isOpen = given.contains("**") || call.group().startsWith("format_map");
      if (isOpen || (" " + given).matches("(?s).*\\W" + name + "\\s*=(?!=).*")) {
        return true;
      }
    }
    return false;
  }
}

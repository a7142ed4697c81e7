package io.github.mlopsmaven.authoring;

import io.github.mlopsmaven.template.Placeholders;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that a descriptor can have, made from others. */
final class Names {

  private static final Pattern PARAMETER = Pattern.compile("[a-z][a-z0-9_]*");

  private static final Set<String> TAKEN = Set.of("any_of", "not");

  private Names() {}

  /** A short name of a template. */
  static String template(String text) {
    String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String stripped = name.replaceAll("^-|-$", "");
    return stripped.isEmpty() ? "template" : stripped;
  }

  /** Whether an option or a value can have a name. */
  static boolean isParameter(String name) {
    return PARAMETER.matcher(name).matches()
        && !Placeholders.isReserved(name)
        && !TAKEN.contains(name);
  }

  /** The name of an option for folders in a folder. */
  static String option(String folder) {
    String last = folder.substring(folder.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String word = last.replaceAll("[^a-z0-9]+", "_").replaceAll("^[_0-9]+|_$", "");
    String one =
        word.endsWith("ies")
            ? word.substring(0, word.length() - 3) + "y"
            : word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    return isParameter(one) ? one : "variant";
  }

  /** A name in lower case with underscores. */
  static String snake(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
  }
}

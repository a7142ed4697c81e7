package io.github.mlopsmaven.gitconfig;

import java.util.Locale;
import java.util.Optional;

/**
 * One line of a git configuration.
 *
 * @param section in lower case
 * @param subsection as written; empty where there is none
 * @param name the variable, in lower case
 * @param value what it is set to; empty for a variable without an equals sign, which means true
 */
record ConfigEntry(String section, String subsection, String name, Optional<String> value) {

  /** Takes section and name in any case. */
  ConfigEntry {
    section = section.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
  }

  /**
   * An entry from a key in one word.
   *
   * @param key {@code section.name} or {@code section.subsection.name}
   * @return empty if the key has no such form
   */
  static Optional<ConfigEntry> of(String key, Optional<String> value) {
    int first = key.indexOf('.');
    int last = key.lastIndexOf('.');
    if (first <= 0 || last == key.length() - 1) {
      return Optional.empty();
    }
    String subsection = first == last ? "" : key.substring(first + 1, last);
    return Optional.of(
        new ConfigEntry(key.substring(0, first), subsection, key.substring(last + 1), value));
  }

  /** The value as text. */
  String text() {
    return value.orElse("");
  }
}

package io.github.mlopsmaven.gitconfig;

import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Git's configuration in the environment: {@code GIT_CONFIG_COUNT} with its keys and values, and
 * {@code GIT_CONFIG_PARAMETERS}, which {@code git -c} sets for what it starts.
 */
final class ConfigEnvironment {

  private static final int MOST = 10_000;

  /** {@code 'key=value'}, or {@code 'key'='value'}; a quote inside is {@code '\''}. */
  private static final Pattern PARAMETER =
      Pattern.compile("((?:'[^']*'|\\\\['!])+)(?:=((?:'[^']*'|\\\\['!])*))?(?:\\s+|$)");

  private ConfigEnvironment() {}

  /** The entries, in git's order. */
  static List<ConfigEntry> entries(GitEnvironment environment) {
    List<ConfigEntry> entries = new ArrayList<>();
    environment
        .variable("GIT_CONFIG_COUNT")
        .ifPresent(count -> counted(environment, count, entries));
    environment.variable("GIT_CONFIG_PARAMETERS").ifPresent(text -> parameters(text, entries));
    return entries;
  }

  private static void counted(GitEnvironment environment, String text, List<ConfigEntry> entries) {
    int count;
    try {
      count = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw wrong("GIT_CONFIG_COUNT is '" + text + "', which is not a number");
    }
    if (count < 0 || count > MOST) {
      throw wrong("GIT_CONFIG_COUNT is " + count);
    }
    for (int i = 0; i < count; i++) {
      int index = i;
      String key =
          environment
              .variable("GIT_CONFIG_KEY_" + i)
              .orElseThrow(() -> wrong("GIT_CONFIG_KEY_" + index + " is missing"));
      String value = environment.variables().get("GIT_CONFIG_VALUE_" + i);
      if (value == null) {
        throw wrong("GIT_CONFIG_VALUE_" + i + " is missing");
      }
      entries.add(
          ConfigEntry.of(key, Optional.of(value))
              .orElseThrow(
                  () ->
                      wrong("GIT_CONFIG_KEY_" + index + " is '" + key + "', which is not a key")));
    }
  }

  private static void parameters(String text, List<ConfigEntry> entries) {
    Matcher parameter = PARAMETER.matcher(text.strip());
    int end = 0;
    while (parameter.find() && parameter.start() == end) {
      end = parameter.end();
      String first = unquoted(parameter.group(1));
      Optional<String> value =
          Optional.ofNullable(parameter.group(2)).map(ConfigEnvironment::unquoted);
      int equals = first.indexOf('=');
      if (value.isEmpty() && equals >= 0) {
        value = Optional.of(first.substring(equals + 1));
        first = first.substring(0, equals);
      }
      ConfigEntry.of(first, value).ifPresent(entries::add);
    }
    if (end < text.strip().length()) {
      throw wrong("GIT_CONFIG_PARAMETERS has not the form that git gives it");
    }
  }

  private static String unquoted(String text) {
    StringBuilder plain = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == '\\' && !quoted && i + 1 < text.length()) {
        plain.append(text.charAt(++i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static UsageException wrong(String what) {
    return new UsageException(
        "the environment's git configuration is broken: " + what,
        "correct the variables that begin with GIT_CONFIG_");
  }
}

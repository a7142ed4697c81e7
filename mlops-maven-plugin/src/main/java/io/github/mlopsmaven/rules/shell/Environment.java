package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The variables that are set before a script runs: the data file {@code environment.txt}. */
public final class Environment {

  private static final Set<String> NAMES = new HashSet<>();
  private static final List<String> BEGINNINGS = new ArrayList<>();

  static {
    for (String line : DataFile.lines(Environment.class, "environment.txt")) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      for (String word : words.subList(1, words.size())) {
        if (word.endsWith("*")) {
          BEGINNINGS.add(word.substring(0, word.length() - 1));
        } else {
          NAMES.add(word);
        }
      }
    }
  }

  private Environment() {}

  /**
   * Whether a variable is set by the system, the service that runs a job, or a well-known tool.
   *
   * @param name the variable
   */
  public static boolean has(String name) {
    return NAMES.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith);
  }
}

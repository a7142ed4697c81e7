package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.rules.data.DataFile;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The programs that systems and runners have: the data file {@code programs.txt}. */
public final class Programs {

  private static final Set<String> NAMES = names();

  private Programs() {}

  /**
   * Whether a name is that of a program.
   *
   * @param name the name
   */
  public static boolean has(String name) {
    return NAMES.contains(name);
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>();
    for (String line : DataFile.lines(Programs.class, "programs.txt")) {
      names.addAll(Arrays.asList(line.split(" ", -1)));
    }
    return Set.copyOf(names);
  }
}

package io.github.mlopsmaven.rules.values;

import java.util.List;

/**
 * A text that a program puts into another one, where its first line is indented already and the
 * others have the indentation of that place, as in the data of cloud-init.
 */
public final class Fragment {

  private static final int SHORTEST = 3;

  private Fragment() {}

  /**
   * Whether each line but the first is indented.
   *
   * @param text the text
   */
  public static boolean is(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.size() > SHORTEST
        && !lines.get(0).startsWith(" ")
        && lines.stream().skip(1).allMatch(line -> line.startsWith("    "));
  }
}

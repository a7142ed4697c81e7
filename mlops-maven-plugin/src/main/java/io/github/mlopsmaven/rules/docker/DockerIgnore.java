package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.template.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .dockerignore}: the last line that fits decides.
 *
 * @param lines the patterns, in order
 */
record DockerIgnore(List<Line> lines) {

  DockerIgnore {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param pattern what it fits
   * @param below what lies below that
   * @param isBack whether it takes something back into the context
   */
  record Line(Glob pattern, Glob below, boolean isBack) {}

  static DockerIgnore parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      boolean isBack = line.startsWith("!");
      String bare = (isBack ? line.substring(1) : line).replaceAll("^/+|^\\./|/+$", "");
      boolean isPattern = !bare.isEmpty() && !line.startsWith("#") && !bare.contains("//");
      if (isPattern) {
        lines.add(new Line(Glob.of("/" + bare), Glob.of("/" + bare + "/**"), isBack));
      }
    }
    return new DockerIgnore(lines);
  }

  /**
   * Whether a path of the context is left out.
   *
   * @param path from the context's directory
   */
  boolean leavesOut(String path) {
    boolean isOut = false;
    for (Line line : lines) {
      if (line.pattern().matches(path) || line.below().matches(path)) {
        isOut = !line.isBack();
      }
    }
    return isOut;
  }
}

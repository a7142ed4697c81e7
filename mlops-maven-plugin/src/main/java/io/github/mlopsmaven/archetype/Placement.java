package io.github.mlopsmaven.archetype;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where files lie in the archetype. maven-archetype writes a resource to its own path and no other,
 * and replaces {@code __name__} in paths. What it would not put right lies under a number in a
 * directory of its own, and is moved by the script that runs at the end.
 */
final class Placement {

  /** Where files wait to be moved. */
  static final String WAITING = ".mlops-archetype";

  private static final String POM = "pom.xml";
  private static final Pattern TOKEN = Pattern.compile("__[^_]");

  private final List<PlacedFile> placed = new ArrayList<>();
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final Map<String, String> first = new HashMap<>();

  /**
   * Adds a file.
   *
   * @param target its path in a project; several files may have it, under conditions that exclude
   *     each other
   * @param open whether the path depends on answers
   * @param source its path in the template; empty for files of ours
   */
  void add(
      String target,
      boolean open,
      Optional<String> source,
      byte[] content,
      boolean filtered,
      boolean executable,
      IncludeCondition condition) {
    boolean inPlace =
        !open
            && !target.equals(POM)
            && !TOKEN.matcher(target).find()
            && first.putIfAbsent(target, target) == null;
    int number = placed.size() + 1;
    String resource = inPlace ? target : WAITING + "/" + number + "-" + name(target);
    placed.add(
        new PlacedFile(number, target, open, resource, source, filtered, executable, condition));
    contents.put(resource, content);
  }

  List<PlacedFile> files() {
    return List.copyOf(placed);
  }

  /** The bytes by path below {@code archetype-resources}. */
  Map<String, byte[]> contents() {
    return Collections.unmodifiableMap(contents);
  }

  private static String name(String target) {
    return target
        .substring(target.lastIndexOf('/') + 1)
        .replaceAll("_+", "_")
        .replaceAll("[^A-Za-z0-9._-]", "");
  }
}

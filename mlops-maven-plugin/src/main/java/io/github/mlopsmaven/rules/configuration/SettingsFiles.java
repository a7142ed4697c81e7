package io.github.mlopsmaven.rules.configuration;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files that a path with open parts means: {@code config-infra-${var.stage}.yml}.
 *
 * @param files the files; none where the path means none of the project
 * @param below the keys that lead to what is read
 */
record SettingsFiles(List<SourceFile> files, List<String> below) {

  private static final String OPEN = "\0";

  SettingsFiles {
    files = List.copyOf(files);
    below = List.copyOf(below);
  }

  /**
   * Finds the files.
   *
   * @param project the project
   * @param directory where a path starts
   * @param path the path, in which {@code $name}, {@code ${…}} and {@code {…}} are open
   * @param below the keys that lead to what is read
   */
  static SettingsFiles of(
      VerifiedProject project, String directory, String path, List<String> below) {
    String plain =
        path.replaceAll("\\$\\{path\\.(?:module|root)}/", "")
            .replaceAll("\\$\\{[^}]*}|\\$\\([^)]*\\)|\\$\\w+|\\{[^}]*}", OPEN);
    boolean isFloating = plain.startsWith(OPEN);
    String name = isFloating ? plain.substring(plain.indexOf('/') + 1) : plain;
    List<SourceFile> found = new ArrayList<>();
    for (String start : isFloating ? List.of("") : List.of(directory, "")) {
      Optional<String> full = FileSet.resolve(start, name);
      if (full.isPresent() && found.isEmpty() && !name.startsWith(OPEN)) {
        Pattern pattern =
            Pattern.compile(
                (isFloating ? "(?:.*/)?" : "")
                    + Pattern.quote(full.get()).replace(OPEN, "\\E[^/]*\\Q"));
        for (SourceFile file : project.files().all()) {
          if (isSettings(file) && pattern.matcher(file.path()).matches()) {
            found.add(file);
          }
        }
      }
    }
    return new SettingsFiles(found, below);
  }

  /** Those that have one of some keys at their top, and those that are like one of these. */
  SettingsFiles like(Set<String> keys) {
    List<Set<String>> sure = new ArrayList<>();
    for (SourceFile file : files) {
      Set<String> own = start(file).map(YamlNode::keys).orElse(Set.of());
      if (own.stream().anyMatch(keys::contains)) {
        sure.add(own);
      }
    }
    List<SourceFile> alike = new ArrayList<>();
    for (SourceFile file : files) {
      Set<String> own = start(file).map(YamlNode::keys).orElse(Set.of());
      boolean isAlike =
          sure.stream()
              .anyMatch(other -> own.stream().filter(other::contains).count() * 2 >= other.size());
      if (isAlike) {
        alike.add(file);
      }
    }
    return new SettingsFiles(alike, below);
  }

  private static boolean isSettings(SourceFile file) {
    return file.path().endsWith(".yml")
        || file.path().endsWith(".yaml")
        || file.path().endsWith(".json");
  }

  /** What a file has at the place that is read; empty where that is no mapping that is whole. */
  private Optional<YamlNode> start(SourceFile file) {
    Optional<YamlNode> at = file.yaml().root();
    for (String key : below) {
      at = at.flatMap(node -> node.get(key));
    }
    return at.filter(SettingsFiles::isWhole);
  }

  private static boolean isWhole(YamlNode node) {
    return node.isMapping()
        && node.keys().stream().noneMatch(key -> key.equals("<<") || key.contains("{"));
  }

  /**
   * The keys that the files do not have.
   *
   * @param path the keys that are read, from the outside
   * @return what is wrong; empty if each file has them, or nobody knows
   */
  Optional<Missing> missing(List<String> path) {
    List<String> without = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    String lost = "";
    for (SourceFile file : files) {
      Optional<YamlNode> at = start(file);
      for (String key : at.isPresent() ? path : List.<String>of()) {
        if (at.isEmpty() || !isWhole(at.get())) {
          break;
        }
        if (at.get().get(key).isEmpty()) {
          without.add(file.path());
          known.addAll(at.get().keys());
          lost = key;
          break;
        }
        at = at.get().get(key);
      }
    }
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(new Missing(lost, String.join(", ", without), known));
  }

  /** Every key of the files, at any depth; empty where a file cannot be read. */
  Optional<Set<String>> allKeys(SourceFile file) {
    Set<String> keys = new TreeSet<>();
    Optional<YamlNode> root = file.yaml().root();
    root.ifPresent(node -> node.walk(one -> keys.addAll(one.keys())));
    return root.map(node -> keys);
  }

  /**
   * A key that is read and not set.
   *
   * @param key the key
   * @param files the files without it
   * @param known the keys that they have there
   */
  record Missing(String key, String files, Set<String> known) {

    /** What to do. */
    String remedy() {
      return "set it there, or correct the name"
          + Suggestion.nearest(key, known).map(near -> " (did you mean " + near + "?)").orElse("");
    }
  }
}

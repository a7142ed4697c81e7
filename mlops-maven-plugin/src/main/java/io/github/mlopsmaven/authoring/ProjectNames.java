package io.github.mlopsmaven.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The old project's own names: its name and its Python package. A project has its own in place. */
final class ProjectNames {

  /** Files that state a project's name, with where in them. */
  private static final List<Map.Entry<String, Pattern>> STATED =
      List.of(
          Map.entry(
              "pyproject.toml",
              Pattern.compile(
                  "(?ms)^\\[(?:project|tool\\.poetry)]\\s*$[^\\[]*?^name\\s*=\\s*[\"']([^\"'\n]+)[\"']")),
          Map.entry("setup.py", Pattern.compile("\\bname\\s*=\\s*[\"']([^\"'\n]+)[\"']")),
          Map.entry("setup.cfg", Pattern.compile("(?m)^name\\s*=\\s*(\\S+)\\s*$")),
          Map.entry("package.json", Pattern.compile("\"name\"\\s*:\\s*\"([^\"\n]+)\"")),
          Map.entry(
              "databricks.yml", Pattern.compile("(?m)^bundle:\\s*\\n\\s+name:\\s*(\\S+)\\s*$")));

  /** Words that mean something else as well. */
  private static final Set<String> COMMON =
      Set.of(
          "src",
          "app",
          "lib",
          "core",
          "main",
          "test",
          "tests",
          "utils",
          "util",
          "common",
          "model",
          "models",
          "data",
          "docs",
          "scripts",
          "notebooks",
          "pipeline",
          "pipelines",
          "project",
          "template",
          "package",
          "python",
          "azure",
          "mlops",
          "train",
          "training",
          "scoring",
          "features",
          "config",
          "examples",
          "tools",
          "build",
          "service",
          "setup",
          "name",
          "charts",
          "ml_service",
          "evaluate",
          "register",
          "sample",
          "example",
          "demo",
          "machine-learning");

  private static final Pattern USABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{3,63}");
  private static final int SHOWN = 5;

  /** In how many other files a folder without {@code __init__.py} has to be named. */
  private static final int NAMED = 3;

  /** How long a composed word is at least. */
  private static final int COMPOSED = 8;

  /** How many files of other names a template is still readable with. */
  private static final int RENAMED = 30;

  private final Repository repository;
  private final Draft draft;

  ProjectNames(Repository repository, Draft draft) {
    this.repository = repository;
    this.draft = draft;
  }

  /**
   * Adds edits, and a value for the package.
   *
   * @param elsewhere gets patterns for what has rules of its own
   */
  void describe(List<String> elsewhere) {
    Optional<Stated> stated = stated();
    Optional<String> folder = packageFolder(stated.map(Stated::name));
    folder.ifPresent(path -> describePackage(path, elsewhere));
    String last = folder.map(ProjectNames::last).orElse("");
    stated
        .filter(name -> !name.name().equals(last))
        .ifPresent(
            name ->
                rewrite(name.name(), "{project_name}", name.why(), Optional.empty(), elsewhere));
    if (stated.isEmpty() && folder.isEmpty()) {
      draft.leave(
          "no file states the project's name: look for names of its own, and let 'rewrites' or values"
              + " stand for them");
    }
  }

  private record Stated(String name, String why) {}

  private Optional<Stated> stated() {
    for (Map.Entry<String, Pattern> place : STATED) {
      Matcher matcher = place.getValue().matcher(repository.text(place.getKey()).orElse(""));
      if (matcher.find() && isOwn(matcher.group(1))) {
        return Optional.of(
            new Stated(matcher.group(1), place.getKey() + " states it as the project's name"));
      }
    }
    return Optional.empty();
  }

  private static boolean isOwn(String name) {
    return USABLE.matcher(name).matches() && !COMMON.contains(name.toLowerCase(Locale.ROOT));
  }

  private Optional<String> packageFolder(Optional<String> name) {
    List<String> packages = new ArrayList<>();
    for (String above : List.of("src", "")) {
      for (String folder : repository.folders(above)) {
        String path = above.isEmpty() ? folder : above + "/" + folder;
        if (isOwn(folder) && isPackage(path, folder)) {
          packages.add(path);
        }
      }
    }
    List<String> likeTheProject =
        packages.stream()
            .filter(path -> name.filter(text -> Names.snake(text).equals(last(path))).isPresent())
            .toList();
    List<String> left = likeTheProject.isEmpty() ? packages : likeTheProject;
    return left.size() == 1 ? Optional.of(left.get(0)) : Optional.empty();
  }

  /** A folder of Python that says so, or that files elsewhere name by a compound word. */
  private boolean isPackage(String path, String folder) {
    if (repository.has(path + "/__init__.py")) {
      return true;
    }
    Pattern whole = whole(folder);
    return folder.contains("_")
        && repository.below(path).stream().anyMatch(file -> file.endsWith(".py"))
        && repository.paths().stream()
                .filter(other -> !other.startsWith(path + "/"))
                .filter(other -> whole.matcher(repository.text(other).orElse("")).find())
                .count()
            >= NAMED;
  }

  private void describePackage(String path, List<String> elsewhere) {
    String folder = last(path);
    String why = path + "/ is its only Python package of its own";
    if (!rewrite(folder, "{package_name}", why, Optional.of(path), elsewhere)) {
      return;
    }
    draft.value(
        "package_name",
        Draft.mapping(
            "description", "The Python package.",
            "default", "{project_name | snake_case}",
            "pattern", "[a-z][a-z0-9_]*",
            "message",
                "it starts with a letter and has lower-case letters, digits and underscores"),
        why);
    draft.layout(
        Draft.mapping(
            "from",
            path,
            "to",
            path.substring(0, path.length() - folder.length()) + "{package_name}"));
    elsewhere.add(path + "/**");
  }

  /**
   * Puts a placeholder where a text is, in files and in their names.
   *
   * @return whether it can be done in every file that has it as a word
   */
  private boolean rewrite(
      String text, String value, String why, Optional<String> folder, List<String> elsewhere) {
    Pattern whole = whole(text);
    List<String> files = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    List<String> renamed = new ArrayList<>();
    for (String path : repository.paths()) {
      boolean inside = folder.filter(root -> path.startsWith(root + "/")).isPresent();
      if (!inside && whole.matcher(path).find()) {
        renamed.add(path);
      }
      String content = repository.text(path).orElse("");
      if (content.contains(text)) {
        boolean part = whole.matcher(content).replaceAll("").contains(text);
        (part ? parts : files).add(path);
      }
    }
    if (renamed.size() > RENAMED
        || renamed.stream()
            .anyMatch(path -> elsewhere.stream().anyMatch(rule -> has(rule, path)))) {
      draft.leave(
          "'"
              + text
              + "' is in the names of files, such as "
              + renamed.get(0)
              + ": rename them in the template, then let 'rewrites' follow");
      return false;
    }
    if (!parts.isEmpty()) {
      draft.leave(
          "'"
              + text
              + "' is a part of longer words in "
              + String.join(", ", parts.subList(0, Math.min(SHOWN, parts.size())))
              + (parts.size() > SHOWN ? " and " + (parts.size() - SHOWN) + " more" : "")
              + ", which are left as they are");
    }
    if (files.isEmpty()) {
      return parts.isEmpty();
    }
    String replacement = Matcher.quoteReplacement(value);
    draft.rewrite(
        Draft.mapping(
            "reason",
            "the project has a name of its own",
            "files",
            files.stream().map(path -> "/" + whole.matcher(path).replaceAll(replacement)).toList(),
            "text",
            text,
            "value",
            value),
        "'" + text + "' in " + files.size() + (files.size() == 1 ? " file: " : " files: ") + why);
    for (String path : renamed) {
      draft.layout(Draft.mapping("from", path, "to", whole.matcher(path).replaceAll(replacement)));
      elsewhere.add("/" + path);
    }
    return true;
  }

  private static boolean has(String rule, String path) {
    return rule.endsWith("/**")
        ? path.startsWith(rule.substring(0, rule.length() - 2))
        : rule.equals("/" + path);
  }

  /** A word of its own; one that is composed is nowhere a part of another by chance. */
  private static Pattern whole(String text) {
    if (text.length() >= COMPOSED && (text.contains("_") || text.contains("-"))) {
      return Pattern.compile(Pattern.quote(text));
    }
    return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(text) + "(?![A-Za-z0-9_])");
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

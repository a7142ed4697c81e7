package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.rules.values.PathFilter;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files and modules that a {@code pyproject.toml} names exist.
 *
 * @see <a href="https://packaging.python.org/specifications/pyproject-toml/">pyproject.toml</a>
 * @see <a href="https://docs.pytest.org/en/stable/reference/customize.html">pytest</a>
 * @see <a
 *     href="https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html">setuptools</a>
 * @see <a href="https://python-poetry.org/docs/pyproject/">Poetry</a>
 * @see <a href="https://mypy.readthedocs.io/en/stable/config_file.html">mypy</a>
 */
final class ProjectFileCheck implements Check {

  static final Rule PATH =
      new Rule(
          "python-project-path",
          Level.ERROR,
          "File, directory or entry point in pyproject.toml not found");

  /** Table to keys whose texts are paths. */
  private static final Map<String, Set<String>> PATHS =
      Map.of(
          "tool.pytest.ini_options", Set.of("testpaths", "pythonpath"),
          "project", Set.of("readme", "license-files"),
          "project.readme", Set.of("file"),
          "project.license", Set.of("file"),
          "tool.poetry", Set.of("readme"),
          "tool.mypy", Set.of("files", "mypy_path"),
          "tool.setuptools.packages.find", Set.of("where"),
          "tool.hatch.build.targets.wheel", Set.of("packages"),
          "tool.hatch.version", Set.of("path"),
          "tool.ruff", Set.of("src"));

  private static final Set<String> SCRIPTS =
      Set.of("project.scripts", "project.gui-scripts", "tool.poetry.scripts");

  private static final class Patterns {
    static final Pattern TABLE = Pattern.compile("^\\s*\\[\\s*([\\w.\"'-]+)\\s*]\\s*(?:#.*)?$");
    static final Pattern KEY = Pattern.compile("^\\s*([\\w.\"'-]+)\\s*=\\s*(.*)$");
    static final Pattern TEXT = Pattern.compile("\"([^\"\\\\\\n]*)\"|'([^'\\n]*)'");
    static final Pattern ENTRY =
        Pattern.compile("([A-Za-z_][\\w.]*):([A-Za-z_]\\w*)(?:\\s*\\[.*)?");
    static final Pattern INLINE =
        Pattern.compile("(?:^|[{,])\\s*(file|include|from)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
  }

  /** A text of the file. */
  record Value(String table, String key, String text, int line, int column) {}

  @Override
  public List<Rule> rules() {
    return List.of(PATH);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      if (file.name().equals("pyproject.toml") && file.path().indexOf('{') < 0) {
        check(project, file, findings);
      }
    }
  }

  private static void check(VerifiedProject project, SourceFile file, Findings findings) {
    List<Value> values = values(file);
    for (Value value : values) {
      boolean isPath =
          PATHS.getOrDefault(value.table(), Set.of()).contains(value.key())
              || (value.table().equals("project")
                  && value.key().matches("(?:readme|license)\\.file"))
              || (value.table().equals("tool.setuptools.dynamic") && value.key().endsWith(".file"));
      if (isPath) {
        path(project, file, value, values, findings);
      } else if (SCRIPTS.contains(value.table())) {
        entry(project, file, value, values, findings);
      } else if (value.table().equals("tool.poetry") && value.key().equals("packages.include")) {
        included(project, file, value, values, findings);
      }
    }
  }

  /** The texts, each with its table and key; those in inline tables with a key of two names. */
  static List<Value> values(SourceFile file) {
    List<Value> values = new ArrayList<>();
    String table = "";
    String key = "";
    boolean isOpen = false;
    List<String> lines = file.content().lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(^|\\s)#[^\"']*$", "");
      Matcher header = Patterns.TABLE.matcher(line);
      Matcher pair = Patterns.KEY.matcher(line);
      String rest = line;
      int offset = 0;
      if (!isOpen && line.strip().startsWith("[")) {
        table = header.matches() ? header.group(1).replaceAll("[\"']", "") : "";
        continue;
      }
      if (!isOpen && pair.matches()) {
        key = pair.group(1).replaceAll("[\"']", "");
        rest = pair.group(2);
        offset = pair.start(2);
      } else if (!isOpen) {
        continue;
      }
      isOpen = isOpen ? rest.indexOf(']') < 0 : rest.startsWith("[") && rest.lastIndexOf(']') < 0;
      if (rest.indexOf('{') >= 0) {
        Matcher inline = Patterns.INLINE.matcher(rest);
        while (inline.find()) {
          String text = inline.group(2) == null ? inline.group(3) : inline.group(2);
          values.add(
              new Value(
                  table, key + "." + inline.group(1), text, i + 1, offset + inline.start(1) + 1));
        }
      } else if (!rest.contains("\"\"\"") && !rest.contains("'''")) {
        Matcher text = Patterns.TEXT.matcher(rest);
        while (text.find()) {
          String plain = text.group(1) == null ? text.group(2) : text.group(1);
          values.add(new Value(table, key, plain, i + 1, offset + text.start() + 1));
        }
      }
    }
    return values;
  }

  private static void path(
      VerifiedProject project,
      SourceFile file,
      Value value,
      List<Value> values,
      Findings findings) {
    List<PathFilter> all =
        values.stream()
            .filter(other -> other.table().equals(value.table()) && other.key().equals(value.key()))
            .flatMap(other -> paths(file, other).stream())
            .toList();
    List<PathFilter> idle = PathFilter.idle(all, project.files().paths());
    for (PathFilter path : paths(file, value)) {
      if (idle.stream().anyMatch(other -> other.text().equals(path.text()))) {
        report(
            file,
            value,
            "'" + path.text().strip() + "' does not exist",
            path.nearest(project.files().paths())
                .map(near -> "correct the path (did you mean " + near + "?)")
                .orElse("add it, or correct the path"),
            findings);
      }
    }
  }

  /** The paths of a text, from the root: those that can be known. */
  private static List<PathFilter> paths(SourceFile file, Value value) {
    String[] texts =
        switch (value.key()) {
          case "mypy_path" -> value.text().split("[:,]", -1);
          // Without a list, pytest splits the text at its blanks.
          case "testpaths" -> value.text().split("\\s+", -1);
          default -> new String[] {value.text()};
        };
    List<PathFilter> paths = new ArrayList<>();
    for (String text : texts) {
      boolean isOwn = !text.isBlank() && !text.strip().matches("/.*|.*[$~{<\\[].*");
      Optional<String> full =
          isOwn ? FileSet.resolve(file.directory(), text.strip()) : Optional.empty();
      full.flatMap(PathFilter::azure).ifPresent(paths::add);
    }
    return paths;
  }

  private static void report(
      SourceFile file, Value value, String problem, String remedy, Findings findings) {
    Position position = new Position(value.line(), value.column());
    // Without one of these, pytest looks for tests in all folders.
    if (value.key().equals("testpaths")) {
      findings.addDoubtful(PATH, file.path(), position, problem, remedy);
    } else {
      findings.add(PATH, file.path(), position, problem, remedy);
    }
  }

  /** Where the packages stand: the root, {@code src}, and what the file says. */
  static Set<String> roots(SourceFile file, List<Value> values) {
    Set<String> roots = new LinkedHashSet<>();
    String directory = file.directory();
    roots.add(directory);
    FileSet.resolve(directory, "src").ifPresent(roots::add);
    for (Value value : values) {
      boolean isRoot =
          value.key().equals("where")
              || value.key().startsWith("package-dir")
              || value.key().equals("packages.from")
              || value.key().equals("pythonpath");
      if (isRoot) {
        FileSet.resolve(directory, value.text()).ifPresent(roots::add);
      }
    }
    return roots;
  }

  private static void entry(
      VerifiedProject project,
      SourceFile file,
      Value value,
      List<Value> values,
      Findings findings) {
    Matcher entry = Patterns.ENTRY.matcher(value.text());
    if (!entry.matches()) {
      return;
    }
    String path = entry.group(1).replace('.', '/');
    String first = path.replaceFirst("/.*", "");
    Set<String> roots = roots(file, values);
    boolean isOwn = false;
    for (String root : roots) {
      String start = root.isEmpty() ? "" : root + "/";
      isOwn |=
          project.files().exists(start + first) || project.file(start + first + ".py").isPresent();
      Optional<SourceFile> module =
          project.file(start + path + ".py").or(() -> project.file(start + path + "/__init__.py"));
      if (module.isPresent()) {
        if (!PythonFile.of(module.get().content()).names().contains(entry.group(2))) {
          report(
              file,
              value,
              "'" + entry.group(2) + "' is not in " + module.get().path(),
              "name a function that it has",
              findings);
        }
        return;
      }
    }
    String name = name(values).replaceAll("[-.]", "_").toLowerCase(Locale.ROOT);
    if (isOwn || first.toLowerCase(Locale.ROOT).equals(name)) {
      report(
          file,
          value,
          "there is no module '" + entry.group(1) + "'",
          "add it, or correct the entry point",
          findings);
    }
  }

  /** The module and the name of a program; no match where a value is none. */
  static Matcher entry(Value value) {
    return Patterns.ENTRY.matcher(SCRIPTS.contains(value.table()) ? value.text() : "");
  }

  private static String name(List<Value> values) {
    return values.stream()
        .filter(one -> one.key().equals("name"))
        .filter(one -> one.table().equals("project") || one.table().equals("tool.poetry"))
        .map(Value::text)
        .findFirst()
        .orElse("");
  }

  private static void included(
      VerifiedProject project,
      SourceFile file,
      Value value,
      List<Value> values,
      Findings findings) {
    boolean isThere =
        value.text().matches(".*[*?\\[].*")
            || roots(file, values).stream()
                .flatMap(root -> FileSet.resolve(root, value.text()).stream())
                .anyMatch(
                    path -> project.files().exists(path) || project.file(path + ".py").isPresent());
    if (!isThere) {
      report(
          file,
          value,
          "unknown package '" + value.text() + "'",
          "add it, or correct the name",
          findings);
    }
  }
}

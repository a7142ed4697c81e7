package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A package can be built as its {@code pyproject.toml} says, and its programs can be started.
 *
 * @see <a href="https://packaging.python.org/specifications/pyproject-toml/">pyproject.toml</a>
 * @see <a href="https://packaging.python.org/specifications/entry-points/">entry points</a>
 */
final class PackagingCheck implements Check {

  static final Rule PACKAGING =
      new Rule("python-packaging", Level.ERROR, "Python package that cannot be built or started");

  private static final Pattern VERSION =
      Pattern.compile(
          "v?(?:\\d+!)?\\d+(?:\\.\\d+)*(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\\d*)?"
              + "(?:-\\d+|[-_.]?(?:post|rev|r)[-_.]?\\d*)?(?:[-_.]?dev[-_.]?\\d*)?"
              + "(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SPECIFIER =
      Pattern.compile("\\s*(?:~=|==|!=|<=|>=|<|>|===)\\s*[\\w.*+!-]+\\s*");

  private static final Pattern ENTRY =
      Pattern.compile("\\s*([A-Za-z_][\\w.]*)\\s*:\\s*([A-Za-z_]\\w*)\\s*(?:\\[.*)?");

  /** A program in {@code setup.cfg} or {@code setup.py}. */
  private static final Pattern OLD_ENTRY =
      Pattern.compile(
          "(?m)^[ \\t]*[\"']?[\\w.-]+\\s*=\\s*([A-Za-z_][\\w.]*):([A-Za-z_]\\w*)[\"']?,?[ \\t]*$|[\"'][\\w.-]+\\s*=\\s*([A-Za-z_][\\w.]*):([A-Za-z_]\\w*)[\"']");

  private static final PythonCall NOTHING = new PythonCall(List.of(), List.of(), false, false);

  @Override
  public List<Rule> rules() {
    return List.of(PACKAGING);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      boolean isOwn = !file.isVendored() && file.path().indexOf('{') < 0;
      if (isOwn && file.name().equals("pyproject.toml") && !file.text().contains("{{")) {
        new OneFile(project, file, TomlPairs.of(file.content()), findings).check();
      } else if (isOwn && file.name().matches("setup\\.(?:cfg|py)")) {
        old(project, file, findings);
      }
    }
  }

  private static void old(VerifiedProject project, SourceFile file, Findings findings) {
    int begin = file.text().indexOf("console_scripts");
    Matcher entry = OLD_ENTRY.matcher(file.text());
    for (int at = begin; at >= 0 && entry.find(at); at = entry.end()) {
      int group = entry.group(1) == null ? 3 : 1;
      boolean isNear = !file.text().substring(begin, entry.start()).contains("\n[");
      if (isNear) {
        started(
            project,
            file,
            Set.of(file.directory(), join(file.directory(), "src")),
            entry.group(group),
            entry.group(group + 1),
            file.position(entry.start(group)),
            findings);
      }
    }
  }

  private static String join(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** What starts a program gives its function no argument. */
  private static void started(
      VerifiedProject project,
      SourceFile file,
      Set<String> roots,
      String module,
      String function,
      Position position,
      Findings findings) {
    String path = module.replace('.', '/');
    Optional<String> missing =
        roots.stream()
            .map(root -> root.isEmpty() ? path : root + "/" + path)
            .flatMap(
                full ->
                    Stream.of(full + ".py", full + "/__init__.py")
                        .flatMap(name -> project.file(name).stream()))
            .findFirst()
            .flatMap(
                found ->
                    Optional.ofNullable(PythonModule.of(found.content()).functions().get(function)))
            .filter(PythonModule.Function::isPlain)
            .flatMap(found -> found.signature().mistake(NOTHING));
    missing.ifPresent(
        text ->
            findings.add(
                PACKAGING,
                file.path(),
                position,
                "'" + function + "' " + text + ", and a program is started without arguments",
                "give it a default, or name a function that reads sys.argv"));
  }

  private record OneFile(
      VerifiedProject project, SourceFile file, TomlPairs toml, Findings findings) {

    void check() {
      backend();
      version();
      toml.get("project", "requires-python").ifPresent(this::python);
      programs();
    }

    private void backend() {
      if (!toml.tables().contains("build-system")) {
        return;
      }
      Optional<TomlPairs.Pair> requires = toml.get("build-system", "requires");
      Optional<TomlPairs.Pair> named = toml.get("build-system", "build-backend");
      if (requires.isEmpty()) {
        add(
            named.map(TomlPairs.Pair::position).orElse(Position.START),
            "the table build-system has no 'requires'",
            "list what the build needs, such as requires = [\"setuptools>=64\"]");
        return;
      }
      Optional<String> backend = named.flatMap(TomlPairs.Pair::text);
      boolean isElsewhere = toml.get("build-system", "backend-path").isPresent();
      if (backend.isEmpty() || isElsewhere) {
        return;
      }
      String distribution = BuildBackends.ALL.getOrDefault(backend.get(), "");
      Set<String> brought =
          requires.get().texts().stream()
              .map(text -> text.text().replaceFirst("^\\s*([A-Za-z0-9._-]+)[\\s\\S]*", "$1"))
              .map(Requirements::normal)
              .collect(Collectors.toCollection(TreeSet::new));
      if (distribution.isEmpty()) {
        boolean isOfKnown =
            BuildBackends.PACKAGES.contains(backend.get().replaceFirst("[.:].*", ""));
        boolean isNear = Suggestion.nearest(backend.get(), BuildBackends.ALL.keySet()).isPresent();
        if (isOfKnown || isNear) {
          add(
              named.get().position(),
              "there is no build backend '" + backend.get() + "'",
              Suggestion.useOneOf(backend.get(), BuildBackends.ALL.keySet()));
        }
      } else if (!brought.contains(distribution) && !isAlso(distribution, brought)) {
        add(
            named.get().position(),
            "the build backend '"
                + backend.get()
                + "' is of "
                + distribution
                + ", which 'requires' does not list",
            "add \"" + distribution + "\" to 'requires'");
      } else {
        metadata(backend.get(), distribution, named.get().position());
      }
    }

    /** Distributions that bring the backend of another one. */
    private static boolean isAlso(String distribution, Set<String> brought) {
      return switch (distribution) {
        case "poetry-core" -> brought.contains("poetry");
        case "flit-core" -> brought.contains("flit");
        case "uv-build" -> brought.contains("uv");
        case "hatchling" -> brought.contains("hatch") || brought.contains("hatch-vcs");
        default -> brought.stream().anyMatch(one -> one.endsWith("plugins"));
      };
    }

    /** Only Poetry reads the name and version of a package from its own table. */
    private void metadata(String backend, String distribution, Position position) {
      boolean isOfPoetry = toml.get("tool.poetry", "name").isPresent() && !toml.has("project");
      boolean isOther =
          Set.of("setuptools", "hatchling", "flit-core", "pdm-backend", "uv-build")
              .contains(distribution);
      boolean isDescribed =
          Stream.of("setup.cfg", "setup.py")
              .anyMatch(name -> project.file(join(file.directory(), name)).isPresent());
      if (isOfPoetry && isOther && !isDescribed) {
        add(
            position,
            "the build backend '" + backend + "' does not read the table tool.poetry",
            "use poetry.core.masonry.api, or write the table project");
      }
    }

    private void version() {
      List<TomlPairs.Pair> dynamic = toml.get("project", "dynamic").stream().toList();
      boolean isDynamic =
          dynamic.stream()
              .flatMap(pair -> pair.texts().stream())
              .anyMatch(text -> text.text().equals("version"));
      Optional<TomlPairs.Pair> version = toml.get("project", "version");
      boolean isProject = toml.tables().contains("project");
      if (isProject && version.isPresent() && isDynamic) {
        add(
            version.get().position(),
            "the version is written here, and 'dynamic' says that the build finds it",
            "remove one of both");
      } else if (isProject && version.isEmpty() && !isDynamic) {
        add(
            head("project"),
            "the table project has no version",
            "add a version, or dynamic = [\"version\"] for one that the build finds");
      }
      if (isProject && toml.get("project", "name").isEmpty()) {
        add(head("project"), "the table project has no name", "add a name");
      }
      version.ifPresent(this::version);
      poetry(isProject);
      if (isDynamic) {
        found();
      }
    }

    private void version(TomlPairs.Pair version) {
      String text = version.text().orElse("0");
      if (!VERSION.matcher(text.strip()).matches()) {
        add(
            version.position(),
            "'" + text + "' is not a version",
            "write one such as 1.2.0 or 1.2.0rc1");
      }
    }

    private void poetry(boolean isProject) {
      boolean isPackage =
          toml.get("tool.poetry", "package-mode")
              .filter(pair -> pair.value().startsWith("false"))
              .isEmpty();
      boolean isBuilt =
          toml.get("build-system", "build-backend")
              .flatMap(TomlPairs.Pair::text)
              .filter("poetry.core.masonry.api"::equals)
              .isPresent();
      Optional<TomlPairs.Pair> version = toml.get("tool.poetry", "version");
      boolean isDescribed = toml.tables().contains("tool.poetry") && !isProject;
      if (isDescribed && isPackage && isBuilt) {
        for (String key : List.of("name", "version")) {
          if (toml.get("tool.poetry", key).isEmpty()) {
            add(
                head("tool.poetry"),
                "the table tool.poetry has no " + key,
                "add it, or package-mode = false where nothing is built");
          }
        }
      }
      version.ifPresent(this::version);
    }

    /** Where the build is told to find the version, it is there. */
    private void found() {
      toml.pairs().stream()
          .filter(
              pair ->
                  (pair.table() + "." + pair.key())
                      .matches("tool\\.setuptools\\.dynamic\\.version(?:\\.attr)?"))
          .filter(pair -> pair.value().contains("attr") || pair.key().endsWith("attr"))
          .forEach(this::attribute);
      Optional<TomlPairs.Pair> path = toml.get("tool.hatch.version", "path");
      boolean isOther =
          Stream.of("pattern", "expression", "source")
              .anyMatch(key -> toml.get("tool.hatch.version", key).isPresent());
      path.flatMap(TomlPairs.Pair::text)
          .filter(text -> !isOther)
          .flatMap(text -> FileSet.resolve(file.directory(), text))
          .flatMap(project::file)
          .filter(
              found ->
                  !Pattern.compile("(?im)^(?:__version__|version)(?:\\s*:\\s*str)?\\s*=")
                      .matcher(found.text())
                      .find())
          .ifPresent(
              found ->
                  add(
                      path.get().position(),
                      found.path() + " sets no __version__",
                      "set it there, or name the file that does"));
    }

    private void attribute(TomlPairs.Pair pair) {
      for (TomlPairs.Text text : pair.texts()) {
        int point = text.text().lastIndexOf('.');
        String module = text.text().substring(0, Math.max(0, point)).replace('.', '/');
        String name = text.text().substring(point + 1);
        Optional<SourceFile> found =
            Stream.of("", "src/")
                .map(root -> join(file.directory(), root + module))
                .flatMap(full -> Stream.of(full + ".py", full + "/__init__.py"))
                .flatMap(full -> project.file(full).stream())
                .findFirst();
        found
            .filter(one -> !PythonFile.of(one.content()).names().contains(name))
            .filter(one -> !one.text().contains("*"))
            .ifPresent(
                one ->
                    add(
                        text.position(),
                        one.path() + " has no '" + name + "'",
                        "set it there, or name the module that does"));
      }
    }

    private void python(TomlPairs.Pair requires) {
      String text = requires.text().orElse(">=3");
      boolean isWrong =
          !text.isBlank()
              && Stream.of(text.split(",", -1))
                  .anyMatch(part -> !SPECIFIER.matcher(part).matches());
      if (isWrong) {
        add(
            requires.position(),
            "'" + text + "' is not a range of versions",
            "write one such as >=3.10 or >=3.10,<4");
      }
    }

    private void programs() {
      Set<String> roots = ProjectFileCheck.roots(file, ProjectFileCheck.values(file));
      for (String table :
          List.of("project.scripts", "project.gui-scripts", "tool.poetry.scripts")) {
        for (TomlPairs.Pair pair : toml.in(table)) {
          Matcher entry = ENTRY.matcher(pair.text().orElse(""));
          if (entry.matches()) {
            started(
                project,
                file,
                roots,
                entry.group(1),
                entry.group(2),
                pair.texts().get(0).position(),
                findings);
          } else if (pair.text().isPresent()
              && pair.text().get().indexOf(':') < 0
              && !table.startsWith("tool.")) {
            add(
                pair.position(),
                "'" + pair.text().get() + "' names no function",
                "write module:function");
          }
        }
      }
    }

    /** Where a table begins. */
    private Position head(String table) {
      int at = file.text().indexOf("[" + table + "]");
      return at < 0 ? Position.START : file.position(at);
    }

    private void add(Position position, String problem, String remedy) {
      findings.add(PACKAGING, file.path(), position, problem, remedy);
    }
  }
}

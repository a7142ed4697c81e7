package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that pins packages has each that its input names, in a version that its input takes.
 *
 * @see <a href="https://pip-tools.readthedocs.io/">pip-tools</a>
 * @see <a href="https://docs.astral.sh/uv/concepts/projects/sync/">uv</a>
 * @see <a href="https://python-poetry.org/docs/basic-usage/">Poetry</a>
 */
final class LockCheck implements Check {

  static final Rule LOCK =
      new Rule(
          "python-lock",
          Level.ERROR,
          "Lock file without what its input names, or in another version");

  /** pip-compile leaves these out. */
  private static final Set<String> UNSAFE = Set.of("setuptools", "pip", "distribute", "wheel");

  private static final Pattern LINE =
      Pattern.compile(
          "^\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[^\\]]*])?\\s*([^;#@]*?)\\s*(;[^#]*)?(?:\\s#.*)?$");

  private static final Pattern PIN =
      Pattern.compile(
          "^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:\\[[^\\]]*])?\\s*==\\s*([^\\s;\\\\#]+)\\s*(;[^#\\\\]*)?.*$");

  private static final Pattern INCLUDE =
      Pattern.compile("^\\s*(?:-r|--requirement)[\\s=]*(\\S+).*");

  private static final Pattern CONSTRAINT =
      Pattern.compile("^\\s*(?:-c|--constraint)[\\s=]*(\\S+).*");

  private static final int DEEPEST = 8;

  /**
   * What is asked for.
   *
   * @param name its name
   * @param range its versions
   * @param isAlways whether no marker limits it
   * @param file where it is written
   * @param position where in it
   */
  private record Wanted(
      String name, String range, boolean isAlways, SourceFile file, Position position) {}

  @Override
  public List<Rule> rules() {
    return List.of(LOCK);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      if (file.isVendored() || file.path().indexOf('{') >= 0) {
        continue;
      }
      if (file.name().endsWith(".in") && isRequirements(file)) {
        compiled(project, file, findings);
      } else if (file.name().equals("pyproject.toml") && !file.text().contains("{{")) {
        locked(project, file, findings);
      } else if (file.name().equals("Pipfile")) {
        pipenv(project, file, findings);
      }
    }
  }

  private static boolean isRequirements(SourceFile file) {
    return RequirementFiles.isPip(file.path())
        || file.path().matches("(?:.*/)?requirements/[^/]+\\.in");
  }

  /** {@code requirements.in} and the {@code requirements.txt} that is made of it. */
  private static void compiled(VerifiedProject project, SourceFile input, Findings findings) {
    String path = input.path().replaceFirst("\\.in$", ".txt");
    Optional<SourceFile> lock = project.file(path).filter(file -> isMadeFrom(file, input.name()));
    if (lock.isEmpty()) {
      return;
    }
    Map<String, List<String>> pins = pins(lock.get());
    List<Wanted> wanted = new ArrayList<>();
    wanted(project, input, wanted, DEEPEST);
    compare(wanted, pins, lock.get(), findings);
    for (String line : input.content().lines()) {
      Matcher constraint = CONSTRAINT.matcher(line);
      if (constraint.matches()) {
        FileSet.resolve(input.directory(), constraint.group(1))
            .flatMap(project::file)
            .ifPresent(limits -> constrained(limits, lock.get(), pins, findings));
      }
    }
  }

  private static boolean isMadeFrom(SourceFile lock, String name) {
    return lock.content().lines().stream()
        .limit(15)
        .filter(line -> line.strip().startsWith("#"))
        .anyMatch(line -> line.contains(name));
  }

  private static void wanted(
      VerifiedProject project, SourceFile input, List<Wanted> wanted, int left) {
    List<String> lines = input.content().lines();
    for (int i = 0; i < lines.size(); i++) {
      Matcher include = INCLUDE.matcher(lines.get(i));
      Matcher line = LINE.matcher(lines.get(i));
      if (include.matches() && left > 0) {
        FileSet.resolve(input.directory(), include.group(1))
            .flatMap(project::file)
            .ifPresent(file -> wanted(project, file, wanted, left - 1));
      } else if (line.matches() && !lines.get(i).contains("://") && !lines.get(i).contains("@")) {
        wanted.add(
            new Wanted(
                Requirements.normal(line.group(1)),
                line.group(2),
                line.group(3) == null,
                input,
                new Position(i + 1, line.start(1) + 1)));
      }
    }
  }

  /** The packages of a file that pins all of them, each with its versions; one for each marker. */
  private static Map<String, List<String>> pins(SourceFile lock) {
    Map<String, List<String>> pins = new HashMap<>();
    for (String line : lock.content().lines()) {
      Matcher pin = PIN.matcher(line.strip());
      Matcher other = LINE.matcher(line);
      if (pin.matches()) {
        pins.computeIfAbsent(Requirements.normal(pin.group(1)), any -> new ArrayList<>())
            .add(pin.group(2));
      } else if (other.matches() || line.contains(" @ ")) {
        pins.computeIfAbsent(
            Requirements.normal(line.strip().replaceFirst("[^A-Za-z0-9._-].*", "")),
            any -> new ArrayList<>());
      }
    }
    return pins;
  }

  private static void compare(
      List<Wanted> wanted, Map<String, List<String>> pins, SourceFile lock, Findings findings) {
    if (pins.isEmpty()) {
      return;
    }
    for (Wanted one : wanted) {
      List<String> versions = pins.get(one.name());
      if (versions == null && one.isAlways() && !UNSAFE.contains(one.name())) {
        findings.add(
            LOCK,
            one.file().path(),
            one.position(),
            "'" + one.name() + "' is not in " + lock.path(),
            "make " + lock.name() + " again");
      } else if (versions != null && versions.size() == 1) {
        Version.of(versions.get(0))
            .flatMap(version -> version.outside(one.range()))
            .ifPresent(
                part ->
                    findings.add(
                        LOCK,
                        one.file().path(),
                        one.position(),
                        "'"
                            + one.name()
                            + part
                            + "' is asked for, and "
                            + lock.path()
                            + " has "
                            + versions.get(0),
                        "make " + lock.name() + " again"));
      }
    }
  }

  /** What limits the versions of a file is held by it. */
  private static void constrained(
      SourceFile limits, SourceFile lock, Map<String, List<String>> pins, Findings findings) {
    pins(limits)
        .forEach(
            (name, versions) -> {
              List<String> own = pins.getOrDefault(name, List.of());
              boolean isOne = own.size() == 1 && versions.size() == 1;
              if (isOne && !own.equals(versions)) {
                int at = lock.text().indexOf("\n" + name + "==") + 1;
                findings.add(
                    LOCK,
                    lock.path(),
                    lock.position(at),
                    "'"
                        + name
                        + "' has the version "
                        + own.get(0)
                        + ", and "
                        + limits.path()
                        + " limits it to "
                        + versions.get(0),
                    "make " + lock.name() + " again");
              }
            });
  }

  private static void locked(VerifiedProject project, SourceFile file, Findings findings) {
    TomlPairs toml = TomlPairs.of(file.content());
    String start = file.directory().isEmpty() ? "" : file.directory() + "/";
    List<Wanted> wanted = new ArrayList<>();
    toml.get("project", "dependencies").ifPresent(pair -> texts(file, pair, wanted));
    List<Wanted> main = List.copyOf(wanted);
    for (String table : List.of("project.optional-dependencies", "dependency-groups")) {
      toml.in(table).forEach(pair -> texts(file, pair, wanted));
    }
    project
        .file(start + "uv.lock")
        .ifPresent(lock -> compare(wanted, packages(lock), lock, findings));
    project
        .file(start + "pdm.lock")
        .ifPresent(lock -> compare(main, packages(lock), lock, findings));
    List<Wanted> poetry = new ArrayList<>(main);
    for (TomlPairs.Pair pair : toml.pairs()) {
      boolean isDependency =
          pair.table()
              .matches(
                  "tool\\.poetry\\.(?:dependencies|dev-dependencies|group\\.[\\w-]+\\.dependencies)");
      boolean isPlain =
          !pair.key().equals("python")
              && !pair.value().contains("path")
              && !pair.value().contains("git");
      if (isDependency && isPlain) {
        boolean isAlways = !pair.value().contains("markers") && !pair.value().contains("platform");
        poetry.add(
            new Wanted(Requirements.normal(pair.key()), "", isAlways, file, pair.position()));
      }
    }
    project
        .file(start + "poetry.lock")
        .ifPresent(lock -> compare(poetry, packages(lock), lock, findings));
    project
        .file(start + "requirements.txt")
        .filter(lock -> isMadeFrom(lock, "pyproject.toml"))
        .ifPresent(lock -> compare(main, pins(lock), lock, findings));
  }

  private static void texts(SourceFile file, TomlPairs.Pair pair, List<Wanted> wanted) {
    for (TomlPairs.Text text : pair.texts()) {
      Matcher line = LINE.matcher(text.text());
      // An item such as {include-group = "test"} names no package.
      boolean isPlain = !pair.value().contains("{") && !text.text().contains("@");
      if (line.matches() && isPlain) {
        wanted.add(
            new Wanted(
                Requirements.normal(line.group(1)),
                line.group(2),
                line.group(3) == null,
                file,
                text.position()));
      }
    }
  }

  /** The packages of {@code uv.lock}, {@code poetry.lock} or {@code pdm.lock}. */
  private static Map<String, List<String>> packages(SourceFile lock) {
    Map<String, List<String>> packages = new HashMap<>();
    String name = "";
    for (TomlPairs.Pair pair : TomlPairs.of(lock.content()).pairs()) {
      if (pair.table().equals("package") && pair.key().equals("name")) {
        name = Requirements.normal(pair.text().orElse(""));
        packages.computeIfAbsent(name, any -> new ArrayList<>());
      } else if (pair.table().equals("package") && pair.key().equals("version")) {
        packages.computeIfAbsent(name, any -> new ArrayList<>()).add(pair.text().orElse(""));
      }
    }
    return packages;
  }

  private static void pipenv(VerifiedProject project, SourceFile file, Findings findings) {
    Optional<SourceFile> lock = project.file(file.path() + ".lock");
    Map<String, List<String>> packages = new HashMap<>();
    lock.flatMap(found -> found.yaml().root())
        .ifPresent(
            root -> {
              for (YamlNode.Entry section : root.entries()) {
                if (!section.name().equals("_meta")) {
                  section
                      .value()
                      .keys()
                      .forEach(key -> packages.put(Requirements.normal(key), List.of()));
                }
              }
            });
    List<Wanted> wanted = new ArrayList<>();
    for (TomlPairs.Pair pair : TomlPairs.of(file.content()).pairs()) {
      boolean isPlain = pair.value().matches("[\"'][^\"']*[\"']|\\{\\s*(?:extras|version).*");
      if (Set.of("packages", "dev-packages").contains(pair.table()) && isPlain) {
        wanted.add(
            new Wanted(
                Requirements.normal(pair.key()),
                "",
                !pair.value().contains("markers") && !pair.value().contains("platform"),
                file,
                pair.position()));
      }
    }
    lock.ifPresent(found -> compare(wanted, packages, found, findings));
  }
}

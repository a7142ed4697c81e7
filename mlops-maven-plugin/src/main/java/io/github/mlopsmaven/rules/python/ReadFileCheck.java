package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that Python code reads by a path that begins at its own file exist.
 *
 * @see <a href="https://docs.python.org/3/library/pathlib.html">pathlib</a>
 */
final class ReadFileCheck implements Check {

  static final Rule FILE =
      new Rule("python-missing-file", Level.ERROR, "File that Python code reads not found");

  private static final String LITERALS = "((?:\\s*/\\s*(?:\"[^\"{}\\n]+\"|'[^'{}\\n]+'))*)";

  /** {@code Path(__file__).resolve().parents[1] / "a" / "b.yml"}. */
  private static final Pattern OWN =
      Pattern.compile(
          "(?:pathlib\\s*\\.\\s*)?Path\\(\\s*__file__\\s*\\)((?:\\s*\\.\\s*(?:resolve\\(\\)|absolute\\(\\)|parent\\b|parents\\[\\d\\]))*)"
              + LITERALS);

  private static final Pattern NAMED = Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)" + LITERALS);

  private static final Pattern STEP = Pattern.compile("parents\\[(\\d)\\]|parent\\b");

  private static final Pattern LITERAL = Pattern.compile("\"([^\"\\n]+)\"|'([^'\\n]+)'");

  private static final Pattern TARGET =
      Pattern.compile("(?:^|\\n)[ \\t]*([A-Za-z_]\\w*)\\s*(?::[^=\\n]+)?=\\s*(?:str\\()?$");

  /** What reads a file that it is given. */
  private static final Pattern READER =
      Pattern.compile(
          "(?:(?<![\\w.])open|\\bload_(?:component|job|environment|data|model|compute|online_endpoint"
              + "|online_deployment|batch_endpoint|batch_deployment|workspace|datastore|schedule))"
              + "\\s*\\(\\s*(?:source\\s*=\\s*)?(?:str\\(\\s*)?$|\\bconda_file\\s*=\\s*(?:str\\(\\s*)?$");

  private static final Pattern READ =
      Pattern.compile("^[\\s)]*\\.\\s*(?:read_text|read_bytes|open\\s*\\(\\s*(?:\\)|encoding))");

  private static final Pattern WRITING =
      Pattern.compile("^[\\s)]*,\\s*(?:mode\\s*=\\s*)?[\"'][wax]");

  private static final Pattern SETTINGS =
      Pattern.compile(".*\\.(?:ya?ml|json|toml|sql|ini|cfg|j2|jinja2?|sh|py|tmpl|md)");

  @Override
  public List<Rule> rules() {
    return List.of(FILE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.PYTHON)) {
      if (file.text().contains("__file__") && file.text().length() < PythonModule.LONGEST) {
        new OneFile(project, file, file.text(), findings).check();
      }
    }
  }

  private record OneFile(VerifiedProject project, SourceFile file, String text, Findings findings) {

    void check() {
      String code = PythonFile.code(file.content());
      PythonModule module = PythonModule.of(file.content());
      Map<String, String> known = new HashMap<>();
      Matcher own = OWN.matcher(text);
      while (own.find()) {
        Optional<String> path =
            code.charAt(own.start()) == ' '
                ? Optional.empty()
                : above(own.group(1)).flatMap(start -> joined(start, own.group(2)));
        path.ifPresent(found -> use(module, known, found, own.start(), own.end()));
      }
      // In the order of the text, so that a name may be made of another.
      Matcher named = NAMED.matcher(text);
      while (!known.isEmpty() && named.find()) {
        String start = known.get(named.group(1));
        if (start != null && code.charAt(named.start()) != ' ') {
          joined(start, named.group(2))
              .ifPresent(found -> use(module, known, found, named.start(), named.end()));
        }
      }
    }

    /** The directory that {@code .parent} and {@code .parents[n]} lead to. */
    private Optional<String> above(String steps) {
      Optional<String> path = Optional.of(file.path());
      Matcher step = STEP.matcher(steps);
      while (step.find()) {
        int levels = step.group(1) == null ? 1 : Integer.parseInt(step.group(1)) + 1;
        for (int i = 0; i < levels; i++) {
          // Above the root is somebody's own place.
          path =
              path.filter(one -> !one.isEmpty())
                  .map(one -> one.substring(0, Math.max(0, one.lastIndexOf('/'))));
        }
      }
      return path;
    }

    private static Optional<String> joined(String start, String literals) {
      Optional<String> path = Optional.of(start);
      Matcher literal = LITERAL.matcher(literals);
      while (literal.find()) {
        String part = literal.group(1) == null ? literal.group(2) : literal.group(1);
        path =
            part.startsWith("/")
                ? Optional.empty()
                : path.flatMap(one -> FileSet.resolve(one, part));
      }
      return path;
    }

    private void use(
        PythonModule module, Map<String, String> known, String path, int start, int end) {
      String before = text.substring(Math.max(0, start - 120), start);
      String after = text.substring(end, Math.min(text.length(), end + 60));
      Matcher target = TARGET.matcher(before);
      boolean isWhole = after.matches("(?s)\\)?[ \\t]*(?:#[^\\n]*)?(?:\\n.*)?");
      if (target.find() && isWhole && module.once().contains(target.group(1))) {
        known.put(target.group(1), path);
        return;
      }
      boolean isGiven = after.matches("(?s)[\\s)]*[,)].*") || after.isBlank();
      boolean isRead =
          READ.matcher(after).find()
              || (READER.matcher(before).find() && isGiven && !WRITING.matcher(after).find());
      String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      boolean isMissing =
          isRead
              && SETTINGS.matcher(path).matches()
              && !project.files().exists(path)
              && (project.files().isDirectory(parent) || isElsewhere(path))
              && !isMade(path);
      if (isMissing) {
        findings.add(
            FILE,
            file.path(),
            file.position(start),
            "file '" + path + "' not found",
            "add it, or correct the path; it starts at the directory of this file");
      }
    }

    /** Whether the project has a file of that name in another directory. */
    private boolean isElsewhere(String path) {
      String end = path.substring(path.lastIndexOf('/'));
      return project.files().paths().stream().anyMatch(one -> one.endsWith(end));
    }

    /** Whether some other text speaks of the file: code may write it, git may ignore it. */
    private boolean isMade(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return project.files().all().stream()
          .filter(other -> !other.equals(file) && other.content().isText())
          .anyMatch(other -> other.text().contains(name) && other.kind() != FileKind.AZURE_ML);
    }
  }
}

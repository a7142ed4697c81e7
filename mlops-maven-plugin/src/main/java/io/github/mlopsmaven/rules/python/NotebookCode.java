package io.github.mlopsmaven.rules.python;

import com.google.gson.JsonPrimitive;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code of a notebook as one module: its cells in their order, without the commands of the shell
 * and the notebook.
 *
 * @param text the code
 * @param lines the lines of the code as the notebook has them
 * @see <a href="https://ipython.readthedocs.io/en/stable/interactive/magics.html">Magics</a>
 */
record NotebookCode(String text, List<String> lines) {

  /** Cells that run elsewhere and bind nothing here. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "bash",
          "sh",
          "script",
          "html",
          "HTML",
          "javascript",
          "js",
          "latex",
          "markdown",
          "svg",
          "writefile",
          "file",
          "perl",
          "ruby",
          "cmd",
          "powershell",
          "system",
          "sx",
          "md");

  /**
   * Cells of other languages in a notebook of Databricks, with one sign.
   *
   * @see <a href="https://learn.microsoft.com/azure/databricks/notebooks/notebooks-code">Magic
   *     commands</a>
   */
  private static final Set<String> OF_DATABRICKS =
      Set.of("sh", "fs", "sql", "scala", "r", "md", "skip");

  /** Cells whose code runs here. */
  private static final Set<String> HERE = Set.of("time", "timeit", "prun", "memit", "mprun");

  /** Commands that bind names that nobody sees. */
  private static final Set<String> BINDING =
      Set.of("run", "load", "pylab", "store", "loadpy", "rerun", "recall", "macro", "edit");

  private static final Pattern ASSIGNED = Pattern.compile("(\\s*[\\w, ]+=\\s*)[!%].*");

  private static final Pattern COMMAND = Pattern.compile("(\\s*)(?:[%!?]|[\\w.]+\\?\\??\\s*$).*");

  private static final Pattern HERE_LINE = Pattern.compile("(\\s*)%(?:time|timeit)\\s+(?!-)(.*)");

  NotebookCode {
    lines = List.copyOf(lines);
  }

  /** Reads a notebook; empty where it is not Python, or has names that nobody sees. */
  static Optional<NotebookCode> read(SourceFile file) {
    NotebookCells notebook = NotebookCells.read(file.text());
    String language = notebook.language();
    if (!language.isEmpty() && !language.matches("(?i)i?python3?")) {
      return Optional.empty();
    }
    StringBuilder code = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (List<String> cell : notebook.cells()) {
      String first = cell.stream().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
      boolean isMagic = first.startsWith("%%");
      String name = first.replaceFirst("^%%?\\s*", "").replaceFirst("[^\\w].*", "");
      boolean isElsewhere =
          isMagic
              ? ELSEWHERE.contains(name)
              : first.startsWith("%") && OF_DATABRICKS.contains(name);
      if (isElsewhere) {
        continue;
      }
      if (isMagic && !HERE.contains(name)) {
        return Optional.empty();
      }
      boolean isContinued = false;
      for (String line : cell) {
        Optional<String> plain = line.strip().startsWith("%%") ? Optional.of("") : plain(line);
        if (plain.isEmpty()) {
          return Optional.empty();
        }
        boolean isCommand = !plain.get().equals(line);
        code.append(isContinued ? "" : plain.get()).append('\n');
        isContinued = (isContinued || isCommand) && line.stripTrailing().endsWith("\\");
        lines.add(line);
      }
    }
    return Optional.of(new NotebookCode(code.toString(), lines));
  }

  /** A line as Python reads it; empty where it binds names that nobody sees. */
  private static Optional<String> plain(String line) {
    Matcher here = HERE_LINE.matcher(line);
    if (here.matches()) {
      return Optional.of(here.group(1) + here.group(2));
    }
    Matcher assigned = ASSIGNED.matcher(line);
    if (assigned.matches()) {
      return Optional.of(assigned.group(1) + "None");
    }
    Matcher command = COMMAND.matcher(line);
    if (!command.matches()) {
      return Optional.of(line);
    }
    String name = line.strip().replaceFirst("^%+", "").replaceFirst("\\W.*", "");
    return line.strip().startsWith("%") && BINDING.contains(name)
        ? Optional.empty()
        : Optional.of(command.group(1) + "pass");
  }

  /** The place in the notebook of an index of the code. */
  Position position(SourceFile file, int index) {
    int line = (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    // The same line may be there before: each is looked for behind the last.
    int at = 0;
    for (int i = 0; i <= line && i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        String written = new JsonPrimitive(lines.get(i)).toString();
        int found = file.text().indexOf(written.substring(0, written.length() - 1), at);
        at = found < 0 ? at : found + (i < line ? written.length() - 1 : 0);
      }
    }
    return file.position(at);
  }
}

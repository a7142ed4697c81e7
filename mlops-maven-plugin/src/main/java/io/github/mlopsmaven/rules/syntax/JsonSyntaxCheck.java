package io.github.mlopsmaven.rules.syntax;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.JsonWithComments;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.List;
import java.util.regex.Pattern;

/** JSON and notebooks parse. */
final class JsonSyntaxCheck implements Check {

  static final Rule JSON = new Rule("json-syntax", Level.ERROR, "Invalid JSON");

  static final Rule NOTEBOOK = new Rule("notebook-syntax", Level.ERROR, "Invalid notebook");

  static final Rule DUPLICATE =
      new Rule("json-duplicate-key", Level.ERROR, "Duplicate key in JSON");

  /** Files that their programs read with comments in them: {@code json-with-comments.txt}. */
  private static final List<Glob> WITH_COMMENTS = withComments();

  private static final Pattern TEMPLATE =
      Pattern.compile("\"\\$schema\"\\s*:\\s*\"[^\"]*deployment(?:Template|Parameters)\\.json");

  /** Files of programs that take JSON only, by the programs' own documentation, and data. */
  private static final Pattern STRICT =
      Pattern.compile(
          "(?:^|/)(?:package|package-lock|composer|composer-lock)\\.json$"
              + "|(?:^|/)(?:data|datasets?|samples?)/"
              + "|(?i)(?:^|[/_.-])(?:data|requests?|responses?|samples?|payloads?)\\.json$");

  private static final Pattern READS =
      Pattern.compile(
          "\\bjson\\.loads?\\(|\\bread_json\\(|\\bjq\\b|--request-file|\\binvoke\\b|\\bcurl\\b|json\\.tool");

  @Override
  public List<Rule> rules() {
    return List.of(JSON, NOTEBOOK, DUPLICATE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.JSON, FileKind.NOTEBOOK)) {
      boolean isNotebook = file.kind() == FileKind.NOTEBOOK;
      JsonScanner.Outcome strict =
          file.content()
              .learn(JsonScanner.Outcome.class, content -> JsonScanner.scan(content.text()));
      JsonScanner.Outcome outcome =
          strict.mistake().isPresent() && (mayHaveComments(file) || !isReadStrictly(project, file))
              ? withoutComments(file, strict)
              : strict;
      outcome
          .mistake()
          // Whoever keeps a place for a notebook has not begun it.
          .filter(any -> isNotebook ? !file.text().isBlank() : !isOfLines(file.text()))
          .filter(mistake -> isNotebook || !isFilledIn(file, mistake.index()))
          .ifPresent(
              mistake ->
                  findings.add(
                      isNotebook ? NOTEBOOK : JSON,
                      file.path(),
                      file.position(mistake.index()),
                      "not valid JSON: " + mistake.problem(),
                      "correct it at or above this line"));
      for (JsonScanner.Mistake twice :
          isNotebook || outcome.mistake().isPresent()
              ? List.<JsonScanner.Mistake>of()
              : outcome.duplicates()) {
        findings.add(
            DUPLICATE,
            file.path(),
            file.position(twice.index()),
            "the key '" + twice.problem() + "' is set above, in the same object",
            "remove one of both");
      }
      if (isNotebook && outcome.mistake().isEmpty() && !outcome.isNotebook()) {
        findings.add(
            NOTEBOOK,
            file.path(),
            Position.START,
            "no notebook: it has no list 'cells' and no number 'nbformat'",
            "save it again from Jupyter");
      }
    }
  }

  /** Whether a tool fills something in on the line: the file is a template. */
  private static boolean isFilledIn(SourceFile file, int index) {
    List<String> lines = file.content().lines();
    int line = file.position(index).line();
    return line <= lines.size() && lines.get(line - 1).matches(".*\\{\\{.*}}.*");
  }

  /**
   * Whether it is data of which each line is a value, as programs write it and read it again.
   *
   * @see <a href="https://jsonlines.org">JSON Lines</a>
   */
  private static boolean isOfLines(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.size() > 1
        && lines.stream()
            .allMatch(
                line ->
                    (line.startsWith("{") || line.startsWith("["))
                        && JsonScanner.scan(line).mistake().isEmpty());
  }

  /** The mistakes that are no comments; where a trailing comma is all, the file has one. */
  private static JsonScanner.Outcome withoutComments(SourceFile file, JsonScanner.Outcome strict) {
    String plain = JsonWithComments.plain(file.text());
    boolean hasComment = !commas(plain).equals(commas(file.text()));
    return mayHaveComments(file) || hasComment ? JsonScanner.scan(plain) : strict;
  }

  private static String commas(String text) {
    return text.replace(",", "").replaceAll("\\s", "");
  }

  /**
   * Whether a program reads a file that does not take comments: one of the project's own, or one of
   * those whose files are known by name. Of any other file nobody knows.
   */
  private static boolean isReadStrictly(VerifiedProject project, SourceFile file) {
    return file.kind() == FileKind.NOTEBOOK
        || STRICT.matcher(file.path()).find()
        || project.files().all().stream()
            .filter(other -> other.content().isText() && !other.path().equals(file.path()))
            .anyMatch(other -> isRead(other, file.name()));
  }

  /** Whether a program reads JSON, or a line with the file's name is a command that does. */
  private static boolean isRead(SourceFile other, String name) {
    String text = other.text();
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int start = text.lastIndexOf('\n', at) + 1;
      int end = text.indexOf('\n', at);
      String where =
          other.kind() == FileKind.PYTHON
              ? text
              : text.substring(start, end < 0 ? text.length() : end);
      if (READS.matcher(where).find()) {
        return true;
      }
    }
    return false;
  }

  /** Azure Resource Manager, too, reads comments in its templates and their parameters. */
  private static boolean mayHaveComments(SourceFile file) {
    return WITH_COMMENTS.stream().anyMatch(glob -> glob.matches(file.path()))
        || TEMPLATE.matcher(file.text()).find();
  }

  private static List<Glob> withComments() {
    return DataFile.lines(JsonSyntaxCheck.class, "json-with-comments.txt").stream()
        .map(line -> Glob.of(line.replaceFirst(" .*", "")))
        .toList();
  }
}

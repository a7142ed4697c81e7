package io.github.mlopsmaven.rules.syntax;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** JSON and notebooks parse. */
final class JsonSyntaxCheck implements Check {

  static final Rule JSON = new Rule("json-syntax", Level.ERROR, "Invalid JSON");

  static final Rule NOTEBOOK = new Rule("notebook-syntax", Level.ERROR, "Invalid notebook");

  /** Files that their programs read with comments in them: {@code json-with-comments.txt}. */
  private static final List<Glob> WITH_COMMENTS = withComments();

  private static final Pattern TEMPLATE =
      Pattern.compile("\"\\$schema\"\\s*:\\s*\"[^\"]*deployment(?:Template|Parameters)\\.json");

  @Override
  public List<Rule> rules() {
    return List.of(JSON, NOTEBOOK);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.JSON, FileKind.NOTEBOOK)) {
      boolean isNotebook = file.kind() == FileKind.NOTEBOOK;
      JsonScanner.Outcome strict =
          file.content()
              .learn(JsonScanner.Outcome.class, content -> JsonScanner.scan(content.text()));
      JsonScanner.Outcome outcome =
          strict.mistake().isPresent() && mayHaveComments(file)
              ? JsonScanner.scan(JsonWithComments.plain(file.text()))
              : strict;
      outcome
          .mistake()
          .ifPresent(
              mistake ->
                  findings.add(
                      isNotebook ? NOTEBOOK : JSON,
                      file.path(),
                      file.position(mistake.index()),
                      "not valid JSON: " + mistake.problem(),
                      "correct it at or above this line"));
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

  /** Azure Resource Manager, too, reads comments in its templates and their parameters. */
  private static boolean mayHaveComments(SourceFile file) {
    return WITH_COMMENTS.stream().anyMatch(glob -> glob.matches(file.path()))
        || TEMPLATE.matcher(file.text()).find();
  }

  private static List<Glob> withComments() {
    try (InputStream in =
        Objects.requireNonNull(
            JsonSyntaxCheck.class.getResourceAsStream("json-with-comments.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Glob.of(line.replaceFirst(" .*", "")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

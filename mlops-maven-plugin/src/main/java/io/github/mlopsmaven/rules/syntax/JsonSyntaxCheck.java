package io.github.mlopsmaven.rules.syntax;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
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
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON and notebooks parse. */
final class JsonSyntaxCheck implements Check {

  static final Rule JSON = new Rule("json-syntax", Level.ERROR, "Invalid JSON");

  static final Rule NOTEBOOK = new Rule("notebook-syntax", Level.ERROR, "Invalid notebook");

  /** Files that their programs read with comments in them: {@code json-with-comments.txt}. */
  private static final List<Glob> WITH_COMMENTS = withComments();

  private static final Pattern TEMPLATE =
      Pattern.compile("\"\\$schema\"\\s*:\\s*\"[^\"]*deployment(?:Template|Parameters)\\.json");

  private static final Pattern PLACE = Pattern.compile(" at line (\\d+) column (\\d+) path .*");

  /** What the parser says to its programmers about anything that only it would accept. */
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile("Use JsonReader\\.\\S+ to accept malformed JSON");

  @Override
  public List<Rule> rules() {
    return List.of(JSON, NOTEBOOK);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.JSON, FileKind.NOTEBOOK)) {
      boolean isNotebook = file.kind() == FileKind.NOTEBOOK;
      Outcome strict = file.content().learn(Outcome.class, content -> read(content.text()));
      Outcome outcome =
          strict.mistake().isPresent() && mayHaveComments(file)
              ? read(JsonWithComments.plain(file.text()))
              : strict;
      outcome
          .mistake()
          .ifPresent(
              mistake ->
                  findings.add(
                      isNotebook ? NOTEBOOK : JSON,
                      file.path(),
                      mistake.position(),
                      "not valid JSON: " + mistake.problem(),
                      "correct it at or above this line"));
      if (isNotebook && outcome.mistake().isEmpty() && !outcome.hasCells()) {
        findings.add(
            NOTEBOOK,
            file.path(),
            Position.START,
            "no notebook: it has no list 'cells' and no number 'nbformat'",
            "save it again from Jupyter");
      }
    }
  }

  private record Mistake(Position position, String problem) {}

  private record Outcome(Optional<Mistake> mistake, boolean hasCells) {}

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

  private static Outcome read(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    boolean hasCells = false;
    boolean hasFormat = false;
    try {
      if (reader.peek() == JsonToken.BEGIN_OBJECT) {
        reader.beginObject();
        while (reader.hasNext()) {
          String key = reader.nextName();
          JsonToken value = reader.peek();
          hasCells |= key.equals("cells") && value == JsonToken.BEGIN_ARRAY;
          hasFormat |= key.equals("nbformat") && value == JsonToken.NUMBER;
          reader.skipValue();
        }
        reader.endObject();
      } else {
        reader.skipValue();
      }
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        return new Outcome(Optional.of(mistake("text after the end" + place(reader))), false);
      }
      return new Outcome(Optional.empty(), hasCells && hasFormat);
    } catch (IOException | IllegalStateException e) {
      String words =
          FOR_PROGRAMMERS
              .matcher(String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
              .replaceFirst("a missing or trailing comma, a comment, or a string without quotes");
      return new Outcome(
          Optional.of(mistake(PLACE.matcher(words).find() ? words : words + place(reader))), false);
    }
  }

  /** Where the reader is; its text is the only way to learn it. */
  private static String place(JsonReader reader) {
    return reader.toString().substring("JsonReader".length());
  }

  private static Mistake mistake(String words) {
    Matcher place = PLACE.matcher(words);
    if (!place.find()) {
      return new Mistake(Position.START, words);
    }
    return new Mistake(
        new Position(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2))),
        words.substring(0, place.start()));
  }
}

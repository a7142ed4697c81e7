package io.github.mlopsmaven.update;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.git.JGitTextMerge;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.FileVersion;
import io.github.mlopsmaven.update.Outcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the decision table, for every kind of file. */
class FileDecisionTest {

  private final FileDecision decision =
      new FileDecision(new JGitTextMerge(), new TextMerge.Labels("ours", "base", "theirs"));

  /** A state of a file in the table: which of three contents it has, or none. */
  private enum Content {
    NONE,
    BASE,
    OURS,
    THEIRS
  }

  /** A kind of file; its three contents are what the table speaks of. */
  private enum Sort {
    TEXT("1\n2\n3\n", "1\nours\n3\n", "1\ntheirs\n3\n"),
    CRLF("1\r\n2\r\n3\r\n", "1\r\nours\r\n3\r\n", "1\r\ntheirs\r\n3\r\n"),
    BINARY("\0\1", "\0\2", "\0\3"),
    LINK("to/base", "to/ours", "to/theirs"),
    EXECUTABLE("1\n2\n3\n", "1\nours\n3\n", "1\ntheirs\n3\n");

    private final String base;
    private final String ours;
    private final String theirs;

    Sort(String base, String ours, String theirs) {
      this.base = base;
      this.ours = ours;
      this.theirs = theirs;
    }

    private String text(Content content) {
      return switch (content) {
        case NONE -> "";
        case BASE -> base;
        case OURS -> ours;
        case THEIRS -> theirs;
      };
    }

    private Optional<FileVersion> version(Content content) {
      FileMode mode =
          switch (this) {
            case LINK -> FileMode.SYMBOLIC_LINK;
            case EXECUTABLE -> FileMode.EXECUTABLE;
            case TEXT, CRLF, BINARY -> FileMode.REGULAR;
          };
      return content == Content.NONE
          ? Optional.empty()
          : Optional.of(FileVersion.of(mode, text(content).getBytes(ISO_8859_1)));
    }
  }

  static Stream<Arguments> table() {
    List<Arguments> rows = new ArrayList<>();
    for (Sort sort : Sort.values()) {
      for (Object[] row :
          new Object[][] {
            {Content.BASE, Content.BASE, Content.BASE, Kind.SAME, Content.BASE},
            {Content.BASE, Content.OURS, Content.BASE, Kind.KEPT, Content.OURS},
            {Content.BASE, Content.NONE, Content.BASE, Kind.KEPT, Content.NONE},
            {Content.BASE, Content.BASE, Content.THEIRS, Kind.UPDATED, Content.THEIRS},
            {Content.BASE, Content.BASE, Content.NONE, Kind.REMOVED, Content.NONE},
            {Content.BASE, Content.THEIRS, Content.THEIRS, Kind.ALREADY_THERE, Content.THEIRS},
            {Content.BASE, Content.NONE, Content.THEIRS, Kind.STAYS_DELETED, Content.NONE},
            {Content.BASE, Content.NONE, Content.NONE, Kind.SAME, Content.NONE},
            {Content.BASE, Content.OURS, Content.NONE, Kind.DELETED_THERE, Content.OURS},
            {Content.NONE, Content.NONE, Content.THEIRS, Kind.ADDED, Content.THEIRS},
            {Content.NONE, Content.THEIRS, Content.THEIRS, Kind.ALREADY_THERE, Content.THEIRS},
            {Content.NONE, Content.OURS, Content.NONE, Kind.KEPT, Content.OURS},
            {Content.BASE, Content.OURS, Content.THEIRS, Kind.BOTH, null},
            {Content.NONE, Content.OURS, Content.THEIRS, Kind.BOTH_NEW, null},
          }) {
        rows.add(Arguments.of(sort, row[0], row[1], row[2], row[3], row[4]));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyRow(Sort sort, Content base, Content ours, Content theirs, Kind kind, Content result) {
    Outcome outcome = decide(sort.version(base), sort.version(ours), sort.version(theirs));

    assertThat(outcome.kind()).isEqualTo(kind);
    boolean conflict = kind == Kind.BOTH || kind == Kind.BOTH_NEW || kind == Kind.DELETED_THERE;
    assertThat(outcome.conflict().isPresent()).isEqualTo(conflict);
    if (result != null) {
      assertThat(outcome.result().map(FileVersion::blob))
          .isEqualTo(sort.version(result).map(FileVersion::blob));
      return;
    }
    String text = new String(outcome.result().orElseThrow().bytes(), ISO_8859_1);
    if (sort == Sort.BINARY || sort == Sort.LINK) {
      assertThat(text).as("no markers").isEqualTo(sort.ours);
    } else {
      assertThat(text).contains("<<<<<<< ours", "ours", "||||||| base", "theirs", ">>>>>>> theirs");
      assertThat(text.contains("\r\n")).isEqualTo(sort == Sort.CRLF);
      assertThat(text.replace("\r\n", "").contains("\n")).isEqualTo(sort != Sort.CRLF);
    }
    assertThat(outcome.conflict().orElseThrow().ours().map(FileVersion::blob))
        .isEqualTo(sort.version(Content.OURS).map(FileVersion::blob));
  }

  @Test
  void aModeAndATextAreMerged() {
    Optional<FileVersion> base = text(FileMode.REGULAR, "a\n");

    assertThat(merged(base, text(FileMode.REGULAR, "b\n"), text(FileMode.EXECUTABLE, "a\n")))
        .isEqualTo("100755 b\n");
    assertThat(merged(base, text(FileMode.EXECUTABLE, "a\n"), text(FileMode.REGULAR, "b\n")))
        .isEqualTo("100755 b\n");
    assertThat(merged(base, text(FileMode.EXECUTABLE, "b\n"), text(FileMode.REGULAR, "b\n")))
        .isEqualTo("100755 b\n");
  }

  @Test
  void lineEndsAreNoChange() {
    Outcome outcome =
        decide(
            text(FileMode.REGULAR, "1\n2\n"),
            text(FileMode.REGULAR, "1\r\n2\r\n"),
            text(FileMode.REGULAR, "1\n3\n"));

    assertThat(outcome.kind()).isEqualTo(Kind.UPDATED);
  }

  @Test
  void aBaseThatIsLostIsAConflictWithoutIt() {
    FileVersion base = FileVersion.of(FileMode.REGULAR, "1\n".getBytes(ISO_8859_1));

    Outcome outcome =
        decision.of(
            Optional.of(base),
            text(FileMode.REGULAR, "2\n"),
            text(FileMode.REGULAR, "3\n"),
            version -> Optional.empty(),
            true);

    assertThat(outcome.kind()).isEqualTo(Kind.BOTH);
    assertThat(outcome.conflict().orElseThrow().base()).isEmpty();
    assertThat(outcome.result().orElseThrow().bytes())
        .asString()
        .contains("<<<<<<< ours\n2\n", "=======\n3\n");
  }

  @Test
  void whatIsNotMergedByLinesIsAConflictWithoutMarkers() {
    Outcome outcome =
        decision.of(
            text(FileMode.REGULAR, "1\n2\n3\n4\n5\n"),
            text(FileMode.REGULAR, "0\n2\n3\n4\n5\n"),
            text(FileMode.REGULAR, "1\n2\n3\n4\n6\n"),
            version -> Optional.of(version.bytes()),
            false);

    assertThat(outcome.kind()).isEqualTo(Kind.BOTH);
    assertThat(outcome.result().orElseThrow().bytes()).asString().isEqualTo("0\n2\n3\n4\n5\n");
  }

  private Outcome decide(
      Optional<FileVersion> base, Optional<FileVersion> ours, Optional<FileVersion> theirs) {
    return decision.of(base, ours, theirs, version -> Optional.of(version.bytes()), true);
  }

  private String merged(
      Optional<FileVersion> base, Optional<FileVersion> ours, Optional<FileVersion> theirs) {
    Outcome outcome = decide(base, ours, theirs);
    assertThat(outcome.kind()).isEqualTo(Kind.MERGED);
    FileVersion result = outcome.result().orElseThrow();
    return result.mode().digits() + " " + new String(result.bytes(), ISO_8859_1);
  }

  private static Optional<FileVersion> text(FileMode mode, String text) {
    return Optional.of(FileVersion.of(mode, text.getBytes(ISO_8859_1)));
  }
}

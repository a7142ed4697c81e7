package io.github.mlopsmaven.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.lock.FileList.Entry;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.FileMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileListTest {

  private static final String BLOB = "90b1".repeat(10);

  @Test
  void aPersonCanReadIt() {
    FileList list =
        new FileList(
            List.of(
                new Entry(FileMode.EXECUTABLE, BLOB, "scripts/run me.sh", Optional.of("run.sh")),
                new Entry(FileMode.REGULAR, BLOB, "README.md", Optional.empty()),
                new Entry(FileMode.SYMBOLIC_LINK, BLOB, "link", Optional.of("link")),
                new Entry(
                    FileMode.REGULAR,
                    BLOB,
                    "config.yml",
                    Optional.of("config.yml"),
                    Optional.of("1a2b")),
                new Entry(
                    FileMode.REGULAR,
                    BLOB,
                    "z/moved",
                    Optional.of("tool"),
                    Optional.of("1a2b"),
                    Optional.of("tool"))));

    assertThat(list.text())
        .isEqualTo(
            """
            # What the template gave: mode, blob, path here <TAB> path in the template. Written by mlops-maven-plugin.
            100644 %1$s README.md\t-
            100644 %1$s config.yml\tconfig.yml\t@1a2b
            120000 %1$s link\tlink
            100755 %1$s scripts/run me.sh\trun.sh
            100644 %1$s z/moved\ttool\t@1a2b\t>tool
            """
                .formatted(BLOB));
    assertThat(read(list.text())).isEqualTo(list);
    assertThat(read(list.text().replace("\n", "\r\n"))).isEqualTo(list);
  }

  @Test
  void aFileIsFoundByItsPathInTheProjectAndKnowsWhereTheTemplateHasIt() {
    Entry there = new Entry(FileMode.REGULAR, BLOB, "a", Optional.of("a"));
    Entry moved =
        new Entry(
            FileMode.REGULAR,
            BLOB,
            "here/b",
            Optional.of("b"),
            Optional.empty(),
            Optional.of("there/b"));
    FileList list = read(new FileList(List.of(there, moved)).text());

    assertThat(list.paths()).containsExactly("a", "here/b");
    assertThat(list.at("a")).contains(there);
    assertThat(list.at("here/b")).contains(moved);
    assertThat(list.at("there/b")).isEmpty();
    assertThat(there.isMoved()).isFalse();
    assertThat(there.target()).isEqualTo("a");
    assertThat(moved.isMoved()).isTrue();
    assertThat(moved.target()).isEqualTo("there/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "a\tb", "a\nb", "\\u0009", "a\\b", "ä 漢 😀", "\u2028", "@x"})
  void aTemplateMayCallItsFilesAnything(String source) {
    FileList list =
        new FileList(List.of(new Entry(FileMode.REGULAR, BLOB, "p", Optional.of(source))));

    assertThat(read(list.text())).isEqualTo(list);
    assertThat(list.text().lines()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100644 90b1 README.md\t-",
        "160000 BLOB sub\tsub",
        "100644 BLOB README.md",
        "100644 BLOB \t-",
        "100644 BLOB a\tb\tc"
      })
  void whatIsNotALineIsRefusedWithItsPlace(String line) {
    assertThatThrownBy(() -> read("# head\n" + line.replace("BLOB", BLOB) + "\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(".mlops/files:2:1: not a mode, a blob id, a path and a source")
        .hasMessageContaining("restore the file from version control");
  }

  @Test
  void aPathHasOneLine() {
    String line = "100644 " + BLOB + " a\ta\n";

    assertThatThrownBy(() -> read(line + line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(".mlops/files:2:49: a is listed a second time");
  }

  @Test
  void markersOfAMergeAreRefusedWithTheCommandThatEndsThem() {
    assertThatThrownBy(() -> read("<<<<<<< HEAD\n=======\n>>>>>>> x\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(".mlops/files has conflict markers of a merge")
        .hasMessageContaining("git checkout --ours .mlops");
  }

  private static FileList read(String text) {
    return FileList.read(FileList.PATH, text.getBytes(UTF_8));
  }
}

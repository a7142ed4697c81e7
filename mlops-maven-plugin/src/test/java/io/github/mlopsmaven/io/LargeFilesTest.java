package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pointers of Git LFS are told from content, and content that attributes give to Git LFS is told.
 */
class LargeFilesTest {

  private static final String ID =
      "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";

  private static final String POINTER =
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + ID + "\nsize 12345\n";

  @TempDir Path folder;

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }

  /** The files of a template's folder {@code src}, which are at the root of the project. */
  private LargeFiles files() {
    TemplateSnapshot template = new DirectorySource(folder).open();
    Map<String, TemplateFile> planned = new LinkedHashMap<>();
    add(template, "src", planned);
    return new LargeFiles(template, planned);
  }

  private static void add(
      TemplateSnapshot template, String path, Map<String, TemplateFile> planned) {
    template
        .tree()
        .directory(path)
        .files()
        .forEach(file -> planned.put(file.path().substring("src/".length()), file));
    template
        .tree()
        .directory(path)
        .directories()
        .forEach(name -> add(template, path + "/" + name, planned));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        POINTER,
        "version https://hawser.github.com/spec/v1\noid sha256:" + ID + "\nsize 0",
        "version http://git-media.io/v/2\noid sha256:" + ID + "\nsize 1\n",
        "version https://git-lfs.github.com/spec/v1\next-0-a sha256:1\noid sha256:"
            + ID
            + "\nsize 1\n",
        "version https://git-lfs.github.com/spec/v1\r\noid sha256:" + ID + "\r\nsize 1\r\n",
        "\nversion https://git-lfs.github.com/spec/v1\n\noid sha256:" + ID + "\nsize 1\n\n"
      })
  void aPointerIsRefusedHoweverItIsWritten(String pointer) throws IOException {
    write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
    write("src/model/m.bin", pointer);

    assertThatThrownBy(files()::refuse)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("whose content is never fetched: src/model/m.bin\n")
        .hasMessageContaining("git lfs untrack PATTERN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/.gitattributes", "src/model/.gitattributes", ".gitattributes"})
  void attributesCountWhereverTheyAre(String attributes) throws IOException {
    write(attributes, "m.bin filter=lfs\n");
    write("src/model/m.bin", POINTER);

    assertThatThrownBy(files()::refuse).isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
        "version https://example.com/spec/v1\noid sha256:" + ID + "\nsize 1\n",
        "text\nversion https://git-lfs.github.com/spec/v1\noid sha256:" + ID + "\nsize 1\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + ID + "\nsize 1\nmore\n",
        ""
      })
  void whatIsNoPointerIsContent(String content) throws IOException {
    write(".gitattributes", "*.bin filter=lfs\n");
    write("src/m.bin", content);

    assertThatCode(files()::refuse).doesNotThrowAnyException();
  }

  @Test
  void aTextThatOnlyLooksLikeAPointerIsContent() throws IOException {
    write("src/manual.txt", POINTER);
    write("src/.gitattributes", "*.bin filter=lfs\n*.txt filter=other\n");

    assertThatCode(files()::refuse).doesNotThrowAnyException();
    assertThat(files().warning()).isEmpty();
  }

  @Test
  void aPointerIsSmall() throws IOException {
    write(".gitattributes", "*.bin filter=lfs\n");
    String begin = "version https://git-lfs.github.com/spec/v1\noid sha256:" + ID + "\nsize 1";
    write("src/small.bin", begin + "\n".repeat(1023 - begin.length()));
    write("src/large.bin", begin + "\n".repeat(1024 - begin.length()));

    assertThatThrownBy(files()::refuse)
        .hasMessageContaining("fetched: src/small.bin\n")
        .hasMessageNotContaining("large.bin");
  }

  @Test
  void ofManyTheFirstAreNamed() throws IOException {
    write(".gitattributes", "*.bin filter=lfs\n");
    for (int i = 1; i <= 7; i++) {
      write("src/" + i + ".bin", POINTER);
    }

    assertThatThrownBy(files()::refuse)
        .hasMessageContaining(
            "fetched: src/1.bin, src/2.bin, src/3.bin, src/4.bin, src/5.bin and 2 more\n");
  }

  @Test
  void fiveAreNamedWithoutMore() throws IOException {
    write(".gitattributes", "*.bin filter=lfs\n");
    for (int i = 1; i <= 5; i++) {
      write("src/" + i + ".bin", POINTER);
    }

    assertThatThrownBy(files()::refuse).hasMessageContaining("src/4.bin, src/5.bin\n");
  }

  @Test
  void contentThatAttributesGiveToGitLfsIsTold() throws IOException {
    write("src/.gitattributes", "*.bin filter=lfs\n");
    write("src/a.bin", "content");
    write("src/empty.bin", "");
    write("src/other.txt", "content");

    Optional<String> one = files().warning();

    assertThat(one)
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith(
                        "a file is in git itself, although .gitattributes says filter=lfs: a.bin; ")
                    .contains("git status shows it as changed")
                    .contains("git add --renormalize . && git commit"));
    write("src/b.bin", "content");
    assertThat(files().warning())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("2 files are in git itself")
                    .contains("a.bin, b.bin; ")
                    .contains("git status shows them as changed"));
    assertThatCode(files()::refuse).doesNotThrowAnyException();
  }

  @Test
  void attributesOutsideTheProjectAreNotThoseOfItsContent() throws IOException {
    write(".gitattributes", "*.bin filter=lfs\n");
    write("src/a.bin", "content");

    assertThat(files().warning()).isEmpty();
  }
}

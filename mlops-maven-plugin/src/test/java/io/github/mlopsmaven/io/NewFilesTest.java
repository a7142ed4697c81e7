package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that a person may have already: none of them is overwritten, and all are written or none.
 */
class NewFilesTest {

  @TempDir Path folder;

  private static Map<String, String> texts(String... pathsAndTexts) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      texts.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return texts;
  }

  private Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .toList()
          .stream();
    }
  }

  @Test
  void allAreWrittenWithTheirFolders() throws IOException {
    new NewFiles(folder.resolve("new"), texts("a.yml", "x\n", "b/c/d.yml", "\u00fc")).write();

    assertThat(folder.resolve("new/a.yml")).hasContent("x\n");
    assertThat(folder.resolve("new/b/c/d.yml")).hasContent("\u00fc");
  }

  @Test
  void allThatExistAreToldAndNoneIsWritten() throws IOException {
    Files.writeString(folder.resolve("a"), "mine");
    Files.createDirectory(folder.resolve("c"));

    assertThatThrownBy(() -> new NewFiles(folder, texts("a", "x", "b", "x", "c", "x")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(folder.resolve("a") + " exists already and was left as it is")
        .hasMessageContaining(folder.resolve("c") + " exists already and was left as it is")
        .hasMessageContaining("move it away first")
        .hasMessageNotContaining(folder.resolve("b").toString());
    assertThat(files()).containsExactly("a");
    assertThat(folder.resolve("a")).hasContent("mine");
  }

  @Test
  void whereOneCannotBeWrittenNoneStays() throws IOException {
    Files.writeString(folder.resolve("b"), "mine");
    NewFiles files = new NewFiles(folder, texts("a", "x", "b/c", "x"));

    assertThatThrownBy(files::write)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("cannot write to " + folder)
        .hasMessageContaining("check its permissions and free space");
    assertThat(files()).containsExactly("b");
  }

  @Test
  void aFileThatAppearsMeanwhileIsKept() throws IOException {
    NewFiles files = new NewFiles(folder, texts("a", "x", "b", "x"));
    Files.writeString(folder.resolve("b"), "mine");

    assertThatThrownBy(files::write).isInstanceOf(EnvironmentException.class);
    assertThat(files()).containsExactly("b");
    assertThat(folder.resolve("b")).hasContent("mine");
  }
}

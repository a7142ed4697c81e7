package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersBelowTest {

  @TempDir Path folder;

  @Test
  void whatIsMissingIsMade() throws IOException {
    FoldersBelow.make(folder, folder.resolve("a/b/c/file"));
    FoldersBelow.make(folder, folder.resolve("a/b/other"));
    FoldersBelow.make(folder, folder.resolve("file"));

    assertThat(folder.resolve("a/b/c")).isEmptyDirectory();
    assertThat(folder.resolve("file")).doesNotExist();
  }

  @Test
  void aRootThatIsGoneIsNotMadeAgain() {
    Path root = folder.resolve("root");

    assertThatThrownBy(() -> FoldersBelow.make(root, root.resolve("a/b/file")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(root).doesNotExist();
  }

  @Test
  void aFileInTheWayIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "x");

    assertThatThrownBy(() -> FoldersBelow.make(folder, file.resolve("f")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> FoldersBelow.make(folder, file.resolve("b/f")))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("x");
  }

  @Test
  void elsewhereNothingIsMade() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));

    FoldersBelow.make(root, folder.resolve("other/f"));

    assertThat(folder.resolve("other")).doesNotExist();
  }
}

package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written again as long as they have the mark of the goal that writes them. */
class RenewedFilesTest {

  private static final String MARK = "# made\n";

  @TempDir Path folder;

  @Test
  void whatHasTheMarkIsWrittenAgain() throws IOException {
    Files.writeString(folder.resolve("a"), "# made\r\nold\r\n");

    new RenewedFiles(folder, Map.of("a", MARK + "new\n", "b/c", MARK), MARK).write();

    assertThat(folder.resolve("a")).hasContent(MARK + "new\n");
    assertThat(folder.resolve("b/c")).hasContent(MARK);
  }

  @Test
  void whatHasNoMarkIsToldWithAllOthersAndNothingIsWritten() throws IOException {
    Files.writeString(folder.resolve("a"), "mine");
    Files.createDirectory(folder.resolve("b"));

    assertThatThrownBy(
            () -> new RenewedFiles(folder, Map.of("a", MARK, "b", MARK, "c", MARK), MARK).write())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(folder.resolve("a") + " exists and was not written by this goal")
        .hasMessageContaining(folder.resolve("b") + " exists and was not written by this goal")
        .hasMessageContaining("move it away first");
    assertThat(folder.resolve("a")).hasContent("mine");
    assertThat(folder.resolve("c")).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkWasNotWrittenByTheGoal() throws IOException {
    Files.writeString(folder.resolve("other"), MARK);
    Files.createSymbolicLink(folder.resolve("a"), Path.of("other"));
    Map<String, String> texts = Map.of("a", MARK);

    assertThatThrownBy(() -> new RenewedFiles(folder, texts, MARK))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void whatCannotBeWrittenIsToldWithItsFolder() throws IOException {
    Files.writeString(folder.resolve("a"), "mine");
    RenewedFiles files = new RenewedFiles(folder, Map.of("a/b", MARK), MARK);

    assertThatThrownBy(files::write)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("cannot write to " + folder);
  }
}

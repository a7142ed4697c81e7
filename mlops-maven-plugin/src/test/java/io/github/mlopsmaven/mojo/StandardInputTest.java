package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class StandardInputTest {

  @TempDir Path folder;

  private boolean isOpen(String target) throws IOException {
    Path java = Files.createDirectories(folder.resolve("java/lib"));
    Files.writeString(java.resolve("modules"), "x");
    Files.writeString(folder.resolve("boot.jar"), "x");
    Files.writeString(folder.resolve("answers.txt"), "x");
    Path descriptors = Files.createDirectories(folder.resolve("fd"));
    Path descriptor = descriptors.resolve("0");
    Files.deleteIfExists(descriptor);
    if (!target.isEmpty()) {
      Files.createSymbolicLink(descriptor, folder.resolve(target));
    }
    return StandardInput.isOpen(descriptors, folder.resolve("java"));
  }

  @Test
  void nobodyAnswersWhereItIsClosed() throws IOException {
    assertThat(isOpen("")).as("closed").isFalse();
    assertThat(isOpen("/dev/null")).isFalse();
    assertThat(isOpen("java/lib/modules")).as("given to a file of Java's").isFalse();
    assertThat(isOpen("boot.jar")).as("given to a jar").isFalse();
  }

  @Test
  void aPipeATerminalAndAFileWithAnswersAreOpen() throws IOException {
    assertThat(isOpen("pipe:[4711]")).isTrue();
    assertThat(isOpen("/dev/zero")).isTrue();
    assertThat(isOpen("answers.txt")).isTrue();
    assertThat(StandardInput.isOpen(folder.resolve("no/proc"), folder))
        .as("a system that does not tell")
        .isTrue();
  }
}

package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoppableRunTest {

  @TempDir Path folder;

  private Process start(String what) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoppedChild.class.getName(),
                what,
                folder.toString()))
        .redirectErrorStream(true)
        .start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "fail", "finish", "move", "new", "renew", "late"})
  @DisabledOnOs(OS.WINDOWS) // Java cannot send Ctrl-C there, only end a process.
  void aStopIsToldOnceAndNothingFollowsIt(String what) throws IOException, InterruptedException {
    Process process = start(what);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("begun");
      // The process's own method would close the streams.
      process.toHandle().destroy();
      assertThat(out.lines().collect(Collectors.toList()))
          .containsExactly("half a line", "to continue, type: AGAIN");
    }
    assertThat(process.waitFor()).isNotZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whoIsDoneIsToldNothing() throws IOException, InterruptedException {
    Process process = start("done");
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .doesNotContain("AGAIN");
    assertThat(process.waitFor()).isZero();
  }
}

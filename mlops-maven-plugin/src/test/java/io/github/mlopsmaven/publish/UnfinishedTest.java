package io.github.mlopsmaven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UnfinishedTest {

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StoppedChild.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // Java cannot send Ctrl-C there, only end a process.
  void whoStopsTheRunIsToldHowToGoOn() throws IOException, InterruptedException {
    Process process = start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("begun");
      // The process's own method would close the streams.
      process.toHandle().destroy();
      assertThat(errors(process))
          .contains("What is done stays; to go on type: mvn mlops:publish AGAIN");
    }
    assertThat(process.waitFor()).isNotZero();
  }

  @Test
  void whoIsDoneIsToldNothing() throws IOException, InterruptedException {
    Process process = start("done");
    assertThat(errors(process)).doesNotContain("mlops:publish");
    assertThat(process.waitFor()).isZero();
  }
}

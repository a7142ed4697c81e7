package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read a file may run it, as git has it. */
@DisabledOnOs(OS.WINDOWS)
class RunBitsTest {

  @TempDir Path folder;

  private static String set(Path file, String before, boolean runs) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(before));
    RunBits.set(file, runs);
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--,rwxr-xr-x",
    "rw-r-----,rwxr-x---",
    "rw----r--,rwx---r-x",
    "rw-------,rwx------",
    "rwxr--r--,rwxr-xr-x",
    "rwxr-xr--,rwxr-xr-x",
    "rwxr-xr-x,rwxr-xr-x",
    "---------,--x------",
  })
  void whoMayReadMayRun(String before, String after) throws IOException {
    assertThat(set(Files.writeString(folder.resolve("a"), ""), before, true)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({"rwxr-xr-x,rw-r--r--", "rw-r-xr--,rw-r--r--", "rw-rw-r--,rw-rw-r--"})
  void nobodyRunsWhatIsNotRun(String before, String after) throws IOException {
    assertThat(set(Files.writeString(folder.resolve("a"), ""), before, false)).isEqualTo(after);
  }
}

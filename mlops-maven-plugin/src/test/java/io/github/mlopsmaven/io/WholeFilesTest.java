package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that others read while they are replaced: a catalog, a record, a report. */
class WholeFilesTest {

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void aReaderOfTheOldFileGoesOnReadingIt() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    try (var old = Files.newInputStream(file)) {
      WholeFiles.write(file, bytes("new content"));

      assertThat(new String(old.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("old");
    }
    assertThat(file).hasContent("new content");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void theFoldersAreMadeAndAllAreWritten() throws IOException {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(folder.resolve("x/y/b"), bytes("1"));
    files.put(folder.resolve("x/c"), bytes("2"));

    WholeFiles.write(files);

    assertThat(folder.resolve("x/y/b")).hasContent("1");
    assertThat(folder.resolve("x/c")).hasContent("2");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissionsAreThoseOfTheOldFileOrOfAnyNewOne() throws IOException {
    Path any = Files.writeString(folder.resolve("any"), "");
    Path old = Files.writeString(folder.resolve("old"), "");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-rw-r-x"));

    WholeFiles.write(Map.of(old, bytes("x"), folder.resolve("new"), bytes("x")));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
        .isEqualTo("rw-rw-r-x");
    assertThat(Files.getPosixFilePermissions(folder.resolve("new")))
        .isEqualTo(Files.getPosixFilePermissions(any));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkStaysOne() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));

    WholeFiles.write(link, bytes("new"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeviceIsWrittenToAndNotReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));

    WholeFiles.write(link, bytes("x"));

    assertThat(link.toRealPath()).hasToString("/dev/null");
    assertThat(names()).containsExactly("link");
  }

  @Test
  void whatAKilledRunLeftIsRemovedAndWhatAnotherRunWritesStays() throws IOException {
    long alive = ProcessHandle.current().parent().orElseThrow().pid();
    Files.writeString(folder.resolve(".a.mlops-99999999999.new"), "half");
    Files.writeString(folder.resolve(".a.mlops-" + alive + ".new"), "half");
    Files.writeString(folder.resolve(".a.mlops-mine.new"), "mine");

    WholeFiles.write(folder.resolve("a"), bytes("x"));

    assertThat(names())
        .containsExactlyInAnyOrder("a", ".a.mlops-" + alive + ".new", ".a.mlops-mine.new");
  }

  @Test
  void whatCannotBeWrittenIsAsItWas() throws IOException {
    Files.writeString(folder.resolve("file"), "mine");

    assertThatThrownBy(() -> WholeFiles.write(folder.resolve("file/a"), bytes("x")))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("file")).hasContent("mine");
    assertThat(names()).containsExactly("file");
  }
}

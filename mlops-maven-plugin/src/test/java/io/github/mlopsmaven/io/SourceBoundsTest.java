package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders, archives and files that are built to stop or to fill their readers. */
@Timeout(120)
class SourceBoundsTest {

  @TempDir Path folder;

  private Path zip(int entries, long size, String prefix) throws IOException {
    Path zip = folder.resolve("t.jar");
    byte[] zeros = new byte[1_000_000];
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (int i = 0; i < entries; i++) {
        out.putNextEntry(new ZipEntry(prefix + i));
        for (long left = size; left > 0; left -= zeros.length) {
          out.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
        out.closeEntry();
      }
    }
    return zip;
  }

  private static void read(Path zip) {
    try (TemplateSnapshot snapshot = new ArchiveSource(zip, "a:b", "1").open()) {
      snapshot.tree().directory("");
    }
  }

  @Test
  void anArchiveThatUnpacksToGigabytesIsRefused() throws IOException {
    Path zip = zip(11, 100_000_000, "f");
    assertThat(Files.size(zip)).isLessThan(3_000_000);

    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("has more than 1000000000 bytes when it is unpacked");
  }

  /** The size in the central directory is what everybody trusts. */
  @Test
  void anArchiveThatLiesAboutASizeIsRefused() throws IOException {
    Path zip = zip(1, 50_000_000, "f");
    byte[] bytes = Files.readAllBytes(zip);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = bytes.length - 22; i > 0; i--) {
      if (buffer.getInt(i) == 0x02014b50) {
        buffer.putInt(i + 24, 10);
        break;
      }
    }
    Files.write(zip, bytes);

    assertThatThrownBy(() -> read(zip)).isInstanceOf(MlopsException.class);
  }

  @Test
  void anArchiveWithAPathOfThousandsOfFoldersIsRefused() throws IOException {
    Path zip = zip(1, 1, "a/".repeat(5000));

    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("nested deeper than 100");
  }

  @Test
  void anArchiveThatIsRefusedIsClosed() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open));
    Path zip = zip(1, 1, "a/".repeat(5000));

    assertThatThrownBy(() -> read(zip)).isInstanceOf(LimitException.class);

    try (Stream<Path> files = Files.list(open)) {
      assertThat(files.filter(file -> isLinkTo(file, zip))).isEmpty();
    }
  }

  private static boolean isLinkTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file.toRealPath());
    } catch (IOException e) {
      // Closed since it was listed.
      return false;
    }
  }

  @Test
  void aFileOfTerabytesIsRefused() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve("big.bin").toFile(), "rw")) {
      sparse.setLength(5_000_000_000L);
    }
    try (TemplateSnapshot snapshot = new DirectorySource(folder).open()) {
      assertThatThrownBy(() -> snapshot.tree().directory(""))
          .isInstanceOf(LimitException.class)
          .hasMessageContaining("big.bin has 5000000000 bytes");
    }
  }

  @Test
  void aPipeOrADeviceIsNotRead() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        !System.getProperty("os.name").startsWith("Windows")
            && new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    for (Path endless : new Path[] {pipe, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> BoundedInput.file(endless, 10, "the options file"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("the options file " + endless + " is not a file with content");
    }
    try (TemplateSnapshot snapshot = new DirectorySource(folder).open()) {
      assertThat(snapshot.tree().directory("").files()).isEmpty();
    }
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[11]);

    assertThatThrownBy(() -> BoundedInput.file(file, 10, "the lock"))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("the lock " + file + " has more than 10 bytes");
    assertThat(BoundedInput.file(file, 11, "the lock")).hasSize(11);
  }
}

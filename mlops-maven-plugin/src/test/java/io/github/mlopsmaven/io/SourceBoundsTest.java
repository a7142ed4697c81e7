package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders, archives and files that are built to stop or to fill their readers. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SourceBoundsTest {

  @TempDir Path folder;

  private Path zip(long size, String name) throws IOException {
    Path zip = folder.resolve("t.jar");
    byte[] zeros = new byte[1_000_000];
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry(name));
      for (long left = size; left > 0; left -= zeros.length) {
        out.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
      out.closeEntry();
    }
    return zip;
  }

  /** Files of equal content, compressed once: so to make the archive costs what one file costs. */
  private Path zipOfEqualFiles(int entries, long size) throws IOException {
    byte[] one = Files.readAllBytes(zip(size, "f0"));
    ByteBuffer from = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN);
    int directory = from.getInt(one.length - 22 + 16);
    int header = one.length - 22 - directory;
    ByteBuffer to =
        ByteBuffer.allocate(entries * (directory + header) + 22).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < entries; i++) {
      to.put(one, 0, directory).put(to.position() - directory + 31, (byte) ('a' + i));
    }
    for (int i = 0; i < entries; i++) {
      to.put(one, directory, header);
      to.putInt(to.position() - header + 42, i * directory);
      to.put(to.position() - header + 47, (byte) ('a' + i));
    }
    int end = to.position();
    to.put(one, one.length - 22, 22);
    to.putShort(end + 8, (short) entries).putShort(end + 10, (short) entries);
    to.putInt(end + 12, entries * header).putInt(end + 16, entries * directory);
    return Files.write(folder.resolve("equal.jar"), to.array());
  }

  private static void read(Path zip) {
    try (TemplateSnapshot snapshot = new ArchiveSource(zip, "a:b", "1").open()) {
      snapshot.tree().directory("");
    }
  }

  /** The bound holds back what is unpacked: below it, each of the files is unpacked and read. */
  @Test
  void anArchiveThatUnpacksToGigabytesIsRefusedBeforeItIsUnpacked() throws IOException {
    Path zip = zipOfEqualFiles(11, 100_000_000);
    assertThat(Files.size(zip)).isLessThan(3_000_000);

    assertThat(
            worked(
                () ->
                    assertThatThrownBy(() -> read(zip))
                        .isInstanceOf(LimitException.class)
                        .hasMessageContaining(
                            "has more than 1000000000 bytes when it is unpacked")))
        .as("seconds of work, however long others took the processor")
        .isLessThan(10.0);
  }

  @Test
  void anArchiveOfAsManyBytesAsAreAllowedIsOpened() throws IOException {
    Path zip = zipOfEqualFiles(10, 100_000_000);

    assertThatCode(() -> new ArchiveSource(zip, "a:b", "1").open().close())
        .doesNotThrowAnyException();
  }

  @Test
  void anArchiveOfHundredsOfThousandsOfFilesIsRefused() throws IOException {
    Path zip = folder.resolve("many.jar");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(zip));
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (int i = 0; i <= Bounds.TREE_ENTRIES; i++) {
        ZipEntry entry = new ZipEntry(Integer.toString(i, 36));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(0);
        entry.setCrc(0);
        out.putNextEntry(entry);
      }
    }

    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("the template has more than 300000 files and folders");
  }

  /** As {@code archetypes} does it, once for each combination of values. */
  @Test
  void aFolderThatServesManyPlansIsCountedOnce() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Files.createFile(folder.resolve("f" + i));
    }

    try (TemplateSnapshot snapshot = new DirectorySource(folder).open()) {
      for (int plan = 0; plan <= Bounds.TREE_ENTRIES / 1000; plan++) {
        assertThat(snapshot.tree().directory("").files()).hasSize(1000);
      }
    }
  }

  @Test
  void anArchiveOfEqualFilesBelowTheBoundIsRead() throws IOException {
    Path zip = zipOfEqualFiles(3, 2_000_000);

    try (TemplateSnapshot snapshot = new ArchiveSource(zip, "a:b", "1").open()) {
      assertThat(snapshot.tree().directory("").files())
          .extracting(TemplateFile::path)
          .containsExactly("fa", "fb", "fc");
    }
  }

  private static double worked(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return (threads.getCurrentThreadCpuTime() - before) / 1e9;
  }

  /** The size in the central directory is what everybody trusts. */
  @Test
  void anArchiveThatLiesAboutASizeIsRefused() throws IOException {
    Path zip = zip(50_000_000, "f");
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
    Path zip = zip(1, "a/".repeat(5000) + "f");

    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(LimitException.class)
        .hasMessageContaining("nested deeper than 100");
  }

  @Test
  void anArchiveThatIsRefusedIsClosed() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open));
    Path zip = zip(1, "a/".repeat(5000) + "f");

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

package io.github.mlopsmaven.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that are replaced in one step each, so that a reader finds the old content or the new one,
 * whatever ends the run. Of several files, a stop finds all of them written or none.
 */
public final class WholeFiles {

  private static final Pattern UNFINISHED = Pattern.compile("\\..*\\.mlops-([0-9]+)\\.new");

  private WholeFiles() {}

  /**
   * Writes one.
   *
   * @param file where to; the folders above it are made. A link is followed, and what is not a
   *     regular file, such as a pipe, is written to as it is
   * @param content what
   * @throws IOException if it cannot be written; then it is as it was
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(Map.of(file, content));
  }

  /**
   * Writes several, in their order.
   *
   * @param files where to, and what
   * @throws IOException if one cannot be written; that one is as it was
   */
  public static void write(Map<Path, byte[]> files) throws IOException {
    try {
      for (Path file : files.keySet()) {
        if (isWrittenAsItIs(file)) {
          // A reader may be slow: no stop waits for that.
          Files.write(file, files.get(file));
        }
      }
      StoppableRun.unlessStopped(
          () -> {
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
              try {
                replace(file.getKey(), file.getValue());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Such as a pipe, or {@code /dev/stdout}, which may lead to a file that others write to. */
  private static boolean isWrittenAsItIs(Path file) {
    return Files.exists(file)
        && (!Files.isRegularFile(file) || file.toAbsolutePath().startsWith("/dev"));
  }

  private static void replace(Path any, byte[] content) throws IOException {
    if (isWrittenAsItIs(any)) {
      return;
    }
    boolean exists = Files.exists(any);
    Path file = exists ? any.toRealPath() : any.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("it is the root of the file system");
    }
    Files.createDirectories(folder);
    if (exists && !Files.isWritable(folder)) {
      Files.write(file, content);
      return;
    }
    removeUnfinished(folder, file);
    Path next =
        folder.resolve(
            "." + file.getFileName() + ".mlops-" + ProcessHandle.current().pid() + ".new");
    try {
      Files.write(next, content);
      if (exists) {
        keepPermissions(file, next);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (view != null) {
      Files.setPosixFilePermissions(to, view.readAttributes().permissions());
    }
  }

  /** What a killed run left. */
  private static void removeUnfinished(Path folder, Path file) throws IOException {
    String begin = "." + file.getFileName() + ".mlops-";
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, path -> String.valueOf(path.getFileName()).startsWith(begin))) {
      for (Path path : all) {
        Matcher name = UNFINISHED.matcher(String.valueOf(path.getFileName()));
        if (name.matches() && !isAlive(name.group(1))) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static boolean isAlive(String process) {
    return process.length() > 18 || ProcessHandle.of(Long.parseLong(process)).isPresent();
  }
}

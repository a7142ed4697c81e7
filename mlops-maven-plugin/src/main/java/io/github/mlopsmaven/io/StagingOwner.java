package io.github.mlopsmaven.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who works in a staging directory. Beside it is a file of the same name with {@code .lock} behind
 * it, which the process has locked for as long as it lives: the operating system gives the lock
 * back, however the process ends. So a directory whose file nobody has locked was left behind.
 *
 * <p>A process number alone would not do: numbers are given again, and mean nothing in another
 * container. It is part of the name so that a process never opens a file of its own: closing it
 * would give back its lock.
 */
final class StagingOwner implements AutoCloseable {

  /** {@code .TARGET.mlops-PROCESS-START-RANDOM.lock}. */
  private static final Pattern LOCK =
      Pattern.compile("(\\..+\\.mlops-(\\d+-[0-9a-f]+)-[0-9a-f]{8})\\.lock");

  private static final String THIS_PROCESS = thisProcess();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;
  private final Path lockFile;
  private final @Nullable FileChannel channel;

  private StagingOwner(Path directory, Path lockFile, @Nullable FileChannel channel) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.channel = channel;
  }

  private static String thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + Long.toHexString(start);
  }

  /**
   * Picks a name for a staging directory, which does not exist yet, and locks it.
   *
   * @param parent the folder that it will be in
   * @param target the name of what will be made
   * @throws IOException if nothing can be written there
   */
  static StagingOwner claim(Path parent, String target) throws IOException {
    while (true) {
      byte[] random = new byte[4];
      RANDOM.nextBytes(random);
      String name =
          "." + target + ".mlops-" + THIS_PROCESS + "-" + HexFormat.of().formatHex(random);
      Path lockFile = parent.resolve(name + ".lock");
      FileChannel channel;
      try {
        channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      if (isLocked(channel, lockFile)) {
        return new StagingOwner(parent.resolve(name), lockFile, channel);
      }
      channel.close();
      Files.deleteIfExists(lockFile);
    }
  }

  /** False where another run took it for one that was left behind. */
  private static boolean isLocked(FileChannel channel, Path lockFile) {
    try {
      return channel.tryLock() != null && Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS);
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // A file system without locks: others cannot lock the file either, and leave it alone.
      return true;
    }
  }

  /** The name that was picked. */
  Path directory() {
    return directory;
  }

  /**
   * Removes what runs have left behind that were killed.
   *
   * @param parent the folder that they worked in
   */
  static void sweep(Path parent) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, ".*.mlops-*.lock")) {
      for (Path file : files) {
        Matcher name = LOCK.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && !name.group(2).equals(THIS_PROCESS)) {
          sweep(parent.resolve(name.group(1)), file);
        }
      }
    } catch (IOException | RuntimeException e) {
      // What cannot be seen or removed is no obstacle.
      return;
    }
  }

  private static void sweep(Path directory, Path lockFile) {
    if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        FileRemoval.quietly(directory);
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(lockFile);
        }
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Somebody works there, or it belongs to somebody else.
      return;
    }
  }

  /** The directory is moved or removed. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(lockFile);
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // On Windows an open file cannot be deleted: the next run does it.
      FileRemoval.quietly(lockFile);
    }
  }
}

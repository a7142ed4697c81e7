package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jgit.lib.Repository;

/**
 * Git's lock of the index, {@code index.lock}, made as a hard link of a file in the folder that
 * records the update. So what a killed run left is known beyond doubt: it is the same file, and the
 * operating system's lock on that is free. Any other {@code index.lock} is somebody else's.
 */
final class IndexLock implements AutoCloseable {

  private final Path lock;
  private final Path token;
  private final FileChannel channel;

  private IndexLock(Path lock, Path token, FileChannel channel) {
    this.lock = lock;
    this.token = token;
    this.channel = channel;
  }

  private static Path lock(Repository repository) {
    Path index = repository.getIndexFile().toPath();
    return index.resolveSibling(index.getFileName() + ".lock");
  }

  private static Path token(Repository repository) {
    return UpdateRecord.lock(repository.getDirectory().toPath());
  }

  /**
   * Removes what a killed update left.
   *
   * @throws UsageException if the lock is another program's, or of an update that runs
   */
  static void requireFree(Repository repository) throws IOException {
    Path lock = lock(repository);
    Path token = token(repository);
    if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.exists(token) || !Files.isSameFile(lock, token)) {
      throw foreign(lock);
    }
    FileChannel channel = hold(token);
    try {
      Files.deleteIfExists(lock);
    } finally {
      channel.close();
    }
  }

  /** Takes the lock. The folder of the record is there. */
  static IndexLock take(Repository repository) throws IOException {
    requireFree(repository);
    Path lock = lock(repository);
    Path token = token(repository);
    FileChannel channel = hold(token);
    try {
      link(lock, token);
      return new IndexLock(lock, token, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void link(Path lock, Path token) throws IOException {
    try {
      Files.createLink(lock, token);
    } catch (FileAlreadyExistsException e) {
      throw foreign(lock);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Without hard links a person has to say that a lock which was left is nobody's.
      try {
        Files.createFile(lock);
      } catch (FileAlreadyExistsException other) {
        throw foreign(lock);
      }
    }
  }

  private static FileChannel hold(Path token) throws IOException {
    FileChannel channel =
        FileChannel.open(token, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another thread has it.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new UsageException(
        "another run of mlops:update writes the index of this repository",
        "wait until it has ended");
  }

  private static UsageException foreign(Path lock) {
    return new UsageException(
        "git's index is locked: " + lock + " exists",
        "wait until the other git command has ended; if none runs, type: rm " + lock);
  }

  @Override
  public String toString() {
    return "locked";
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(lock);
    } finally {
      channel.close();
    }
    Files.deleteIfExists(token);
  }
}

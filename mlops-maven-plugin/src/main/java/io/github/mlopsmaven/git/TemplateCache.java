package io.github.mlopsmaven.git;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The one place that knows the layout of the cache: a bare repository without refs for each
 * template repository, and beside it the file that is locked while something is added to it.
 *
 * <p>Packs are written elsewhere and renamed, and deleted only if they are damaged, so that readers
 * need no lock.
 */
final class TemplateCache {

  private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final Path all;
  private final Path directory;
  private final Path lockFile;
  private final GitAccess access;

  /**
   * Names a place in the cache.
   *
   * @param cacheDirectory where all of them are
   * @param key the same for every spelling of one repository's URL, without credentials
   * @param access how long another run may hold it, and who is told
   */
  TemplateCache(Path cacheDirectory, String key, GitAccess access) {
    this.access = access;
    String readable = key.replaceFirst("(\\.git)?/*$", "").replaceFirst("^.*[/:]", "");
    readable = readable.replaceAll("[^A-Za-z0-9._-]", "_");
    readable = readable.substring(0, Math.min(40, readable.length()));
    String name = readable + "-" + hash(key).substring(0, 20);
    this.all = cacheDirectory.toAbsolutePath();
    this.directory = all.resolve(name + ".git");
    this.lockFile = all.resolve(name + ".lock");
  }

  /** The bare repository's directory. */
  Path directory() {
    return directory;
  }

  /** Which commits the refs named. */
  RefMemory refs() {
    return new RefMemory(directory);
  }

  /** The packs that hold its objects. */
  PackFiles packs() {
    return new PackFiles(directory);
  }

  /** Opens the repository, making it if need be. */
  Repository open() {
    try {
      if (!CacheFrame.isWhole(directory)) {
        locked(
            () -> {
              CacheFrame.mend(directory);
              return directory;
            });
      }
      return new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
    } catch (IOException e) {
      if (Files.exists(all) && !Files.isDirectory(all)) {
        throw new EnvironmentException(
            "the cache directory " + all + " is a file",
            "delete it, or name another cache with -Dmlops.cacheDirectory=FOLDER",
            e);
      }
      throw new EnvironmentException(
          "the cache directory " + all + " cannot be used: " + e.getMessage(),
          "make it writable, delete "
              + directory
              + " if it exists, or name another cache with -Dmlops.cacheDirectory=FOLDER",
          e);
    }
  }

  /**
   * Forgets all objects of the repository, and keeps which commits the refs named: what is fetched
   * again is found without the network too. To be called under the lock, with it closed.
   */
  void discard() throws IOException {
    Path away = directory.resolveSibling(directory.getFileName() + ".broken-" + System.nanoTime());
    try {
      Files.move(directory, away);
    } catch (NoSuchFileException e) {
      return;
    }
    RepositorySkeleton.bare(Files.createDirectories(directory));
    RefMemory.move(away, directory);
    CacheFrame.delete(away);
  }

  /** Deletes what a killed run left: half received packs, and JGit's own lock files. */
  private void sweep() throws IOException {
    sweep(directory, "*.{lock,new}");
    sweep(directory.resolve("objects"), "incoming_*");
  }

  private static void sweep(Path where, String glob) throws IOException {
    if (!Files.isDirectory(where)) {
      return;
    }
    try (DirectoryStream<Path> debris = Files.newDirectoryStream(where, glob)) {
      for (Path file : debris) {
        CacheFrame.delete(file);
      }
    }
  }

  /** Whether it has the files that a repository has to have, and they can be read. */
  boolean isWhole() {
    return CacheFrame.isWhole(directory);
  }

  /** Something done under the lock. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does something while no other run, thread or process, adds to this repository. */
  <T> T locked(Work<T> work) throws IOException {
    ReentrantLock threads = IN_THIS_JVM.computeIfAbsent(lockFile, file -> new ReentrantLock());
    CacheWait wait = new CacheWait(directory, access);
    while (!threads.tryLock()) {
      wait.again();
    }
    try {
      if (threads.getHoldCount() > 1) {
        return work.run();
      }
      Files.createDirectories(lockFile.getParent());
      if (Files.isDirectory(lockFile, LinkOption.NOFOLLOW_LINKS)) {
        CacheFrame.delete(lockFile);
      }
      if (isReadOnly()) {
        // Nothing can be added, so nobody has to wait: what is there is used.
        return work.run();
      }
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel, wait)) {
        if (!lock.isValid()) {
          throw new IOException("the lock on " + lockFile + " is lost");
        }
        sweep();
        return work.run();
      }
    } finally {
      threads.unlock();
    }
  }

  /** A cache that somebody has filled for others, such as an image of a build server. */
  private boolean isReadOnly() {
    Path locked = Files.exists(lockFile) ? lockFile : lockFile.getParent();
    return Files.exists(directory) && !Files.isWritable(locked);
  }

  private static FileLock lock(FileChannel channel, CacheWait wait) throws IOException {
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException e) {
        // Another copy of this class in the same JVM has it: Maven loads plugins in realms.
        wait.again();
        continue;
      }
      wait.again();
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}

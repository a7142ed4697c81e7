package io.github.mlopsmaven.io;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory beside the target in which a project is made before it is moved into place in one
 * step. What is not moved is removed: on {@link #close()}, and when the virtual machine is ended
 * from outside.
 */
public final class StagingDirectory implements AutoCloseable {

  /** How often to remove what another thread goes on to write into. */
  private static final int REMOVALS = 10;

  private final Path target;
  private final Path directory;
  private final Thread atExit;
  private final Object moving = new Object();
  private boolean moved;
  private boolean ended;

  private StagingDirectory(Path target, Path directory) {
    this.target = target;
    this.directory = directory;
    this.atExit = new Thread(this::removeAtExit, "mlops-staging-removal");
  }

  /**
   * The virtual machine ends from outside while other threads go on: they may still write, but must
   * not move what is being removed into place.
   */
  private void removeAtExit() {
    synchronized (moving) {
      ended = true;
      if (moved) {
        return;
      }
    }
    for (int i = 0; i < REMOVALS && Files.exists(directory, LinkOption.NOFOLLOW_LINKS); i++) {
      deleteQuietly(directory);
    }
  }

  /**
   * Refuses a target that has content.
   *
   * @param target where the project is to be
   * @throws UsageException if it is a file or a directory that is not empty
   */
  public static void requireFree(Path target) {
    Path parent = target.toAbsolutePath().getParent();
    if (parent != null && Files.exists(parent) && !Files.isDirectory(parent)) {
      throw new UsageException(
          parent + " is not a folder", "choose another with -Dmlops.outputDirectory=FOLDER");
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.list(target)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      } catch (IOException e) {
        throw new EnvironmentException(
            "cannot read " + target, "check its permissions: " + e.getMessage(), e);
      }
    } else if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    throw exists(target);
  }

  private static UsageException exists(Path target) {
    return new UsageException(
        target + " exists already and was left as it is",
        "choose another name with -Dmlops.projectName=NAME or another folder with"
            + " -Dmlops.outputDirectory=FOLDER, or move it away first");
  }

  /**
   * Makes an empty directory beside the target.
   *
   * @param target where the project is to be; its parent is made if it does not exist
   * @throws EnvironmentException if the parent cannot be written to
   */
  public static StagingDirectory beside(Path target) {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new UsageException(
          target + " cannot be a project's folder", "choose another with -Dmlops.outputDirectory");
    }
    try {
      Files.createDirectories(parent);
      Path directory = Files.createTempDirectory(parent, "." + target.getFileName() + ".mlops-");
      openToAll(directory);
      StagingDirectory staging = new StagingDirectory(target, directory);
      Runtime.getRuntime().addShutdownHook(staging.atExit);
      return staging;
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          parent + " is not a folder", "choose another with -Dmlops.outputDirectory=FOLDER");
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write to " + parent,
          "check its permissions and free space, or choose another folder with"
              + " -Dmlops.outputDirectory=FOLDER: "
              + e.getMessage(),
          e);
    }
  }

  /** Temporary directories are made for their owner only; a project gets the user's umask. */
  private static void openToAll(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Path probe = Files.createDirectory(directory.resolve("umask"));
      Files.setPosixFilePermissions(directory, Files.getPosixFilePermissions(probe));
      Files.delete(probe);
    }
  }

  /** The directory to make the project in. */
  public Path path() {
    return directory;
  }

  /**
   * Moves the finished project to the target, in one step.
   *
   * @throws UsageException if something has appeared at the target meanwhile
   * @throws EnvironmentException if it cannot be moved, or the virtual machine is ending
   */
  public void moveIntoPlace() {
    StoppableRun.unlessStopped(
        () -> {
          synchronized (moving) {
            if (ended) {
              throw new EnvironmentException(
                  "the run was ended before the project was complete", "run again", null);
            }
            move();
          }
        });
  }

  private void move() {
    try {
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(target);
      } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw exists(target);
      }
      Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
      moved = true;
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      throw exists(target);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot move the finished project to " + target,
          "close programs that use the folder and run again: " + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    synchronized (moving) {
      if (!moved) {
        deleteQuietly(directory);
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The virtual machine is ending; the hook runs and finds nothing to remove.
    }
  }

  private static void deleteQuietly(Path directory) {
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (IOException e) {
      // What cannot be removed stays under its telling name; the failure to report is another.
    } catch (UncheckedIOException e) {
      // As above.
    }
  }

  /** Removes files that are read-only too, as git's objects are on Windows. */
  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      DosFileAttributeView dos =
          Files.getFileAttributeView(file, DosFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (dos != null && attributes.isRegularFile()) {
        dos.setReadOnly(false);
      }
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}

package io.github.mlopsmaven.io;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory beside the target in which a project is made before it is moved into place in one
 * step. What is not moved is removed: on {@link #close()}, when the virtual machine is ended from
 * outside, and by the next run beside it where this one was killed ({@link StagingOwner}).
 */
public final class StagingDirectory implements AutoCloseable {

  private static final String ANOTHER = "choose another folder with -Dmlops.outputDirectory=FOLDER";
  private static final String TEMPORARY =
      "name another folder for temporary files: MAVEN_OPTS=-Djava.io.tmpdir=FOLDER";

  private static final FileAttribute<?>[] ONLY_THIS_USER =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
          }
          : new FileAttribute<?>[0];

  /** How often to remove what another thread goes on to write into. */
  private static final int REMOVALS = 10;

  private final Path target;
  private final StagingOwner owner;
  private final Path directory;
  private final Thread atExit;
  private final Object moving = new Object();
  private boolean moved;
  private boolean ended;

  StagingDirectory(Path target, StagingOwner owner) {
    this.target = target;
    this.owner = owner;
    this.directory = owner.directory();
    this.atExit = new Thread(this::removeAtExit, "mlops-staging-removal");
  }

  /**
   * The virtual machine ends from outside while other threads go on: they may still write, but must
   * not move what is being removed into place, nor make it again once it is removed ({@link
   * FoldersBelow}, {@link StoppableRun#unlessStopped}).
   */
  void removeAtExit() {
    StoppableRun.afterTheLastStep();
    synchronized (moving) {
      ended = true;
      if (moved) {
        owner.close();
        return;
      }
    }
    for (int i = 0; i < REMOVALS && Files.exists(directory, LinkOption.NOFOLLOW_LINKS); i++) {
      FileRemoval.quietly(directory);
    }
    owner.close();
  }

  /**
   * Refuses a target that has content.
   *
   * @param target where the project is to be
   * @throws UsageException if it is a file or a directory that is not empty
   */
  public static void requireFree(Path target) {
    Path existing = existing(target);
    if (existing != null && !Files.isDirectory(existing)) {
      throw new UsageException(existing + " is not a folder", ANOTHER);
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
    } else if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw unknown(target);
    }
    throw exists(target);
  }

  /** A name that is too long, links in a circle, a folder that may not be looked into. */
  private static UsageException unknown(Path target) {
    String reason = "the file system does not say why";
    try {
      Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    } catch (IOException e) {
      reason = e.getClass().getSimpleName();
    }
    return new UsageException(target + " cannot be a folder: " + reason, ANOTHER);
  }

  /**
   * Refuses a target that {@link #beside} would refuse, without making anything.
   *
   * @param target where the project is to be
   * @throws EnvironmentException if its parent cannot be written to, as far as that can be told
   */
  public static void requireWritable(Path target) {
    Path existing = existing(target);
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw unwritable(
          target.toAbsolutePath().getParent(), ANOTHER, String.valueOf(existing), null);
    }
  }

  /** What there is of the folders that a target is below. */
  private static @Nullable Path existing(Path target) {
    Path existing = target.toAbsolutePath().getParent();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static EnvironmentException unwritable(
      @Nullable Path parent, String another, String why, @Nullable IOException cause) {
    return new EnvironmentException(
        "cannot write to " + parent,
        "check its permissions and free space, or " + another + ": " + why,
        cause);
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
    return beside(target, ANOTHER, new FileAttribute<?>[0]);
  }

  /**
   * Makes an empty directory in the folder for temporary files, for what is not kept. Only this
   * user may look into it, where the file system knows users.
   *
   * @param name what is made there
   * @throws EnvironmentException if that folder cannot be written to
   */
  public static StagingDirectory temporary(String name) {
    return beside(Path.of(System.getProperty("java.io.tmpdir"), name), TEMPORARY, ONLY_THIS_USER);
  }

  private static StagingDirectory beside(
      Path target, String another, FileAttribute<?>[] attributes) {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new UsageException(target + " cannot be a project's folder", ANOTHER);
    }
    try {
      Files.createDirectories(parent);
      StagingOwner.sweep(parent);
      StagingOwner owner = StagingOwner.claim(parent, String.valueOf(target.getFileName()));
      StagingDirectory staging = new StagingDirectory(target, owner);
      // First the hook, then the directory, and none once the hook has begun: there is no moment
      // in which a stop leaves one.
      staging.begin(attributes);
      return staging;
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(parent + " is not a folder", another);
    } catch (IOException e) {
      throw unwritable(parent, another, String.valueOf(e.getMessage()), e);
    }
  }

  void begin(FileAttribute<?>... attributes) throws IOException {
    boolean begun = false;
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
      synchronized (moving) {
        if (ended) {
          throw new EnvironmentException("the run was stopped", "run it again", null);
        }
        Files.createDirectory(directory, attributes);
      }
      begun = true;
    } catch (IllegalStateException e) {
      throw new EnvironmentException("the run was stopped", "run it again", e);
    } finally {
      if (!begun) {
        close();
      }
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
        FileRemoval.quietly(directory);
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The virtual machine is ending; the hook runs and finds nothing to remove.
      return;
    } finally {
      owner.close();
    }
  }
}

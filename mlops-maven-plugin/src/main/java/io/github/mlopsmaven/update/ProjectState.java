package io.github.mlopsmaven.update;

import io.github.mlopsmaven.template.FileVersion;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** A project's repository, as an update finds it. */
public interface ProjectState {

  /** The id of the commit that HEAD names. */
  String commit();

  /** The files of that commit below the project's folder, by path from there. */
  Map<String, FileVersion> files();

  /**
   * The content of an object that the repository has.
   *
   * @param blob its id
   */
  Optional<byte[]> blob(String blob);

  /**
   * Whether texts at a path are merged by lines: the project's {@code .gitattributes} may say that
   * they are not.
   *
   * @param path a path of the project
   */
  boolean mergesLines(String path);

  /**
   * What is in the way of writing some paths.
   *
   * @param writes the paths to write or delete
   * @return path to what is in the way; nothing where all is as committed
   */
  Map<String, Obstacle> obstacles(Collection<ProjectChange.Step> writes);

  /** What is in the way of writing a path. */
  enum Obstacle {
    /** It has changes that are not committed. */
    DIRTY,
    /** It is there and git does not know it. */
    UNTRACKED,
    /** It is there and git ignores it. */
    IGNORED,
    /** It is not checked out. */
    SPARSE,
    /** It is there, and git was told not to look at it ({@code --skip-worktree}). */
    SKIPPED,
    /** A folder of it is a symbolic link or a file. */
    FOLDER
  }
}

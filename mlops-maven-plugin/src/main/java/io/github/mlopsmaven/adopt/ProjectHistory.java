package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.template.FileVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project's files as they are committed, and as they were at its beginning. */
public interface ProjectHistory extends AutoCloseable {

  /** The files that the project has now. */
  Moment now();

  /**
   * The files of its first commits, the earliest first: later work does not matter there. Empty for
   * a project without commits, or whose history was cut off.
   */
  List<Moment> beginnings();

  /**
   * The newest commit that has a lock which later ones lack; empty where there never was one, or
   * there is one now.
   */
  default Optional<String> lostLock() {
    return Optional.empty();
  }

  @Override
  void close();

  /**
   * The files of a project at one time.
   *
   * @param name which they are, for people, as in {@code the first commit (1a2b3c4)}
   * @param at when they were committed, if it is known
   * @param files path to file
   */
  record Moment(String name, Optional<Instant> at, Map<String, FileVersion> files) {

    /** Sorts and copies the files. */
    public Moment {
      files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
  }
}

package io.github.mlopsmaven.needs;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A variable or a secret that workflows read.
 *
 * @param name as in {@code AZURE_CLIENT_ID}
 * @param environments the environments of the jobs that read it, each of which may have a value of
 *     its own; empty where a job without an environment reads it, so that it is the repository's
 */
public record Setting(String name, Set<String> environments) {

  /** Copies, sorted. */
  public Setting {
    environments = Collections.unmodifiableSet(new TreeSet<>(environments));
  }

  /**
   * Makes one.
   *
   * @param name its name
   * @param environments the environments that read it
   */
  public static Setting of(String name, Collection<String> environments) {
    return new Setting(name, new TreeSet<>(environments));
  }
}

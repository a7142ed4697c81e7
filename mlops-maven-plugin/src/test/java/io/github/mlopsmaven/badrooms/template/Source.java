package io.github.mlopsmaven.badrooms.template;

import org.eclipse.jgit.lib.Repository;

/** A port that names a library. */
public interface Source {
  Repository repository();
}

package io.github.mlopsmaven.badrooms.mojo;

import io.github.mlopsmaven.badrooms.git.LeakySource;
import org.eclipse.jgit.lib.Repository;

/** A goal that makes its own adapter. */
public final class BadMojo {
  void execute(Repository repository) {
    new LeakySource(repository).publish();
  }
}

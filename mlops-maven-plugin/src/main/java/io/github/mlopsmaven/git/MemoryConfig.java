package io.github.mlopsmaven.git;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** A git configuration without a file. */
final class MemoryConfig extends FileBasedConfig {

  MemoryConfig() {
    this(null);
  }

  MemoryConfig(@Nullable Config parent) {
    super(parent, new File("in-memory"), FS.DETECTED);
  }

  @Override
  public void load() {
    // There is nothing to load.
  }

  @Override
  public void save() {
    // There is nowhere to save it.
  }

  @Override
  public boolean isOutdated() {
    return false;
  }
}

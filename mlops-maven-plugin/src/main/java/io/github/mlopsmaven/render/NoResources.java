package io.github.mlopsmaven.render;

import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.runtime.RuntimeServices;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.ResourceManager;
import org.jspecify.annotations.Nullable;

/** Has no file and no class path to load from: templates are handed over as bytes. */
final class NoResources implements ResourceManager {

  @Override
  public void initialize(RuntimeServices services) {
    // Nothing to prepare.
  }

  @Override
  public Resource getResource(String name, int type, String encoding) {
    throw new ResourceNotFoundException("templates load no files: " + name);
  }

  @Override
  public @Nullable String getLoaderNameForResource(String name) {
    return null;
  }
}

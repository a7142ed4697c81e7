package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.template.TemplateSource;
import java.util.Optional;

/** Where the repositories that pipelines call are read from. */
@FunctionalInterface
public interface RepositorySource {

  /**
   * A repository at a state.
   *
   * @param name {@code OWNER/REPO}
   * @param ref a branch, a tag or a full commit id; empty for its HEAD
   */
  TemplateSource at(String name, Optional<String> ref);
}

package io.github.mlopsmaven.update;

import io.github.mlopsmaven.template.FileVersion;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A project for an update that goes to a branch: only what is committed is looked at, and nothing
 * is in the way.
 *
 * @param state the project
 */
record CommittedOnly(ProjectState state) implements ProjectState {

  @Override
  public String commit() {
    return state.commit();
  }

  @Override
  public Map<String, FileVersion> files() {
    return state.files();
  }

  @Override
  public Optional<byte[]> blob(String blob) {
    return state.blob(blob);
  }

  @Override
  public boolean mergesLines(String path) {
    return state.mergesLines(path);
  }

  @Override
  public Map<String, Obstacle> obstacles(Collection<ProjectChange.Step> writes) {
    return Map.of();
  }
}

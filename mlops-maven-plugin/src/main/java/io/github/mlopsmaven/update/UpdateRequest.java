package io.github.mlopsmaven.update;

import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.TemplateSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a user asks for.
 *
 * @param project what the project is called in messages
 * @param newest finds the state of the template to update to; empty where it has to be named
 * @param recorded finds the state that the lock names; empty where it cannot be had again
 * @param options what is chosen otherwise than recorded
 * @param values settings that are other than recorded
 * @param allowPartial whether a selection will do that the template has only in part
 * @param onConflict what is done where a person has to decide
 * @param restore files that become what the template has, whatever the project did with them
 */
public record UpdateRequest(
    String project,
    Function<ProjectLock, Optional<TemplateSource>> newest,
    Function<ProjectLock, Optional<TemplateSource>> recorded,
    Map<String, String> options,
    Map<String, String> values,
    boolean allowPartial,
    OnConflict onConflict,
    Optional<Glob> restore) {

  /** A request that restores nothing. */
  public UpdateRequest(
      String project,
      Function<ProjectLock, Optional<TemplateSource>> newest,
      Function<ProjectLock, Optional<TemplateSource>> recorded,
      Map<String, String> options,
      Map<String, String> values,
      boolean allowPartial,
      OnConflict onConflict) {
    this(project, newest, recorded, options, values, allowPartial, onConflict, Optional.empty());
  }

  /** Copies the maps, keeping their order. */
  public UpdateRequest {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What is done where a person has to decide. */
  public enum OnConflict {
    /** The work tree gets markers, the index what both sides have. */
    MARK,
    /** The file stays as the project has it, and a later update tries again. */
    HOLD,
    /** Nothing is written. */
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

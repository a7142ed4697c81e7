package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.template.RuleSetting;
import java.nio.file.Path;
import java.util.List;

/** Looks at a finished project in staging, before it is moved into place. */
@FunctionalInterface
public interface ProjectCheck {

  /** Looks at nothing. */
  ProjectCheck NONE = (staged, blueprint, request) -> List.of();

  /**
   * Looks at a project.
   *
   * @param staged the folder that it is staged in; it has no README and lock of ours yet
   * @param blueprint what was decided about it
   * @param request what was asked for
   * @return what a person has to know before the project is used
   * @throws io.github.mlopsmaven.problem.UsageException if it must not be made
   */
  List<Remark> check(Path staged, Blueprint blueprint, GenerateRequest request);

  /**
   * Something that a person has to know.
   *
   * @param place where it is
   * @param text what is wrong and what to do, one sentence without a full stop
   * @param rule the id of the rule that is broken
   * @param level how bad it is
   */
  record Remark(Place place, String text, String rule, RuleSetting.Level level) {

    /** {@code FILE:LINE:COLUMN: text [rule]}. */
    @Override
    public String toString() {
      return Visible.line(place + ": " + text + " [" + rule + "]");
    }
  }
}

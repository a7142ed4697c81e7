package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.publish.Publication;
import java.util.stream.Collectors;

/** What a pull request with a project says. */
final class PullRequestText {

  private PullRequestText() {}

  static String of(Publication project) {
    return "This adds the project "
        + code(project.name())
        + ", made from "
        + code(project.lock().origin().template())
        + " "
        + code(project.lock().origin().revision())
        + (project.lock().selection().values().isEmpty() ? "" : " for ")
        + project.lock().selection().values().values().stream()
            .map(PullRequestText::code)
            .collect(Collectors.joining(", "))
        + ".\n\nFiles of the same path are replaced, all others stay. `.mlops/project.yml` says"
        + " where it came from.\n";
  }

  /** A code span: no markup, and no {@code @name} that would call somebody. */
  private static String code(String text) {
    return "`" + Visible.line(text).replace('`', '\'') + "`";
  }
}

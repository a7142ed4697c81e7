package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.Publication;

/** What a pull request with a project says. */
final class PullRequestText {

  private PullRequestText() {}

  static String of(Publication project) {
    return "This adds the project "
        + project.name()
        + ", made from "
        + project.lock().origin().template()
        + " "
        + project.lock().origin().revision()
        + project.lock().selection().after(" for ")
        + ".\n\nFiles of the same path are replaced, all others stay. `.mlops/project.yml` says"
        + " where it came from.\n";
  }
}

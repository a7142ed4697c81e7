package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.problem.ShellWord;
import io.github.mlopsmaven.template.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person is told after a project was made. */
public final class Summary {

  private Summary() {}

  /**
   * The lines to show.
   *
   * @param project what was made
   * @param current the folder that the person is in
   */
  public static List<String> lines(GeneratedProject project, Path current) {
    List<String> lines = new ArrayList<>();
    lines.add("Generated " + project.directory());
    lines.add(
        "  template   "
            + project.descriptor().title()
            + ", "
            + project.origin().template()
            + " "
            + project.origin().revision());
    if (!project.selection().values().isEmpty()) {
      lines.add(project.selection().after("  selection  "));
    }
    lines.add(
        "  content    "
            + project.files()
            + " files in one commit on main, tree "
            + project.tree().substring(0, 12));
    for (Part part : project.missing()) {
      lines.add("  missing    " + part.title() + ", which the template lacks");
    }
    project.pushedTo().ifPresent(remote -> lines.add("  pushed to  " + remote));
    if (!project.untold().isEmpty()) {
      lines.add("Manual steps remaining:");
      project.untold().forEach(step -> lines.add("  [ ] " + step));
    }
    lines.add("Next:");
    lines.add("  cd " + ShellWord.of(shown(project.directory(), current)));
    lines.add("  mvn mlops:verify     # check it again after a change");
    lines.add(
        project.pushedTo().isPresent()
            ? "  mvn mlops:update     # merge a newer version of the template"
            : "  mvn mlops:publish    # create its repository, push, register its pipelines");
    project.steps().ifPresent(file -> lines.add(file + " has the remaining steps."));
    project.nextSteps().forEach(step -> lines.add("  - " + step));
    return lines;
  }

  private static String shown(Path directory, Path current) {
    Path from = current.toAbsolutePath().normalize();
    return directory.startsWith(from) && !directory.equals(from)
        ? from.relativize(directory).toString()
        : directory.toString();
  }
}

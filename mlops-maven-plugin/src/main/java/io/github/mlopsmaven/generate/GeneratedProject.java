package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was made.
 *
 * @param directory the project's folder
 * @param origin where the template came from
 * @param descriptor the template's descriptor
 * @param selection what was chosen
 * @param files how many files it has
 * @param tree the id of its commit's tree: the same for the same request on every machine
 * @param missing the parts that the template lacks
 * @param warnings sentences about what did not go as the descriptor says
 * @param remarks what verification has to say
 * @param untold what remains to be done by hand, where the template's own README is the project's
 * @param steps the file of the project that says what remains to be done, if anything does
 * @param nextSteps what the template has to say, one line each
 * @param pushedTo the remote, without credentials, if it was pushed
 */
public record GeneratedProject(
    Path directory,
    TemplateOrigin origin,
    Descriptor descriptor,
    Selection selection,
    int files,
    String tree,
    List<Part> missing,
    List<String> warnings,
    List<ProjectCheck.Remark> remarks,
    List<String> untold,
    Optional<String> steps,
    List<String> nextSteps,
    Optional<String> pushedTo) {

  /** Copies the lists. */
  public GeneratedProject {
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
    remarks = List.copyOf(remarks);
    untold = List.copyOf(untold);
    nextSteps = List.copyOf(nextSteps);
  }

  /**
   * The same project after it was pushed.
   *
   * @param remote where to, without credentials
   */
  GeneratedProject pushed(String remote) {
    return new GeneratedProject(
        directory,
        origin,
        descriptor,
        selection,
        files,
        tree,
        missing,
        warnings,
        remarks,
        untold,
        steps,
        nextSteps,
        Optional.of(remote));
  }
}

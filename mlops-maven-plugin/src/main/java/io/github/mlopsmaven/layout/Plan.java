package io.github.mlopsmaven.layout;

import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a project will consist of. Made from trees alone, before any content is fetched.
 *
 * @param selection what was chosen
 * @param files the files, sorted by target path
 * @param missing the parts that the template lacks for this selection
 */
public record Plan(Selection selection, List<PlannedFile> files, List<Part> missing) {

  /** Copies both lists. */
  public Plan {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  /**
   * The same plan without some files.
   *
   * @param unwanted which ones, by their path in the project
   */
  public Plan without(Predicate<String> unwanted) {
    return new Plan(
        selection, files.stream().filter(file -> !unwanted.test(file.target())).toList(), missing);
  }
}

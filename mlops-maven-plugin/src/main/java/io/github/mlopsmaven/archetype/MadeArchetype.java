package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.nio.file.Path;
import java.util.List;

/**
 * What was made.
 *
 * @param directory where it is
 * @param origin the template and its state
 * @param artifactId its artifactId; in a module of a build, what a new project would have
 * @param value the value of the option that splits
 * @param selections the selections that the archetype offers
 * @param files how many files of the template it holds
 * @param properties the names of its properties, in their order
 * @param notes sentences about what differs from {@code mlops:generate}
 */
public record MadeArchetype(
    Path directory,
    TemplateOrigin origin,
    String artifactId,
    String value,
    List<Selection> selections,
    int files,
    List<String> properties,
    List<String> notes) {

  /** Copies the lists. */
  public MadeArchetype {
    selections = List.copyOf(selections);
    properties = List.copyOf(properties);
    notes = List.copyOf(notes);
  }
}

package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.TemplateOrigin;
import java.nio.file.Path;
import java.util.List;

/**
 * The archetypes that were made of one template.
 *
 * @param directory where they are, each in a directory of its own
 * @param origin the template and its state
 * @param archetypes one for each value of the option that splits
 * @param notes sentences about what was left out or differs from {@code mlops:generate}
 */
public record MadeArchetypes(
    Path directory, TemplateOrigin origin, List<MadeArchetype> archetypes, List<String> notes) {

  /** Copies the lists. */
  public MadeArchetypes {
    archetypes = List.copyOf(archetypes);
    notes = List.copyOf(notes);
  }
}

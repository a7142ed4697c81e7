package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files that a request would give, without writing any. */
public final class ProjectPreview {

  private final TemplateSnapshot template;
  private final Blueprint blueprint;
  private final ProjectContent content;

  private ProjectPreview(TemplateSnapshot template, Blueprint blueprint, ProjectContent content) {
    this.template = template;
    this.blueprint = blueprint;
    this.content = content;
  }

  /**
   * Decides what a request gives. Nothing is fetched.
   *
   * @param template the opened template
   * @param descriptor its descriptor
   * @param matrix its matrix
   * @param request what is asked for, with a value for each option
   * @param renderer renders what is Velocity
   */
  public static ProjectPreview of(
      TemplateSnapshot template,
      Descriptor descriptor,
      Matrix matrix,
      GenerateRequest request,
      VelocityRenderer renderer) {
    Blueprint blueprint = Blueprint.of(template, descriptor, matrix, request, Questions.NONE);
    return new ProjectPreview(template, blueprint, ProjectContent.of(blueprint, request, renderer));
  }

  /** What was decided. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** The files of the template that have to be fetched before {@link #bytes} is called. */
  public List<TemplateFile> sources() {
    return blueprint.plan().files().stream().map(PlannedFile::source).toList();
  }

  /**
   * Whether a file of the project has the bytes that it has in the template.
   *
   * @param file a file of the plan
   */
  public boolean isCopied(PlannedFile file) {
    return content.isCopied(file, template.size(file.source()).orElse(0));
  }

  /**
   * The bytes of a file in the project.
   *
   * @param file a file of the plan, whose source was fetched
   */
  public byte[] bytes(PlannedFile file) {
    byte[] bytes = original(file);
    if (content.isCopied(file, bytes.length, bytes)) {
      return bytes;
    }
    BoundedInput.requireText(bytes, "the template's file " + file.source().path());
    return content.of(file, bytes);
  }

  /**
   * The bytes that a file has in the template; of one that is longer than {@link
   * Bounds#TEXT_BYTES}, the first of them and one more.
   *
   * @param file a file of the plan, whose source was fetched
   */
  public byte[] original(PlannedFile file) {
    try (InputStream in = template.open(file.source())) {
      return in.readNBytes(Bounds.TEXT_BYTES + 1);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot read " + file.source().path() + " of " + template.origin().template(),
          "check that the template is readable: " + e.getMessage(),
          e);
    }
  }
}

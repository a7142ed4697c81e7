package io.github.mlopsmaven.render;

/** The README of a generated project whose template brings none. */
public final class ProjectReadme {

  private final VelocityRenderer renderer;

  /**
   * Prepares the README.
   *
   * @param renderer renders its text
   */
  public ProjectReadme(VelocityRenderer renderer) {
    this.renderer = renderer;
  }

  /**
   * The README's bytes: Markdown, UTF-8, LF. The same facts give the same bytes.
   *
   * @param facts what it tells
   */
  public byte[] render(ReadmeFacts facts) {
    return renderer.render("README.md.vm", new byte[0], facts.values());
  }
}

package io.github.mlopsmaven.render;

import java.util.Map;

/** Renders Velocity templates. */
public final class VelocityRenderer {

  /**
   * Renders one template.
   *
   * @param name the template's name for messages
   * @param template its bytes, UTF-8
   * @param context names to strings, booleans, and lists and maps of such
   * @return the text, UTF-8, with the template's own line ends
   * @throws io.github.mlopsmaven.problem.UsageException if the template is wrong or uses a name that
   *     is not defined; names file, line and column
   * @throws IllegalArgumentException if the context holds anything else
   */
  public byte[] render(String name, byte[] template, Map<String, ?> context) {
    throw new UnsupportedOperationException(name + template.length + context);
  }
}

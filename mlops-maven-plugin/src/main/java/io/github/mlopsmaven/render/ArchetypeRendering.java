package io.github.mlopsmaven.render;

import io.github.mlopsmaven.problem.UsageException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeInstance;

/**
 * Renders the files of one project as maven-archetype-plugin 3.4.1 does: one after the other in one
 * context, so that what a file sets stays set, and with names that are not defined left as they
 * are. It is there to find out what would come out of an archetype before anybody uses it.
 */
public final class ArchetypeRendering {

  private final RuntimeInstance engine = VelocityRenderer.engine(false);
  private Map<String, Object> context = new HashMap<>();

  /**
   * Begins a new project.
   *
   * @param answers the archetype's properties
   */
  public void begin(Map<String, String> answers) {
    context = new HashMap<>(answers);
  }

  /** The names that files see now, with what they are. */
  public Map<String, Object> names() {
    return new HashMap<>(context);
  }

  /**
   * Renders the project's next file.
   *
   * @param name the file's name for messages
   * @param template its bytes, UTF-8
   * @return the text, UTF-8
   * @throws UsageException if the template is wrong; names file, line and column
   */
  public byte[] render(String name, byte[] template) {
    String text = VelocityRenderer.decode(name, template);
    StringWriter out = new StringWriter(text.length() + 256);
    try {
      engine.evaluate(new VelocityContext(context), out, name, new StringReader(text));
    } catch (VelocityException e) {
      throw TemplateProblem.of(text, context.keySet(), e).in(name, text);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.directive.DirectiveConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

/**
 * Renders Velocity templates without giving them anything but the data of their context.
 *
 * <p>The settings that decide about the bytes are those of maven-archetype-plugin 3.4.1 (Velocity
 * 2.4.1 through plexus-velocity 2.2.1), so that a file comes out of {@code archetype:generate} the
 * same: space gobbling {@code bc}, {@code -} inside identifiers, no emptiness check in {@code #if},
 * no conversion of arguments, UTF-8, a byte order mark dropped. Ours is stricter where the other
 * would write something that nobody meant: a name that is not defined is an error, and so is a
 * directive that is not built in. A template that mixes CRLF in keeps it here, while the other
 * writes the line ends of its platform.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class VelocityRenderer {

  /** Velocity reads a name again from its beginning each time that its buffer is full. */
  private static final int LONGEST_NAME = 1000;

  private static final Pattern LONG_NAME =
      Pattern.compile("\\$!?\\{?[A-Za-z_][\\w-]{" + LONGEST_NAME + "}");

  /** Started when first needed: who only compares files has nothing to render. */
  private @Nullable RuntimeInstance started;

  private RuntimeInstance engine() {
    RuntimeInstance engine = started == null ? engine(true) : started;
    started = engine;
    return engine;
  }

  /**
   * The engine.
   *
   * @param strict whether a name that is not defined is an error; for maven-archetype it is text
   */
  static RuntimeInstance engine(boolean strict) {
    RuntimeInstance engine = new RuntimeInstance();
    engine.setProperty(RuntimeConstants.RUNTIME_LOG_INSTANCE, NOPLogger.NOP_LOGGER);
    engine.setProperty(RuntimeConstants.RESOURCE_MANAGER_INSTANCE, new NoResources());
    // Files of templates are rendered strictly first, so that they never get at what is more here.
    engine.setProperty(
        RuntimeConstants.UBERSPECT_CLASSNAME,
        (strict ? PlainDataUberspect.class : ArchetypeUberspect.class).getName());
    engine.setProperty(RuntimeConstants.PARSER_POOL_SIZE, 1);
    engine.setProperty(RuntimeConstants.VM_LIBRARY, "");
    engine.setProperty(RuntimeConstants.VM_PERM_ALLOW_INLINE, false);
    engine.setProperty(RuntimeConstants.RUNTIME_REFERENCES_STRICT, strict);
    // As archetype-common sets them; the names are those of its VelocityConfigurator.
    engine.setProperty(RuntimeConstants.CONVERSION_HANDLER_CLASS, "none");
    engine.setProperty(RuntimeConstants.SPACE_GOBBLING, "bc");
    engine.setProperty(RuntimeConstants.CHECK_EMPTY_OBJECTS, false);
    engine.setProperty(RuntimeConstants.PARSER_HYPHEN_ALLOWED, true);
    engine.setProperty(RuntimeConstants.VM_ENABLE_BC_MODE, true);
    engine.init();
    for (String name : List.of("include", "parse", "evaluate")) {
      engine.addDirective(new ForbiddenDirective(name, DirectiveConstants.LINE));
    }
    for (String name : List.of("define", "macro")) {
      engine.addDirective(new ForbiddenDirective(name, DirectiveConstants.BLOCK));
    }
    return engine;
  }

  /**
   * Renders one template.
   *
   * @param name the template's name for messages
   * @param template its bytes, UTF-8
   * @param context names to strings, booleans, and lists and maps of such
   * @return the text, UTF-8, with the template's own line ends
   * @throws UsageException if the template is wrong or uses a name that is not defined; names file,
   *     line and column
   * @throws IllegalArgumentException if the context holds anything else
   */
  public byte[] render(String name, byte[] template, Map<String, ?> context) {
    return renderText(name, decode(name, template), context).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Renders one template of a project that may lack values.
   *
   * @param name the template's name for messages
   * @param template its bytes, UTF-8
   * @param context names to strings, booleans, and lists and maps of such
   * @param known the names that have a text once somebody gives it
   * @throws UsageException as above; where a known name is missing, with how it is given
   */
  public byte[] render(String name, byte[] template, Map<String, ?> context, Set<String> known) {
    return text(name, decode(name, template), context, known).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Renders one template that is text already.
   *
   * @param name the template's name for messages
   * @param template its text
   * @param context names to strings, booleans, and lists and maps of such
   * @throws UsageException as for bytes
   * @throws IllegalArgumentException as for bytes
   */
  public String renderText(String name, String template, Map<String, ?> context) {
    return text(name, template, context, Set.of());
  }

  private String text(String name, String template, Map<String, ?> context, Set<String> known) {
    Map<String, Object> data = new HashMap<>();
    context.forEach((key, value) -> data.put(key, plain(key, value)));
    try {
      return bounded(name, template, data);
    } catch (VelocityException e) {
      throw TemplateProblem.of(template, context.keySet(), e).givenBy(known).in(name, template);
    }
  }

  /**
   * All that is wrong in a template: what {@link #render} would refuse, and what it would refuse
   * after that was corrected.
   *
   * @param name the template's name for messages
   * @param template its bytes, UTF-8
   * @param context names to strings, booleans, and lists and maps of such
   * @return the refusals, each with file, line and column
   */
  public List<UsageException> problems(String name, byte[] template, Map<String, ?> context) {
    Map<String, Object> data = new HashMap<>();
    context.forEach((key, value) -> data.put(key, plain(key, value)));
    try {
      String text = decode(name, template);
      return VelocityProblems.of(
              text, data, (changed, names) -> problem(name, changed, context.keySet(), names))
          .stream()
          .map(problem -> problem.in(name, text))
          .toList();
    } catch (UsageException e) {
      return List.of(e);
    }
  }

  private Optional<TemplateProblem> problem(
      String name, String template, Set<String> defined, Map<String, Object> data) {
    try {
      bounded(name, template, data);
      return Optional.empty();
    } catch (VelocityException e) {
      return Optional.of(TemplateProblem.of(template, defined, e));
    }
  }

  private String bounded(String name, String template, Map<String, Object> data) {
    if (template.length() > Bounds.TEXT_BYTES) {
      throw new LimitException(
          "template " + name + " has more than " + Bounds.TEXT_BYTES + " characters",
          "make it smaller, or remove .vm from its name to copy it as it is");
    }
    if (LONG_NAME.matcher(template).find()) {
      throw new LimitException(
          "template " + name + " has a name of more than " + LONGEST_NAME + " characters after a $",
          "give it a shorter one, or take .vm off the file's name to have it copied as it is");
    }
    return Bounded.run(
        "rendering template " + name,
        "simplify the template",
        () -> evaluate(name, template, data));
  }

  private String evaluate(String name, String template, Map<String, Object> data) {
    StringWriter out = new StringWriter(template.length() + 256);
    try {
      RuntimeInstance engine = engine();
      ((PlainDataUberspect) engine.getUberspect()).begin(name);
      engine.evaluate(
          new VelocityContext(new HashMap<>(data)),
          new BoundedWriter(out, name),
          name,
          new StringReader(template));
    } catch (VelocityException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof LimitException limit) {
          throw limit;
        }
      }
      throw e;
    }
    return out.toString();
  }

  static String decode(String name, byte[] template) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(template)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "template " + name + " is not UTF-8",
          "save it as UTF-8, or remove .vm from its name to copy it as it is");
    }
  }

  /** A deep copy that is plain data for sure. */
  private static Object plain(String key, Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Collection<?> items) {
      List<Object> copy = new ArrayList<>();
      items.forEach(item -> copy.add(plain(key, item)));
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((name, item) -> copy.put(String.valueOf(name), plain(key, item)));
      return Collections.unmodifiableMap(copy);
    }
    throw new IllegalArgumentException(
        "'" + key + "' is neither text nor a boolean, list or map: " + value.getClass().getName());
  }
}

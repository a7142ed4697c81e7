package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.DelimitedFile;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.PlaceholderText;
import io.github.mlopsmaven.template.Placeholders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files with names between delimiters, written as Velocity: maven-archetype knows no other. Texts
 * with filters are worked out in the archetype's {@code pom.xml}, before any file is rendered.
 */
final class DelimitedVelocity {

  private static final String FILL = VelocityProgram.OWN + "fill";

  private final VelocityProgram program;
  private final Set<String> asked;
  private final Set<String> answered;
  private final Map<String, String> worked = new LinkedHashMap<>();

  /**
   * Takes what is known in an archetype.
   *
   * @param descriptor the template's
   * @param answers what is asked for
   */
  DelimitedVelocity(Descriptor descriptor, Answers answers) {
    this.program = new VelocityProgram(descriptor);
    this.asked = Placeholders.known(descriptor);
    this.answered = ContextPom.known(descriptor, answers.names());
  }

  /**
   * Reads a file of the template.
   *
   * @param planned its delimiters count; it has some
   * @param content its bytes, with the declared edits made
   */
  DelimitedFile read(PlannedFile planned, byte[] content) {
    return DelimitedFile.read(
        planned.source().path(), content, planned.delimiters().orElseThrow(), asked);
  }

  /**
   * The Velocity that gives a file.
   *
   * @param path its path in the template, for messages
   * @param file the file, with at least one name
   * @throws UsageException if an archetype cannot have it
   */
  byte[] text(String path, DelimitedFile file) {
    StringBuilder out = new StringBuilder();
    for (PlaceholderText.Part part : file.parts()) {
      if (part instanceof PlaceholderText.Name name) {
        out.append("${").append(known(path, name)).append('}');
      } else if (part instanceof PlaceholderText.Literal literal) {
        out.append(unparsed(decoded(path, literal.text())));
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String known(String path, PlaceholderText.Name name) {
    if (!answered.contains(name.name())) {
      throw new UsageException(
          "an archetype cannot write "
              + name.name()
              + " into "
              + path
              + ", since it does not ask for values that are set in files",
          "give " + name.name() + " a default, or remove its 'set', in the template's descriptor");
    }
    if (name.filters().isEmpty() && !program.isArray(name.name())) {
      return name.name();
    }
    String known = worked.get(name.source());
    if (known == null) {
      known = FILL + worked.size();
      worked.put(name.source(), known);
    }
    return known;
  }

  /** Statements for the archetype's {@code pom.xml}. */
  String context() {
    StringBuilder out = new StringBuilder();
    worked.forEach((text, name) -> out.append(program.set(name, text)));
    return out.toString();
  }

  /** Velocity takes everything between these marks as it is, backslashes too. */
  private static String unparsed(String text) {
    return "#[[" + text.replace("]]#", "]]#]]${" + ContextPom.HASH + "}#[[") + "]]#";
  }

  private static String decoded(String path, String bytes) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
              .toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "an archetype cannot hold " + path + ", which has names to fill in and is not UTF-8",
          "save it as UTF-8 in the template");
    }
    if (text.indexOf('\uFEFF') >= 0) {
      throw new UsageException(
          "an archetype cannot keep the byte order mark of "
              + path
              + ", which has names to fill in",
          "save it without one in the template");
    }
    if (text.indexOf('\r') >= 0) {
      throw new UsageException(
          "an archetype cannot keep the CRLF line ends of " + path + ", which has names to fill in",
          "save it with LF line ends in the template");
    }
    return text;
  }
}

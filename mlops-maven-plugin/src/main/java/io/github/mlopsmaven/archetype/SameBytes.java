package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.ArchetypeRendering;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.ValueSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Refuses an archetype whose rendered files would differ from those of {@code mlops:generate}. Both
 * ways of rendering are tried for every selection, since the same Velocity can mean two things:
 * {@code #if($version)}, where only Maven has that name, and a {@code #set} that reaches into the
 * next file.
 */
final class SameBytes {

  private final VelocityRenderer generate = new VelocityRenderer();
  private final ArchetypeRendering archetype = new ArchetypeRendering();
  private final Descriptor descriptor;
  private final Answers answers;
  private final String contextPom;
  private final AnswersFile answersFile;
  private final String generatorVersion;

  SameBytes(
      Descriptor descriptor,
      Answers answers,
      String contextPom,
      AnswersFile answersFile,
      String generatorVersion) {
    this.descriptor = descriptor;
    this.answers = answers;
    this.contextPom = contextPom;
    this.answersFile = answersFile;
    this.generatorVersion = generatorVersion;
  }

  /**
   * A file that Velocity makes in an archetype.
   *
   * @param path its path in the template
   * @param velocity what the archetype holds
   * @param expected what {@code mlops:generate} writes
   */
  record Made(String path, Supplier<byte[]> velocity, Function<Placeholders, byte[]> expected) {}

  /** A file that is Velocity in the template too. */
  Made velocity(String path, byte[] content) {
    return new Made(path, () -> content, names -> generate.render(path, content, names.data()));
  }

  /**
   * Compares.
   *
   * @param selection the selection
   * @param rendered the rendered files of that selection
   */
  void require(Selection selection, List<Made> rendered) {
    List<Made> files = new ArrayList<>(rendered);
    compare(selection, files, "sample-project", "");
    // The order in which maven-archetype renders is nothing to rely on.
    Collections.reverse(files);
    compare(selection, files, "Sample.Project_2", "acme");
  }

  private void compare(
      Selection selection, List<Made> files, String projectName, String organization) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put(Placeholders.PROJECT_NAME, projectName);
    given.put(Placeholders.ORGANIZATION, organization);
    given.put(Placeholders.GENERATOR_VERSION, generatorVersion);
    Map<String, String> answered = new LinkedHashMap<>();
    for (Property property : answers.all()) {
      answered.put(property.name(), property.fallback().orElse("sample"));
    }
    for (ValueSpec value : descriptor.values()) {
      if (answers.names().contains(value.name()) && value.fallback().isEmpty()) {
        String text = sample(value);
        given.put(value.name(), text);
        answered.put(value.name(), text);
      }
    }
    answered.putAll(selection.values());
    answered.put(Placeholders.PROJECT_NAME, projectName);
    answered.put(
        Placeholders.ORGANIZATION, organization.isEmpty() ? Property.NOTHING : organization);
    for (String own : List.of("artifactId", "packageInPathFormat", "rootArtifactId")) {
      answered.put(own, projectName);
    }
    Placeholders names = Placeholders.of(descriptor, selection, given);
    archetype.begin(answered);
    archetype.render("pom.xml", contextPom.getBytes(StandardCharsets.UTF_8));
    Map<String, Object> before = archetype.names();
    for (Made file : files) {
      String path = file.path();
      byte[] expected = file.expected().apply(names);
      byte[] actual = archetype.render(path, file.velocity().get());
      if (!Arrays.equals(expected, actual)) {
        throw differs(path, selection, expected, actual);
      }
      requireKept(path, before);
    }
    byte[] expected = answersFile.expected(names).getBytes(StandardCharsets.UTF_8);
    byte[] actual =
        archetype.render(AnswersFile.PATH, answersFile.velocity().getBytes(StandardCharsets.UTF_8));
    if (!Arrays.equals(expected, actual)) {
      throw differs(Descriptor.FILE_NAME, selection, expected, actual);
    }
  }

  /** Conditions of other files may look at it. */
  private void requireKept(String path, Map<String, Object> before) {
    Map<String, Object> after = archetype.names();
    for (String name : Placeholders.known(descriptor)) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        throw new UsageException(
            path + " sets $" + name + ", which is a name of the descriptor",
            "give it another name there, such as $my_" + name);
      }
    }
  }

  /** Some text that a value without a default may have. */
  private static String sample(ValueSpec value) {
    if (!value.choices().isEmpty()) {
      return value.choices().get(0);
    }
    return switch (value.type()) {
      case STRING, ARRAY -> "sample";
      case INTEGER -> Long.toString(value.minimum().orElse(value.maximum().orElse(1)));
      case BOOLEAN -> "false";
    };
  }

  private static UsageException differs(
      String path, Selection selection, byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    return new UsageException(
        path
            + " would come out of an archetype with \""
            + around(actual, at)
            + "\" where mlops:generate writes \""
            + around(expected, at)
            + "\" ("
            + selection
            + ")",
        "use no name that Maven alone knows, such as version or artifactId, and set no name in one"
            + " file that another reads");
  }

  /** The line that holds a byte. */
  private static String around(byte[] content, int at) {
    int start = Math.min(at, content.length);
    while (start > 0 && content[start - 1] != '\n') {
      start--;
    }
    int end = Math.min(at, content.length);
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    String line = new String(content, start, end - start, StandardCharsets.UTF_8).strip();
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}

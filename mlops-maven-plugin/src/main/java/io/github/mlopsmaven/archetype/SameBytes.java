package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.ArchetypeRendering;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final List<Property> properties;
  private final String contextPom;
  private final String generatorVersion;

  SameBytes(
      Descriptor descriptor,
      List<Property> properties,
      String contextPom,
      String generatorVersion) {
    this.descriptor = descriptor;
    this.properties = properties;
    this.contextPom = contextPom;
    this.generatorVersion = generatorVersion;
  }

  /**
   * Compares.
   *
   * @param selection the selection
   * @param rendered the rendered files of that selection with their bytes
   */
  void require(Selection selection, Map<PlannedFile, byte[]> rendered) {
    List<Map.Entry<PlannedFile, byte[]>> files = new ArrayList<>(rendered.entrySet());
    for (String organization : List.of("", "acme")) {
      compare(selection, files, organization);
      // The order in which maven-archetype renders is nothing to rely on.
      Collections.reverse(files);
    }
  }

  private void compare(
      Selection selection, List<Map.Entry<PlannedFile, byte[]>> files, String organization) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("project_name", "sample-project");
    given.put("organization", organization);
    Map<String, String> names =
        new LinkedHashMap<>(Placeholders.of(descriptor, selection, given).texts());
    names.put("generator_version", generatorVersion);

    Map<String, String> answers = new LinkedHashMap<>();
    properties.forEach(p -> answers.put(p.name(), p.fallback().orElse("sample")));
    answers.putAll(selection.values());
    answers.put("project_name", "sample-project");
    answers.put("organization", organization.isEmpty() ? Property.NOTHING : organization);
    for (String own : List.of("artifactId", "packageInPathFormat", "rootArtifactId")) {
      answers.put(own, "sample-project");
    }
    archetype.begin(answers);
    archetype.render("pom.xml", contextPom.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<PlannedFile, byte[]> file : files) {
      String path = file.getKey().source().path();
      byte[] expected = generate.render(path, file.getValue(), names);
      byte[] actual = archetype.render(path, file.getValue());
      if (!Arrays.equals(expected, actual)) {
        throw differs(path, selection, expected, actual);
      }
    }
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

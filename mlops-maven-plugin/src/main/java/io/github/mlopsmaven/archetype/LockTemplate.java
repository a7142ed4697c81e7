package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.lock.Generation;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The lock of the projects that an archetype makes, as Velocity: the text that {@code
 * mlops:generate} writes, with the lines that depend on answers left to the answers.
 */
final class LockTemplate {

  private static final String GENERATOR = "mlops-maven-plugin";

  /** How a line of the list of fixes begins, the only list that an archetype's lock has. */
  private static final String ITEM = "  - \"";

  private LockTemplate() {}

  static String text(
      Descriptor descriptor,
      TemplateOrigin origin,
      String descriptorId,
      List<Property> values,
      Selection any,
      SortedMap<String, IncludeCondition> fixes,
      String generatorVersion) {
    Map<String, String> selection = new LinkedHashMap<>();
    any.values().keySet().forEach(option -> selection.put(option, token(option)));
    Map<String, String> given = new LinkedHashMap<>();
    values.forEach(value -> given.put(value.name(), token(value.name())));
    String text =
        ProjectLockFile.text(
            new ProjectLock(
                GENERATOR,
                generatorVersion,
                origin,
                descriptor.name(),
                Optional.of(descriptorId),
                token("project_name"),
                Optional.of(token("organization")),
                new Selection(selection),
                given,
                Optional.empty(),
                Generation.USUAL,
                List.of(),
                List.copyOf(fixes.keySet()),
                descriptor
                    .pipelineTemplates()
                    .flatMap(known -> SharedRepository.of(known, Optional.empty())),
                descriptor.rules()));
    VelocityProgram program = new VelocityProgram(descriptor);
    StringBuilder out = new StringBuilder();
    for (String line : text.lines().toList()) {
      String literal = VelocityText.literal(line) + "\n";
      Optional<Property> value =
          values.stream().filter(property -> line.contains(token(property.name()))).findFirst();
      if (value.isPresent()) {
        out.append(when(given(value.get(), program), literal));
      } else if (line.contains(token("organization"))) {
        out.append(when("$organization != ''", literal));
      } else if (line.equals("values:")) {
        out.append(
            when(
                values.stream()
                    .map(property -> given(property, program))
                    .collect(Collectors.joining(" || ")),
                literal));
      } else if (line.equals("fixes:")) {
        out.append(when(any(fixes.values()), literal));
      } else if (line.startsWith(ITEM)) {
        String rule = line.substring(ITEM.length(), line.length() - 1);
        out.append(when(Optional.ofNullable(fixes.get(rule)), literal));
      } else {
        out.append(literal);
      }
    }
    String template = out.toString();
    for (String name : selection.keySet()) {
      template = template.replace(token(name), "${" + name + "}");
    }
    for (String name : given.keySet()) {
      template = template.replace(token(name), "${" + program.textName(name) + "}");
    }
    return template
        .replace(token("project_name"), "${project_name}")
        .replace(token("organization"), "${organization}");
  }

  /** An answer that is the default counts as not given. */
  private static String given(Property value, VelocityProgram program) {
    return "$" + program.textName(value.name()) + " != $" + ContextPom.fallback(value.name());
  }

  /** Whether there is a fix at all. */
  private static Optional<IncludeCondition> any(Collection<IncludeCondition> conditions) {
    return conditions.contains(IncludeCondition.ALWAYS)
        ? Optional.empty()
        : Optional.of(
            new IncludeCondition(
                conditions.stream()
                    .map(condition -> "(" + condition.expression() + ")")
                    .collect(Collectors.joining(" || "))));
  }

  private static String when(Optional<IncludeCondition> condition, String line) {
    return condition
        .filter(decides -> !decides.equals(IncludeCondition.ALWAYS))
        .map(decides -> when(decides.expression(), line))
        .orElse(line);
  }

  private static String when(String condition, String line) {
    return "#if(" + condition + ")\n" + line + "#end\n";
  }

  /** Stands for an answer while the text is made: letters only, so that it is quoted as it is. */
  private static String token(String name) {
    return "AnswerTo." + name + ".";
  }
}

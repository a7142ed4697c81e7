package io.github.mlopsmaven.archetype;

import io.github.mlopsmaven.template.ChecklistItem;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Velocity works out for the script that runs at the end: texts of values and names, paths
 * that depend on them. Each is a line, {@code KIND KEY=TEXT}; the script removes the file.
 */
final class AnswersFile {

  /** Where it lies in a project until the script has read it. */
  static final String PATH = Placement.WAITING + "/answers.txt";

  private static final String LINE = VelocityProgram.OWN + "line";

  private final List<Line> lines = new ArrayList<>();
  private final VelocityProgram program;

  /** A line; its text has placeholders, and it is there if its condition holds. */
  private record Line(String key, String text, Condition when) {}

  private AnswersFile(Descriptor descriptor) {
    this.program = new VelocityProgram(descriptor);
  }

  static AnswersFile of(Descriptor descriptor, Answers answers, List<PlacedFile> files) {
    AnswersFile file = new AnswersFile(descriptor);
    Set<String> known = ContextPom.known(descriptor, answers.names());
    for (ValueSpec value : descriptor.values()) {
      if (known.contains(value.name())) {
        file.text("name " + value.name(), "{" + value.name() + "}");
        if (!value.when().equals(Condition.always())) {
          file.lines.add(new Line("applies " + value.name(), "true", value.when()));
        }
      }
    }
    descriptor.names().stream()
        .map(Placeholders::key)
        .filter(known::contains)
        .forEach(key -> file.text("name " + key, "{" + key + "}"));
    int step = 0;
    for (ChecklistItem next : descriptor.nextSteps()) {
      file.lines.add(new Line("next " + step++, next.text(), next.when()));
    }
    for (PlacedFile placed : files) {
      if (placed.open()) {
        file.text("path " + placed.number(), placed.target());
      }
    }
    return file;
  }

  private void text(String key, String text) {
    lines.add(new Line(key, text, Condition.always()));
  }

  /** Whether there is nothing to say. */
  boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * What is worked out before any file of the template is rendered, so that none can change it:
   * statements for the archetype's {@code pom.xml}.
   */
  String context() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      out.append(program.set(LINE + i, line.text()));
      if (!line.when().equals(Condition.always())) {
        out.append("#set($").append(LINE).append(i).append("_applies = ");
        out.append(program.expression(line.when())).append(")\n");
      }
    }
    return out.toString();
  }

  /** The file as Velocity. */
  String velocity() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean always = line.when().equals(Condition.always());
      if (!always) {
        out.append("#if($").append(LINE).append(i).append("_applies)\n");
      }
      out.append(VelocityText.literal(line.key()));
      out.append("=${").append(LINE).append(i).append("}\n").append(always ? "" : "#end\n");
    }
    return out.toString();
  }

  /** The file as it has to be for a project. */
  String expected(Placeholders names) {
    StringBuilder out = new StringBuilder();
    for (Line line : lines) {
      if (line.when().holds(names)) {
        out.append(line.key()).append('=').append(names.fill(line.text())).append('\n');
      }
    }
    return out.toString();
  }
}

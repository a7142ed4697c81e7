package io.github.mlopsmaven.render;

import io.github.mlopsmaven.render.PipelineReferences.Line;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An entry of {@code resources.repositories} for a pipeline of Azure Pipelines that has none. */
final class AddedRepository {

  private static final Pattern RESOURCES = Pattern.compile("resources\\s*:\\s*(?:#.*)?");
  private static final Pattern REPOSITORIES = Pattern.compile("\\s+repositories\\s*:\\s*(?:#.*)?");

  private final String alias;
  private final PipelineTemplatesTarget to;

  AddedRepository(String alias, PipelineTemplatesTarget to) {
    this.alias = alias;
    this.to = to;
  }

  /** Adds it to the {@code resources} that there are, or in front of the first key. */
  void to(List<Line> lines) {
    int resources = find(lines, 0, lines.size(), RESOURCES);
    if (resources < 0) {
      List<String> block = new ArrayList<>(List.of("resources:", "  repositories:"));
      block.addAll(entry("    "));
      block.add("");
      insert(lines, firstKey(lines), block);
      return;
    }
    int repositories = find(lines, resources + 1, end(lines, resources), REPOSITORIES);
    if (repositories < 0) {
      String indent = indentBelow(lines, resources);
      List<String> block = new ArrayList<>(List.of(indent + "repositories:"));
      block.addAll(entry(indent + "  "));
      insert(lines, resources + 1, block);
    } else {
      insert(lines, repositories + 1, entry(indentBelow(lines, repositories)));
    }
  }

  private List<String> entry(String indent) {
    // The template's files say nothing about where it is: what the user says has to do.
    boolean onGitHub =
        to.type()
            .map(PipelineTemplatesTarget.Type.GITHUB::equals)
            .orElseGet(() -> to.endpoint().isPresent());
    List<String> entry = new ArrayList<>();
    entry.add(indent + "- repository: " + plain(alias));
    entry.add(indent + "  type: " + (onGitHub ? "github" : "git"));
    entry.add(indent + "  name: " + plain(to.repository()));
    entry.add(indent + "  ref: " + plain(to.ref()));
    if (onGitHub) {
      String endpoint = to.endpoint().orElse(RepositoryResource.DEFAULT_ENDPOINT);
      entry.add(indent + "  endpoint: " + plain(endpoint));
    }
    return entry;
  }

  private static String plain(String value) {
    return ScalarText.like("text", value, false);
  }

  private static int find(List<Line> lines, int from, int to, Pattern pattern) {
    for (int i = from; i < to; i++) {
      if (!lines.get(i).inBlock() && pattern.matcher(lines.get(i).text()).matches()) {
        return i;
      }
    }
    return -1;
  }

  /** Behind the comments and marks that a file begins with. */
  private static int firstKey(List<Line> lines) {
    int at = 0;
    while (lines.get(at).isEmpty() || lines.get(at).text().matches("---.*|%.*")) {
      at++;
    }
    return at;
  }

  /** Where the next key of the first column stands. */
  private static int end(List<Line> lines, int key) {
    int at = key + 1;
    while (at < lines.size() && (lines.get(at).isEmpty() || lines.get(at).indent() > 0)) {
      at++;
    }
    return at;
  }

  /** As deep as what is below a key already. */
  private static String indentBelow(List<Line> lines, int key) {
    int indent = lines.get(key).indent();
    for (Line line : lines.subList(key + 1, lines.size())) {
      if (!line.isEmpty()) {
        boolean item = line.indent() == indent && line.text().strip().startsWith("- ");
        return " ".repeat(line.indent() > indent || item ? line.indent() : indent + 2);
      }
    }
    return " ".repeat(indent + 2);
  }

  private static void insert(List<Line> lines, int at, List<String> texts) {
    String end = lines.get(0).end().isEmpty() ? "\n" : lines.get(0).end();
    lines.addAll(at, texts.stream().map(text -> new Line(text, end, false)).toList());
  }
}

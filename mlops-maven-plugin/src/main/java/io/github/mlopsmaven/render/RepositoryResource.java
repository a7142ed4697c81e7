package io.github.mlopsmaven.render;

import io.github.mlopsmaven.render.PipelineReferences.Line;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The entry of {@code resources.repositories} in Azure Pipelines that has a certain alias. */
final class RepositoryResource {

  private static final String VALUE = "(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|(?:(?!\\s#).)*?)";

  /** What an entry of type github needs and a template of type git does not name. */
  static final String DEFAULT_ENDPOINT = "github-connection";

  private final PipelineTemplatesTarget to;
  private final Pattern head;
  private final AddedRepository added;

  RepositoryResource(String alias, PipelineTemplatesTarget to) {
    this.to = to;
    this.added = new AddedRepository(alias, to);
    this.head =
        Pattern.compile(
            "^(\\s*-\\s+)repository\\s*:\\s*([\"']?)"
                + Pattern.quote(alias)
                + "\\2\\s*(?:\\s#.*)?$");
  }

  boolean startsAt(List<Line> lines, int index) {
    Line line = lines.get(index);
    if (!head.matcher(line.text()).matches()) {
      return false;
    }
    for (int i = index - 1; i >= 0; i--) {
      Line above = lines.get(i);
      boolean item = above.text().stripLeading().startsWith("- ");
      if (!above.isEmpty()
          && (above.indent() < line.indent() || (above.indent() == line.indent() && !item))) {
        return above.text().strip().matches("repositories\\s*:\\s*(?:#.*)?");
      }
    }
    return false;
  }

  /** Sees to it that a pipeline has the entry. */
  void require(List<Line> lines) {
    if (IntStream.range(0, lines.size()).noneMatch(i -> startsAt(lines, i))) {
      added.to(lines);
    }
  }

  void edit(List<Line> lines, int index) {
    Matcher start = head.matcher(lines.get(index).text());
    if (!start.matches()) {
      return;
    }
    Entry entry = new Entry(lines, index, start.group(1).length());
    String type =
        to.type().map(PipelineTemplatesTarget.Type::word).orElseGet(() -> entry.get("type", "git"));
    entry.set("type", type);
    entry.set("name", to.repository());
    entry.set("ref", to.ref());
    if (type.equals("git")) {
      entry.remove("endpoint");
    } else {
      entry.set("endpoint", to.endpoint().orElseGet(() -> entry.get("endpoint", DEFAULT_ENDPOINT)));
    }
  }

  /** The lines of one entry. */
  private static final class Entry {

    private final List<Line> lines;
    private final int first;
    private final int indent;
    private int last;

    Entry(List<Line> lines, int first, int indent) {
      this.lines = lines;
      this.first = first;
      this.indent = indent;
      this.last = first;
      for (int i = first + 1; i < lines.size(); i++) {
        if (!lines.get(i).isEmpty()) {
          if (lines.get(i).indent() < indent) {
            break;
          }
          last = i;
        }
      }
    }

    String get(String key, String fallback) {
      int at = find(key);
      if (at < 0) {
        return fallback;
      }
      String value = value(key, lines.get(at)).group(2);
      boolean isQuoted = value.startsWith("\"") || value.startsWith("'");
      return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    void set(String key, String value) {
      int at = find(key);
      if (at >= 0) {
        Line line = lines.get(at);
        Matcher parts = value(key, line);
        if (get(key, "").equals(value)) {
          return;
        }
        String space = parts.group(1).endsWith(":") ? " " : "";
        lines.set(
            at,
            line.with(
                parts.group(1)
                    + space
                    + ScalarText.like(parts.group(2), value, false)
                    + parts.group(3)));
        return;
      }
      Line before = lines.get(last);
      String end = before.end().isEmpty() ? "\n" : before.end();
      if (first > 0) {
        end = lines.get(first - 1).end();
      }
      lines.set(last, new Line(before.text(), end, before.inBlock()));
      lines.add(
          last + 1,
          new Line(
              " ".repeat(indent) + key + ": " + ScalarText.like("text", value, false),
              before.end(),
              false));
      last++;
    }

    void remove(String key) {
      int at = find(key);
      if (at >= 0) {
        lines.remove(at);
        last--;
      }
    }

    private int find(String key) {
      for (int i = first + 1; i <= last; i++) {
        if (lines.get(i).indent() == indent && value(key, lines.get(i)).matches()) {
          return i;
        }
      }
      return -1;
    }

    /** Three groups: key and colon, value, and what follows it. */
    private static Matcher value(String key, Line line) {
      Matcher matcher =
          Pattern.compile("^(\\s*" + key + "\\s*:\\s*)" + VALUE + "(\\s*(?:\\s#.*)?)$")
              .matcher(line.text());
      matcher.matches();
      return matcher;
    }
  }
}

package io.github.mlopsmaven.render;

import io.github.mlopsmaven.template.PipelineTemplates;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points references to the pipeline templates at the user's own copy, keeping every other byte.
 * Works on lines, since a pipeline of a template need not be valid YAML for its references to be
 * right.
 */
public final class PipelineReferences {

  private final PipelineTemplatesTarget to;
  private final Optional<Pattern> uses;
  private final VendoredReferences vendored;
  private final RepositoryResource resource;

  /**
   * Prepares the edit.
   *
   * @param from what the template's files name
   * @param to what they shall name
   */
  public PipelineReferences(PipelineTemplates from, PipelineTemplatesTarget to) {
    this.to = to;
    this.uses = from.repository().map(PipelineReferences::uses);
    this.vendored = new VendoredReferences(from, to);
    this.resource = new RepositoryResource(from.alias(), to);
  }

  private static Pattern uses(String repository) {
    return Pattern.compile(
        "^(\\s*(?:-\\s+)?([\"']?)uses\\2\\s*:\\s*([\"']?))"
            + Pattern.quote(repository)
            + "(/[^@\\s\"'#]*)?@[^\\s\"'#]+(\\3\\s*(?:\\s#.*)?)$",
        Pattern.CASE_INSENSITIVE);
  }

  /**
   * Whether a file can hold references at all.
   *
   * @param target the file's path in the project
   */
  public boolean appliesTo(String target) {
    return target.endsWith(".yml") || target.endsWith(".yaml");
  }

  /**
   * Edits a file: {@code uses:} of GitHub workflows; {@code template:} of Azure Pipelines where it
   * includes a vendored file, and the entry of {@code resources.repositories}, which is made if
   * need be. A workflow stays as it is where the copy is in Azure Repos.
   *
   * @param file its path in the project
   * @param content its bytes
   * @return the edited bytes and the number of references
   */
  public Edited edit(String file, byte[] content) {
    // One character for each byte, so that any encoding survives; what is written is ASCII.
    List<Line> lines = lines(new String(content, StandardCharsets.ISO_8859_1));
    // GitHub cannot call a workflow of Azure Repos.
    boolean onGitHub = to.type().filter(PipelineTemplatesTarget.Type.GIT::equals).isEmpty();
    int references = 0;
    boolean including = false;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.inBlock()) {
        continue;
      }
      Optional<String> call = onGitHub ? call(line.text()) : Optional.empty();
      Optional<String> inclusion = vendored.template(file, line.text());
      if (call.isPresent() || inclusion.isPresent()) {
        lines.set(i, line.with(call.or(() -> inclusion).orElseThrow()));
        references++;
      } else if (resource.startsAt(lines, i)) {
        resource.edit(lines, i);
        references++;
      }
      including |= inclusion.isPresent();
    }
    if (including) {
      resource.require(lines);
    }
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> out.append(line.text()).append(line.end()));
    return new Edited(out.toString().getBytes(StandardCharsets.ISO_8859_1), references);
  }

  /** A line that calls a workflow or an action, calling the user's copy. */
  private Optional<String> call(String line) {
    return uses.map(pattern -> pattern.matcher(line))
        .filter(Matcher::matches)
        .map(
            match ->
                match.group(1)
                    + to.repository()
                    + (match.group(4) == null ? "" : match.group(4))
                    + "@"
                    + to.shortRef()
                    + match.group(5))
        .or(() -> vendored.workflow(line));
  }

  /** The lines of a file. */
  static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    int block = -1;
    int start = 0;
    while (start < text.length()) {
      int stop = start;
      while (stop < text.length() && text.charAt(stop) != '\n' && text.charAt(stop) != '\r') {
        stop++;
      }
      int next = Math.min(text.length(), stop + (text.startsWith("\r\n", stop) ? 2 : 1));
      String line = text.substring(start, stop);
      int indent = line.length() - line.stripLeading().length();
      boolean inside = block >= 0 && (line.isBlank() || indent > block);
      if (!inside) {
        block = -1;
        block = BlockHeader.indent(line).orElse(-1);
      }
      lines.add(new Line(line, text.substring(stop, next), inside));
      start = next;
    }
    return lines;
  }

  /**
   * One line of a file.
   *
   * @param text without its end
   * @param end LF, CRLF, CR or nothing
   * @param inBlock whether it is text of a block scalar, such as a script
   */
  record Line(String text, String end, boolean inBlock) {

    Line with(String other) {
      return new Line(other, end, inBlock);
    }

    int indent() {
      return text.length() - text.stripLeading().length();
    }

    boolean isEmpty() {
      return text.isBlank() || text.stripLeading().startsWith("#");
    }
  }

  /**
   * An edited file.
   *
   * @param content its bytes
   * @param references how many references now name the user's copy
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Edited(byte[] content, int references) {}
}

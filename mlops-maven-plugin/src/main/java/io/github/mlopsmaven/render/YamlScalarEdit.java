package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.BoundedYaml;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Replaces single values in a YAML file and keeps every other byte: line ends, comments,
 * indentation, a byte order mark. A path is the keys of nested mappings; in a list of {@code name}
 * and {@code value} pairs, as Azure Pipelines writes variables, a key is a name. In a file of
 * several documents the first one that has the path counts.
 */
public final class YamlScalarEdit {

  /** Anchor and tag in front of a scalar; they stay. */
  private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*\\s*)*");

  private final String name;
  private final String mark;
  private final String text;
  private final List<Node> documents;

  private YamlScalarEdit(String name, String mark, String text, List<Node> documents) {
    this.name = name;
    this.mark = mark;
    this.text = text;
    this.documents = documents;
  }

  /**
   * Reads a file.
   *
   * @param name the file's name for messages
   * @param content its bytes
   * @throws UsageException if it is not UTF-8 or not YAML; names the line
   */
  public static YamlScalarEdit of(String name, byte[] content) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(
          name + " is not UTF-8, so no value in it can be set", "save it as UTF-8 in the template");
    }
    String mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    return new YamlScalarEdit(
        name, mark, text.substring(mark.length()), documents(name, text.substring(mark.length())));
  }

  private static List<Node> documents(String name, String text) {
    List<Node> documents = new ArrayList<>();
    try {
      BoundedYaml.all(name, text, documents::add);
    } catch (MarkedYamlEngineException e) {
      throw new UsageException(
          BoundedYaml.place(name, e.getProblemMark()) + ": not valid YAML: " + e.getProblem(),
          "fix the file in the template");
    } catch (YamlEngineException e) {
      throw new UsageException(
          name + ": not valid YAML: " + e.getMessage(), "fix the file in the template");
    }
    return documents;
  }

  /**
   * Whether there is anything at a path.
   *
   * @param path keys of nested mappings
   * @throws UsageException if a key of the path is set twice, or is reached through an alias
   */
  public boolean isPresent(List<String> path) {
    return find(path).isPresent();
  }

  /**
   * The value at a path.
   *
   * @param path keys of nested mappings
   * @return the value as text; empty if the path is not there
   * @throws UsageException if it is not one value that could be replaced
   */
  public Optional<String> value(List<String> path) {
    return find(path).map(found -> scalar(found, path).getValue());
  }

  /**
   * The file with another value.
   *
   * @param path keys of nested mappings
   * @param value any text; quoted where YAML or the old value's type asks for it
   * @return the file's bytes; empty if the path is not there
   * @throws UsageException if the path holds a mapping, a list, a block of lines or an alias, or
   *     one of its keys is set twice; names the line
   */
  public Optional<byte[]> replace(List<String> path, String value) {
    return find(path).map(found -> replace(found, scalar(found, path), value));
  }

  private Optional<YamlPath.Found> find(List<String> path) {
    return documents.stream()
        .flatMap(document -> new YamlPath(name, path).find(document).stream())
        .findFirst();
  }

  private byte[] replace(YamlPath.Found found, ScalarNode scalar, String value) {
    int start = offset(scalar.getStartMark());
    int end = offset(scalar.getEndMark());
    Matcher properties = PROPERTIES.matcher(text).region(start, end);
    if (scalar.getScalarStyle() == ScalarStyle.PLAIN || scalar.getAnchor().isPresent()) {
      start = properties.lookingAt() ? properties.end() : start;
    }
    String written = ScalarText.like(text.substring(start, end), value, found.flow());
    boolean glued = start > 0 && ":-".indexOf(text.charAt(start - 1)) >= 0;
    return (mark + text.substring(0, start) + (glued ? " " : "") + written + text.substring(end))
        .getBytes(StandardCharsets.UTF_8);
  }

  private ScalarNode scalar(YamlPath.Found found, List<String> path) {
    if (!(found.node() instanceof ScalarNode scalar)) {
      throw refused(found, path, "is not a single value");
    }
    if (scalar.getScalarStyle() == ScalarStyle.LITERAL
        || scalar.getScalarStyle() == ScalarStyle.FOLDED) {
      throw refused(found, path, "is a block of lines");
    }
    return scalar;
  }

  private UsageException refused(YamlPath.Found found, List<String> path, String why) {
    return new UsageException(
        BoundedYaml.place(name, found.node().getStartMark())
            + ": '"
            + String.join(".", path)
            + "' "
            + why
            + ", so it cannot be set",
        "give it a value on one line in the template, or name another path in its descriptor");
  }

  /** Marks count code points, strings count UTF-16 units. */
  private int offset(Optional<Mark> at) {
    return text.offsetByCodePoints(0, at.orElseThrow().getIndex());
  }
}

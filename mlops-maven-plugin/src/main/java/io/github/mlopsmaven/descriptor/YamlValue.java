package io.github.mlopsmaven.descriptor;

import io.github.mlopsmaven.bounds.BoundedYaml;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.problem.Visible;
import io.github.mlopsmaven.template.PlaceholderText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML file that knows where it stands, so that every refusal names file and line. */
public final class YamlValue {

  /** What other template tools call a key, for the remedy. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("choices", "enum"),
          Map.entry("multiselect", "type"),
          Map.entry("help", "description"),
          Map.entry("prompt", "description"),
          Map.entry("min", "minimum"),
          Map.entry("max", "maximum"),
          Map.entry("regex", "pattern"),
          Map.entry("validator", "pattern"),
          Map.entry("pattern_match_failure_message", "message"),
          Map.entry("condition", "when"),
          Map.entry("if", "when"),
          Map.entry("skip_prompt_if", "when"),
          Map.entry("source", "from"),
          Map.entry("target", "to"),
          Map.entry("destination", "to"),
          Map.entry("ignore", "exclude"),
          Map.entry("_exclude", "exclude"),
          Map.entry("_envops", "delimiters"),
          Map.entry("_jinja2_env_vars", "delimiters"),
          Map.entry("_templates_suffix", "delimiters"),
          Map.entry("variable_start_string", "start"),
          Map.entry("variable_end_string", "end"),
          Map.entry("questions", "options"),
          Map.entry("parameters", "values"),
          Map.entry("variables", "values"),
          Map.entry("properties", "values"),
          Map.entry("success_message", "next_steps"),
          Map.entry("_message_after_copy", "next_steps"));

  private final String file;
  private final String path;
  private final Node node;
  private final Optional<Mark> key;
  private final Mistakes mistakes;

  /** What it is on top of: a mapping has its entries too, a list its elements first. */
  private Optional<YamlValue> base = Optional.empty();

  private YamlValue(String file, String path, Node node, Optional<Mark> key, Mistakes mistakes) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.key = key;
    this.mistakes = mistakes;
  }

  /**
   * Parses a file.
   *
   * @param file its name, for messages
   * @param text its content
   * @param mistakes takes what is wrong in it, where reading goes on
   * @param least what it has at least, for somebody whose file is empty
   * @throws UsageException if it is not YAML or is empty
   */
  public static YamlValue parse(String file, String text, Mistakes mistakes, String least) {
    try {
      Node root =
          BoundedYaml.one(file, text)
              .orElseThrow(() -> new UsageException(file + " is empty", "state at least " + least));
      return new YamlValue(file, "", root, Optional.empty(), mistakes);
    } catch (MarkedYamlEngineException e) {
      throw new UsageException(
          BoundedYaml.place(file, e.getProblemMark().or(e::getContextMark))
              + ": not valid YAML: "
              + e.getProblem(),
          "correct the file at that line");
    } catch (YamlEngineException e) {
      throw new UsageException(
          file
              + ": not valid YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "correct the file");
    }
  }

  /**
   * Puts it on top of the same value of another file. Mappings are merged, but a condition is
   * replaced. Lists at the top of a file are appended; a layout rule replaces those with the same
   * {@code from}, a name the one with the same {@code title}. Everything else is replaced.
   *
   * @param other what it changes
   */
  YamlValue on(YamlValue other) {
    boolean mappings = isMapping() && other.isMapping() && !path.endsWith("when");
    boolean lists = !isMapping() && other.isList() && path.indexOf('.') < 0;
    if (mappings || lists) {
      base = Optional.of(other);
    }
    return this;
  }

  /** Its elements but those that others replace. */
  private List<YamlValue> without(List<YamlValue> others) {
    return elements().stream()
        .filter(
            element ->
                element.identity().isEmpty()
                    || others.stream()
                        .noneMatch(other -> other.identity().equals(element.identity())))
        .toList();
  }

  private Optional<String> identity() {
    String word = path.startsWith("layout[") ? "from" : path.startsWith("names[") ? "title" : "";
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    return mapping.getValue().stream()
        .filter(
            tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(word))
        .flatMap(
            tuple ->
                tuple.getValueNode() instanceof ScalarNode text
                    ? Stream.of(text.getValue())
                    : Stream.empty())
        .findFirst();
  }

  /** A refusal of this value. */
  public UsageException refuse(String problem, String remedy) {
    return refuse(node.getStartMark(), problem, remedy);
  }

  /** A refusal of the key that this value has. */
  public UsageException refuseKey(String problem, String remedy) {
    return refuse(key.or(node::getStartMark), problem, remedy);
  }

  private UsageException refuse(Optional<Mark> at, String problem, String remedy) {
    return new UsageException(
        // Texts of the file are in it, and a line of theirs must not look like one of ours.
        Visible.line(
            BoundedYaml.place(file, at) + ": " + (path.isEmpty() ? "" : path + " ") + problem),
        Visible.line(remedy));
  }

  /** Whether it is a mapping. */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** What is wrong in its file so far. */
  public Mistakes mistakes() {
    return mistakes;
  }

  /**
   * The entries of a mapping. Keys that it may not have are told at the end.
   *
   * @param known the keys that it may have
   * @throws UsageException if it is not a mapping
   */
  public Map<String, YamlValue> fields(Collection<String> known) {
    return fields(known, List.of());
  }

  /** The same, for keys that the reader refuses itself. */
  Map<String, YamlValue> fields(Collection<String> known, Collection<String> refused) {
    Map<String, YamlValue> fields = entries();
    fields.forEach(
        (name, value) -> {
          if (!known.contains(name) && !refused.contains(name)) {
            mistakes.add(value.refuseKey("is not a key of this format", useOneOf(name, known)));
          }
        });
    return fields;
  }

  private static String useOneOf(String name, Collection<String> known) {
    String meant = ELSEWHERE.get(name);
    return meant != null && known.contains(meant)
        ? "use one of " + String.join(", ", known) + " (did you mean " + meant + "?)"
        : Suggestion.useOneOf(name, known);
  }

  /** The entries of a mapping with free keys, in order. */
  public Map<String, YamlValue> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw refuse("must be a mapping of keys to values", "write 'key: value' lines below it");
    }
    requireFew(mapping.getValue().size());
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        mistakes.add(
            new YamlValue(file, path, tuple.getKeyNode(), Optional.empty(), mistakes)
                .refuse("has a key that is not a string", "write the key as a plain word"));
        continue;
      }
      String below = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
      YamlValue value =
          new YamlValue(file, below, tuple.getValueNode(), name.getStartMark(), mistakes);
      if (entries.putIfAbsent(name.getValue(), value) != null) {
        mistakes.add(value.refuseKey("is set twice", "remove one of them"));
      }
    }
    return base.map(below -> merged(below.entries(), entries)).orElse(entries);
  }

  /** Entries are compared with one another; so many that this takes minutes mean nothing. */
  private void requireFew(int entries) {
    if (entries > Bounds.DESCRIPTOR_ENTRIES) {
      throw refuse(
          "has "
              + entries
              + " entries, and more than "
              + Bounds.DESCRIPTOR_ENTRIES
              + " are not read",
          "write patterns in place of single names, or fewer entries");
    }
  }

  private static Map<String, YamlValue> merged(
      Map<String, YamlValue> below, Map<String, YamlValue> own) {
    Map<String, YamlValue> merged = new LinkedHashMap<>(below);
    own.forEach(
        (name, value) -> {
          YamlValue other = below.get(name);
          merged.put(name, other == null ? value : value.on(other));
        });
    return merged;
  }

  /** The elements of a sequence; a single scalar counts as a sequence of one. */
  public List<YamlValue> elements() {
    if (node instanceof ScalarNode) {
      List<YamlValue> one = new ArrayList<>(List.of(this));
      base.ifPresent(below -> one.addAll(0, below.elements()));
      return List.copyOf(one);
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw refuse("must be a list", "write '- element' lines below it");
    }
    requireFew(sequence.getValue().size());
    List<YamlValue> elements = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      elements.add(
          new YamlValue(
              file, path + "[" + elements.size() + "]", element, Optional.empty(), mistakes));
    }
    List<YamlValue> own = List.copyOf(elements);
    base.ifPresent(below -> elements.addAll(0, below.without(own)));
    return elements;
  }

  /** The elements of a sequence, each made into something, without those that are wrong. */
  public <T> List<T> elements(Function<YamlValue, T> read) {
    return elements().stream()
        .takeWhile(element -> !mistakes.stopLooking())
        .flatMap(element -> mistakes.reading(() -> read.apply(element)).stream())
        .toList();
  }

  /** A text; numbers and booleans are taken as they are written. */
  public String text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().getValue().endsWith(":null")) {
      return scalar.getValue();
    }
    throw refuse("must be a string", "write it as one value on the line, in quotes if need be");
  }

  /** {@code true} or {@code false}. */
  public boolean bool() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refuse("must be true or false", "write true or false");
    };
  }

  /** A whole number. */
  public long number() {
    try {
      return Long.parseLong(text());
    } catch (NumberFormatException e) {
      throw refuse("must be an integer", "write a number, as in 3");
    }
  }

  /** A whole number from 1. */
  public int positive() {
    try {
      int number = Integer.parseInt(text());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is too small.
    }
    throw refuse("must be an integer from 1", "write a number, as in 3");
  }

  /** The same value read by a constructor that refuses with {@link IllegalArgumentException}. */
  public <T> T as(Function<String, T> parse) {
    String text = text();
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw refuse("is wrong: " + firstLine(e), "correct it");
    }
  }

  /** A text with placeholders, whose names are checked when all of the descriptor is read. */
  PlaceholderText placeholders() {
    return as(PlaceholderText::parse);
  }

  private static String firstLine(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

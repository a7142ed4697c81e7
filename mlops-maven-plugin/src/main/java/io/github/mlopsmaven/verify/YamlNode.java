package io.github.mlopsmaven.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping, a sequence or a scalar of a YAML file, with its place. */
public final class YamlNode {

  /** So many keys are compared one by one; more are looked up. */
  private static final int FEW = 8;

  private final Node node;
  private final List<String> lines;
  private List<Entry> entries = List.of();
  private List<YamlNode> items = List.of();
  private Map<String, Entry> byName = Map.of();
  private boolean isOpened;
  private final boolean isDocument;
  private volatile @Nullable List<YamlNode> all;
  private volatile @Nullable Map<Class<?>, Object> learned;

  /**
   * Wraps a document.
   *
   * @param node the parser's node
   * @param lines the lines of the file
   */
  YamlNode(Node node, List<String> lines) {
    this(node, lines, true);
  }

  private YamlNode(Node node, List<String> lines, boolean isDocument) {
    this.node = node;
    this.lines = lines;
    this.isDocument = isDocument;
  }

  /** Makes the children once; twice at the same time does no harm. */
  private YamlNode opened() {
    if (!isOpened) {
      open();
    }
    return this;
  }

  private void open() {
    if (node instanceof MappingNode mapping) {
      List<Entry> made = new ArrayList<>(mapping.getValue().size());
      for (NodeTuple tuple : mapping.getValue()) {
        made.add(
            new Entry(
                name(tuple.getKeyNode()),
                new YamlNode(tuple.getKeyNode(), lines, false),
                new YamlNode(tuple.getValueNode(), lines, false)));
      }
      entries = Collections.unmodifiableList(made);
      if (made.size() > FEW) {
        Map<String, Entry> first = new HashMap<>();
        for (Entry entry : made) {
          first.putIfAbsent(entry.name(), entry);
        }
        byName = first;
      }
    } else if (node instanceof SequenceNode sequence) {
      List<YamlNode> made = new ArrayList<>(sequence.getValue().size());
      for (Node item : sequence.getValue()) {
        made.add(new YamlNode(item, lines, false));
      }
      items = Collections.unmodifiableList(made);
    }
    isOpened = true;
  }

  private static String name(Node key) {
    return key instanceof ScalarNode scalar && !isNull(scalar) ? scalar.getValue() : "";
  }

  /** The first entry with a key. */
  private @Nullable Entry find(String key) {
    opened();
    if (entries.size() > FEW) {
      return byName.get(key);
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.name().equals(key)) {
        return entry;
      }
    }
    return null;
  }

  /**
   * An entry of a mapping.
   *
   * @param name the key's text; the empty string where it is no scalar
   * @param key its key; {@link YamlNode#text} is empty where it is no scalar
   * @param value its value
   */
  public record Entry(String name, YamlNode key, YamlNode value) {}

  /**
   * What is learned of it, once, however often it is asked for.
   *
   * @param kind what is learned
   * @param learn looks at the node
   */
  public <T> T learn(Class<T> kind, Function<YamlNode, T> learn) {
    Map<Class<?>, Object> all = learned;
    if (all == null) {
      // Two at the same time learn twice, which does no harm.
      all = new ConcurrentHashMap<>();
      learned = all;
    }
    T known = kind.cast(all.get(kind));
    if (known == null) {
      known = learn.apply(this);
      all.put(kind, known);
    }
    return known;
  }

  /** Where it begins. */
  public Position position() {
    return node.getStartMark().map(YamlNode::position).orElse(Position.START);
  }

  /**
   * Where a character of a scalar's text stands. Exact for blocks of lines ({@code |}); elsewhere
   * it is where the scalar begins.
   *
   * @param index the character's index in {@link #text}
   */
  public Position positionOf(int index) {
    boolean isBlock =
        node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.LITERAL;
    if (!isBlock) {
      return position();
    }
    Position within =
        learn(LineIndex.class, node -> new LineIndex(node.text().orElse(""))).position(index);
    return new Position(position().line() + within.line(), within.column() + indent());
  }

  /** How deep the lines of a block stand: what the parser took away before each of them. */
  private int indent() {
    String text = text().orElse("");
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return lines.stream()
        .skip(position().line())
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(line -> Math.max(0, line.length() - first.length()))
        .orElse(0);
  }

  /** Whether it has keys. */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Whether it has items. */
  public boolean isSequence() {
    return node instanceof SequenceNode;
  }

  /** Whether it is one value. */
  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** Whether it is nothing: {@code null}, {@code ~} or an empty value. */
  public boolean isNull() {
    return isNull(node);
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  /** The type of a scalar as YAML's core schema sees it: str, int, float, bool or null. */
  public String type() {
    String tag = node.getTag().getValue();
    return tag.substring(tag.lastIndexOf(':') + 1);
  }

  /** Whether a scalar is written with quotes or as a block, so that it is a text in any case. */
  public boolean isQuoted() {
    return node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN;
  }

  /** The text of a scalar as it is written; empty for anything else, and for nothing. */
  public Optional<String> text() {
    return node instanceof ScalarNode scalar && !isNull()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /** The entries of a mapping, also those whose key is set twice; none for anything else. */
  public List<Entry> entries() {
    return opened().entries;
  }

  /** The keys of a mapping. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Entry entry : entries()) {
      keys.add(entry.name());
    }
    return keys;
  }

  /** The items of a sequence; none for anything else. */
  public List<YamlNode> items() {
    return opened().items;
  }

  /**
   * An entry of a mapping.
   *
   * @param key its key
   */
  public Optional<Entry> entry(String key) {
    return Optional.ofNullable(find(key));
  }

  /**
   * The value at the end of a way through mappings.
   *
   * @param keys one key for each mapping
   */
  public Optional<YamlNode> get(String... keys) {
    YamlNode found = this;
    for (String key : keys) {
      Entry entry = found.find(key);
      if (entry == null) {
        return Optional.empty();
      }
      found = entry.value();
    }
    return Optional.of(found);
  }

  /**
   * Visits this node and every node below it, keys too, each once.
   *
   * @param visitor is shown each node
   */
  public void walk(Consumer<YamlNode> visitor) {
    List<YamlNode> nodes = all;
    if (nodes == null) {
      nodes = new ArrayList<>();
      collect(nodes, Collections.newSetFromMap(new IdentityHashMap<>()));
      if (isDocument) {
        // All checks walk through whole documents; what is below other nodes would be kept often.
        all = nodes;
      }
    }
    for (YamlNode one : nodes) {
      visitor.accept(one);
    }
  }

  private void collect(List<YamlNode> nodes, Set<Node> seen) {
    if (seen.add(node)) {
      nodes.add(this);
      for (Entry entry : entries()) {
        entry.key().collect(nodes, seen);
        entry.value().collect(nodes, seen);
      }
      for (YamlNode item : items()) {
        item.collect(nodes, seen);
      }
    }
  }

  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof YamlNode that && that.node.equals(node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }
}

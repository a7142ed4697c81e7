package io.github.mlopsmaven.bounds;

import io.github.mlopsmaven.problem.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Parses YAML that others wrote. It may have any number of aliases, as long as what they stand for
 * is within {@link Bounds#YAML_NODES} together; depth and length have bounds too, and no alias
 * stands for something that it is a part of. What is beyond is a mistake at its place, as any other
 * that the parser finds.
 */
public final class BoundedYaml {

  /** The parser moves what it holds of a word with every buffer that it reads. */
  private static final int SMALLEST = 1024;

  private static final int LARGEST = 1_000_000;

  private BoundedYaml() {}

  /**
   * Where something is in a file.
   *
   * @param file the file's name, for messages
   * @param mark what the parser knows of it
   * @return {@code FILE:LINE:COLUMN}; the file alone where the parser knows nothing
   */
  public static String place(String file, Optional<Mark> mark) {
    return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1).toString())
        .orElse(file);
  }

  /**
   * The documents of a text. A key may be a mapping or a list, as YAML has it.
   *
   * @param label the file's name, for the parser's messages
   * @param text YAML
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML, or beyond a
   *     bound
   */
  public static List<Node> all(String label, String text) {
    List<Node> documents = new ArrayList<>();
    all(label, text, documents::add);
    return documents;
  }

  /**
   * The same, for a reader that wants those before a mistake too.
   *
   * @param documents takes each document
   */
  public static void all(String label, String text, Consumer<Node> documents) {
    Composer composer = composer(label, text, Bounds.TEXT_BYTES, true);
    while (composer.hasNext()) {
      documents.accept(composer.next());
    }
  }

  /**
   * The only document of a text.
   *
   * @return empty where there is none
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException as for {@link #all}, and if
   *     there are several
   */
  public static Optional<Node> one(String label, String text) {
    return one(label, text, Bounds.TEXT_BYTES);
  }

  /**
   * The only document of a text that may have another length.
   *
   * @param most how many characters it may have
   */
  public static Optional<Node> one(String label, String text, int most) {
    return composer(label, text, most, false).getSingleNode();
  }

  private static Composer composer(String label, String text, int most, boolean anyKey) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(label)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .setCodePointLimit(most)
            .setBufferSize(Math.max(SMALLEST, Math.min(text.length() + 1, LARGEST)))
            .setAllowNonScalarKeys(anyKey)
            .build();
    return new Composer(
        settings, new Counting(new ParserImpl(settings, new StreamReader(settings, text))));
  }

  /** Counts the events that pass. */
  private static final class Counting implements Parser {

    private final Parser parser;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Set<Anchor> openAnchors = new HashSet<>();
    private final Map<Anchor, Long> sizes = new HashMap<>();

    /** A collection that has not ended. */
    private static final class Open {
      private final Optional<Anchor> anchor;
      private long size = 1;

      Open(Optional<Anchor> anchor) {
        this.anchor = anchor;
      }
    }

    Counting(Parser parser) {
      this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
      return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
      return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
      return parser.hasNext();
    }

    @Override
    public Event next() {
      Event event = parser.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          sizes.clear();
          openAnchors.clear();
        }
        case MappingStart, SequenceStart -> begin((CollectionStartEvent) event);
        case MappingEnd, SequenceEnd -> end(event);
        case Scalar -> {
          ((NodeEvent) event).getAnchor().ifPresent(anchor -> sizes.put(anchor, 1L));
          add(1, event);
        }
        case Alias -> {
          Anchor anchor = ((AliasEvent) event).getAlias();
          if (openAnchors.contains(anchor)) {
            throw mistake("the alias *" + anchor.getValue() + " contains itself", event);
          }
          add(sizes.getOrDefault(anchor, 1L), event);
        }
        default -> {}
      }
      return event;
    }

    private void begin(CollectionStartEvent event) {
      if (open.size() >= Bounds.DEPTH) {
        throw mistake("nested deeper than " + Bounds.DEPTH + " levels", event);
      }
      event.getAnchor().ifPresent(openAnchors::add);
      open.push(new Open(event.getAnchor()));
    }

    private void end(Event event) {
      Open ended = open.pop();
      ended.anchor.ifPresent(
          anchor -> {
            openAnchors.remove(anchor);
            sizes.put(anchor, ended.size);
          });
      add(ended.size, event);
    }

    private void add(long size, Event event) {
      Open parent = open.peek();
      long sum = parent == null ? size : parent.size + size;
      if (sum > Bounds.YAML_NODES) {
        throw mistake("more than " + Bounds.YAML_NODES + " values, with aliases expanded", event);
      }
      if (parent != null) {
        parent.size = sum;
      }
    }

    private static ComposerException mistake(String problem, Event event) {
      return new ComposerException(problem, event.getStartMark());
    }
  }
}

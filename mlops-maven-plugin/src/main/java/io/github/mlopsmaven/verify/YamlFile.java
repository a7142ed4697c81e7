package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.bounds.BoundedYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A parsed YAML file.
 *
 * @param documents its documents; those before the mistake, where it has one
 * @param mistake why it does not parse, if it does not
 */
public record YamlFile(List<YamlNode> documents, Optional<Mistake> mistake) {

  /** Copies the list. */
  public YamlFile {
    documents = List.copyOf(documents);
  }

  /**
   * Why a file does not parse.
   *
   * @param position where the parser stopped
   * @param problem the parser's words
   */
  public record Mistake(Position position, String problem) {}

  /**
   * Parses a content, once.
   *
   * @param content what is said to be YAML
   */
  public static YamlFile of(Content content) {
    return content.learn(YamlFile.class, known -> parse(known.text()));
  }

  /**
   * Parses JSON that may have comments, as YAML, which has places for everything.
   *
   * @param text the text
   */
  public static YamlFile ofJson(String text) {
    return parse(JsonWithComments.plain(text).replace('\t', ' '));
  }

  /** The first document; empty where there is none or the file does not parse. */
  public Optional<YamlNode> root() {
    return mistake.isPresent() ? Optional.empty() : documents.stream().findFirst();
  }

  private static YamlFile parse(String text) {
    List<YamlNode> documents = new ArrayList<>();
    List<String> lines = text.lines().toList();
    try {
      BoundedYaml.all("", text, document -> documents.add(new YamlNode(document, lines)));
      return new YamlFile(documents, Optional.empty());
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      return new YamlFile(
          documents,
          Optional.of(new Mistake(mark.map(YamlNode::position).orElse(Position.START), words(e))));
    } catch (YamlEngineException e) {
      String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new YamlFile(documents, Optional.of(new Mistake(Position.START, words)));
    }
  }

  private static String words(MarkedYamlEngineException e) {
    String context = e.getContext();
    // A bound has none.
    return (context == null || context.isEmpty() ? "" : context + ": ")
        + String.valueOf(e.getProblem());
  }
}

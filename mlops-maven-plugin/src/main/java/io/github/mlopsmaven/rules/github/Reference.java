package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name in an expression: {@code needs.build.outputs.version}.
 *
 * @param node the text that the expression stands in
 * @param index where in the text
 * @param name the first name behind the context, {@code build}
 * @param result which of its outputs, if it names one
 */
record Reference(YamlNode node, int index, String name, Optional<String> result) {

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{([^}$]*+(?:(?:}(?!})|\\$(?!\\{\\{))[^}$]*+)*+)}}");

  private static final Pattern QUOTED = Pattern.compile("'[^']*+(?:''[^']*+)*+'");

  /**
   * The references to a context in all expressions below a node.
   *
   * @param where the node
   * @param context as in {@code needs}
   */
  static List<Reference> in(YamlNode where, String context) {
    Pattern pattern =
        Pattern.compile(
            "(?<![\\w.'\\]-])"
                + context.replace(".", "\\.")
                + "(?:\\.([A-Za-z_][\\w-]*)|\\['([^']+)'])(?:\\.outputs\\.([A-Za-z_][\\w-]*))?");
    List<Reference> found = new ArrayList<>();
    for (Text text : texts(where)) {
      Matcher matcher = pattern.matcher(text.expression());
      while (matcher.find()) {
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        found.add(
            new Reference(
                text.node(),
                text.start() + matcher.start(),
                name,
                Optional.ofNullable(matcher.group(3))));
      }
    }
    return found;
  }

  private record Text(YamlNode node, int start, String expression) {}

  /** Every expression: between braces, and the whole value of {@code if}. */
  private static List<Text> texts(YamlNode where) {
    List<Text> texts = new ArrayList<>();
    where.walk(
        node -> {
          node.text()
              .ifPresent(
                  text -> {
                    Matcher matcher = EXPRESSION.matcher(text);
                    while (matcher.find()) {
                      texts.add(new Text(node, matcher.start(1), blank(matcher.group(1))));
                    }
                  });
          node.get("if")
              .flatMap(condition -> condition.text().filter(text -> !text.contains("${{")))
              .ifPresent(text -> texts.add(new Text(node.get("if").orElseThrow(), 0, blank(text))));
        });
    return texts;
  }

  /** Without what stands in quotes, except as a key in brackets: that is text. */
  private static String blank(String expression) {
    Matcher matcher = QUOTED.matcher(expression);
    StringBuilder out = new StringBuilder(expression);
    while (matcher.find()) {
      boolean isKey = matcher.start() > 0 && expression.charAt(matcher.start() - 1) == '[';
      if (!isKey) {
        for (int i = matcher.start(); i < matcher.end(); i++) {
          out.setCharAt(i, ' ');
        }
      }
    }
    return out.toString();
  }
}

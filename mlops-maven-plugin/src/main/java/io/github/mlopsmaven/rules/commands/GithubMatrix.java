package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that the matrix of a job lists, in the texts of its steps. */
final class GithubMatrix {

  private static final Pattern VALUE = Pattern.compile("\\$\\{\\{\\s*matrix\\.([\\w-]+)\\s*}}");

  private static final int MOST = 16;

  private GithubMatrix() {}

  /**
   * The texts that come of a text with the values of one key of the matrix.
   *
   * @param text the text
   * @param job the job
   * @return the text alone, where the matrix or its values are not known
   */
  static List<String> filled(String text, YamlNode job) {
    Matcher matcher = VALUE.matcher(text);
    Optional<YamlNode> matrix =
        matcher.find() ? job.get("strategy", "matrix") : Optional.<YamlNode>empty();
    if (matrix.isEmpty() || matrix.get().get("exclude").isPresent()) {
      return List.of(text);
    }
    String key = matcher.group(1);
    Pattern one = Pattern.compile("\\$\\{\\{\\s*matrix\\." + Pattern.quote(key) + "\\s*}}");
    List<String> texts = new ArrayList<>();
    for (String value : values(matrix.get(), key)) {
      texts.add(one.matcher(text).replaceAll(Matcher.quoteReplacement(value)));
    }
    return texts.isEmpty() || texts.size() > MOST ? List.of(text) : texts;
  }

  private static Set<String> values(YamlNode matrix, String key) {
    Set<String> values = new LinkedHashSet<>();
    matrix
        .get(key)
        .ifPresent(list -> list.items().forEach(item -> item.text().ifPresent(values::add)));
    for (YamlNode item : matrix.get("include").map(YamlNode::items).orElse(List.of())) {
      item.get(key).flatMap(YamlNode::text).ifPresent(values::add);
    }
    values.removeIf(value -> value.contains("${{"));
    return values;
  }
}

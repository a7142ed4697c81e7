package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names that the service allows, by what is named: {@code asset-names.txt}. */
final class AssetNames {

  /** Names are letters, digits, hyphens, underscores and points where nothing else is said. */
  private static final Pattern INVALID = Pattern.compile("[\\s/\\\\@#%&?*!+,;:()'\"]");

  /** Something that is put in later. */
  private static final Pattern PUT_IN = Pattern.compile("[${}<>\\[\\]#]|__");

  /** The keys of a pipeline's jobs become variables of a function. */
  private static final Pattern NODE = Pattern.compile("[a-z_][a-z0-9_]*");

  /** The names of inputs and outputs, too; points stand between groups. */
  private static final Pattern PORT = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*+");

  private static final List<Kind> KINDS = read();

  private AssetNames() {}

  private record Kind(String schema, String title, Pattern pattern, String words) {}

  /**
   * A name that is not allowed.
   *
   * @param node the name
   * @param problem what is wrong
   * @param remedy what to write
   */
  record Mistake(YamlNode node, String problem, String remedy) {}

  /**
   * The names of a file that are not allowed.
   *
   * @param root the root of the file
   */
  static List<Mistake> mistakes(YamlNode root) {
    List<Mistake> mistakes = new ArrayList<>();
    String schema = schema(root);
    root.get("name").ifPresent(name -> own(schema, name, mistakes));
    boolean isPipeline = schema.equals("pipelinejob") || schema.equals("pipelinecomponent");
    if (isPipeline) {
      for (YamlNode key : keys(root, "jobs")) {
        check(
            key,
            NODE,
            "a job of a pipeline",
            "lower case letters, digits and underscores, with no digit first",
            mistakes);
      }
    }
    if (isPipeline || schema.endsWith("component")) {
      for (String ports : List.of("inputs", "outputs")) {
        for (YamlNode key : keys(root, ports)) {
          check(
              key,
              PORT,
              ports.equals("inputs") ? "an input" : "an output",
              "letters, digits and underscores, with no digit first",
              mistakes);
        }
      }
    }
    return mistakes;
  }

  private static List<YamlNode> keys(YamlNode root, String key) {
    List<YamlNode> keys = new ArrayList<>();
    for (YamlNode.Entry entry : root.get(key).map(YamlNode::entries).orElse(List.of())) {
      keys.add(entry.key());
    }
    return keys;
  }

  private static void own(String schema, YamlNode name, List<Mistake> mistakes) {
    for (Kind kind : KINDS) {
      if (schema.endsWith(kind.schema())) {
        check(name, kind.pattern(), kind.title(), kind.words(), mistakes);
        return;
      }
    }
    String text = name.text().orElse("");
    if (INVALID.matcher(text).find() && !PUT_IN.matcher(text).find()) {
      mistakes.add(
          new Mistake(
              name,
              "'" + text + "' cannot be a name in Azure Machine Learning",
              "use letters, digits, hyphens and underscores"));
    }
  }

  private static void check(
      YamlNode node, Pattern pattern, String title, String words, List<Mistake> mistakes) {
    String text = node.text().orElse("");
    if (!text.isEmpty() && !pattern.matcher(text).matches() && !PUT_IN.matcher(text).find()) {
      mistakes.add(
          new Mistake(node, "'" + text + "' cannot be the name of " + title, "use " + words));
    }
  }

  /** The schema that a file names, without its directory and end, in lower case. */
  static String schema(YamlNode root) {
    return root.get("$schema")
        .flatMap(YamlNode::text)
        .map(text -> text.substring(text.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
        .map(text -> text.replace(".schema.json", ""))
        .orElse("");
  }

  private static List<Kind> read() {
    List<Kind> kinds = new ArrayList<>();
    for (String line : DataFile.lines(AssetNames.class, "asset-names.txt")) {
      String[] columns = line.split("\t", 4);
      kinds.add(new Kind(columns[0], columns[1], Pattern.compile(columns[2]), columns[3]));
    }
    return List.copyOf(kinds);
  }
}

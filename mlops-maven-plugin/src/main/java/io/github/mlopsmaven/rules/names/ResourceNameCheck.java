package io.github.mlopsmaven.rules.names;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that {@code config-infra-*.yml} gives to Azure resources are allowed. */
final class ResourceNameCheck implements Check {

  static final Rule RESOURCE =
      new Rule("name-resource", Level.ERROR, "Invalid Azure resource name in config-infra-*.yml");

  private static final Pattern FILE = Pattern.compile("config-infra-[^/]+\\.ya?ml");

  private static final Pattern MACRO = Pattern.compile("\\$\\((\\w+)\\)");

  private static final int MOST_STEPS = 8;

  private static final List<Kind> KINDS = read();

  private record Kind(String setting, String title, Pattern pattern, String words) {}

  @Override
  public List<Rule> rules() {
    return List.of(RESOURCE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      if (FILE.matcher(file.path()).matches()) {
        file.yaml()
            .root()
            .flatMap(root -> root.get("variables"))
            .ifPresent(variables -> check(file, variables, findings));
      }
    }
  }

  private static void check(SourceFile file, YamlNode variables, Findings findings) {
    Map<String, String> values = new HashMap<>();
    variables
        .entries()
        .forEach(entry -> entry.value().text().ifPresent(text -> values.put(entry.name(), text)));
    for (YamlNode.Entry entry : variables.entries()) {
      for (Kind kind : KINDS) {
        boolean isKind =
            entry.name().equals(kind.setting()) || entry.name().endsWith("_" + kind.setting());
        String name = filled(entry.value().text().orElse(""), values);
        if (isKind && name.indexOf('$') < 0 && !kind.pattern().matcher(name).matches()) {
          findings.add(
              RESOURCE,
              file,
              entry.value(),
              "'"
                  + name
                  + "' cannot be the name of "
                  + kind.title()
                  + ": it has "
                  + name.length()
                  + " characters, and allowed are "
                  + kind.words(),
              "shorten or change it here or in what it is made of");
        }
      }
    }
  }

  /** The value with the settings put in that it names as Azure Pipelines does. */
  private static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (int i = 0; i < MOST_STEPS && filled.indexOf('$') >= 0; i++) {
      Matcher matcher = MACRO.matcher(filled);
      StringBuilder next = new StringBuilder();
      while (matcher.find()) {
        String value = values.getOrDefault(matcher.group(1), matcher.group());
        matcher.appendReplacement(next, Matcher.quoteReplacement(value));
      }
      filled = matcher.appendTail(next).toString();
    }
    return filled;
  }

  private static List<Kind> read() {
    return DataFile.lines(ResourceNameCheck.class, "resource-names.txt").stream()
        .map(line -> line.split("\t", 4))
        .map(columns -> new Kind(columns[0], columns[1], Pattern.compile(columns[2]), columns[3]))
        .toList();
  }
}

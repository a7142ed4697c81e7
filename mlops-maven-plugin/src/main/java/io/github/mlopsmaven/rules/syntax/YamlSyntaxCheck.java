package io.github.mlopsmaven.rules.syntax;

import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.rules.values.Fragment;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** YAML parses, and gives no key twice. */
final class YamlSyntaxCheck implements Check {

  static final Rule SYNTAX = new Rule("yaml-syntax", Level.ERROR, "Invalid YAML");

  static final Rule DUPLICATE_KEY =
      new Rule("yaml-duplicate-key", Level.ERROR, "Duplicate key in YAML");

  /** {@code {{ … }}} that is no expression of the pipelines, and {@code {% … %}}. */
  private static final Pattern TEMPLATE =
      Pattern.compile("(?<!\\$)\\{\\{(?!\\{)|\\{%|\\[\\[\\w+]]:|: `<?\\w");

  @Override
  public List<Rule> rules() {
    return List.of(SYNTAX, DUPLICATE_KEY);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file :
        project
            .files()
            .of(
                FileKind.YAML,
                FileKind.AZURE_ML,
                FileKind.AZURE_PIPELINE,
                FileKind.GITHUB_ACTION,
                FileKind.GITHUB_WORKFLOW)) {
      file.yaml()
          .mistake()
          .filter(mistake -> !isMadeIntoYaml(file) && !Fragment.is(file.text()))
          .ifPresent(
              mistake ->
                  findings.add(
                      SYNTAX,
                      file.path(),
                      mistake.position(),
                      "not valid YAML: " + mistake.problem(),
                      "correct the indentation or the quotes at or above this line"));
      for (YamlNode document : file.yaml().documents()) {
        document.walk(node -> checkKeys(file, node, findings));
      }
    }
  }

  /**
   * Whether another program makes YAML of the file: a template of Helm, Jinja or cookiecutter, or
   * one with names to fill in. Nothing is known about what it makes.
   */
  private static boolean isMadeIntoYaml(SourceFile file) {
    return file.kind() == FileKind.YAML && TEMPLATE.matcher(file.text()).find();
  }

  private static void checkKeys(SourceFile file, YamlNode node, Findings findings) {
    Map<String, YamlNode> seen = new HashMap<>();
    for (YamlNode.Entry entry : node.entries()) {
      Optional<String> key = entry.key().text();
      // Azure Pipelines allows the same condition twice; "<<" merges, and may do so twice.
      boolean mayRepeat = key.isEmpty() || key.get().startsWith("${{") || key.get().equals("<<");
      if (!mayRepeat) {
        YamlNode first = seen.putIfAbsent(key.get(), entry.key());
        if (first != null) {
          findings.add(
              DUPLICATE_KEY,
              file,
              entry.key(),
              "duplicate key '"
                  + key.get()
                  + "', first set at "
                  + new Place(file.path(), first.position().line(), first.position().column()),
              "keep one of them");
        }
      }
    }
  }
}

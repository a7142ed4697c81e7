package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.PatternSearch;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that a step sets for other jobs. */
final class StepOutputs {

  private static final List<String> SCRIPTS = List.of("script", "bash", "pwsh", "powershell");

  private static final Pattern SET =
      Pattern.compile("task\\.setvariable\\s+([^\\]]*)]", Pattern.CASE_INSENSITIVE);

  private static final Pattern VARIABLE =
      Pattern.compile("variable\\s*=\\s*([^;\\]]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern IS_OUTPUT =
      Pattern.compile("isoutput\\s*=\\s*true", Pattern.CASE_INSENSITIVE);

  /** What starts another program, which may set outputs too. */
  private static final Pattern STARTS =
      Pattern.compile(
          "\\.(?:sh|py|ps1|js|ts|bash|exe)\\b|\\bpython3? -m|\\bmake\\b|\\bnpm\\b|\\bnode\\b");

  private static final String[] BEGINNINGS = {".", "python", "make", "npm", "node"};

  private StepOutputs() {}

  /** What a step sets for other jobs, where its text is all that it runs. */
  static Optional<Set<String>> of(YamlNode step) {
    Optional<String> text =
        SCRIPTS.stream()
            .flatMap(key -> step.get(key).stream())
            .findFirst()
            .or(() -> step.get("inputs", "inlineScript"))
            .or(
                () ->
                    step.get("inputs", "filePath").isPresent()
                        ? Optional.empty()
                        : step.get("inputs", "script"))
            .flatMap(YamlNode::text);
    if (text.isEmpty() || PatternSearch.isIn(STARTS, text.get(), BEGINNINGS)) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Matcher set = SET.matcher(text.get());
    while (set.find()) {
      Matcher variable = VARIABLE.matcher(set.group(1));
      String name = variable.find() ? variable.group(1).strip() : "$";
      if (!name.matches("[\\w.-]+")) {
        return Optional.empty();
      }
      if (IS_OUTPUT.matcher(set.group(1)).find()) {
        names.add(name);
      }
    }
    return Optional.of(names);
  }
}

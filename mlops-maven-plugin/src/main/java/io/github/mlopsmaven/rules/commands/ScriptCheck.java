package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.infrastructure.TerraformModule;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at one script.
 *
 * @param project the project
 * @param terraform the project's Terraform code
 * @param programs finds the project's Python programs
 * @param findings takes what is found
 * @param isFirstGeneration whether the project uses the first generation of the machine learning
 *     commands, which no documentation has any more; asked when there is such a command
 * @param followed the scripts that were looked at from where they are started
 */
record ScriptCheck(
    VerifiedProject project,
    Map<String, TerraformModule> terraform,
    ProgramFinder programs,
    Findings findings,
    BooleanSupplier isFirstGeneration,
    Set<String> followed) {

  private static final Pattern SPLIT =
      Pattern.compile("\\bread (?:-r )?-r?a (\\w+) <<< \"?\\$\\{?(\\w+)}?\"?");

  /** An expression that was not put in. */
  private static final Pattern LATER = Pattern.compile("\\$\\{\\{[^\\n]*}}");

  /** The value of a variable that a caller leaves empty, where words are made of it. */
  static final String NOTHING = " ";

  private static final Pattern PLAIN_WORDS =
      Pattern.compile("[\\w./=\uE000-]+(?: [\\w./=\uE000-]+)*");

  static ScriptCheck of(VerifiedProject project, ProgramFinder programs, Findings findings) {
    return new ScriptCheck(
        project,
        TerraformModule.in(project),
        programs,
        findings,
        () -> project.files().all().stream().anyMatch(ScriptCheck::isOfFirstGeneration),
        new HashSet<>());
  }

  private static boolean isOfFirstGeneration(SourceFile file) {
    return file.content().isText()
        && (file.text().contains("azure-cli-ml") || file.text().contains("azure_cli_ml"));
  }

  void check(JobScript given) {
    JobScript script = given.withText(split(given.text(), given.environment()));
    ShellScript shell = ShellScript.of(script.origin().file().content(), script.text());
    Map<String, String> known = new HashMap<>();
    known.put("GITHUB_WORKSPACE", ShellWord.ROOT);
    known.put("BUILD_SOURCESDIRECTORY", ShellWord.ROOT);
    script
        .environment()
        .forEach(
            (name, value) -> {
              // What the script sets itself is another value.
              if (!isSet(script.text(), name) && !value.equals(NOTHING)) {
                known.putIfAbsent(name, value);
              }
            });
    script.home().ifPresent(home -> known.put(ShellWord.HERE, ShellWord.ROOT + "/" + home));
    new ScriptRun(this, script, shell, shell.values(known)).check();
  }

  /** {@code read -ra words <<< "$ARGUMENTS"} makes words of a variable: they are put in. */
  private static String split(String text, Map<String, String> environment) {
    if (!text.contains("<<<")) {
      return text;
    }
    String filled = text;
    Matcher reads = SPLIT.matcher(text);
    while (reads.find()) {
      String value =
          LATER
              .matcher(environment.getOrDefault(reads.group(2), ""))
              .replaceAll(String.valueOf(ShellWord.UNKNOWN));
      boolean isNothing = value.equals(NOTHING);
      if (isNothing || PLAIN_WORDS.matcher(value).matches()) {
        filled = filled.replace("\"${" + reads.group(1) + "[@]}\"", value);
      }
    }
    return filled;
  }

  /** Looks at a script from where another one starts it. */
  void follow(JobScript script) {
    followed.add(script.origin().file().path());
    check(script);
  }

  private static boolean isSet(String text, String name) {
    String wanted = name + "=";
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      if (at == 0 || " \t\r\n\f;(".indexOf(text.charAt(at - 1)) >= 0) {
        return true;
      }
    }
    return false;
  }
}

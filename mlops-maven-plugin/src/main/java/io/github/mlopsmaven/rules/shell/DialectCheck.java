package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Scripts are read by the shell or the program that they are written for. */
final class DialectCheck implements Check {

  /** What only a script of a shell begins a line with. */
  private static final Pattern OF_SHELL =
      Pattern.compile(
          "(?m)^(?:set -[a-z]+|fi|done|esac|if \\[|export [A-Z]\\w*=|source [\\w./\"$]|echo [\"'$])");

  private static final Pattern MACRO =
      Pattern.compile("\\$\\([A-Za-z_][\\w.]*\\)|\\$\\{\\{[^}]*}}");

  /** What the Azure CLI's task gives to PowerShell. */
  private static final Set<String> POWERSHELL = Set.of("ps", "pscore");

  /** A line of PowerShell that goes on, with the next one. */
  private static final Pattern CONTINUED = Pattern.compile("(?<=`\\n)[^\\n]*");

  @Override
  public List<Rule> rules() {
    return List.of(ShellDialect.RULE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.SHELL)) {
      if (!file.isVendored()) {
        script(project, file, findings);
      }
    }
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW, FileKind.GITHUB_ACTION)) {
      file.yaml().root().ifPresent(root -> root.walk(step -> posix(file, step, findings)));
    }
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      file.yaml().root().ifPresent(root -> root.walk(step -> task(file, step, findings)));
    }
  }

  private static void script(VerifiedProject project, SourceFile file, Findings findings) {
    String text = file.text();
    Optional<String> other = ShellDialect.otherProgram(text);
    if (other.isPresent() && OF_SHELL.matcher(text).find() && file.name().endsWith(".sh")) {
      findings.add(
          ShellDialect.RULE,
          file.path(),
          Position.START,
          "the first line names " + other.get() + ", and this is a script of a shell",
          "write `#!/usr/bin/env bash`");
    }
    Optional<ScriptLanguage.Sign> sign =
        ShellDialect.isForSh(text) ? ShellDialect.ofBash(text) : Optional.empty();
    if (sign.isPresent()) {
      String problem =
          "the first line names sh, which does not know '"
              + sign.get().text()
              + "' in line "
              + file.position(sign.get().index()).line();
      String remedy = "write `#!/usr/bin/env bash`";
      // POSIX has it since 2024, and so have some shells.
      boolean isNew = sign.get().text().contains("pipefail");
      if (isNew || isGivenToBash(project, file) || isInImage(project, file)) {
        findings.addDoubtful(ShellDialect.RULE, file.path(), Position.START, problem, remedy);
      } else {
        findings.add(ShellDialect.RULE, file.path(), Position.START, problem, remedy);
      }
    }
  }

  /** Whether an image has the script: its sh may be another one. */
  private static boolean isInImage(VerifiedProject project, SourceFile file) {
    return project.files().all().stream()
        .anyMatch(
            image -> image.name().contains("Dockerfile") && image.text().contains(file.name()));
  }

  /** Whether something starts a script with bash, or reads it into a script of bash. */
  private static boolean isGivenToBash(VerifiedProject project, SourceFile file) {
    Pattern given =
        Pattern.compile(
            "\\b(?:bash|source)\\b[^\\n]{0,200}"
                + Pattern.quote(file.name())
                + "|"
                + Pattern.quote(file.name())
                + "[^\\n]{0,80}\\n[^\\n]*\\bbash\\b");
    return project.files().all().stream()
        .anyMatch(
            other ->
                other.content().isText()
                    && other.text().contains(file.name())
                    && (given.matcher(other.text()).find() || other.text().contains("bash \"$")));
  }

  /** {@code shell: sh} in a workflow. */
  private static void posix(SourceFile file, YamlNode step, Findings findings) {
    boolean isSh = step.get("shell").flatMap(YamlNode::text).filter("sh"::equals).isPresent();
    Optional<YamlNode> run = isSh ? step.get("run") : Optional.empty();
    run.flatMap(YamlNode::text)
        .flatMap(ShellDialect::ofBash)
        .ifPresent(
            sign ->
                findings.add(
                    ShellDialect.RULE,
                    file.path(),
                    run.orElseThrow().positionOf(sign.index()),
                    "sh reads this script, and does not know '" + sign.text() + "'",
                    "set `shell: bash` for the step"));
  }

  /** Scripts of bash that a task gives to PowerShell or to the command line of Windows. */
  private static void task(SourceFile file, YamlNode step, Findings findings) {
    String task = step.get("task").flatMap(YamlNode::text).orElse("").toLowerCase(Locale.ROOT);
    Optional<YamlNode> script = Optional.empty();
    if (task.startsWith("azurecli@")) {
      String type = step.get("inputs", "scriptType").flatMap(YamlNode::text).orElse("").strip();
      script = POWERSHELL.contains(type) ? step.get("inputs", "inlineScript") : script;
    } else if (task.startsWith("powershell@")) {
      script = step.get("inputs", "script");
    } else {
      script = step.get("pwsh").or(() -> step.get("powershell"));
    }
    Optional<YamlNode> found = script;
    found
        .flatMap(YamlNode::text)
        .flatMap(
            text -> ScriptLanguage.POWERSHELL.foreign(plain(CONTINUED, plain(MACRO, text)), false))
        .ifPresent(
            sign ->
                findings.add(
                    ShellDialect.RULE,
                    file.path(),
                    found.orElseThrow().positionOf(sign.index()),
                    "PowerShell reads this script, and does not know '" + sign.text() + "'",
                    "give it to bash, or write it for PowerShell"));
  }

  private static String plain(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(one -> "x".repeat(one.group().length()));
  }
}

package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.rules.shell.ShellScript;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secret variables are no environment variables of a script: a step has to map each that it reads.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/process/set-secret-variables">Secret
 *     variables</a>
 */
final class SecretVariableCheck implements Check {

  static final Rule SECRET =
      new Rule(
          "azure-pipelines-secret",
          Level.ERROR,
          "Secret variable that a script of an Azure pipeline reads without a mapping");

  private static final String TOKEN = "SYSTEM_ACCESSTOKEN";

  /** A variable that a logging command sets as a secret. */
  private static final Pattern SET =
      Pattern.compile(
          "task\\.setvariable ([^\\]\\n]*issecret=true[^\\]\\n]*)]", Pattern.CASE_INSENSITIVE);

  private static final Pattern NAME = Pattern.compile("variable=([A-Za-z_][\\w.]*)");

  private static final Pattern OF_POWERSHELL = Pattern.compile("(?i)\\$env:([A-Za-z_]\\w*)");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{[^}]*}}|\\$\\([\\w.]+\\)");

  private static final List<String[]> BASH =
      List.of(
          new String[] {"bash"},
          new String[] {"script"},
          new String[] {"inputs", "inlineScript"},
          new String[] {"inputs", "script"});

  @Override
  public List<Rule> rules() {
    return List.of(SECRET);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      String text = file.text();
      boolean mayRead =
          text.contains(TOKEN) || text.toLowerCase(Locale.ROOT).contains("issecret=true");
      if (mayRead) {
        Map<String, String> secrets = secrets(text);
        file.yaml()
            .root()
            .ifPresent(root -> root.walk(node -> step(file, node, secrets, findings)));
      }
    }
  }

  /** The names that secrets would have in the environment, to their own. */
  private static Map<String, String> secrets(String text) {
    Map<String, String> secrets = new HashMap<>(Map.of(TOKEN, "System.AccessToken"));
    Matcher set = SET.matcher(text);
    while (set.find()) {
      Matcher name = NAME.matcher(set.group(1));
      boolean isOutput = set.group(1).toLowerCase(Locale.ROOT).contains("isoutput");
      if (name.find() && !isOutput) {
        String upper = name.group(1).toUpperCase(Locale.ROOT).replace('.', '_');
        secrets.put(upper, name.group(1));
        secrets.put("=" + upper.replace("_", ""), name.group(1));
      }
    }
    return secrets;
  }

  private static void step(
      SourceFile file, YamlNode step, Map<String, String> secrets, Findings findings) {
    if (!step.isMapping() || step.get("env").filter(env -> !env.isMapping()).isPresent()) {
      return;
    }
    Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    step.get("env").ifPresent(env -> given.addAll(env.keys()));
    boolean isOpen = given.stream().anyMatch(key -> key.contains("$"));
    boolean isOfPowerShell =
        step.get("inputs", "scriptType")
            .flatMap(YamlNode::text)
            .filter(type -> !type.equals("bash"))
            .isPresent();
    for (String[] way : isOpen || isOfPowerShell ? List.<String[]>of() : BASH) {
      step.get(way)
          .filter(YamlNode::isScalar)
          .ifPresent(node -> bash(file, node, given, secrets, findings));
    }
    for (String key : isOpen ? List.<String>of() : List.of("pwsh", "powershell")) {
      Optional<YamlNode> script = step.get(key).filter(YamlNode::isScalar);
      Matcher read = OF_POWERSHELL.matcher(script.flatMap(YamlNode::text).orElse(""));
      while (read.find()) {
        report(file, script.orElseThrow(), read.group(1), read.start(), given, secrets, findings);
      }
    }
  }

  private static void bash(
      SourceFile file,
      YamlNode node,
      Set<String> given,
      Map<String, String> secrets,
      Findings findings) {
    String text =
        EXPRESSION
            .matcher(node.text().orElse(""))
            .replaceAll(found -> "x".repeat(found.group().length()));
    ShellScript shell = ShellScript.parse(text);
    shell
        .syntax()
        .read()
        .forEach(
            (name, index) -> {
              if (!shell.syntax().set().contains(name)) {
                report(file, node, name, index, given, secrets, findings);
              }
            });
  }

  private static void report(
      SourceFile file,
      YamlNode node,
      String name,
      int index,
      Set<String> given,
      Map<String, String> secrets,
      Findings findings) {
    String own = name.toUpperCase(Locale.ROOT);
    String text = file.text();
    // One of nearly the same name is meant, if no variable of that name can be.
    boolean isNear = !text.contains("group:") && !text.contains(name + ":");
    Optional<String> secret =
        Optional.ofNullable(secrets.get(own))
            .or(() -> Optional.ofNullable(isNear ? secrets.get("=" + own.replace("_", "")) : null));
    if (secret.isPresent() && !given.contains(name)) {
      findings.add(
          SECRET,
          file.path(),
          node.positionOf(index),
          "'" + name + "' is empty: a secret variable is not passed to scripts",
          "add `" + name + ": $(" + secret.get() + ")` to the 'env' of the step");
    }
  }
}

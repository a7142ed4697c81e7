package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.rules.commands.NeededFiles;
import io.github.mlopsmaven.rules.shell.ShellCommand;
import io.github.mlopsmaven.rules.shell.ShellScript;
import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Jobs that have no files of the project use none: those with {@code checkout: none}, and
 * deployment jobs, which check nothing out by themselves.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/process/deployment-jobs">Deployment
 *     jobs</a>
 */
final class CheckoutCheck implements Check {

  static final Rule CHECKOUT =
      new Rule(
          "azure-pipelines-checkout",
          Level.ERROR,
          "Job of an Azure pipeline that uses files of the project without a checkout");

  /** Variables that hold the directory of the checkout. */
  private static final Pattern ROOT =
      Pattern.compile(
          "(?i)\\$\\((?:System\\.DefaultWorkingDirectory|Build\\.SourcesDirectory)\\)/?");

  private static final Pattern LATER = Pattern.compile("\\$\\([^)]*\\)|\\$\\{\\{[^}]*}}");

  private static final Set<String> SCRIPTS = Set.of("script", "bash", "pwsh", "powershell");

  /** Commands that may bring files. */
  private static final Set<String> BRINGING =
      Set.of("git", "gh", "curl", "wget", "unzip", "tar", "cp", "mv", "azcopy", "cd", "pushd");

  /** Tasks that bring no files to where the steps start. */
  private static final Pattern EMPTY =
      Pattern.compile(
          "(?i)(?:UsePythonVersion|AzureCLI|AzurePowerShell|PythonScript|Bash|PowerShell|CmdLine|ShellScript|AzureKeyVault|TerraformInstaller|NodeTool|UseNode|UseDotNet|AzureResourceManagerTemplateDeployment|PublishTestResults|Docker|DockerInstaller|TerraformTaskV\\d|TerraformCLI)@.*");

  @Override
  public List<Rule> rules() {
    return List.of(CHECKOUT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_PIPELINE)) {
      boolean mayLack = file.text().contains("deployment:") || file.text().contains("none");
      file.yaml()
          .root()
          .filter(any -> mayLack)
          .ifPresent(root -> new OneFile(project.files(), file, findings).parts(root, true));
    }
  }

  private record OneFile(FileSet files, SourceFile file, Findings findings) {

    /** A pipeline, a stage or a list of them. */
    void parts(YamlNode node, boolean isHostedAround) {
      boolean isHosted = isHosted(node, isHostedAround);
      if (node.get("steps").isPresent() && node.get("deployment").isEmpty()) {
        List<YamlNode> steps = steps(node);
        boolean isNone =
            !steps.isEmpty()
                && steps
                    .get(0)
                    .get("checkout")
                    .flatMap(YamlNode::text)
                    .filter("none"::equals)
                    .isPresent();
        job(isHosted && isNone ? steps : List.of(), "`checkout: none`", "remove `checkout: none`");
      } else if (node.get("deployment").isPresent()) {
        for (YamlNode.Entry strategy :
            node.get("strategy").map(YamlNode::entries).orElse(List.of())) {
          for (YamlNode.Entry phase : strategy.value().entries()) {
            job(
                isHosted ? steps(phase.value()) : List.of(),
                "a deployment job",
                "begin its steps with `- checkout: self`");
          }
        }
      }
      for (String key : List.of("stages", "jobs")) {
        for (YamlNode item : node.get(key).map(YamlNode::items).orElse(List.of())) {
          parts(item, isHosted);
          // What stands under a condition or in a loop.
          for (YamlNode.Entry entry : item.entries()) {
            if (entry.name().startsWith("${{")) {
              entry.value().items().forEach(inner -> parts(inner, isHosted));
            }
          }
        }
      }
    }

    private static List<YamlNode> steps(YamlNode node) {
      return node.get("steps").map(YamlNode::items).orElse(List.of());
    }

    /** Microsoft's machines begin with an empty folder. */
    private static boolean isHosted(YamlNode node, boolean isHostedAround) {
      Optional<YamlNode> pool = node.get("pool");
      return pool.isEmpty() ? isHostedAround : pool.get().get("vmImage").isPresent();
    }

    private void job(List<YamlNode> steps, String why, String remedy) {
      Set<String> made = new HashSet<>();
      for (YamlNode step : steps) {
        Optional<String> checkout = step.get("checkout").flatMap(YamlNode::text);
        if (checkout.filter("none"::equals).isEmpty() && brings(step)) {
          return;
        }
        if (checkout.isEmpty() && step(step, why, remedy, made)) {
          return;
        }
      }
    }

    private static boolean brings(YamlNode step) {
      boolean isScript = SCRIPTS.stream().anyMatch(key -> step.get(key).isPresent());
      Optional<String> task = step.get("task").flatMap(YamlNode::text);
      boolean isDownload = step.get("download").isPresent() && step.get("path").isEmpty();
      return !isScript && !isDownload && task.filter(EMPTY.asMatchPredicate()).isEmpty();
    }

    /** Whether a step ends the search: it was reported, or may bring files. */
    private boolean step(YamlNode step, String why, String remedy, Set<String> made) {
      Optional<YamlNode> named =
          step.get("workingDirectory").or(() -> step.get("inputs", "workingDirectory"));
      String directory = text(named);
      if (directory.indexOf(ShellWord.UNKNOWN) >= 0) {
        return false;
      }
      for (YamlNode.Entry input : step.get("inputs").map(YamlNode::entries).orElse(List.of())) {
        String path = text(Optional.of(input.value()));
        boolean isFile =
            path.indexOf('.') > 0
                && path.indexOf('\n') < 0
                && FileSet.resolve("", path).filter(one -> files.file(one).isPresent()).isPresent();
        if (isFile && !made.contains(path)) {
          report(input.value(), 0, path, why, remedy);
          return true;
        }
      }
      for (String[] way :
          new String[][] {
            {"script"},
            {"bash"},
            {"pwsh"},
            {"powershell"},
            {"inputs", "inlineScript"},
            {"inputs", "script"}
          }) {
        Optional<YamlNode> script = step.get(way);
        for (ShellCommand command : ShellScript.parse(text(script)).commands()) {
          boolean isWriting =
              command.written().stream().anyMatch(word -> word.literal().indexOf('/') > 0);
          if (BRINGING.contains(command.name()) || isWriting) {
            return true;
          }
          Optional<String> needed = NeededFiles.of(command, files, directory, made);
          if (needed.isPresent()) {
            int index = script.flatMap(YamlNode::text).orElse("").indexOf(needed.get());
            report(script.orElseThrow(), Math.max(0, index), needed.get(), why, remedy);
            return true;
          }
        }
      }
      return false;
    }

    /** With the directory of the checkout left out, and what is known later marked. */
    private static String text(Optional<YamlNode> node) {
      String written = node.flatMap(YamlNode::text).orElse("");
      return LATER
          .matcher(ROOT.matcher(written).replaceAll(""))
          .replaceAll(found -> String.valueOf(ShellWord.UNKNOWN));
    }

    private void report(YamlNode node, int index, String path, String why, String remedy) {
      findings.add(
          CHECKOUT,
          file.path(),
          node.positionOf(index),
          why + " has not checked out the project, so '" + path + "' is not found",
          remedy);
    }
  }
}

package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A step of a job in Azure Pipelines, and the files that it reads and makes.
 *
 * @param scripts where its inputs go
 * @param step the step
 * @param tree what the job has checked out
 * @param files what its steps have made
 */
record AzureTask(AzureScripts scripts, YamlNode step, WorkTree tree, JobFiles files) {

  private static final List<String> SCRIPTS = List.of("script", "bash", "pwsh", "powershell");

  /** Tasks that make no files in the folder of the job but those that their inputs name. */
  private static final Pattern BOUNDED =
      Pattern.compile(
          "(?i)UsePythonVersion|AzureCLI|PythonScript|Bash|CmdLine|ShellScript|AzureKeyVault|TerraformInstaller|NodeTool|UseNode|UseDotNet|AzureResourceManagerTemplateDeployment|Publish\\w+|Docker|DockerInstaller|TerraformTaskV\\d|TerraformCLI|CopyFiles|ArchiveFiles|DownloadPipelineArtifact|Cache|PipAuthenticate|TwineAuthenticate|DownloadSecureFile|Delay|ManualValidation|CredScan\\w*|CondaEnvironment|AzureWebApp|AzureFunctionApp|KubectlInstaller|HelmInstaller");

  /** What a task reads and makes. */
  void check(boolean isElsewhere, Origin origin, UnaryOperator<String> filled) {
    String task = step.get("task").flatMap(YamlNode::text).orElse("");
    String name = task.replaceFirst("@.*", "");
    if (!isElsewhere) {
      scripts
          .inputs()
          .accept(
              new StepFiles.Step(
                  name.isEmpty() && step.get("publish").isPresent() ? "publish" : name,
                  step,
                  name.isEmpty() ? Optional.of(step) : step.get("inputs"),
                  tree,
                  files,
                  origin,
                  filled,
                  CommandCheck.AZURE_FILE));
    }
    boolean isScript = SCRIPTS.stream().anyMatch(key -> step.get(key).isPresent());
    boolean isDownload = step.get("download").isPresent() && step.get("path").isEmpty();
    if (!isScript
        && !isDownload
        && step.get("publish").isEmpty()
        && !BOUNDED.matcher(name).matches()) {
      files.opens();
    }
    if (step.get("pwsh").isPresent() || step.get("powershell").isPresent()) {
      files.opens();
    }
  }

  /** What two values begin with, by whole words. */
  static String common(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    boolean isWhole =
        (same == a.length() || a.charAt(same) == ' ')
            && (same == b.length() || b.charAt(same) == ' ');
    int end = isWhole ? same : a.substring(0, same).lastIndexOf(' ');
    return a.equals(b) ? a : (a.substring(0, Math.max(0, end)) + " " + ShellWord.UNKNOWN).strip();
  }
}

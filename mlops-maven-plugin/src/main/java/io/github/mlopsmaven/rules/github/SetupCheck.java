package io.github.mlopsmaven.rules.github;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job has the files and the token that its commands need. */
final class SetupCheck implements Check {

  static final Rule SETUP =
      new Rule(
          "github-job-setup",
          Level.ERROR,
          "Job of a GitHub workflow without the checkout or token that its commands need");

  /** Actions that bring no files of the project. */
  private static final Pattern EMPTY =
      Pattern.compile(
          "(?i)(?:actions/(?:setup-[\\w-]+|github-script|upload-artifact)|azure/(?:login|cli|powershell)|hashicorp/[\\w-]+|docker/(?:login|setup)[\\w-]*|astral-sh/[\\w-]+|conda-incubator/[\\w-]+)@.*");

  private static final Set<String> BRINGING =
      Set.of(
          "gh", "curl", "wget", "unzip", "tar", "cp", "mv", "azcopy", "cd", "pushd", "source", ".");

  /** Commands of git that bring no files. */
  private static final Set<String> LOOKING =
      Set.of("log", "config", "describe", "rev-parse", "diff", "status", "show", "tag");

  private static final Pattern HOSTED = Pattern.compile("(?:ubuntu|macos|windows)-[\\w.-]+");

  private static final Pattern OF_MATRIX = Pattern.compile("\\$\\{\\{\\s*matrix\\.([\\w-]+)\\s*}}");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{[^}]*}}");

  /** Commands of the GitHub CLI that need no token. */
  private static final Set<String> FREE =
      Set.of("auth", "version", "--version", "help", "--help", "completion", "config", "alias", "");

  @Override
  public List<Rule> rules() {
    return List.of(SETUP);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      file.yaml()
          .root()
          .ifPresent(
              root ->
                  new Workflow(root)
                      .jobs()
                      .forEach(job -> new Job(project, file, root, job.value(), findings).check()));
    }
  }

  private record Job(
      VerifiedProject project, SourceFile file, YamlNode root, YamlNode job, Findings findings) {

    void check() {
      if (!isHosted()) {
        return;
      }
      Set<String> made = new HashSet<>();
      for (YamlNode step : Workflow.steps(job)) {
        if (bringsFiles(step)) {
          break;
        }
        files(step, made);
      }
      boolean hasToken = token(root) || token(job);
      for (YamlNode step : Workflow.steps(job)) {
        String run = step.get("run").flatMap(YamlNode::text).orElse("");
        hasToken |= run.contains("gh auth") || run.contains("_TOKEN=");
        boolean isAction = step.get("uses").isPresent();
        if (!isAction && !hasToken && !token(step) && run.contains("gh ")) {
          commands(run).stream()
              .filter(command -> command.name().equals("gh"))
              .filter(command -> command.words().size() > 1)
              .filter(command -> !FREE.contains(command.words().get(1).literal()))
              .findFirst()
              .ifPresent(
                  command ->
                      report(
                          step,
                          command,
                          "the GitHub CLI has no token in this step",
                          "add `GH_TOKEN: ${{ github.token }}` to its 'env'"));
        }
      }
    }

    private static boolean token(YamlNode owner) {
      Optional<YamlNode> env = owner.get("env");
      return env.filter(node -> !node.isMapping()).isPresent()
          || env.map(YamlNode::keys).orElse(Set.of()).stream().anyMatch(SetupCheck::isToken);
    }

    /** What GitHub runs begins with an empty folder. */
    private boolean isHosted() {
      String label = job.get("runs-on").flatMap(YamlNode::text).orElse("");
      Matcher matrix = OF_MATRIX.matcher(label);
      return matrix.matches()
          ? Matrices.values(job, matrix.group(1))
              .filter(all -> all.stream().allMatch(HOSTED.asMatchPredicate()))
              .isPresent()
          : HOSTED.matcher(label).matches();
    }

    /** Whether a step may put files where the project's would be. */
    private static boolean bringsFiles(YamlNode step) {
      String uses = step.get("uses").flatMap(YamlNode::text).orElse("").strip();
      boolean isOther = !uses.isEmpty() && !uses.startsWith("./") && !EMPTY.matcher(uses).matches();
      String run = step.get("run").flatMap(YamlNode::text).orElse("");
      return isOther
          || commands(run).stream()
              .anyMatch(
                  one ->
                      BRINGING.contains(one.name())
                          || isClone(one)
                          || one.written().stream()
                              .anyMatch(word -> word.literal().indexOf('/') > 0));
    }

    private static boolean isClone(ShellCommand command) {
      return command.name().equals("git")
          && (command.words().size() < 2 || !LOOKING.contains(command.words().get(1).literal()));
    }

    private void files(YamlNode step, Set<String> made) {
      Optional<YamlNode> uses = step.get("uses");
      if (uses.flatMap(YamlNode::text).filter(text -> text.startsWith("./")).isPresent()) {
        findings.add(
            SETUP,
            file,
            uses.get(),
            "the job has not checked out the project, so this action is not found",
            "put `- uses: actions/checkout@v4` before this step");
      }
      Optional<YamlNode> named =
          step.get("working-directory")
              .or(() -> job.get("defaults", "run", "working-directory"))
              .or(() -> root.get("defaults", "run", "working-directory"));
      String directory = named.flatMap(YamlNode::text).orElse("");
      if (directory.contains("$") || step.get("run").isEmpty()) {
        return;
      }
      boolean isOfProject =
          FileSet.resolve("", directory)
              .filter(path -> !path.isEmpty() && !made.contains(path))
              .filter(project.files()::isDirectory)
              .isPresent();
      if (isOfProject) {
        findings.add(
            SETUP,
            file,
            named.orElseThrow(),
            "the job has not checked out the project, so '" + directory + "' is not found",
            "put `- uses: actions/checkout@v4` before this step");
        return;
      }
      for (ShellCommand command : commands(step.get("run").flatMap(YamlNode::text).orElse(""))) {
        Optional<String> needed = NeededFiles.of(command, project.files(), directory, made);
        if (needed.isPresent()) {
          report(
              step,
              command,
              "the job has not checked out the project, so '" + needed.get() + "' is not found",
              "put `- uses: actions/checkout@v4` before this step");
          return;
        }
      }
    }

    private static List<ShellCommand> commands(String run) {
      return run.isEmpty()
          ? List.of()
          : ShellScript.parse(
                  EXPRESSION
                      .matcher(run)
                      .replaceAll(
                          found ->
                              String.valueOf(ShellWord.UNKNOWN).repeat(found.group().length())))
              .commands();
    }

    private void report(YamlNode step, ShellCommand command, String problem, String remedy) {
      step.get("run")
          .ifPresent(
              run -> {
                ShellWord first = command.words().get(0);
                findings.add(SETUP, file.path(), run.positionOf(first.index()), problem, remedy);
              });
    }
  }

  private static boolean isToken(String name) {
    return Set.of("GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
        .contains(name);
  }
}

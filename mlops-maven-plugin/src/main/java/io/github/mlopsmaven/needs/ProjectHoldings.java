package io.github.mlopsmaven.needs;

import io.github.mlopsmaven.needs.Holding.Holder;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the hosting service and Azure keep for a project, as its files tell: what its workflows and
 * pipelines need, and what its code makes in Azure.
 */
public final class ProjectHoldings {

  /** The files that tell of it; the others are not read. */
  private static final Pattern READ = Pattern.compile(".*\\.(ya?ml|tf|bicep|sh|bash|ps1|py)");

  /** What Python code registers under the names that it has as texts. */
  private static final Set<String> ASSETS =
      Set.of("data", "environment", "managed online endpoint", "model", "batch endpoint");

  private final Map<String, String> texts;
  private final NamedSettings settings;
  private final List<Holding> all = new ArrayList<>();

  private ProjectHoldings(Map<String, String> texts) {
    this.texts = texts;
    ProjectFiles files = ProjectFiles.of(texts);
    settings = new NamedSettings(files);
    workflows(WorkflowFiles.read(files));
    pipelines(PipelineFiles.read(files));
    all.addAll(InfrastructureCode.made(texts, settings));
    AzureCommands.Made made = AzureCommands.of(texts, files, settings);
    all.addAll(made.holdings());
    all.addAll(RegisteredAssets.of(files, made.renamed()));
  }

  /**
   * Whether a file tells of it.
   *
   * @param path a path of the project
   */
  public static boolean tells(String path) {
    return READ.matcher(path).matches();
  }

  /**
   * What is kept of one state of a project and not needed in another.
   *
   * @param before path to text, before a change of the files
   * @param after the same afterwards
   */
  public static List<Holding> left(Map<String, String> before, Map<String, String> after) {
    ProjectHoldings old = new ProjectHoldings(before);
    ProjectHoldings now = new ProjectHoldings(after);
    List<Holding> left = new ArrayList<>();
    for (Holding holding : old.all) {
      boolean kept = now.all.stream().anyMatch(holding::isSame) || now.names(holding);
      if (!kept && left.stream().noneMatch(holding::isSame)) {
        left.add(holding);
      }
    }
    Set<String> gone =
        left.stream()
            .filter(one -> one.holder() == Holder.GITHUB && one.kind().equals("environment"))
            .map(one -> " of the environment " + one.name())
            .collect(Collectors.toSet());
    left.removeIf(
        one -> one.holder() == Holder.GITHUB && gone.stream().anyMatch(one.name()::endsWith));
    return left;
  }

  /** What a command made may be made by code now that only knows its name. */
  private boolean names(Holding holding) {
    String name = holding.name();
    if (holding.holder() != Holder.AZURE || name.indexOf(' ') >= 0) {
      return false;
    }
    Pattern literal =
        Pattern.compile("([\"'])(azureml:)?" + Pattern.quote(name) + "([:@][^\"']*)?\\1");
    boolean isSaid =
        ASSETS.contains(holding.kind())
            && texts.entrySet().stream()
                .filter(text -> text.getKey().endsWith(".py"))
                .anyMatch(text -> literal.matcher(text.getValue()).find());
    return isSaid || settings.say(name);
  }

  private void workflows(WorkflowNeeds needs) {
    for (String environment : needs.environments()) {
      add(
          Holder.GITHUB,
          "environment",
          environment,
          "with its variables and secrets",
          "gh api --method DELETE repos/{owner}/{repo}/environments/" + environment);
      identity("the environment " + environment, Holder.GITHUB);
    }
    if (needs.branches()) {
      identity("the branch main", Holder.GITHUB);
    }
    settings("variable", needs.variables());
    settings("secret", needs.secrets());
  }

  /** One of an environment goes with it, and is named for those that stay. */
  private void settings(String kind, List<Setting> settings) {
    for (Setting setting : settings) {
      String command = "gh " + kind + " delete " + setting.name();
      if (setting.environments().isEmpty()) {
        add(Holder.GITHUB, kind, setting.name(), "", command);
      }
      for (String environment : setting.environments()) {
        add(
            Holder.GITHUB,
            kind,
            setting.name() + " of the environment " + environment,
            "",
            command + " --env " + environment);
      }
    }
  }

  private void pipelines(PipelineNeeds needs) {
    for (PipelineNeeds.Pipeline pipeline : needs.pipelines()) {
      add(
          Holder.AZURE_DEVOPS,
          "pipeline of",
          pipeline.path(),
          "",
          "delete it under Pipelines: it cannot run without its file");
    }
    for (String environment : needs.environments()) {
      add(
          Holder.AZURE_DEVOPS,
          "environment",
          environment,
          "with its checks",
          "delete it under Pipelines, Environments");
    }
    for (String connection : needs.connections()) {
      add(
          Holder.AZURE_DEVOPS,
          "service connection",
          connection,
          "",
          "delete it in the project's settings under Service connections, unless others use it");
      identity("the service connection " + connection, Holder.AZURE_DEVOPS);
    }
    for (String group : needs.groups()) {
      add(
          Holder.AZURE_DEVOPS,
          "variable group",
          group,
          "",
          "delete it under Pipelines, Library, unless others use it");
    }
    for (Repository repository : needs.repositories()) {
      if (repository.endpoint().isEmpty()) {
        add(
            Holder.AZURE_DEVOPS,
            "repository",
            repository.name(),
            "with pipeline templates",
            "delete it in the project's settings under Repositories, unless others use it");
      }
    }
  }

  private void identity(String who, Holder of) {
    add(
        Holder.AZURE,
        "identity",
        "that trusts " + who + " of " + of,
        "with its roles",
        "delete its application in Microsoft Entra, App registrations");
  }

  private void add(Holder holder, String kind, String name, String detail, String remedy) {
    all.add(new Holding(holder, kind, name, detail, remedy));
  }
}

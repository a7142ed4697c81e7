package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds the scripts that the Azure Pipelines of a project run, those of the templates that they use
 * too.
 *
 * @param project the project
 * @param sink takes the scripts
 * @param directories takes the working directories that are named
 * @param inputs takes the steps whose inputs name files
 * @param findings takes the artifacts that nobody publishes
 */
record AzureScripts(
    VerifiedProject project,
    Consumer<JobScript> sink,
    Consumer<WorkDirectory> directories,
    Consumer<StepFiles.Step> inputs,
    Findings findings) {

  private static final Pattern TEMPLATES =
      Pattern.compile("(?i)template|(?:^|/)(?:stages|jobs|steps|variables)/");

  private static final Set<String> WORK =
      Set.of(
          "step",
          "stepList",
          "job",
          "jobList",
          "deployment",
          "deploymentList",
          "stage",
          "stageList");

  void find() {
    List<SourceFile> files = project.files().of(FileKind.AZURE_PIPELINE);
    Set<String> templates = new HashSet<>();
    files.forEach(file -> templates.addAll(templatesOf(file)));
    for (SourceFile file : files) {
      Optional<YamlNode> root = file.yaml().root();
      if (root.isPresent() && !templates.contains(file.path())) {
        AzureRepositories repositories = AzureRepositories.of(project, root.get());
        for (AzureVariables variables : AzureVariables.of(project, file, root.get())) {
          AzureArtifacts artifacts = new AzureArtifacts();
          boolean isForOthers = isForOthers(file, root.get());
          new AzureJobs(this, repositories, variables, artifacts, isForOthers)
              .pipeline(
                  root.get(),
                  // Without a pool, a job runs on Ubuntu.
                  new AzureSource(file, Map.of(), Origin.of(file, root.get()), 0, !isForOthers));
          if (!isForOthers) {
            artifacts.report(findings);
            tried(file, root.get(), repositories, variables);
          }
        }
      }
    }
  }

  /** The same with each value that people may choose, where a script decides nothing by it. */
  private void tried(
      SourceFile file, YamlNode root, AzureRepositories repositories, AzureVariables variables) {
    Map<String, List<String>> choices = Choices.ofPipeline(root);
    if (choices.isEmpty()) {
      return;
    }
    Consumer<JobScript> straight =
        script -> {
          if (!Choices.decide(script.text())) {
            sink.accept(script);
          }
        };
    AzureScripts scripts = new AzureScripts(project, straight, directories, step -> {}, findings);
    Origin origin = Origin.of(file, root).giving(Choices.given(file, root));
    for (Map<String, String> way : Choices.ways(choices, asked(file))) {
      new AzureJobs(scripts, repositories, variables, new AzureArtifacts(), false)
          .pipeline(root, new AzureSource(file, way, origin, 0, true));
    }
  }

  /** What the conditions of a pipeline ask for, and those of the templates that it uses. */
  private Set<String> asked(SourceFile pipeline) {
    Set<String> asked = new HashSet<>();
    Set<String> seen = new HashSet<>(Set.of(pipeline.path()));
    Deque<SourceFile> next = new ArrayDeque<>(List.of(pipeline));
    while (!next.isEmpty()) {
      SourceFile file = next.remove();
      file.yaml().root().ifPresent(root -> asked.addAll(Choices.asked(root)));
      for (String path : templatesOf(file)) {
        if (seen.add(path)) {
          project.file(path).ifPresent(next::add);
        }
      }
    }
    return asked;
  }

  /**
   * Whether it is a template that nobody here uses: it runs beside the files of another project.
   */
  private boolean isForOthers(SourceFile file, YamlNode root) {
    boolean isStarted =
        List.of("trigger", "pr", "schedules", "resources", "extends").stream()
            .anyMatch(key -> root.get(key).isPresent());
    return !isStarted
        && (TEMPLATES.matcher(file.path()).find()
            || isHandedOn(file)
            || root.get("parameters").filter(AzureScripts::isOfTemplate).isPresent());
  }

  /** Whether another pipeline names it, as a value of a parameter that names a template. */
  private boolean isHandedOn(SourceFile file) {
    return project.files().of(FileKind.AZURE_PIPELINE).stream()
        .filter(other -> !other.path().equals(file.path()))
        .anyMatch(other -> other.text().contains(file.name()));
  }

  /**
   * Whether only a template can have such parameters: a map of them, or one whose type is a list of
   * steps, jobs or stages, or one without a value and without a choice.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/devops/pipelines/process/template-parameters">Template
   *     parameters</a>
   */
  private static boolean isOfTemplate(YamlNode parameters) {
    return parameters.isMapping()
        || parameters.items().stream()
            .anyMatch(
                one ->
                    WORK.contains(one.get("type").flatMap(YamlNode::text).orElse(""))
                        || (one.get("name").isPresent()
                            && one.entry("default").isEmpty()
                            && one.get("values").isEmpty()
                            && one.get("displayName").isEmpty()));
  }

  /** The project's own files that a file uses as templates; they are looked at with its values. */
  private Set<String> templatesOf(SourceFile file) {
    Set<String> found = new HashSet<>();
    file.yaml()
        .root()
        .ifPresent(
            root ->
                root.walk(
                    node ->
                        node.get("template")
                            .flatMap(YamlNode::text)
                            .flatMap(text -> own(file.directory(), text))
                            .ifPresent(found::add)));
    return found;
  }

  /**
   * The path of a template in the project, if it is there.
   *
   * @param directory the directory of the file that names it
   * @param template how it is named
   */
  Optional<String> own(String directory, String template) {
    String name = template.replaceFirst("@self$", "").replace('\\', '/');
    boolean isElsewhere = name.indexOf('@') >= 0;
    String from = name.startsWith("/") ? "" : directory;
    return isElsewhere
        ? Optional.empty()
        : FileSet.resolve(from, name).filter(path -> project.file(path).isPresent());
  }
}

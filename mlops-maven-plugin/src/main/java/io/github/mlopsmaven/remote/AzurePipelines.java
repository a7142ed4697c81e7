package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.AzureDevOpsHost.VERSION;
import static io.github.mlopsmaven.remote.Json.array;
import static io.github.mlopsmaven.remote.Json.object;

import com.google.gson.JsonElement;
import io.github.mlopsmaven.needs.PipelineNeeds.Pipeline;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the pipelines of a project need of Azure Pipelines, as steps. */
final class AzurePipelines {

  private static final String PREVIEW = VERSION + "-preview";

  private final AzureDevOpsSite site;
  private final String home;
  private final Publication project;

  AzurePipelines(AzureDevOpsSite site, String home, Publication project) {
    this.site = site;
    this.home = home;
    this.project = project;
  }

  /** The path of the project's API. */
  String root() {
    return "/" + part(home) + "/_apis";
  }

  /** The repositories of Azure Repos that pipelines read templates from. */
  List<Step> templates() {
    return new TemplateRepositories(site, home, project).steps();
  }

  /** Environments of deployment jobs. */
  List<Step> environments() {
    String all = root() + "/distributedtask/environments";
    return project.pipelines().environments().stream()
        .map(
            name ->
                Step.of(
                        "environment " + name,
                        get(all + "?name=" + part(name) + "&" + PREVIEW + ".1"))
                    .thereIf(answer -> named(answer, name).isPresent())
                    .learns(
                        (answer, facts) ->
                            facts.put(
                                "environment " + name,
                                named(answer, name)
                                    .map(item -> Answer.text(item, "id"))
                                    .orElseGet(() -> answer.text("id"))))
                    .makes(
                        send(
                            "POST",
                            all + "?" + PREVIEW + ".1",
                            object("name", name, "description", "Used by " + project.name())))
                    .permittedBy("the scope Environment (read & manage)")
                    .orByHand("create it under Pipelines, Environments"))
        .toList();
  }

  private static Optional<JsonElement> named(Answer answer, String name) {
    return answer
        .items("value")
        .filter(item -> Answer.text(item, "name").equalsIgnoreCase(name))
        .findFirst();
  }

  /** Variable groups are made by people: a group has to have values. */
  List<Step> groups() {
    return project.pipelines().groups().stream()
        .map(
            name ->
                Step.of(
                        "variable group " + name,
                        get(
                            root()
                                + "/distributedtask/variablegroups?groupName="
                                + part(name)
                                + "&"
                                + PREVIEW
                                + ".2"))
                    .thereIf(answer -> named(answer, name).isPresent())
                    .permittedBy("the scope Variable Groups (read)")
                    .orByHand(
                        "type: az pipelines variable-group create --name "
                            + AzureCli.quoted(name)
                            + " --variables NAME=VALUE"))
        .toList();
  }

  /** Service connections are made with the commands for the Azure side. */
  List<Step> connections() {
    return project.pipelines().connections().stream()
        .map(
            name ->
                Step.of(
                        "service connection " + name,
                        get(
                            root()
                                + "/serviceendpoint/endpoints?endpointNames="
                                + part(name)
                                + "&"
                                + PREVIEW
                                + ".4"))
                    .thereIf(answer -> named(answer, name).isPresent())
                    .learns(
                        (answer, facts) ->
                            named(answer, name)
                                .ifPresent(
                                    item ->
                                        facts.put("connection " + name, Answer.text(item, "id"))))
                    .permittedBy("the scope Service Connections (read)")
                    .orByHand(
                        "create it with the commands of the Azure setup, then run this again for its"
                            + " checks and permissions"))
        .toList();
  }

  /** A folder, and in it a pipeline for each file. None is run. */
  List<Step> pipelines() {
    if (project.pipelines().pipelines().isEmpty()) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    String folder = folder();
    if (!folder.equals("\\")) {
      String place = root() + "/build/folders?path=" + part(folder) + "&" + PREVIEW + ".2";
      steps.add(
          Step.of(
                  "folder " + folder,
                  get(root() + "/build/folders/" + part(folder) + "?" + PREVIEW + ".2"))
              .thereIf(
                  answer ->
                      answer
                          .items("value")
                          .anyMatch(item -> Answer.text(item, "path").equalsIgnoreCase(folder)))
              .makes(send("PUT", place, object("path", folder)))
              .permittedBy("the scope Build (read & execute)")
              .orByHand("create it under Pipelines"));
    }
    names().forEach((name, pipeline) -> steps.add(pipeline(name, pipeline, folder)));
    return steps;
  }

  private String folder() {
    String asked = project.settings().folder().orElse(project.name()).replace('/', '\\');
    return asked.startsWith("\\") ? asked : "\\" + asked;
  }

  /**
   * The project's name and the file's, since commands find pipelines by name in all folders; with
   * the name of its folder before it where two files have the same.
   */
  private Map<String, Pipeline> names() {
    Map<String, Pipeline> names = new TreeMap<>();
    for (Pipeline pipeline : project.pipelines().pipelines()) {
      boolean unique =
          project.pipelines().pipelines().stream()
                  .filter(other -> other.name().equals(pipeline.name()))
                  .count()
              == 1;
      String path = pipeline.path().substring(0, pipeline.path().lastIndexOf('.'));
      names.put(
          project.name() + "-" + (unique ? pipeline.name() : path.replace('/', '-')), pipeline);
    }
    return names;
  }

  private Step pipeline(String name, Pipeline pipeline, String folder) {
    String all = root() + "/pipelines?" + VERSION;
    // Of this repository all, with their files: one may have another name, or be in another folder.
    String ofRepository =
        root()
            + "/build/definitions?repositoryId={repository id}&repositoryType=TfsGit"
            + "&includeAllProperties=true&"
            + VERSION;
    return Step.of("pipeline " + name, get(ofRepository))
        .thereIf(answer -> registered(answer, name, folder, pipeline).isPresent())
        .remarks(
            answer ->
                registered(answer, name, folder, pipeline)
                    .map(item -> Answer.text(item, "name"))
                    .filter(called -> !called.equalsIgnoreCase(name))
                    .map(
                        called ->
                            "it is called '"
                                + called
                                + "'; the project's commands find it as '"
                                + name
                                + "', so rename it under Pipelines"))
        .learns(
            (answer, facts) ->
                facts.put(
                    "pipeline " + name,
                    registered(answer, name, folder, pipeline)
                        .map(item -> Answer.text(item, "id"))
                        .orElseGet(() -> answer.text("id"))))
        .makes(
            send(
                "POST",
                all,
                object(
                    "name", name,
                    "folder", folder,
                    "configuration",
                        object(
                            "type",
                            "yaml",
                            "path",
                            "/" + pipeline.path(),
                            "repository",
                            object(
                                "id", "{repository id}",
                                "name", project.name(),
                                "type", "azureReposGit")))))
        .permittedBy("the scope Build (read & execute)")
        .orByHand(
            "type: az pipelines create --skip-first-run --name "
                + AzureCli.quoted(name)
                + " --yaml-path "
                + AzureCli.quoted(pipeline.path())
                + " --repository-type tfsgit --branch main --repository "
                + AzureCli.quoted(project.name())
                + " --organization "
                + site.address()
                + " --project "
                + AzureCli.quoted(home));
  }

  /** The one with that name before others of the same file: a file may have several. */
  private static Optional<JsonElement> registered(
      Answer answer, String name, String folder, Pipeline pipeline) {
    List<JsonElement> named =
        answer
            .items("value")
            .filter(item -> Answer.text(item, "name").equalsIgnoreCase(name))
            .filter(item -> Answer.text(item, "path").equalsIgnoreCase(folder))
            .toList();
    return named.stream()
        .findFirst()
        .or(
            () ->
                answer
                    .items("value")
                    .filter(
                        item ->
                            Answer.text(item, "process", "yamlFilename")
                                .replaceFirst("^/", "")
                                .equalsIgnoreCase(pipeline.path()))
                    .findFirst());
  }

  /**
   * Lets each pipeline use what its file names and nothing else: templates, environments that were
   * made, and service connections that are guarded.
   */
  List<Step> permissions() {
    List<Step> steps = new ArrayList<>();
    names()
        .forEach(
            (name, pipeline) -> {
              for (Repository repository : pipeline.repositories()) {
                if (repository.type().equals("git")) {
                  String fact = "templates " + repository.name();
                  steps.add(
                      permission(
                          name,
                          "the templates " + repository.name(),
                          "repository/{" + fact + " project}.{" + fact + "}"));
                }
              }
              if (project.settings().has(PublishFeature.ENVIRONMENTS)) {
                pipeline
                    .environments()
                    .forEach(
                        environment ->
                            steps.add(
                                permission(
                                    name,
                                    "the environment " + environment,
                                    "environment/{environment " + environment + "}")));
                pipeline.connections().forEach(connection -> steps.add(mayUse(name, connection)));
              }
            });
    return steps;
  }

  private Step mayUse(String pipeline, String connection) {
    Step step =
        permission(
                pipeline,
                "the service connection " + connection,
                "endpoint/{connection " + connection + "}")
            .afterKnowing("connection " + connection);
    return StageName.onlyMain(connection)
        ? step.onlyWhen(AzureChecks.guard(connection), AzureChecks.guarded())
        : step;
  }

  private Step permission(String pipeline, String what, String resource) {
    String place = root() + "/pipelines/pipelinepermissions/" + resource + "?" + PREVIEW + ".1";
    String id = "pipeline " + pipeline;
    String title = "pipeline " + pipeline + " may use " + what;
    return Step.of(title, get(place))
        .thereIfKnown(
            (answer, facts) ->
                answer.text("allPipelines", "authorized").equals("true")
                    || answer
                        .items("pipelines")
                        .filter(item -> Answer.text(item, "authorized").equals("true"))
                        .anyMatch(item -> Answer.text(item, "id").equals(facts.get(id))))
        .makes(
            send(
                "PATCH",
                place,
                object(
                    "pipelines",
                    array(List.of(object("id", "{#" + id + "}", "authorized", true))))))
        .permittedBy("the scope Pipeline Resources (use and manage)")
        .orByHand("permit it when the pipeline first runs");
  }
}

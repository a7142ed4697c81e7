package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.AzureDevOpsHost.VERSION;
import static io.github.mlopsmaven.remote.Json.object;

import com.google.gson.JsonElement;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.Step;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import java.util.ArrayList;
import java.util.List;

/** The repositories with pipeline templates that pipelines of Azure DevOps read, as steps. */
final class TemplateRepositories {

  private final String home;
  private final Publication project;

  TemplateRepositories(String home, Publication project) {
    this.home = home;
    this.project = project;
  }

  /** The repositories of Azure Repos that pipelines read templates from. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Repository repository : repositories()) {
      String repositories = "/" + part(owner(repository)) + "/_apis/git/repositories";
      String fact = "templates " + repository.name();
      Step step =
          Step.of(
                  "pipeline templates " + repository.name(),
                  get(repositories + "/" + part(plain(repository)) + "?" + VERSION))
              .learns(
                  (answer, facts) -> {
                    facts.put(fact, answer.text("id"));
                    facts.put(fact + " project", answer.text("project", "id"));
                    facts.put(
                        fact + " content", answer.text("defaultBranch").isEmpty() ? "no" : "yes");
                  })
              .permittedBy("the scope Code (read, write & manage)")
              .orByHand(
                  "type: az repos import create --git-source-url "
                      + source()
                      + " --repository "
                      + plain(repository)
                      + ", or add -Dmlops.importPipelineTemplates");
      if (project.settings().importPipelineTemplates() && owner(repository).equals(home)) {
        step.makes(
            send(
                "POST",
                repositories + "?" + VERSION,
                object("name", plain(repository), "project", object("id", "{project id}"))));
        steps.add(step);
        steps.add(contents(repository, repositories + "/{" + fact + "}/importRequests?" + VERSION));
      } else {
        steps.add(step);
      }
    }
    return steps;
  }

  private Step contents(Repository repository, String imports) {
    return Step.of("import of " + repository.name() + " from " + source(), get(imports))
        .thereIf(answer -> answer.items("value").anyMatch(TemplateRepositories::goesOn))
        .makes(
            send(
                "POST",
                imports,
                object("parameters", object("gitSource", object("url", source())))))
        .onlyWhen("templates " + repository.name() + " content", "no")
        .permittedBy("the scope Code (read, write & manage)")
        .orByHand(
            "type: az repos import create --git-source-url "
                + source()
                + " --repository "
                + plain(repository));
  }

  private static boolean goesOn(JsonElement request) {
    String status = Answer.text(request, "status");
    return !status.equals("failed") && !status.equals("abandoned");
  }

  private List<Repository> repositories() {
    return project.pipelines().repositories().stream()
        .filter(repository -> repository.type().equals("git"))
        .toList();
  }

  private String owner(Repository repository) {
    int slash = repository.name().indexOf('/');
    return slash < 0 ? home : repository.name().substring(0, slash);
  }

  private static String plain(Repository repository) {
    return repository.name().substring(repository.name().indexOf('/') + 1);
  }

  /** The repository of GitHub that the templates are imported from. */
  private String source() {
    return project
        .lock()
        .pipelineTemplates()
        .filter(target -> target.type().isEmpty() || target.endpoint().isPresent())
        .map(PipelineTemplatesTarget::repository)
        .map(name -> "https://github.com/" + name)
        .orElse("https://github.com/Azure/mlops-templates");
  }
}

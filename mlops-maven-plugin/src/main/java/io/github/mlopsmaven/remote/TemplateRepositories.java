package io.github.mlopsmaven.remote;

import static io.github.mlopsmaven.publish.Call.get;
import static io.github.mlopsmaven.publish.Call.part;
import static io.github.mlopsmaven.publish.Call.send;
import static io.github.mlopsmaven.remote.AzureDevOpsHost.VERSION;
import static io.github.mlopsmaven.remote.Json.object;

import com.google.gson.JsonElement;
import io.github.mlopsmaven.needs.PipelineNeeds.Repository;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.publish.PublishFeature;
import io.github.mlopsmaven.publish.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The repositories with pipeline templates that pipelines of Azure DevOps read, as steps. */
final class TemplateRepositories {

  private final AzureDevOpsSite site;
  private final String home;
  private final Publication project;

  TemplateRepositories(AzureDevOpsSite site, String home, Publication project) {
    this.site = site;
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
              .orByHand(byHand(repository) + ", or add -Dmlops.importPipelineTemplates" + more());
      boolean own = owner(repository).equals(home);
      if (project.settings().has(PublishFeature.PIPELINE_TEMPLATES_IMPORT)
          && own
          && source(repository).isPresent()) {
        step =
            step.makes(
                send(
                    "POST",
                    repositories + "?" + VERSION,
                    object("name", plain(repository), "project", object("id", "{project id}"))));
        steps.add(step);
        steps.add(
            contents(
                repository,
                source(repository).get(),
                repositories + "/{" + fact + "}/importRequests?" + VERSION));
      } else {
        steps.add(step);
      }
    }
    return steps;
  }

  private Step contents(Repository repository, String source, String imports) {
    return Step.of("import of " + repository.name() + " from " + source, get(imports))
        .thereIf(answer -> answer.items("value").anyMatch(TemplateRepositories::goesOn))
        .makes(
            send("POST", imports, object("parameters", object("gitSource", object("url", source)))))
        .onlyWhen("templates " + repository.name() + " content", "no")
        .permittedBy("the scope Code (read, write & manage)")
        .orByHand(byHand(repository));
  }

  private String byHand(Repository repository) {
    return "type: az repos import create --git-source-url "
        + source(repository).map(AzureCli::quoted).orElse("URL")
        + " --repository "
        + AzureCli.quoted(plain(repository))
        + " --organization "
        + AzureCli.quoted(site.address())
        + " --project "
        + AzureCli.quoted(owner(repository));
  }

  /** What the option for it lacks, where nothing says where the templates come from. */
  private String more() {
    return project.settings().templatesUrl().isEmpty() && project.sharedTemplates().isEmpty()
        ? " and -Dmlops.pipelineTemplatesUrl=URL"
        : "";
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

  /** Where the templates are imported from: what was given, else what the template calls. */
  private Optional<String> source(Repository repository) {
    Optional<String> known = project.sharedTemplates();
    return project
        .settings()
        .templatesUrl()
        // A login in it is for that repository's host, not for Azure DevOps.
        .map(url -> Redaction.redact(url.replace("{repository}", known.orElse(plain(repository)))))
        .or(() -> known.map(name -> GitHubSite.PUBLIC + "/" + name));
  }
}

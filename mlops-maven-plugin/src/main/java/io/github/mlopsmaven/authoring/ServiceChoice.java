package io.github.mlopsmaven.authoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that a repository has pipelines for, if there is more than one. */
final class ServiceChoice {

  private static final Map<String, List<String>> PLACES = places();

  private final Repository repository;
  private final Draft draft;

  ServiceChoice(Repository repository, Draft draft) {
    this.repository = repository;
    this.draft = draft;
  }

  private static Map<String, List<String>> places() {
    Map<String, List<String>> places = new LinkedHashMap<>();
    places.put("github-actions", List.of(".github/workflows"));
    places.put(
        "azure-devops",
        List.of(
            "azure-pipelines.yml",
            "azure-pipelines.yaml",
            "azure-pipelines",
            ".azure-pipelines",
            ".azuredevops",
            ".azure",
            ".pipelines",
            "devops/pipelines"));
    places.put("gitlab", List.of(".gitlab-ci.yml", ".gitlab"));
    places.put("jenkins", List.of("Jenkinsfile"));
    return places;
  }

  /** Which services a repository has pipelines for, each with where they are. */
  static Map<String, List<String>> found(Repository repository) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    PLACES.forEach(
        (service, places) -> {
          List<String> here =
              places.stream()
                  .filter(place -> repository.has(place) || !repository.below(place).isEmpty())
                  .toList();
          if (!here.isEmpty()) {
            found.put(service, here);
          }
        });
    return found;
  }

  /**
   * Adds an option, if there is a choice.
   *
   * @param elsewhere gets patterns for what has rules of its own
   */
  void describe(List<String> elsewhere) {
    Map<String, List<String>> found = found(repository);
    if (found.size() < 2) {
      return;
    }
    List<String> services = new ArrayList<>(found.keySet());
    draft.option(
        "orchestration",
        Draft.mapping("enum", services, "default", services.get(0)),
        "there are pipelines for each: "
            + String.join(", ", found.values().stream().flatMap(List::stream).toList()));
    found.forEach(
        (service, places) -> {
          for (String place : places) {
            draft.layout(
                Draft.mapping(
                    "from", place, "to", place, "when", Draft.mapping("orchestration", service)));
            elsewhere.add(repository.has(place) ? "/" + place : place + "/**");
          }
        });
  }
}

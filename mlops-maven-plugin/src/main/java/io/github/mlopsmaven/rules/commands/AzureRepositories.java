package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Repositories;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The repositories that a pipeline declares.
 *
 * @param files alias to files; empty for a repository that nobody knows
 */
record AzureRepositories(Map<String, Optional<FileSet>> files) {

  AzureRepositories {
    files = Map.copyOf(files);
  }

  static AzureRepositories of(VerifiedProject project, YamlNode pipeline) {
    Map<String, Optional<FileSet>> files = new LinkedHashMap<>();
    files.put("self", Optional.of(project.files()));
    for (YamlNode repository :
        pipeline.get("resources", "repositories").map(YamlNode::items).orElse(List.of())) {
      Optional<String> alias = repository.get("repository").flatMap(YamlNode::text);
      String name = repository.get("name").flatMap(YamlNode::text).orElse("");
      String ref = repository.get("ref").flatMap(YamlNode::text).orElse("");
      if (alias.isPresent()) {
        files.put(
            alias.get(),
            project
                .pipelineTemplates()
                .filter(shared -> isNamed(shared, alias.get(), name))
                .flatMap(shared -> files(project, shared, ref)));
      }
    }
    return new AzureRepositories(files);
  }

  private static boolean isNamed(SharedRepository shared, String alias, String name) {
    return shared.alias().equals(alias) || shared.repository().equalsIgnoreCase(name);
  }

  /** Other repositories than the one with pipeline templates are not fetched. */
  private static Optional<FileSet> files(
      VerifiedProject project, SharedRepository shared, String ref) {
    return project.repositories().find(shared.repository(), ref)
            instanceof Repositories.Found.Files known
        ? Optional.of(known.files())
        : Optional.empty();
  }

  /** The files of a repository, by its alias. */
  Optional<FileSet> find(String alias) {
    return files.getOrDefault(alias, Optional.empty());
  }
}

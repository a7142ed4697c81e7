package io.github.mlopsmaven.authoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Folders beside each other of which a project needs one. */
final class FolderChoices {

  /** Names of folders that stand for a choice, whatever is in them. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "cloud", Set.of("aws", "azure", "gcp", "google", "oci", "on-prem", "onprem"),
          "infrastructure",
              Set.of("terraform", "bicep", "pulumi", "cdk", "cloudformation", "arm", "crossplane"),
          "framework",
              Set.of(
                  "pytorch",
                  "tensorflow",
                  "sklearn",
                  "scikit-learn",
                  "xgboost",
                  "lightgbm",
                  "keras",
                  "jax",
                  "onnx",
                  "fastapi",
                  "flask"),
          "project_type",
              Set.of(
                  "classical",
                  "tabular",
                  "regression",
                  "classification",
                  "forecasting",
                  "cv",
                  "vision",
                  "nlp",
                  "text",
                  "llm"));

  /** Folders whose folders are often alternatives, if they look alike. */
  private static final Set<String> CHOICES =
      Set.of(
          "models",
          "frameworks",
          "variants",
          "flavors",
          "flavours",
          "clouds",
          "providers",
          "backends",
          "project_types",
          "projects",
          "templates",
          "zones",
          "landing_zones");

  /** Folders that a project has side by side. */
  private static final Set<String> TOGETHER =
      Set.of(
          "src",
          "test",
          "tests",
          "docs",
          "doc",
          "data",
          "notebooks",
          "modules",
          "charts",
          "dev",
          "staging",
          "prod",
          "production",
          "qa",
          "uat",
          "environments",
          ".github",
          "node_modules");

  private static final int DEEPEST = 3;

  private final Repository repository;
  private final Draft draft;

  FolderChoices(Repository repository, Draft draft) {
    this.repository = repository;
    this.draft = draft;
  }

  /**
   * Adds an option for each choice.
   *
   * @param elsewhere gets patterns for what has rules of its own
   */
  void describe(List<String> elsewhere) {
    look("", 1, elsewhere);
  }

  private void look(String folder, int depth, List<String> elsewhere) {
    List<String> folders =
        repository.folders(folder).stream()
            .filter(name -> !TOGETHER.contains(name.toLowerCase(Locale.ROOT)))
            .toList();
    Optional<Choice> choice = choice(folder, folders);
    choice.ifPresent(found -> option(folder, found, elsewhere));
    if (depth < DEEPEST) {
      for (String name : folders) {
        if (choice.filter(found -> found.values().contains(name)).isEmpty()) {
          look(folder.isEmpty() ? name : folder + "/" + name, depth + 1, elsewhere);
        }
      }
    }
  }

  private record Choice(String option, List<String> values, String why) {}

  private Optional<Choice> choice(String folder, List<String> folders) {
    for (Map.Entry<String, Set<String>> known : KNOWN.entrySet()) {
      List<String> named =
          folders.stream()
              .filter(name -> known.getValue().contains(name.toLowerCase(Locale.ROOT)))
              .toList();
      if (named.size() > 1) {
        return Optional.of(
            new Choice(known.getKey(), named, String.join(", ", named) + " are names of a choice"));
      }
    }
    String last = folder.substring(folder.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (!CHOICES.contains(last) || folders.size() < 2) {
      return Optional.empty();
    }
    List<String> alike = new ArrayList<>();
    for (String name : folders) {
      if (folders.stream().anyMatch(other -> !other.equals(name) && alike(folder, name, other))) {
        alike.add(name);
      }
    }
    return alike.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Choice(
                Names.option(folder),
                alike,
                String.join(", ", alike) + " have half of their files under the same names"));
  }

  private boolean alike(String folder, String one, String other) {
    Set<String> files = new HashSet<>(repository.below(join(folder, one)));
    Set<String> others = new HashSet<>(repository.below(join(folder, other)));
    int larger = Math.max(files.size(), others.size());
    files.retainAll(others);
    return !files.isEmpty() && files.size() * 2 >= larger;
  }

  private void option(String folder, Choice choice, List<String> elsewhere) {
    String name = choice.option();
    for (int i = 2; draft.hasOption(name) || draft.hasValue(name); i++) {
      name = choice.option() + "_" + i;
    }
    draft.option(
        name,
        Draft.mapping("enum", choice.values(), "default", choice.values().get(0)),
        (folder.isEmpty() ? "at the root, " : "in " + folder + "/, ") + choice.why());
    String path = join(folder, "{" + name + "}");
    draft.layout(Draft.mapping("from", path, "to", path));
    choice.values().forEach(value -> elsewhere.add(join(folder, value) + "/**"));
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}

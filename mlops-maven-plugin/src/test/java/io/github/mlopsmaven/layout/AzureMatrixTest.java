package io.github.mlopsmaven.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.testkit.MemoryTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The combination matrix and the plans of Azure's repository, from its real lists of paths. */
class AzureMatrixTest {

  private static final List<String> PIPELINES = List.of("devops-pipelines", "pipelines");

  private final Descriptor convention = Descriptors.convention();

  @ParameterizedTest
  @CsvSource({"main, 28, 17", "v1.1.0, 32, 19"})
  void hasTheseCombinations(String ref, int all, int complete) {
    Matrix matrix = Matrix.of(convention, MemoryTree.ofAzure(ref));

    assertThat(matrix.combinations()).hasSize(all);
    assertThat(matrix.combinations().stream().filter(Combination::isComplete)).hasSize(complete);
  }

  /** The rule said again, plainly: which paths have to be there for what. */
  @ParameterizedTest
  @ValueSource(strings = {"main", "v1.1.0"})
  void agreesWithAPlainReadingOfThePaths(String ref) {
    List<String> paths = MemoryTree.azurePaths(ref);
    Map<String, List<String>> expected = new TreeMap<>();
    for (String infrastructure : List.of("terraform", "bicep")) {
      for (String type : List.of("classical", "cv", "nlp")) {
        for (String version :
            List.of("aml-cli-v2", "python-sdk-v1", "python-sdk-v2", "rai-aml-cli-v2")) {
          for (String orchestration : List.of("github-actions", "azure-devops")) {
            String infra = "infrastructure/" + infrastructure + "/";
            String ml = type + "/" + version + "/";
            if (any(paths, path -> path.startsWith(ml + "data-science/"))
                && any(paths, path -> path.startsWith(infra) && !isPipeline(infra, path))) {
              boolean github = orchestration.equals("github-actions");
              List<String> missing = new ArrayList<>();
              String mlPipelines =
                  ml + "mlops/" + (github ? "github-actions/" : "devops-pipelines/");
              if (!any(paths, path -> path.startsWith(mlPipelines))) {
                missing.add("ml-pipelines");
              }
              if (!any(
                  paths,
                  path ->
                      github
                          ? path.startsWith(infra + "github-actions/")
                          : PIPELINES.stream().anyMatch(d -> path.startsWith(infra + d + "/")))) {
                missing.add("infrastructure-pipelines");
              }
              expected.put(String.join(" ", infrastructure, type, version, orchestration), missing);
            }
          }
        }
      }
    }

    Map<String, List<String>> found = new TreeMap<>();
    for (Combination combination : Matrix.of(convention, MemoryTree.ofAzure(ref)).combinations()) {
      found.put(
          String.join(" ", combination.selection().values().values()),
          combination.missing().stream().map(Part::name).toList());
    }
    assertThat(found).isEqualTo(expected);
  }

  private static boolean isPipeline(String infra, String path) {
    return any(
        List.of("github-actions/", "devops-pipelines/", "pipelines/"),
        directory -> path.startsWith(infra + directory));
  }

  private static boolean any(List<String> texts, Predicate<String> test) {
    return texts.stream()
        .filter(path -> !path.endsWith(".gitkeep") && !path.endsWith(".code-search"))
        .anyMatch(test);
  }

  @Test
  void valuesComeInTheOrderOfTheLabels() {
    Matrix matrix = Matrix.of(convention, MemoryTree.ofAzure("main"));

    assertThat(matrix.values("infrastructure_version", Map.of()))
        .containsExactly("terraform", "bicep");
    assertThat(matrix.values("project_type", Map.of())).containsExactly("classical", "cv", "nlp");
    assertThat(matrix.values("mlops_version", Map.of()))
        .containsExactly("aml-cli-v2", "python-sdk-v1", "python-sdk-v2", "rai-aml-cli-v2");
    assertThat(matrix.values("orchestration", Map.of()))
        .containsExactly("github-actions", "azure-devops");
  }

  @Test
  void whatDecidesNothingIsNeverOpened() {
    MemoryTree tree = MemoryTree.ofAzure("main");

    Matrix.of(convention, tree);

    assertThat(tree.opened())
        .contains("classical/aml-cli-v2")
        .noneMatch(path -> path.endsWith("/data") || path.contains("/modules"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "v1.1.0"})
  void everyPlanHasItsOwnFilesOnly(String ref) {
    MemoryTree tree = MemoryTree.ofAzure(ref);
    for (Combination combination : Matrix.of(convention, tree).combinations()) {
      Map<String, String> values = combination.selection().values();
      Plan plan = new Planner(convention, tree, List.of()).plan(combination.selection());

      String ml = values.get("project_type") + "/" + values.get("mlops_version") + "/";
      String infra = "infrastructure/" + values.get("infrastructure_version") + "/";
      boolean github = "github-actions".equals(values.get("orchestration"));
      assertThat(plan.missing()).isEqualTo(combination.missing());
      assertThat(plan.files())
          .as("%s", combination.selection())
          .isNotEmpty()
          .isSortedAccordingTo((a, b) -> a.target().compareTo(b.target()))
          .allSatisfy(
              file -> {
                String source = file.source().path();
                assertThat(source)
                    .satisfiesAnyOf(
                        path -> assertThat(path).doesNotContain("/"),
                        path -> assertThat(path).startsWith(ml),
                        path -> assertThat(path).startsWith(infra));
                assertThat(source)
                    .doesNotEndWith(".gitkeep")
                    .doesNotEndWith(".code-search")
                    .doesNotContain(github ? "devops-pipelines" : "/github-actions/");
                assertThat(file.target())
                    .doesNotStartWith("mlops/github-actions")
                    .doesNotStartWith(github ? "infrastructure/pipelines" : ".github");
              });
    }
  }

  @Test
  void filesGoWhereTheAcceleratorsGuideLooksForThem() {
    Map<String, String> plan = plan("terraform", "classical", "aml-cli-v2", "azure-devops");

    assertThat(plan)
        .containsEntry(
            "infrastructure/pipelines/tf-ado-deploy-infra.yml",
            "infrastructure/terraform/devops-pipelines/tf-ado-deploy-infra.yml")
        .containsEntry("infrastructure/main.tf", "infrastructure/terraform/main.tf")
        .containsEntry("config-infra-dev.yml", "config-infra-dev.yml")
        .containsEntry(".mlops/template-LICENSE", "LICENSE")
        .containsKey("mlops/devops-pipelines/deploy-model-training-pipeline.yml")
        .doesNotContainKeys("README.md", "LICENSE", "SECURITY.md", ".github/CODEOWNERS");
  }

  @Test
  void workflowsOfBothKindsGoToTheRoot() {
    assertThat(plan("terraform", "classical", "aml-cli-v2", "github-actions"))
        .containsEntry(
            ".github/workflows/tf-gha-deploy-infra.yml",
            "infrastructure/terraform/github-actions/tf-gha-deploy-infra.yml")
        .anySatisfy(
            (target, source) -> {
              assertThat(target).startsWith(".github/workflows/");
              assertThat(source).startsWith("classical/aml-cli-v2/mlops/github-actions/");
            });
  }

  @Test
  void theWorkspaceConfigurationOfSdkV1IsAtTheRoot() {
    assertThat(plan("terraform", "cv", "python-sdk-v1", "azure-devops"))
        .containsEntry("config-aml.yml", "cv/python-sdk-v1/config-aml.yml");
  }

  private Map<String, String> plan(String... values) {
    Map<String, String> selection = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      selection.put(convention.options().get(i).name(), values[i]);
    }
    Map<String, String> sources = new TreeMap<>();
    new Planner(convention, MemoryTree.ofAzure("main"), List.of())
        .plan(new Selection(selection))
        .files()
        .forEach(file -> sources.put(file.target(), file.source().path()));
    return sources;
  }
}

package io.github.mlopsmaven.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.needs.Holding;
import io.github.mlopsmaven.update.TemplateTrips.Trip;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left at the host and in Azure after a project of the built-in template was switched. */
class LeftHoldingsTest {

  private static final Map<String, String> START =
      Map.of(
          "project_type", "classical",
          "infrastructure_version", "terraform",
          "mlops_version", "aml-cli-v2",
          "orchestration", "github-actions");

  @TempDir Path folder;

  private final TemplateTrips trips =
      new TemplateTrips(
          any -> new DirectorySource(Path.of("../mlops-archetype-catalog/template/src")));

  private static List<String> named(Trip trip) {
    return trip.planned().left().stream().map(one -> one.kind() + " " + one.name()).toList();
  }

  private Trip switched(Path project, String option, String value) {
    Map<String, String> chosen = new LinkedHashMap<>(START);
    chosen.put(option, value);
    return trips.update(project, "", chosen, OnConflict.MARK);
  }

  @Test
  void theHostThatRanThePipelinesIsNamedWithAllThatItKeeps() throws IOException {
    Path project = trips.generate("", START, Map.of(), folder);

    Trip there = switched(project, "orchestration", "azure-devops");
    Trip back = switched(project, "orchestration", "github-actions");

    assertThat(named(there))
        .contains("environment dev", "environment prod-plan", "variable RETRAIN")
        .noneMatch(name -> name.startsWith("resource"));
    try (Stream<Path> files = Files.list(project.resolve(".github/workflows"))) {
      assertThat(files).isNotEmpty();
    }
    assertThat(named(back))
        .contains(
            "pipeline of pipelines/train.yml",
            "environment demo-dev",
            "service connection demo-prod",
            "identity that trusts the service connection demo-prod of Azure DevOps")
        .doesNotContain("environment dev");
    assertThat(new UpdateText(there.planned()).lines())
        .contains(
            UpdateText.UNNEEDED + ":",
            "  [ ] GitHub: environment prod, with its variables and secrets: gh api --method DELETE"
                + " repos/{owner}/{repo}/environments/prod");
    assertThat(new UpdateText(there.planned()).json())
        .contains("\"left\": [\n    {\n      \"holder\": \"GitHub\",");
    assertThat(new ProposalText(there.planned(), List.of()).text())
        .contains("- [ ] GitHub: variable RETRAIN: `gh variable delete RETRAIN`");
  }

  @Test
  void whatTheOldInfrastructureMadeIsNamed() {
    Path project = trips.generate("", START, Map.of(), folder);

    Trip there = switched(project, "infrastructure_version", "bicep");
    Trip back = switched(project, "infrastructure_version", "terraform");

    assertThat(there.planned().left())
        .extracting(Holding::title)
        .anyMatch(
            title ->
                title.startsWith(
                        "Azure: Terraform state in the backend azurerm under the key mlops.tfstate")
                    && title.contains("stmlopsv20001devtf and stmlopsv20001prodtf"))
        .anyMatch(title -> title.startsWith("Azure: resources that Terraform made"))
        .contains("Azure: storage account stmlopsv20001prodtf");
    assertThat(named(there)).doesNotContain("resource group rg-mlopsv2-0001dev");
    assertThat(named(back))
        .contains("stack group mlops", "resources that Bicep made")
        .noneMatch(name -> name.contains("erraform"));
  }

  @Test
  void anUpdateThatDropsNothingNamesNothing() {
    Path project = trips.generate("", START, Map.of(), folder);

    Trip trip = switched(project, "mlops_version", "rai-aml-cli-v2");

    assertThat(named(trip)).noneMatch(name -> name.startsWith("resource group"));
    assertThat(trip.planned().left()).allMatch(one -> one.holder() == Holding.Holder.AZURE);
  }
}

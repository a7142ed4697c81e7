package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.publish.AzureRight;
import io.github.mlopsmaven.publish.Publication;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rights an identity gets in Azure. */
class AzureCliTest {

  private static final String CONTRIBUTOR = "grant \"$object\" Contributor \"$scope\"";
  private static final String READER = "grant \"$object\" Reader \"$scope\"";
  private static final String ADMINISTRATOR =
      "grant \"$object\" 'Role Based Access Control Administrator' \"$scope\""
          + " --condition-version 2.0 --condition \"$condition\"";

  private static Publication project(AzureRight... rights) {
    Publication none = StepsTest.ownedBy("contoso", "private");
    return new Publication(
        none.owner(),
        none.name(),
        none.lock(),
        none.workflows(),
        none.pipelines(),
        Set.of(rights),
        Optional.empty(),
        Optional.empty(),
        none.settings());
  }

  private static AzureCli cli(AzureRight... rights) {
    return new AzureCli(project(rights), List.of("prod", "prod-plan", "Arm Dev", ""));
  }

  private static List<String> roles(String stage, AzureRight... rights) {
    return cli(rights).identity("x", stage).lines().stream()
        .filter(line -> line.startsWith("grant \""))
        .toList();
  }

  @Test
  void onlyWhoAssignsRolesMayAndNeverWhoReads() {
    assertThat(roles("prod")).containsExactly(CONTRIBUTOR);
    assertThat(roles("prod", AzureRight.ASSIGNS_ROLES)).containsExactly(CONTRIBUTOR, ADMINISTRATOR);
    assertThat(roles("prod-plan")).containsExactly(READER);
    assertThat(roles("prod-plan", AzureRight.ASSIGNS_ROLES)).containsExactly(READER);
  }

  @Test
  void rightsEndAtTheGroupOfTheStage() {
    List<String> lines =
        cli().identity("a", "prod").identity("b", "prod-plan").identity("c", "").lines();

    assertThat(lines)
        .contains(
            "location=\"westeurope\"",
            "group=rg-fares",
            "group_prod=rg-fares-prod",
            "group_Arm_Dev=rg-fares-Arm-Dev")
        .doesNotContain("scope=\"/subscriptions/$subscription\"")
        .containsSubsequence(
            "use_group \"$group_prod\"",
            "make_identity a",
            "use_group \"$group_prod\"",
            "make_identity b",
            "use_group \"$group\"",
            "make_identity c");
    assertThat(lines).filteredOn(line -> line.startsWith("group_prod")).hasSize(1);
  }

  @Test
  void infrastructureThatMakesItsGroupsTakesTheSubscriptionAndSaysSo() {
    List<String> lines = cli(AzureRight.MAKES_GROUPS).identity("a", "prod").lines();

    assertThat(lines)
        .contains("scope=\"/subscriptions/$subscription\"")
        .anyMatch(line -> line.contains("makes its resource groups itself"))
        .noneMatch(line -> line.startsWith("use_group"));
  }

  /** Bash is the judge. */
  @Test
  void theGroupsAreMadeWhereTheyAreMissing(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    Path az = folder.resolve("az");
    Files.writeString(
        az,
        """
        #!/bin/bash
        echo "az $*" >> "$LOG"
        case "$*" in
          'account show'*) echo id ;;
          'group exists --name rg-fares-prod') echo true ;;
          'group exists'*) echo false ;;
          'ad app list'*|'ad sp list'*) echo one ;;
        esac
        """);
    assertThat(az.toFile().setExecutable(true)).isTrue();
    Path script = folder.resolve("s.sh");
    Files.write(script, cli().identity("a", "prod").identity("b", "Arm Dev").lines());
    ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-eu", script.toString());
    bash.environment().put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
    bash.environment().put("LOG", folder.resolve("log").toString());

    assertThat(bash.inheritIO().start().waitFor()).isZero();
    assertThat(Files.readAllLines(folder.resolve("log")))
        .contains("az group create --name rg-fares-Arm-Dev --location westeurope --output none")
        .doesNotContain("az group create --name rg-fares-prod --location westeurope --output none")
        .anyMatch(
            line ->
                line.contains("role assignment create")
                    && line.contains("--scope /subscriptions/id/resourceGroups/rg-fares-Arm-Dev"));
  }

  @Test
  void theRolesThatGiveEveryRightAreLeftOut() {
    assertThat(cli(AzureRight.ASSIGNS_ROLES).identity("x", "prod").lines())
        .contains(
            "privileged='8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'",
            "privileged=\"$privileged, f58310d9-a9f6-439a-9e8d-f62e7b41a168\"");
  }

  @Test
  void commandsAreInTheirOrder() {
    List<String> lines =
        cli().add("first").trust("github", "$issuer", "$subject").add("last").lines();

    assertThat(lines.subList(0, 2))
        .containsExactly(
            "subscription=\"$(az account show --query id --output tsv)\"",
            "tenant=\"$(az account show --query tenantId --output tsv)\"");
    assertThat(lines).endsWith("first", "trust github \"$app\" \"$issuer\" \"$subject\"", "last");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain | plain",
        "a/b.c:d@e-f_G | a/b.c:d@e-f_G",
        "a b | 'a b'",
        "it's | 'it'\\''s'",
        "$x | '$x'"
      })
  void aTextIsOneWordOfAShell(String text, String word) {
    assertThat(AzureCli.quoted(text)).isEqualTo(word);
    assertThat(AzureCli.quoted("")).isEqualTo("''");
  }
}

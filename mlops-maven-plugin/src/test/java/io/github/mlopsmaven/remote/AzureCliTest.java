package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.publish.AzureNeeds;
import io.github.mlopsmaven.publish.AzureRight;
import io.github.mlopsmaven.publish.Publication;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rights an identity gets in Azure. */
class AzureCliTest {

  private static final String CONTRIBUTOR = "grant \"$object\" Contributor \"$scope\"";
  private static final String READER = "grant \"$object\" Reader \"$scope\"";
  private static final String ASSIGNING = "grant_assigning \"$object\" \"$scope\" \"$assignable\"";
  private static final String WHAT_IF = "grant_what_if \"$object\" \"$scope\" x-what-if";

  private static final Set<String> ROLES =
      Set.of("Storage Blob Data Contributor", "7f951dda-4ed3-4680-a7ca-43fe172d538d", "Owner");

  private static Publication project(AzureRight... rights) {
    Publication none = StepsTest.ownedBy("contoso", "private");
    return new Publication(
        none.owner(),
        none.name(),
        none.lock(),
        none.workflows(),
        none.pipelines(),
        new AzureNeeds(Set.of(rights), new TreeSet<>(ROLES)),
        Optional.empty(),
        Optional.empty(),
        none.settings());
  }

  private static AzureCli cli(AzureRight... rights) {
    return new AzureCli(project(rights), List.of("prod", "prod-plan", "Arm Dev", ""));
  }

  private static List<String> roles(String stage, AzureRight... rights) {
    return cli(rights).identity("x", stage).lines().stream()
        .filter(line -> line.matches("grant\\w* \".*"))
        .toList();
  }

  @Test
  void onlyWhoAssignsRolesMayAndNeverWhoReads() {
    assertThat(roles("prod")).containsExactly(CONTRIBUTOR);
    assertThat(roles("prod", AzureRight.ASSIGNS_ROLES)).containsExactly(CONTRIBUTOR, ASSIGNING);
    assertThat(roles("prod-plan")).containsExactly(READER);
    assertThat(roles("prod-plan", AzureRight.ASSIGNS_ROLES)).containsExactly(READER);
    assertThat(roles("prod-plan", AzureRight.ASKS_WHAT_IF)).containsExactly(READER, WHAT_IF);
    assertThat(roles("prod", AzureRight.ASKS_WHAT_IF)).containsExactly(CONTRIBUTOR);
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
        .anyMatch(line -> line.contains("creates its resource groups itself"))
        .noneMatch(line -> line.startsWith("use_group"));
  }

  /** Bash is the judge. */
  @Test
  void theGroupsAreMadeWhereTheyAreMissing(@TempDir Path folder) throws Exception {
    assertThat(run(folder, cli().identity("a", "prod").identity("b", "Arm Dev").lines()))
        .contains("az group create --name rg-fares-Arm-Dev --location westeurope --output none")
        .doesNotContain("az group create --name rg-fares-prod --location westeurope --output none")
        .anyMatch(
            line ->
                line.contains("role assignment create")
                    && line.contains("--scope /subscriptions/id/resourceGroups/rg-fares-Arm-Dev"));
  }

  /** Bash is the judge: what the condition of a project is, as Azure gets it. */
  @Test
  void onlyTheRolesOfTheInfrastructureMayBeAssigned(@TempDir Path folder) throws Exception {
    List<String> log =
        run(
            folder,
            cli(AzureRight.ASSIGNS_ROLES, AzureRight.ASKS_WHAT_IF)
                .identity("a", "prod")
                .identity("b", "prod-plan")
                .lines());

    String id = "Microsoft.Authorization/roleAssignments";
    String only =
        "ForAnyOfAnyValues:GuidEquals {7f951dda-4ed3-4680-a7ca-43fe172d538d, id-of-the-role}";
    assertThat(log)
        .contains(
            "az role definition list --name Storage Blob Data Contributor --query [0].name --output tsv")
        .noneMatch(line -> line.contains("Owner"))
        .anyMatch(
            line ->
                line.contains("--role Role Based Access Control Administrator")
                    && line.endsWith(
                        "--condition ((!(ActionMatches{'"
                            + id
                            + "/write'})) OR (@Request["
                            + id
                            + ":RoleDefinitionId] "
                            + only
                            + ")) AND ((!(ActionMatches{'"
                            + id
                            + "/delete'})) OR (@Resource["
                            + id
                            + ":RoleDefinitionId] "
                            + only
                            + ")) --condition-version 2.0"))
        .anyMatch(line -> line.contains("--role b-what-if --scope /subscriptions/id/"))
        .noneMatch(line -> line.contains("--role a-what-if"));
  }

  /** A condition without a role would be none that Azure takes. */
  @Test
  void whereNoRoleIsKnownNoneMayBeAssigned(@TempDir Path folder) throws Exception {
    Publication some = project(AzureRight.ASSIGNS_ROLES);
    Publication none =
        new Publication(
            some.owner(),
            some.name(),
            some.lock(),
            some.workflows(),
            some.pipelines(),
            new AzureNeeds(Set.of(AzureRight.ASSIGNS_ROLES), new TreeSet<>(Set.of("Owner"))),
            Optional.empty(),
            Optional.empty(),
            some.settings());
    List<String> lines = new AzureCli(none, List.of("prod")).identity("a", "prod").lines();

    assertThat(lines).contains("assignable=\"\"");
    assertThat(run(folder, lines)).noneMatch(line -> line.contains("Access Control"));
  }

  private static List<String> run(Path folder, List<String> lines) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    Path az = folder.resolve("az");
    Files.writeString(
        az,
        """
        #!/bin/bash
        printf '%s\\n' "az ${*//$'\\n'/ }" >> "$LOG"
        case "$*" in
          'account show'*) echo id ;;
          'group exists --name rg-fares-prod') echo true ;;
          'group exists'*) echo false ;;
          'ad app list'*|'ad sp list'*) echo one ;;
          'role definition list --name Storage'*) echo id-of-the-role ;;
          'role definition list'*) [[ -e "$LOG.made" ]] && echo made ;;
          'role definition create'*) touch "$LOG.made" ;;
        esac
        exit 0
        """);
    assertThat(az.toFile().setExecutable(true)).isTrue();
    Path script = folder.resolve("s.sh");
    Files.write(script, lines);
    ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-eu", script.toString());
    bash.environment().put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
    bash.environment().put("LOG", folder.resolve("log").toString());
    assertThat(bash.inheritIO().start().waitFor()).isZero();
    return Files.readAllLines(folder.resolve("log"));
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

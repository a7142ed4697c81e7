package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.AzureRight;
import io.github.mlopsmaven.publish.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Commands of the Azure CLI, for a bash that is signed in. They are printed, never run. */
final class AzureCli {

  /**
   * It may assign every role but those that assign roles without end: Owner, User Access
   * Administrator and Role Based Access Control Administrator, by the ids that Azure's documents
   * give. As variables of the shell, so that no line is longer than a screen.
   */
  private static final List<String> CONDITION =
      List.of(
          "privileged='8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'",
          "privileged=\"$privileged, f58310d9-a9f6-439a-9e8d-f62e7b41a168\"",
          "assignment='Microsoft.Authorization/roleAssignments'",
          "only=\"ForAnyOfAllValues:GuidNotEquals {$privileged}\"",
          "condition=\"((!(ActionMatches{'$assignment/write'}))"
              + " OR (@Request[$assignment:RoleDefinitionId] $only))\"",
          "condition=\"$condition AND ((!(ActionMatches{'$assignment/delete'}))"
              + " OR (@Resource[$assignment:RoleDefinitionId] $only))\"");

  private static final String SUBSCRIPTION = "scope=\"/subscriptions/$subscription\"";

  private final List<String> lines = new ArrayList<>();
  private final Set<AzureRight> rights;
  private final boolean groups;

  /**
   * Begins with what all identities of a project have in common. Their rights end at the resource
   * group of their stage, as those of the built-in template do, unless its infrastructure makes the
   * groups itself.
   *
   * @param project what the groups are called after
   * @param identities the names of environments or service connections; one of {@code main}'s jobs
   *     is empty
   */
  AzureCli(Publication project, Collection<String> identities) {
    this.rights = project.rights();
    this.groups = !rights.contains(AzureRight.MAKES_GROUPS);
    lines.add("subscription=\"$(az account show --query id --output tsv)\"");
    lines.add("tenant=\"$(az account show --query tenantId --output tsv)\"");
    lines.add("");
    if (groups) {
      lines.add(
          "# Rights end at these resource groups. Those that are missing are made in $location:");
      lines.add("# write your own names and place here.");
      lines.add("location=\"westeurope\"");
      Map<String, String> names = new TreeMap<>();
      identities.forEach(
          identity ->
              names.put(
                  variable(identity), quoted(group(project.name(), StageName.stage(identity)))));
      names.forEach((variable, name) -> lines.add(variable + "=" + name));
      lines.add("");
      lines.addAll(USE_GROUP.lines().toList());
    } else {
      lines.add("# The infrastructure makes its resource groups itself, or is deployed to the");
      lines.add(
          "# subscription: so rights cannot end at a group. To have them end there, make the");
      lines.add("# groups by hand, take them out of the infrastructure, and publish again.");
      lines.add(SUBSCRIPTION);
    }
    lines.add("");
    lines.addAll(functions().lines().toList());
    lines.add("");
  }

  private static final String USE_GROUP =
      """
      # Sets `scope` to a resource group, which is made where it is missing.
      use_group() { # name
        if [[ "$(az group exists --name "$1")" != true ]]; then
          az group create --name "$1" --location "$location" --output none
        fi
        scope="/subscriptions/$subscription/resourceGroups/$1"
      }
      """;

  /** Letters, digits and few signs, up to 90 characters, and no dot at the end. */
  private static String group(String project, String stage) {
    String name = "rg-" + project + (stage.isEmpty() ? "" : "-" + stage);
    String allowed = name.replaceAll("[^\\p{L}\\p{N}_.()-]", "-");
    String end = allowed.substring(0, Math.min(90, allowed.length()));
    return end.replaceAll("\\.+$", "");
  }

  private static String variable(String identity) {
    String stage = StageName.stage(identity);
    return stage.isEmpty() ? "group" : "group_" + stage.replaceAll("[^A-Za-z0-9]", "_");
  }

  /**
   * What an application, a role and a trust are to bash: the same text as in the script of the
   * built-in template.
   */
  static String functions() {
    try (InputStream in = AzureCli.class.getResourceAsStream("azure-identities.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The commands so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Adds any command. */
  AzureCli add(String line) {
    lines.add(line);
    return this;
  }

  /**
   * An identity in {@code $app} and {@code $object}, with its roles in its scope.
   *
   * @param name what it is called, as a word of the shell
   * @param stage the environment or service connection that it is for
   */
  AzureCli identity(String name, String stage) {
    boolean reads = StageName.plans(stage);
    if (groups) {
      lines.add("use_group \"$" + variable(stage) + "\"");
    }
    lines.add("make_identity " + name);
    lines.add("grant \"$object\" " + (reads ? "Reader" : "Contributor") + " \"$scope\"");
    if (rights.contains(AzureRight.ASSIGNS_ROLES) && !reads) {
      lines.addAll(CONDITION);
      lines.add(
          "grant \"$object\" 'Role Based Access Control Administrator' \"$scope\""
              + " --condition-version 2.0 --condition \"$condition\"");
    }
    return this;
  }

  /**
   * Lets {@code $app} trust the tokens of an issuer.
   *
   * @param name of the credential
   * @param issuer who makes the tokens; may be a variable of the shell
   * @param subject whom they are for; may be a variable of the shell
   */
  AzureCli trust(String name, String issuer, String subject) {
    lines.add("trust " + name + " \"$app\" \"" + issuer + "\" \"" + subject + "\"");
    return this;
  }

  /** A text as one word of a POSIX shell. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

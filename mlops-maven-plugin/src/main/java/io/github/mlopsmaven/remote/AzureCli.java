package io.github.mlopsmaven.remote;

import java.util.ArrayList;
import java.util.List;

/** Commands of the Azure CLI, for a POSIX shell that is signed in. They are printed, never run. */
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

  private final List<String> lines = new ArrayList<>();

  AzureCli() {
    lines.add("subscription=\"$(az account show --query id --output tsv)\"");
    lines.add("tenant=\"$(az account show --query tenantId --output tsv)\"");
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
   * An identity in {@code $app} and {@code $principal}, with its roles in the subscription.
   *
   * @param name what it is called
   * @param reads whether it only reads
   * @param assigns whether it gives roles to others
   */
  AzureCli identity(String name, boolean reads, boolean assigns) {
    lines.add("# " + name + ": what is there already is taken as it is");
    lines.add("name=" + quoted(name));
    lines.add(
        "app=\"$(az ad app list --display-name \"$name\" --query '[0].appId' --output tsv)\"");
    lines.add(
        "[ -n \"$app\" ] || app=\"$(az ad app create --display-name \"$name\" --query appId --output"
            + " tsv)\"");
    lines.add(
        "principal=\"$(az ad sp list --filter \"appId eq '$app'\" --query '[0].id' --output tsv)\"");
    lines.add(
        "[ -n \"$principal\" ] || principal=\"$(az ad sp create --id \"$app\" --query id --output"
            + " tsv)\"");
    grant(reads ? "Reader" : "Contributor", "");
    if (assigns && !reads) {
      lines.addAll(CONDITION);
      grant(
          "Role Based Access Control Administrator",
          " --condition-version 2.0 --condition \"$condition\"");
    }
    return this;
  }

  private void grant(String role, String more) {
    lines.add("az role assignment create --assignee-object-id \"$principal\" \\");
    lines.add(
        "  --assignee-principal-type ServicePrincipal --scope \"/subscriptions/$subscription\" \\");
    lines.add("  --role " + quoted(role) + more);
  }

  /**
   * Lets {@code $app} trust the tokens of an issuer.
   *
   * @param name of the credential
   * @param issuer who makes the tokens; may be a variable of the shell
   * @param subject whom they are for; may be a variable of the shell
   */
  AzureCli trust(String name, String issuer, String subject) {
    lines.add(
        "trusts=\"$(az ad app federated-credential list --id \"$app\" --query '[].name' --output tsv)\"");
    lines.add("case \" $(echo $trusts) \" in *\" " + name + " \"*) ;; *)");
    lines.add("  az ad app federated-credential create --id \"$app\" --parameters \"{");
    lines.add("    \\\"name\\\": \\\"" + name + "\\\",");
    lines.add("    \\\"issuer\\\": \\\"" + issuer + "\\\",");
    lines.add("    \\\"subject\\\": \\\"" + subject + "\\\",");
    lines.add("    \\\"audiences\\\": [\\\"api://AzureADTokenExchange\\\"]");
    lines.add("  }\" ;;");
    lines.add("esac");
    return this;
  }

  /** A text as one word of a POSIX shell. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

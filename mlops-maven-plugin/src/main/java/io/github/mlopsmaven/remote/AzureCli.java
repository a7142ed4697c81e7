package io.github.mlopsmaven.remote;

import java.util.ArrayList;
import java.util.List;

/** Commands of the Azure CLI, for a POSIX shell that is signed in. They are printed, never run. */
final class AzureCli {

  /** The built-in roles that may assign others without end; Azure's documents name them so. */
  private static final String PRIVILEGED =
      "{8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9,"
          + " f58310d9-a9f6-439a-9e8d-f62e7b41a168}";

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
    lines.add("# " + name);
    lines.add(
        "app=\"$(az ad app create --display-name "
            + quoted(name)
            + " --query appId --output tsv)\"");
    lines.add("principal=\"$(az ad sp create --id \"$app\" --query id --output tsv)\"");
    grant(reads ? "Reader" : "Contributor", "");
    if (assigns && !reads) {
      grant(
          "Role Based Access Control Administrator",
          " --condition-version 2.0 --condition " + quoted(condition()));
    }
    return this;
  }

  private void grant(String role, String more) {
    lines.add(
        "az role assignment create --assignee-object-id \"$principal\""
            + " --assignee-principal-type ServicePrincipal --role "
            + quoted(role)
            + " --scope \"/subscriptions/$subscription\""
            + more);
  }

  /** It may assign every role but those that assign every role. */
  private static String condition() {
    String id = "Microsoft.Authorization/roleAssignments";
    String only = "ForAnyOfAllValues:GuidNotEquals " + PRIVILEGED;
    return "((!(ActionMatches{'"
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
        + "))";
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
        "az ad app federated-credential create --id \"$app\" --parameters \"{\\\"name\\\":\\\""
            + name
            + "\\\",\\\"issuer\\\":\\\""
            + issuer
            + "\\\",\\\"subject\\\":\\\""
            + subject
            + "\\\",\\\"audiences\\\":[\\\"api://AzureADTokenExchange\\\"]}\"");
    return this;
  }

  /** A text as one word of a POSIX shell. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

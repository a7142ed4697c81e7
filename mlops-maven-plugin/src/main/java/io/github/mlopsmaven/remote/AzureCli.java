package io.github.mlopsmaven.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

  private final List<String> lines = new ArrayList<>();

  AzureCli() {
    lines.add("subscription=\"$(az account show --query id --output tsv)\"");
    lines.add("tenant=\"$(az account show --query tenantId --output tsv)\"");
    lines.add("scope=\"/subscriptions/$subscription\"");
    lines.add("");
    lines.addAll(functions().lines().toList());
    lines.add("");
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
   * An identity in {@code $app} and {@code $object}, with its roles in the subscription.
   *
   * @param name what it is called, as a word of the shell
   * @param reads whether it only reads
   * @param assigns whether it gives roles to others
   */
  AzureCli identity(String name, boolean reads, boolean assigns) {
    lines.add("make_identity " + name);
    lines.add("grant \"$object\" " + (reads ? "Reader" : "Contributor") + " \"$scope\"");
    if (assigns && !reads) {
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

package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.AzureNeeds;
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
import java.util.TreeMap;

/** Commands of the Azure CLI, for a bash that is signed in. They are printed, never run. */
final class AzureCli {

  private static final String SUBSCRIPTION = "scope=\"/subscriptions/$subscription\"";

  private final List<String> lines = new ArrayList<>();
  private final AzureNeeds needs;
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
    this.needs = project.azure();
    this.groups = !needs.rights().contains(AzureRight.MAKES_GROUPS);
    lines.add("subscription=\"$(az account show --query id --output tsv)\"");
    lines.add("tenant=\"$(az account show --query tenantId --output tsv)\"");
    lines.add("");
    if (groups) {
      lines.add(
          "# Rights end at these resource groups. Those that are missing are created in $location:");
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
      lines.add("# The infrastructure creates its resource groups itself, or is deployed to the");
      lines.add(
          "# subscription: so rights cannot end at a group. To have them end there, make the");
      lines.add("# groups by hand, remove them from the infrastructure, and publish again.");
      lines.add(SUBSCRIPTION);
    }
    lines.add("");
    lines.addAll(functions().lines().toList());
    lines.add("");
    if (needs.rights().contains(AzureRight.ASSIGNS_ROLES)) {
      assignable();
    }
  }

  /** The roles that an identity may assign. */
  private void assignable() {
    lines.addAll(ROLE_IDS.lines().toList());
    lines.add("");
    lines.add(
        "# The roles that the infrastructure assigns, as its files name them: its identities");
    lines.add("# may assign these and no others. Add those that the files do not name.");
    if (needs.roles().isEmpty()) {
      lines.add("assignable=\"\"");
    } else {
      lines.add("assignable=\"$(role_ids \\");
      List<String> words = needs.roles().stream().map(AzureCli::quoted).toList();
      words.subList(0, words.size() - 1).forEach(word -> lines.add("  " + word + " \\"));
      lines.add("  " + words.get(words.size() - 1) + ")\"");
    }
    lines.add("");
  }

  private static final String ROLE_IDS =
      """
      # The ids of roles, with commas between.
      role_ids() { # names or ids of roles
        local role id list=""
        for role in "$@"; do
          id="$role"
          if [[ ! "$role" =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]]; then
            id="$(az role definition list --name "$role" --query '[0].name' --output tsv)"
          fi
          if [[ -z "$id" ]]; then
            echo "Azure has no role '$role': correct the name" >&2
            return 1
          fi
          list+="${list:+, }$id"
        done
        printf '%s' "$list"
      }
      """;

  private static final String USE_GROUP =
      """
      # Sets `scope` to a resource group, which is created where it is missing.
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
    if (reads && needs.rights().contains(AzureRight.ASKS_WHAT_IF)) {
      lines.add("grant_what_if \"$object\" \"$scope\" " + name + "-what-if");
    }
    if (!reads && needs.rights().contains(AzureRight.ASSIGNS_ROLES)) {
      lines.add("grant_assigning \"$object\" \"$scope\" \"$assignable\"");
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

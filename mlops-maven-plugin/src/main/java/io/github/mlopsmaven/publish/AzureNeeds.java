package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.bounds.BoundedInput;
import io.github.mlopsmaven.bounds.Bounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a project's infrastructure needs in Azure beside rights on its resources.
 *
 * @param rights which kinds of rights
 * @param roles the roles that it assigns, as far as its files name them: names, or ids in lower
 *     case; without those that give every right
 */
public record AzureNeeds(Set<AzureRight> rights, SortedSet<String> roles) {

  /** Nothing. */
  public static final AzureNeeds NONE = new AzureNeeds(Set.of(), new TreeSet<>());

  private static final Pattern ASSIGNMENT =
      Pattern.compile("azurerm_role_assignment|Microsoft\\.Authorization/roleAssignments");

  /** A resource group of Terraform or Bicep, or a deployment to the subscription. */
  private static final Pattern GROUPS =
      Pattern.compile(
          "resource\\s+\"azurerm_resource_group\"|'Microsoft\\.Resources/resourceGroups@[^']*'\\s*=\\s*\\{"
              + "|targetScope\\s*=\\s*'subscription'");

  /** Terraform: {@code role_definition_name = "AcrPull"}, or an entry of what it loops over. */
  private static final Pattern NAMED =
      Pattern.compile("\\brole(?:_definition)?(?:_name)?\\s*[=:]\\s*\"([A-Z][^\"$]{1,100})\"");

  private static final Pattern ID =
      Pattern.compile(
          "(?i)(?<![0-9a-z-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z-])");

  /**
   * Owner, User Access Administrator and Role Based Access Control Administrator, by the ids that
   * Azure's documents give: who may assign one of them has every right.
   */
  private static final List<String> PRIVILEGED =
      List.of(
          "Owner",
          "User Access Administrator",
          "Role Based Access Control Administrator",
          "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
          "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
          "f58310d9-a9f6-439a-9e8d-f62e7b41a168");

  /** Copies both. */
  public AzureNeeds {
    rights = Set.copyOf(rights);
    SortedSet<String> kept = new TreeSet<>(roles);
    kept.removeIf(role -> PRIVILEGED.stream().anyMatch(role::equalsIgnoreCase));
    roles = Collections.unmodifiableSortedSet(kept);
  }

  /**
   * Reads a project's infrastructure.
   *
   * @param folder where its Terraform or Bicep is; may be missing
   * @throws IOException if a file cannot be read
   */
  static AzureNeeds of(Path folder) throws IOException {
    Set<AzureRight> rights = EnumSet.noneOf(AzureRight.class);
    SortedSet<String> roles = new TreeSet<>();
    for (Path file : files(folder)) {
      String text =
          new String(
              BoundedInput.file(file, Bounds.TEXT_BYTES, "the file"), StandardCharsets.UTF_8);
      if (file.toString().endsWith(".bicep")) {
        rights.add(AzureRight.ASKS_WHAT_IF);
      }
      if (ASSIGNMENT.matcher(text).find()) {
        rights.add(AzureRight.ASSIGNS_ROLES);
      }
      if (GROUPS.matcher(text).find()) {
        rights.add(AzureRight.MAKES_GROUPS);
      }
      if (text.toLowerCase(Locale.ROOT).contains("role")) {
        roles(text, roles);
      }
    }
    return new AzureNeeds(
        rights, rights.contains(AzureRight.ASSIGNS_ROLES) ? roles : new TreeSet<>());
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(tf|bicep)"))
          .toList();
    }
  }

  private static void roles(String text, SortedSet<String> roles) {
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      roles.add(named.group(1));
    }
    Matcher id = ID.matcher(text);
    while (id.find()) {
      roles.add(id.group().toLowerCase(Locale.ROOT));
    }
  }
}

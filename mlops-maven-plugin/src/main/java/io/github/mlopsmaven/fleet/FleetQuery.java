package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.problem.UsageException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The repositories of an organization on GitHub, or of a project of Azure DevOps.
 *
 * @param host {@code github} or {@code azure-devops}
 * @param owner the organization or user, or {@code ORGANIZATION/PROJECT}
 * @param topic only repositories with this topic, on GitHub
 * @param search only what GitHub's search finds
 */
public record FleetQuery(
    String host, String owner, Optional<String> topic, Optional<String> search) {

  private static final Pattern GITHUB =
      Pattern.compile("github:([A-Za-z0-9][A-Za-z0-9_-]*)(?:\\?(topic|search)=(.+))?");
  private static final Pattern AZURE = Pattern.compile("azure-devops:([^/?]+/[^/?]+)");

  /**
   * Reads what a person typed.
   *
   * @param text {@code github:ORG}, {@code github:ORG?topic=NAME}, {@code github:ORG?search=QUERY}
   *     or {@code azure-devops:ORG/PROJECT}
   * @throws UsageException if it has another form
   */
  public static FleetQuery parse(String text) {
    Matcher github = GITHUB.matcher(text.strip());
    if (github.matches()) {
      Optional<String> asked = Optional.ofNullable(github.group(3)).map(String::strip);
      boolean isTopic = "topic".equals(github.group(2));
      return new FleetQuery(
          "github", github.group(1), asked.filter(any -> isTopic), asked.filter(any -> !isTopic));
    }
    Matcher azure = AZURE.matcher(text.strip());
    if (azure.matches()) {
      return new FleetQuery("azure-devops", azure.group(1), Optional.empty(), Optional.empty());
    }
    throw new UsageException(
        "of '" + text + "' names neither an organization of GitHub nor a project of Azure DevOps",
        "write github:ORGANIZATION, github:ORGANIZATION?topic=NAME,"
            + " github:ORGANIZATION?search=QUERY or azure-devops:ORGANIZATION/PROJECT");
  }
}

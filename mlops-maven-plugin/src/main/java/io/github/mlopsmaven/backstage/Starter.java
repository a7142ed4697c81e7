package io.github.mlopsmaven.backstage;

import io.github.mlopsmaven.problem.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a portal starts, so that a project is generated: a workflow of a repository on GitHub, or a
 * pipeline of Azure DevOps. A portal's own server has no Maven.
 *
 * @param service where it runs
 * @param host the server's name, with a port if it has one
 * @param owner the GitHub organization or user; the Azure DevOps organization
 * @param name the repository on GitHub; the project of Azure DevOps
 * @param pipeline the number of the pipeline in Azure DevOps; empty on GitHub
 * @param branch the branch whose workflow is started
 */
public record Starter(
    Service service, String host, String owner, String name, String pipeline, String branch) {

  private static final String PART = "[A-Za-z0-9][A-Za-z0-9 ._-]*";
  private static final Pattern GITHUB =
      Pattern.compile("(?<owner>" + PART + ")/(?<name>" + PART + ")(?:@(?<branch>[^\\s@]+))?");
  private static final Pattern AZURE =
      Pattern.compile(
          "(?<owner>"
              + PART
              + ")/(?<name>"
              + PART
              + ")/(?<pipeline>[0-9]{1,9})(?:@(?<branch>[^\\s@]+))?");

  /** Where it runs. */
  public enum Service {
    /** GitHub Actions. */
    GITHUB,
    /** Azure Pipelines. */
    AZURE_DEVOPS
  }

  /**
   * Reads what a person typed.
   *
   * @param service where it runs
   * @param host the server
   * @param text {@code OWNER/REPOSITORY}, or {@code ORGANIZATION/PROJECT/PIPELINE}; {@code @BRANCH}
   *     may follow
   * @throws UsageException if it has another form
   */
  public static Starter parse(Service service, String host, String text) {
    boolean github = service == Service.GITHUB;
    Matcher parts = (github ? GITHUB : AZURE).matcher(text.strip());
    if (!parts.matches()) {
      throw new UsageException(
          "startedIn '"
              + text
              + "' does not name a "
              + (github ? "repository on GitHub" : "pipeline of Azure DevOps"),
          github
              ? "write the repository that has the workflow: -Dmlops.startedIn=OWNER/REPOSITORY, or"
                  + " OWNER/REPOSITORY@BRANCH"
              : "write it with its number: -Dmlops.startedIn=ORGANIZATION/PROJECT/12, or"
                  + " ORGANIZATION/PROJECT/12@BRANCH");
    }
    String branch = parts.group("branch");
    return new Starter(
        service,
        host,
        parts.group("owner"),
        parts.group("name"),
        github ? "" : parts.group("pipeline"),
        branch == null ? "main" : branch);
  }
}

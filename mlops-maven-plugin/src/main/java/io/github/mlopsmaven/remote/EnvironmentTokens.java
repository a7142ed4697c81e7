package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.git.Credentials;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The tokens that services put into the environment of what they run, and that people do. */
final class EnvironmentTokens {

  private EnvironmentTokens() {}

  /**
   * A token for GitHub. A server of one's own gets one that was meant for it only, as the GitHub
   * command line does it: a token of github.com is nobody else's business.
   */
  static Optional<Credentials> gitHub(GitHubSite site, Map<String, String> environment) {
    boolean runsThere = site.place().url().equals(environment.get("GITHUB_SERVER_URL"));
    return site.cloud() || runsThere
        ? first(environment, "GITHUB_TOKEN", "GH_TOKEN")
        : first(environment, "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
  }

  /** A GitHub App, with its key. */
  static Optional<GitHubApp> app(Map<String, String> environment) {
    String id = environment.getOrDefault("GITHUB_APP_ID", "").strip();
    String key = environment.getOrDefault("GITHUB_APP_PRIVATE_KEY", "");
    return id.isEmpty() || key.isBlank() ? Optional.empty() : Optional.of(new GitHubApp(id, key));
  }

  /** A token for Azure DevOps: of the pipeline that this runs in, or a person's. */
  static Optional<Credentials> azureDevOps(Map<String, String> environment) {
    return first(environment, "SYSTEM_ACCESSTOKEN", "AZURE_DEVOPS_EXT_PAT");
  }

  private static Optional<Credentials> first(Map<String, String> environment, String... names) {
    return Arrays.stream(names)
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(token -> !token.isEmpty())
        .findFirst()
        .map(token -> new Credentials("", token));
  }
}

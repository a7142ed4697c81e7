package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitHost;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The tokens that services put into the environment of what they run, and that people do. */
final class EnvironmentTokens {

  private EnvironmentTokens() {}

  /**
   * A token for GitHub. In a workflow {@code GITHUB_TOKEN} is for the server that runs it and for
   * no other. Elsewhere it is for GitHub's own servers, as the GitHub command line takes it; a
   * server of a company gets one that was meant for it only.
   */
  static Optional<Credentials> gitHub(GitHubSite site, Map<String, String> environment) {
    Optional<GitHost> running = origin(environment, "GITHUB_SERVER_URL");
    GitHost server = site.place().server();
    if (running.isPresent()) {
      return running.get().equals(server)
          ? first(environment, "GITHUB_TOKEN", "GH_TOKEN")
          : first(environment, site.cloud() ? "GH_TOKEN" : "GH_ENTERPRISE_TOKEN")
              .filter(token -> !token.secret().equals(environment.get("GITHUB_TOKEN")));
    }
    if (site.cloud()) {
      return first(environment, "GITHUB_TOKEN", "GH_TOKEN");
    }
    String chosen = environment.getOrDefault("GH_HOST", "").strip();
    return chosen.isEmpty() || server.isNamedBy(chosen, false) || server.isNamedBy(chosen, true)
        ? first(environment, "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
        : Optional.empty();
  }

  /** A GitHub App, with its key. */
  static Optional<GitHubApp> app(Map<String, String> environment) {
    String id = environment.getOrDefault("GITHUB_APP_ID", "").strip();
    String key = environment.getOrDefault("GITHUB_APP_PRIVATE_KEY", "");
    return id.isEmpty() || key.isBlank() ? Optional.empty() : Optional.of(new GitHubApp(id, key));
  }

  /**
   * A token for Azure DevOps: of the pipeline that this runs in, for the server that runs it and
   * for no other; or a person's, for the one that the person names.
   */
  static Optional<Credentials> azureDevOps(AzureDevOpsSite site, Map<String, String> environment) {
    boolean runsThere =
        origin(environment, "SYSTEM_COLLECTIONURI")
            .or(() -> origin(environment, "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"))
            .map(running -> isThere(running, site))
            .orElse(site.cloud());
    return runsThere
        ? first(environment, "SYSTEM_ACCESSTOKEN", "AZURE_DEVOPS_EXT_PAT")
        : first(environment, "AZURE_DEVOPS_EXT_PAT");
  }

  /** The cloud has an older name of each organization, too. */
  private static boolean isThere(GitHost running, AzureDevOpsSite site) {
    return running.equals(site.place().server())
        || (site.cloud() && running.host().endsWith(".visualstudio.com"));
  }

  private static Optional<GitHost> origin(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "").strip();
    try {
      URI uri = URI.create(text);
      return uri.getHost() == null || uri.getScheme() == null
          ? Optional.empty()
          : Optional.of(new GitHost(uri.getScheme(), uri.getHost(), uri.getPort()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Credentials> first(Map<String, String> environment, String... names) {
    return Arrays.stream(names)
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(token -> !token.isEmpty())
        .findFirst()
        .map(token -> new Credentials("", token));
  }
}

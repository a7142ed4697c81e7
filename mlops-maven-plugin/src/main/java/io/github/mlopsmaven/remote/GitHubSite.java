package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.servers.Credentials;
import java.util.Map;

/**
 * GitHub at one address: github.com, GitHub Enterprise Cloud with data residency, or a GitHub
 * Enterprise Server.
 *
 * @param place the address that people know
 */
record GitHubSite(Place place) implements Dialect {

  /** Where github.com is. */
  static final String PUBLIC = "https://github.com";

  /**
   * Reads an address: the one that people know, or the one of its API, as a server's own
   * documentation has it.
   *
   * @param text {@code https://HOST}, {@code https://HOST/api/v3}, {@code https://api.github.com}
   * @throws io.github.mlopsmaven.problem.UsageException if it is none
   */
  static GitHubSite parse(String text) {
    String plain = text.strip().replaceFirst("(?i)/api(?:/v3|/graphql)?/*$", "");
    return new GitHubSite(
        Place.parse(
            "githubUrl",
            plain.replaceFirst(
                "(?i)^https://(?:www\\.|api\\.)(?=github\\.com(?:/|$)|[^/]+\\.ghe\\.com(?:/|$))",
                "https://")));
  }

  @Override
  public String title() {
    return "GitHub";
  }

  /** Whether it is not a server of one's own. */
  boolean cloud() {
    return isPublic() || place.host().endsWith(".ghe.com");
  }

  /** Whether it is github.com. */
  boolean isPublic() {
    return place.host().equals("github.com");
  }

  /** A repository as the GitHub command line takes it. */
  String slug(Publication project) {
    String name = project.owner() + "/" + project.name();
    return isPublic() ? name : place.id() + "/" + name;
  }

  @Override
  public String address() {
    if (isPublic()) {
      return "https://api.github.com";
    }
    return cloud() ? "https://api." + place.host() : place.url() + "/api/v3";
  }

  /** Who says to Azure that a token is of a workflow. */
  String issuer() {
    if (isPublic()) {
      return "https://token.actions.githubusercontent.com";
    }
    return cloud() ? "https://token.actions." + place.host() : place.url() + "/_services/token";
  }

  @Override
  public String addressParameter() {
    return "-Dmlops.githubUrl";
  }

  @Override
  public Map<String, String> headers(Credentials credentials) {
    return Map.of(
        "Accept",
        "application/vnd.github+json",
        "X-GitHub-Api-Version",
        "2022-11-28",
        "User-Agent",
        "mlops-maven-plugin",
        "Authorization",
        "Bearer " + credentials.secret());
  }

  @Override
  public String loginRemedy() {
    return "add a <server> with the id "
        + place.id()
        + " and a token as password to settings.xml, or set "
        + (cloud() ? "GITHUB_TOKEN" : "GH_ENTERPRISE_TOKEN");
  }
}

package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A repository at a host, found by its git URL: in the forms that GitHub and Azure DevOps print,
 * for their clouds and for self-hosted servers.
 *
 * @param host {@code github} or {@code azure-devops}
 * @param url the host's address
 * @param owner the organization or user of GitHub, or {@code organization/project}
 * @param name the repository's name
 */
public record HostedRepository(String host, String url, String owner, String name) {

  private static final String LOGIN = "(?:[^@/]*@)?";

  private static final Pattern HTTP =
      Pattern.compile("(?i)(https?)://" + LOGIN + "([^/@]+)/(.+?)/?");

  private static final Pattern SSH =
      Pattern.compile("(?i)(?:ssh://)?" + LOGIN + "([^/:@]+)(?::(\\d+)/|[:/]/*)(.+?)/?");

  private static final Pattern AZURE_SSH = Pattern.compile("(?i)v3/([^/]+)/([^/]+)/([^/]+)");

  /**
   * Reads a git URL.
   *
   * @param url as git has it; a login in it is not looked at
   * @param gitHubUrls addresses of GitHub Enterprise Servers that are known
   * @return empty if neither host has such a URL
   */
  public static Optional<HostedRepository> of(String url, Stream<String> gitHubUrls) {
    String text = url.strip();
    Matcher http = HTTP.matcher(text);
    if (http.matches()) {
      String address = http.group(1).toLowerCase(Locale.ROOT) + "://" + http.group(2);
      return azure(address, http.group(2), decoded(http.group(3)))
          .or(() -> gitHub(address, http.group(2), decoded(http.group(3)), gitHubUrls));
    }
    Matcher ssh = SSH.matcher(text);
    if (text.matches("(?i)(?!ssh:)[a-z0-9+.-]+://.*") || !ssh.matches()) {
      return Optional.empty();
    }
    String server = ssh.group(1).toLowerCase(Locale.ROOT);
    String path = decoded(ssh.group(3));
    Matcher azure = AZURE_SSH.matcher(path);
    if (azure.matches()) {
      return Optional.of(
          new HostedRepository(
              Hosts.AZURE_DEVOPS,
              AzureDevOpsSite.PUBLIC,
              azure.group(1) + "/" + azure.group(2),
              azure.group(3)));
    }
    // GitHub takes SSH on the port of HTTPS at a name of its own.
    String name = server.equals("ssh.github.com") ? "github.com" : server;
    return gitHub("https://" + name, name, path, gitHubUrls);
  }

  private static Optional<HostedRepository> azure(String address, String server, String path) {
    int at = ("/" + path).indexOf("/_git/");
    if (at < 0) {
      return Optional.empty();
    }
    String name = path.substring(at + "_git/".length());
    String[] before = at == 0 ? new String[0] : path.substring(0, at - 1).split("/", -1);
    String host = server.toLowerCase(Locale.ROOT);
    if (host.endsWith(".visualstudio.com")) {
      String organization = host.substring(0, host.indexOf('.'));
      String project = last(before, 1).filter(p -> !p.equals("DefaultCollection")).orElse(name);
      return found(AzureDevOpsSite.PUBLIC, organization, project, name);
    }
    // Where a project and its repository have one name, the project is left out.
    boolean cloud = host.equals("dev.azure.com");
    int parts = before.length;
    if (cloud && parts == 1) {
      return found(AzureDevOpsSite.PUBLIC, before[0], name, name);
    }
    if (parts < 2) {
      return Optional.empty();
    }
    String base = String.join("/", Stream.of(before).limit(parts - 2L).toList());
    return found(
        address + (base.isEmpty() ? "" : "/" + base), before[parts - 2], before[parts - 1], name);
  }

  private static Optional<String> last(String[] parts, int back) {
    return parts.length < back ? Optional.empty() : Optional.of(parts[parts.length - back]);
  }

  private static Optional<HostedRepository> found(
      String address, String organization, String project, String name) {
    return Optional.of(
        new HostedRepository(Hosts.AZURE_DEVOPS, address, organization + "/" + project, name));
  }

  private static Optional<HostedRepository> gitHub(
      String address, String server, String path, Stream<String> gitHubUrls) {
    String host = server.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    String[] parts = path.replaceFirst("(?i)\\.git$", "").split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return Optional.empty();
    }
    if (host.equals("github.com") || host.endsWith(".ghe.com")) {
      return Optional.of(new HostedRepository(Hosts.GITHUB, "https://" + host, parts[0], parts[1]));
    }
    String name = host.replaceFirst(":\\d+$", "");
    return gitHubUrls
        .map(known -> GitHubSite.parse(known).place())
        .filter(
            known ->
                known.url().equalsIgnoreCase(address)
                    || (address.startsWith("https:") && known.host().equals(name)))
        .findFirst()
        .map(known -> new HostedRepository(Hosts.GITHUB, known.url(), parts[0], parts[1]));
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A lone percent sign stands for itself.
      return path;
    }
  }

  /**
   * The same at another address.
   *
   * @param address the host's, as people know it
   */
  public HostedRepository at(String address) {
    return new HostedRepository(host, address, owner, name);
  }

  /**
   * The refusal for a URL that no host has.
   *
   * @param url the URL
   */
  public static UsageException unknown(String url) {
    return new UsageException(
        "a pull request needs GitHub or Azure DevOps, and the remote is " + Redaction.redact(url),
        "for a GitHub Enterprise Server add -Dmlops.githubUrl=https://HOST; without a pull request,"
            + " use -Dmlops.result=branch");
  }
}

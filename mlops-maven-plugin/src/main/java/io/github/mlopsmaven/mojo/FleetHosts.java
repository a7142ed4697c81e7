package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.remote.HostedRepository;
import io.github.mlopsmaven.remote.Hosts;
import io.github.mlopsmaven.servers.GitAccess;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The hosts of a fleet: each is found once, with its login. */
final class FleetHosts {

  private final Wiring wiring;
  private final Settings settings;
  private final Map<String, Reached> known = new ConcurrentHashMap<>();

  /**
   * What is known of them.
   *
   * @param gitHubUrl the address of a GitHub Enterprise Server, if there is one
   * @param azureDevOpsUrl the address of an Azure DevOps Server, if it is not what a git URL says
   * @param serverId the login for them, if not the host's
   * @param interactive whether a person sits there
   */
  record Settings(
      Optional<String> gitHubUrl,
      Optional<String> azureDevOpsUrl,
      Optional<String> serverId,
      boolean interactive) {}

  /**
   * A host.
   *
   * @param host the host
   * @param access how its repositories are reached
   */
  record Reached(Host host, GitAccess access) {}

  FleetHosts(Wiring wiring, Settings settings) {
    this.wiring = wiring;
    this.settings = settings;
  }

  /** The host of a git URL; empty where neither service has such a one. */
  Optional<HostedRepository> of(String url) {
    Stream<String> servers =
        Stream.concat(
            settings.gitHubUrl().stream(),
            Optional.ofNullable(System.getenv("GITHUB_SERVER_URL")).stream());
    return HostedRepository.of(url, servers)
        .map(
            found ->
                found.host().equals(Hosts.AZURE_DEVOPS)
                    ? settings.azureDevOpsUrl().map(found::at).orElse(found)
                    : found);
  }

  Reached reached(HostedRepository there) {
    return reached(there.host(), Optional.of(there.url()), there.owner());
  }

  /**
   * A host.
   *
   * @param word which service
   * @param url its address; empty for that of the settings, or the public one
   * @param owner the organization, or {@code ORGANIZATION/PROJECT}
   */
  Reached reached(String word, Optional<String> url, String owner) {
    Optional<String> address =
        url.or(word.equals(Hosts.GITHUB) ? settings::gitHubUrl : settings::azureDevOpsUrl);
    return known.computeIfAbsent(
        word + " " + address.orElse("") + " " + owner,
        any -> {
          Hosts.Reached<Host> found =
              wiring
                  .hosts(settings.serverId(), settings.interactive())
                  .service(word, address, Optional.of(owner));
          return new Reached(found.destination(), found.push());
        });
  }

  /** How a repository is reached: with the login of its host, if it has one. */
  GitAccess access(String url) {
    return of(url)
        .map(there -> reached(there).access())
        .orElseGet(() -> wiring.access(settings.serverId()));
  }
}

package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Destination;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.publish.PushOnly;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.RemoteUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds the host that is meant, with the login for it. */
public final class Hosts {

  /** The word for GitHub. */
  public static final String GITHUB = "github";

  /** The word for Azure DevOps. */
  public static final String AZURE_DEVOPS = "azure-devops";

  private final GitAccess access;
  private final LoginSources sources;
  private final HostConnection.Pause pause;

  /**
   * Where logins come from, in their order.
   *
   * @param settings Maven's settings, for the host that the user names
   * @param app the GitHub App that Maven's settings name for a server
   * @param environment the environment's variables
   * @param helper git's credential helpers, where they may be asked
   */
  public record LoginSources(
      Function<GitHost, Optional<Credentials>> settings,
      Function<GitHost, Optional<GitHubApp>> app,
      Map<String, String> environment,
      Function<GitHost, Optional<Credentials>> helper) {

    /** Copies the map. */
    public LoginSources {
      environment = Map.copyOf(environment);
    }

    /** Shows nothing, since an environment has tokens in it. */
    @Override
    public String toString() {
      return "LoginSources[***]";
    }
  }

  /**
   * Prepares.
   *
   * @param access how servers are reached
   * @param sources where logins come from
   * @param pause waits before something is tried again
   */
  public Hosts(GitAccess access, LoginSources sources, HostConnection.Pause pause) {
    this.access = access;
    this.sources = sources;
    this.pause = pause;
  }

  /**
   * A destination, and how it is reached over git: both with the same login.
   *
   * @param <T> what kind of destination
   * @param destination the hosting service, or the repository that is only pushed to
   * @param push how its git server is reached
   */
  public record Reached<T extends Destination>(T destination, GitAccess push) {}

  /**
   * Whether a text names a host, not a repository.
   *
   * @param remote {@code github}, {@code azure-devops} or a git URL
   */
  public static boolean isHost(String remote) {
    return remote.equals(GITHUB) || remote.equals(AZURE_DEVOPS);
  }

  /**
   * Refuses a remote that nothing can be pushed to.
   *
   * @param remote what was typed
   * @throws UsageException if it is neither a hosting service nor a git URL
   */
  public static void requireRemote(String remote) {
    if (!isHost(remote) && !RemoteUrl.isOne(remote)) {
      throw new UsageException(
          "remote '" + remote + "' is neither a hosting service nor a git URL",
          "use github, azure-devops, or a URL such as https://HOST/OWNER/REPO.git,"
              + " git@HOST:OWNER/REPO.git or file:///PATH"
              + Suggestion.meant(remote, List.of(GITHUB, AZURE_DEVOPS))
                  .map(word -> " (did you mean " + word + "?)")
                  .orElse(""));
    }
  }

  /**
   * Where a command pushes to.
   *
   * @param remote {@code github}, {@code azure-devops} or a git URL
   * @param url the host's address; empty for the public one
   * @param owner the organization, if given; Azure DevOps wants {@code organization/project}
   */
  public Reached<? extends Destination> find(
      String remote, Optional<String> url, Optional<String> owner) {
    return isHost(remote)
        ? service(remote, url, owner)
        : new Reached<>(new PushOnly(remote), access);
  }

  /**
   * A hosting service.
   *
   * @param name {@code github} or {@code azure-devops}
   * @param url its address; empty for the public one
   * @param owner the organization, if given; Azure DevOps wants {@code organization/project}
   */
  public Reached<Host> service(String name, Optional<String> url, Optional<String> owner) {
    return name.equals(GITHUB) ? gitHub(url, owner) : azureDevOps(url, owner);
  }

  private Reached<Host> gitHub(Optional<String> url, Optional<String> owner) {
    Mistakes mistakes = new Mistakes();
    Optional<GitHubSite> named =
        mistakes.reading(() -> GitHubSite.parse(url.orElse(GitHubSite.PUBLIC)));
    owner.ifPresent(name -> mistakes.checking(() -> GitHubHost.requireOwner(name)));
    mistakes.refuse("the command");
    GitHubSite site = named.orElseThrow();
    GitHost server = site.place().server();
    Supplier<Optional<Credentials>> login =
        once(
            () ->
                sources
                    .settings()
                    .apply(server)
                    .or(() -> token(sources.app().apply(server), site, owner))
                    .or(() -> EnvironmentTokens.gitHub(site, sources.environment()))
                    .or(() -> token(EnvironmentTokens.app(sources.environment()), site, owner))
                    .or(() -> sources.helper().apply(server))
                    .or(() -> access.netrc(server)));
    return new Reached<>(
        new GitHubHost(site, new RestConnection(site, access, login, pause)),
        access.withCredentials(host -> onlyTo(server, host, login)));
  }

  private Optional<Credentials> token(
      Optional<GitHubApp> app, GitHubSite site, Optional<String> owner) {
    return app.flatMap(known -> owner.map(name -> known.token(site, name, access, pause)));
  }

  private Reached<Host> azureDevOps(Optional<String> url, Optional<String> owner) {
    String[] parts = owner.orElse("").split("/", -1);
    Mistakes mistakes = new Mistakes();
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
      mistakes.add(
          new UsageException(
              owner
                  .map(text -> "'" + text + "' does not name an organization and its project")
                  .orElse(
                      "it is not known which project of Azure DevOps the repository belongs to"),
              "add -Dmlops.organization=ORGANIZATION/PROJECT"));
    }
    Optional<Place> named =
        mistakes.reading(() -> Place.parse("azureDevOpsUrl", url.orElse(AzureDevOpsSite.PUBLIC)));
    mistakes.refuse("the command");
    Place place = named.orElseThrow();
    AzureDevOpsSite site = new AzureDevOpsSite(place, parts[0]);
    GitHost server = place.server();
    Supplier<Optional<Credentials>> login =
        once(
            () ->
                sources
                    .settings()
                    .apply(server)
                    .or(() -> EnvironmentTokens.azureDevOps(site, sources.environment()))
                    .or(() -> sources.helper().apply(server))
                    .or(() -> access.netrc(server)));
    return new Reached<>(
        new AzureDevOpsHost(site, parts[1], new RestConnection(site, access, login, pause)),
        access.withCredentials(host -> onlyTo(server, host, login)));
  }

  /** A host's login goes to that host only; an SSH key's passphrase is looked up as ever. */
  private Optional<Credentials> onlyTo(
      GitHost server, GitHost asking, Supplier<Optional<Credentials>> login) {
    if (asking.equals(server)) {
      return login.get();
    }
    boolean key = asking.scheme().equals("ssh") && asking.host().equals(server.host());
    return key ? sources.settings().apply(asking) : access.lookups().any().apply(asking);
  }

  private static Supplier<Optional<Credentials>> once(Supplier<Optional<Credentials>> search) {
    return new Supplier<>() {
      private Optional<Optional<Credentials>> found = Optional.empty();

      @Override
      public synchronized Optional<Credentials> get() {
        if (found.isEmpty()) {
          found = Optional.of(search.get());
        }
        return found.get();
      }
    };
  }
}

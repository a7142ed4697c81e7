package io.github.mlopsmaven.ssh;

import java.util.Map;
import java.util.Optional;

/**
 * What decides how SSH servers are reached, beside the user's {@code .ssh}.
 *
 * @param environment the environment variables: {@code PATH}, {@code GIT_SSH_COMMAND}, …
 * @param person who sits at the terminal, so that {@code ssh} may ask there; empty for nobody
 * @param logins finds what is configured for a server
 */
public record SshSetup(Map<String, String> environment, Optional<Person> person, Logins logins) {

  /** Somebody at the terminal. */
  @FunctionalInterface
  public interface Person {

    /**
     * Asks for a secret, without showing what is typed.
     *
     * @param question what for
     * @return empty for no answer
     */
    Optional<String> secret(String question);
  }

  /** Finds what is configured for a server. */
  @FunctionalInterface
  public interface Logins {

    /**
     * The login of a server.
     *
     * @param host its name, in lower case
     * @param port its port
     */
    Optional<SshLogin> find(String host, int port);
  }

  /** Copies the variables. */
  public SshSetup {
    environment = Map.copyOf(environment);
  }

  /** The environment of this process, nobody to ask, no logins. */
  public static SshSetup standard() {
    return new SshSetup(System.getenv(), Optional.empty(), (host, port) -> Optional.empty());
  }

  /** A variable; empty where it is not set, or set to nothing. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}

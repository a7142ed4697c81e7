package io.github.mlopsmaven.gitconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What git looks at to find a user's configuration.
 *
 * @param variables the environment
 * @param userHome the home directory where the environment names none
 */
public record GitEnvironment(Map<String, String> variables, Path userHome) {

  /** Copies the map. */
  public GitEnvironment {
    variables = Map.copyOf(variables);
  }

  /**
   * The one of this process. A home that the JVM was started with ({@code -Duser.home}) goes before
   * {@code HOME}: it is meant for this process alone.
   */
  public static GitEnvironment ofThisProcess() {
    Path userHome = Path.of(System.getProperty("user.home"));
    Map<String, String> variables = new HashMap<>(System.getenv());
    if (arguments().anyMatch(argument -> argument.startsWith("-Duser.home="))) {
      variables.put("HOME", userHome.toString());
    }
    return new GitEnvironment(variables, userHome);
  }

  /** The arguments of this JVM. Java itself forgets them where they are long. */
  private static Stream<String> arguments() {
    try {
      return Arrays.stream(Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1));
    } catch (IOException e) {
      return Arrays.stream(ProcessHandle.current().info().arguments().orElse(new String[0]));
    }
  }

  /**
   * The same for another home directory; what else the environment says to git does not count any
   * more.
   *
   * @param home where {@code .gitconfig} is
   */
  public GitEnvironment withHome(Path home) {
    Map<String, String> others = new HashMap<>(variables);
    others
        .keySet()
        .removeIf(
            name ->
                name.startsWith("GIT_") || name.equals("XDG_CONFIG_HOME") || name.equals("EMAIL"));
    others.put("HOME", home.toString());
    return new GitEnvironment(others, home);
  }

  /** A variable that is set, and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** The home directory, as git finds it: {@code HOME} goes before what the system says. */
  public Path home() {
    return variable("HOME").map(Path::of).orElse(userHome);
  }

  /** Shows nothing, since an environment has tokens in it. */
  @Override
  public String toString() {
    return "GitEnvironment[***]";
  }
}

package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs Maven from a script of an integration test, for what the invoker cannot do: something typed,
 * or something to look at between two runs.
 */
public final class MavenRun {

  private final Path directory;
  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();
  private String typed = "";
  private boolean verifies;

  private MavenRun(Path directory, Path home) {
    this.directory = directory;
    this.home = home;
  }

  /**
   * What a run came to.
   *
   * @param status 0 if it succeeded
   * @param log what it printed
   */
  public record Result(int status, BuildLog log) {}

  /**
   * Takes the Maven, the settings, the home and the local repository of the test's own run.
   *
   * @param directory the copy of the test's directory, with a {@code build.log}
   * @throws IOException when that cannot be read
   */
  public static MavenRun in(Path directory) throws IOException {
    return new MavenRun(directory, BuildLog.of(directory).mavenHome());
  }

  /** Types lines; the input ends after them. */
  public MavenRun typing(String... lines) {
    typed = String.join("\n", lines) + "\n";
    return this;
  }

  /** Leaves it to the goals whether generated projects are verified, as they do for a user. */
  public MavenRun verifying() {
    verifies = true;
    return this;
  }

  /** Sets a variable of the environment. */
  public MavenRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A Maven that runs. */
  public static final class Running {

    private final Process process;

    private Running(Process process) {
      this.process = process;
    }

    /** Tells it to end, as a person does with Ctrl-C. */
    public void stop() {
      // The process's own method would close the streams.
      process.toHandle().destroy();
    }

    /**
     * Waits until it has ended, without reading what it printed.
     *
     * @throws IllegalStateException when it goes on
     * @throws InterruptedException when the caller is told to stop
     */
    public void awaitEnd() throws InterruptedException {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("it goes on after it was told to end");
      }
    }

    /**
     * Waits for its end.
     *
     * @throws IOException when what it prints cannot be read
     * @throws InterruptedException when the caller is told to stop
     */
    public Result end() throws IOException, InterruptedException {
      byte[] printed = process.getInputStream().readAllBytes();
      return new Result(
          process.waitFor(), BuildLog.parse(new String(printed, Charset.defaultCharset())));
    }
  }

  /**
   * Runs it to its end.
   *
   * @param arguments goals and options
   * @throws IOException when Maven cannot be started
   * @throws InterruptedException when the caller is told to stop
   */
  public Result run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  /**
   * Starts it.
   *
   * @param arguments goals and options
   * @throws IOException when Maven cannot be started
   */
  public Running start(String... arguments) throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(windows ? "mvn.cmd" : "mvn").toString());
    command.add("--show-version");
    command.addAll(
        List.of("--settings", directory.resolveSibling("interpolated-settings.xml").toString()));
    command.add("-Dmaven.repo.local=" + directory.resolve("../../local-repo").normalize());
    // What the invoker gives its own runs; a later one goes before it.
    if (!verifies) {
      command.add("-Dmlops.verify=off");
    }
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    String user = directory.resolve("../../home").normalize().toString();
    builder.environment().keySet().removeAll(List.of("MAVEN_ARGS", "CI", "TERM"));
    builder
        .environment()
        .put("MAVEN_OPTS", "-Duser.home=" + user + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    builder.environment().put("HOME", user);
    builder.environment().put("XDG_CONFIG_HOME", user + "/.config");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(typed.getBytes(Charset.defaultCharset()));
    }
    return new Running(process);
  }
}

package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.io.StoppableRun;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: how they begin and end, and how parameters are found. */
abstract class AbstractGoalMojo extends AbstractMojo {

  /**
   * Whether to skip all goals of this plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.skip", defaultValue = "false")
  private boolean skipAll;

  /**
   * The run of Maven.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private @Nullable MavenSession session;

  /**
   * This plugin.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private @Nullable PluginDescriptor plugin;

  /**
   * How the goal came to run.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = "${mojoExecution}", readonly = true)
  private @Nullable MojoExecution execution;

  /** How the operating system writes names and arguments. */
  private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

  private volatile Supplier<Optional<String>> whenStopped = () -> Optional.of("Stopped.");

  private final Mistakes mistakes = new Mistakes();

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    setLog(VisibleLog.of(getLog()));
    GoalEnd.prepare();
    StoppableRun stoppable = StoppableRun.begin(() -> whenStopped.get());
    try {
      checkNames();
      if (session != null && (said("skip", skipAll) || skipped())) {
        requireNoMistake();
        getLog().info("Skipped.");
        return;
      }
      run();
    } catch (RuntimeException | Error e) {
      // Shown with -X only: of an exception that has a cause, Maven prints what the cause says
      // behind the remedy, a login in a URL included.
      getLog().debug(e);
      MlopsException told = Unexpected.of(e, ENCODING);
      if (told instanceof UsageException) {
        throw new MojoFailureException(told.getMessage());
      }
      throw new MojoExecutionException(told.getMessage());
    } finally {
      GoalEnd.release();
      stoppable.close();
    }
  }

  /** What is typed for no goal would be ignored, and the default would come out. */
  private void checkNames() {
    if (session == null || plugin == null) {
      return;
    }
    MavenSession maven = session;
    KnownParameters known = new KnownParameters(plugin.getMojos());
    known.checkProperties(MlopsProperties.typed(maven), "-D%s", mistakes);
    if (execution != null) {
      new UnreadProperties(known, maven, execution).check(getLog()::warn, mistakes);
    }
    pom().check(known, maven.getSettings().getProfiles(), mistakes);
    checkParameters();
  }

  /** Looks at what is read at the end only, so that it is told with the other mistakes. */
  void checkParameters() {}

  /** What is wrong with the command so far. */
  final Mistakes mistakes() {
    return mistakes;
  }

  /** Refuses a command with mistakes: when all parameters are read, before anything is done. */
  final void requireNoMistake() {
    mistakes.refuse("the command");
  }

  /** Whether this goal is switched off. */
  abstract boolean skipped();

  /** Does what the goal is for. */
  abstract void run();

  /**
   * From now on a person who stops the run is told something else.
   *
   * @param sentence what; asked for at that moment
   */
  final void whenStopped(Supplier<String> sentence) {
    whenStopped = () -> Optional.of(sentence.get());
  }

  final String version() {
    return given(plugin, "plugin").getVersion();
  }

  final Path currentDirectory() {
    return Path.of(given(session, "session").getExecutionRootDirectory());
  }

  /**
   * A parameter: what the command line says, else what Maven gave. Maven itself would let a POM's
   * configuration go before the command line.
   *
   * @param name the parameter's name, without {@code mlops.}
   * @param given what Maven gave
   */
  final Optional<String> said(String name, @Nullable String given) {
    String typed = MlopsProperties.typed(given(session, "session")).getProperty("mlops." + name);
    if (typed != null) {
      Unexpected.requireReadable("mlops." + name, typed, ENCODING);
    }
    return Optional.ofNullable(typed == null ? given : typed);
  }

  /** A file or folder; one of the command line is relative to the current folder. */
  final Optional<Path> said(String name, @Nullable File given) {
    return said(name, (String) null)
        .map(typed -> currentDirectory().resolve(typed))
        .or(() -> Optional.ofNullable(given).map(File::toPath));
  }

  /** A file or folder that is written to. */
  final Optional<Path> written(String name, @Nullable File given) {
    return said(name, (String) null)
        .map(Path::of)
        .or(() -> Optional.ofNullable(given).map(File::toPath))
        .map(this::place);
  }

  /**
   * Where something is written.
   *
   * @param path what was typed, or what Maven made of a POM's text: with the module's folder before
   *     it
   */
  Path place(Path path) {
    return currentDirectory().resolve(path);
  }

  /** The module that the goal runs for; empty where there is no POM. */
  final Optional<MavenProject> module() {
    return Optional.ofNullable(session().getCurrentProject())
        .filter(project -> project.getFile() != null);
  }

  /** The generated projects that the goal runs for. */
  final LockedModules modules() {
    return new LockedModules(session(), execution);
  }

  /** A switch; its name alone turns it on. */
  final boolean said(String name, boolean given) {
    // Another word than true or false was refused when the names were checked.
    return said(name, (String) null)
        .map(typed -> typed.isEmpty() || typed.equals("true"))
        .orElse(given);
  }

  /** A word out of a few. */
  final String said(String name, String given, List<String> words) {
    String word = said(name, given).orElse(given);
    if (!words.contains(word)) {
      mistakes.add(
          new UsageException(typed(name, word) + " is unknown", Suggestion.useOneOf(word, words)));
      return words.get(0);
    }
    return word;
  }

  /** A parameter with its value as it was typed: on the command line, or in a POM. */
  private String typed(String name, String value) {
    return said(name, (String) null).isPresent()
        ? "-Dmlops." + name + "=" + value
        : pom()
            .spelled(List.of(name), value, session().getSettings().getProfiles())
            .orElseGet(() -> "<" + name + ">" + value + "</" + name + "> in the POM");
  }

  private ConfiguredInPom pom() {
    return new ConfiguredInPom(session().getCurrentProject(), plugin);
  }

  /** A number of bytes. */
  final long bytes(String name, String given) {
    return number(name, given, "bytes", 1, Long.MAX_VALUE, 1_000_000_000);
  }

  /**
   * A whole number.
   *
   * @param name the parameter
   * @param given what Maven gave
   * @param unit what it counts, as in {@code bytes}
   * @param least the smallest that is allowed
   * @param most the largest that is allowed
   * @param example one that is usual; stands in for one that is refused
   */
  final long number(
      String name, @Nullable String given, String unit, long least, long most, long example) {
    String text = said(name, given).orElse("").strip();
    String remedy = "use an integer, as in -Dmlops." + name + "=" + example;
    if (!text.matches("[+-]?[0-9]{1,18}")) {
      mistakes.add(new UsageException(typed(name, text) + " is not a number of " + unit, remedy));
      return example;
    }
    long number = Long.parseLong(text);
    if (number < least || number > most) {
      String range =
          most == Long.MAX_VALUE ? "at least " + least : "between " + least + " and " + most;
      mistakes.add(
          new UsageException(
              typed(name, text) + " is not " + range + " " + unit,
              "use another, as in -Dmlops." + name + "=" + example));
      return example;
    }
    return number;
  }

  /**
   * A parameter that has a form of its own. What is refused is told under the name that it was
   * given by.
   *
   * @param name the parameter
   * @param text its value
   * @param parse reads it
   * @return empty where there is none, or it was refused
   */
  final <T> Optional<T> parsed(String name, Optional<String> text, Function<String, T> parse) {
    return text.filter(typed -> !typed.isBlank())
        .flatMap(
            value ->
                mistakes.reading(
                    () -> {
                      try {
                        return parse.apply(value);
                      } catch (UsageException e) {
                        boolean isTyped = said(name, (String) null).isPresent();
                        // On the command line the remedy has the name.
                        String where = isTyped ? "" : " (" + typed(name, value) + ")";
                        throw new UsageException(e.problem() + where, e.remedy());
                      }
                    }));
  }

  /** The plugin; none in some tests. */
  final @Nullable PluginDescriptor plugin() {
    return plugin;
  }

  /** Maven's session. */
  final MavenSession session() {
    return given(session, "session");
  }

  final MlopsProperties properties() {
    return new MlopsProperties(given(session, "session"), ENCODING);
  }

  /** Whether a person sits there: not in batch mode, on a build server or without an input. */
  final boolean interactive() {
    return given(session, "session").getRequest().isInteractiveMode()
        && BuildServers.NONE.test(System.getenv())
        && StandardInput.isOpen();
  }

  /** Whether Maven may make no request. */
  final boolean offline() {
    return given(session, "session").isOffline();
  }

  /** The user properties of this plugin that were typed, sorted, without {@code mlops.}. */
  final Map<String, String> typed() {
    return properties().typed();
  }

  static <T> T given(@Nullable T injected, String name) {
    if (injected == null) {
      throw new IllegalStateException("Maven did not give the goal its " + name);
    }
    return injected;
  }
}

package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.io.StoppableRun;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.verify.RuleSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: their surroundings, and how parameters are found. */
abstract class AbstractGoalMojo extends AbstractMojo {

  /**
   * A file with choices, in the syntax of {@code java.util.Properties}, under the names of the
   * accelerator's script: {@code infrastructure_version}, {@code project_type}, {@code
   * mlops_version}, {@code orchestration}, {@code git_folder_location}, {@code project_name},
   * {@code github_org_name}, {@code project_template_github_url}, {@code template_ref}, {@code
   * remote}; also {@code options.NAME} and {@code values.NAME}. Command line and POM go before it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.optionsFile")
  private @Nullable File optionsFile;

  /**
   * How the report is written: {@code text} or {@code json}. A program that reads the JSON does
   * best with {@code mlops.outputFile}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.format", defaultValue = "text")
  private String format = "text";

  /**
   * The file that the report is written to; the default is the console.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.outputFile")
  private @Nullable File outputFile;

  /**
   * How many seconds a server may be silent, or send less than 200 bytes a second, until the goal
   * gives up; the same goes for another run that holds the cache. The default is 60. A credential
   * helper of git has three times as long.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.timeout", defaultValue = "60")
  private long timeout = 60;

  /**
   * Whether to skip all goals of this plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.skip", defaultValue = "false")
  private boolean skipAll;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private @Nullable MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private @Nullable PluginDescriptor plugin;

  @Inject private @Nullable SettingsDecrypter decrypter;

  @Inject private @Nullable RepositorySystem repositorySystem;

  /** How the operating system writes names and arguments. */
  private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

  private volatile Supplier<Optional<String>> whenStopped = () -> Optional.of("Stopped.");

  private Optional<OptionsFile> readOptionsFile = Optional.empty();

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
    known.checkProperties(maven.getUserProperties(), "-D%s", mistakes);
    new ConfiguredInPom(maven.getCurrentProject(), plugin).check(known, mistakes);
    said("format", format, List.of("text", "json"));
  }

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

  /**
   * The adapters.
   *
   * @param cacheDirectory where fetched templates are kept; empty for the user's cache folder
   * @param maxTransfer how many bytes a template may transfer
   */
  final Wiring wiring(Optional<Path> cacheDirectory, long maxTransfer) {
    return new Wiring(
        given(session, "session"),
        given(decrypter, "decrypter"),
        given(repositorySystem, "repositorySystem"),
        new MavenProgress(given(session, "session"), getLog()),
        cacheDirectory.orElseGet(UserCache::directory),
        maxTransfer,
        timeout(),
        version());
  }

  /**
   * The template that parameters name, else the options file, else the built-in one.
   *
   * @param template where it is
   * @param templateRef which state of it
   * @param serverId the login for it
   */
  final TemplateSource templateSource(
      Wiring wiring,
      @Nullable String template,
      @Nullable String templateRef,
      @Nullable String serverId) {
    String text = text("template", template, "project_template_github_url").orElse("builtin");
    return source(
        wiring, text, text("templateRef", templateRef, "template_ref"), said("serverId", serverId));
  }

  /**
   * A template.
   *
   * @param text what a person typed
   * @param ref which state of it
   * @param serverName the login for it
   */
  final TemplateSource source(
      Wiring wiring, String text, Optional<String> ref, Optional<String> serverName) {
    Optional<String> below = TemplateLocation.subdirectory(text);
    String whole =
        below.map(path -> text.substring(0, text.length() - path.length() - 2)).orElse(text);
    TemplateSource source =
        wiring.template(TemplateLocation.parse(whole, currentDirectory()), ref, serverName);
    return below.map(path -> wiring.below(source, path)).orElse(source);
  }

  private Duration timeout() {
    long seconds = said("timeout", timeout);
    if (seconds < 1 || seconds > 86_400) {
      throw new UsageException(
          "timeout " + seconds + " is not between 1 and 86400 seconds", "use -Dmlops.timeout=60");
    }
    return Duration.ofSeconds(seconds);
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
    String typed = given(session, "session").getUserProperties().getProperty("mlops." + name);
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
        : "<" + name + ">" + value + "</" + name + "> in the POM";
  }

  /**
   * What the user says about rules of {@code mlops:verify}.
   *
   * @param configured the POM's map
   */
  final List<RuleSetting> ruleSettings(@Nullable Map<String, String> configured) {
    return family("rules", configured).entrySet().stream()
        .flatMap(
            entry ->
                mistakes
                    .reading(() -> RuleSettings.parse(entry.getKey(), entry.getValue()))
                    .stream())
        .toList();
  }

  /** A number of bytes. */
  final long said(String name, long given) {
    Optional<String> typed = said(name, (String) null);
    try {
      return typed.isPresent() ? Long.parseLong(typed.get()) : given;
    } catch (NumberFormatException e) {
      mistakes.add(
          new UsageException(
              "-Dmlops." + name + "=" + typed.get() + " is not a number of bytes",
              "write it in digits, as in -Dmlops." + name + "=1000000000"));
      return given;
    }
  }

  /** A parameter, else the entry of the options file that stands for it. */
  final Optional<String> text(String name, @Nullable String parameter, String key) {
    return said(name, parameter)
        .filter(text -> !text.isBlank())
        .map(String::strip)
        .or(() -> optionsFile().get(key));
  }

  final OptionsFile optionsFile() {
    if (readOptionsFile.isEmpty()) {
      Optional<Path> file = said("optionsFile", optionsFile);
      readOptionsFile =
          file.isEmpty()
              ? Optional.of(OptionsFile.none())
              : mistakes.reading(() -> OptionsFile.read(file.get(), mistakes));
      if (readOptionsFile.isEmpty()) {
        // What it would have said cannot be missed.
        requireNoMistake();
      }
    }
    return readOptionsFile.orElseThrow();
  }

  /**
   * A family of settings: {@code -Dmlops.values.NAME=…} before the POM's map before a property of
   * the POM before the options file.
   *
   * @param family {@code values} or {@code options}
   * @param configured the POM's map
   */
  final Map<String, String> family(String family, @Nullable Map<String, String> configured) {
    Map<String, String> texts = new LinkedHashMap<>(optionsFile().below(family + "."));
    texts.putAll(properties().pom(family));
    if (configured != null) {
      texts.putAll(configured);
    }
    texts.putAll(commandLine(family));
    return texts;
  }

  /** The settings of a family on the command line. */
  final Map<String, String> commandLine(String family) {
    return properties().commandLine(family);
  }

  private MlopsProperties properties() {
    return new MlopsProperties(given(session, "session"), ENCODING);
  }

  /** Whether a person sits there: neither in batch mode nor on a build server. */
  final boolean interactive() {
    return given(session, "session").getRequest().isInteractiveMode()
        && BuildServers.NONE.test(System.getenv());
  }

  /** Whether Maven may make no request. */
  final boolean offline() {
    return given(session, "session").isOffline();
  }

  /** The user properties of this plugin that were typed, sorted, without {@code mlops.}. */
  final Map<String, String> typed() {
    return properties().typed();
  }

  /** Asks only where a person sits. */
  final Questions questions() {
    return interactive()
        ? new ConsoleQuestions(
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
            System.out)
        : Questions.NONE;
  }

  /** Whether a report goes to the console, for a person. */
  final boolean isTextOnConsole() {
    return said("format", format).orElse("text").equals("text")
        && said("outputFile", outputFile).isEmpty();
  }

  /** Writes a report as {@code format} and {@code outputFile} say. */
  final void report(Supplier<String> json, Supplier<List<String>> text) {
    new ReportOutput(
            getLog(), said("format", format).orElse("text"), said("outputFile", outputFile))
        .write(json, text);
  }

  static <T> T given(@Nullable T injected, String name) {
    if (injected == null) {
      throw new IllegalStateException("Maven did not give the goal its " + name);
    }
    return injected;
  }
}

package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.policy.AllowedTemplate;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.RuleSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * What the goals that read templates or talk to servers have in common: choices in a file, and how
 * templates and servers are reached.
 */
abstract class AbstractRemoteMojo extends AbstractGoalMojo {

  /**
   * A file with choices, in the syntax of {@code java.util.Properties}, under the names of the
   * accelerator's script: {@code infrastructure_version}, {@code project_type}, {@code
   * mlops_version}, {@code orchestration}, {@code git_folder_location}, {@code project_name},
   * {@code github_org_name}, {@code project_template_github_url}, {@code template_ref}, {@code
   * remote}; also {@code options.NAME}, {@code values.NAME} and {@code rules.ID}. The command line
   * and the POM take precedence.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.optionsFile")
  private @Nullable File optionsFile;

  /**
   * How many seconds to wait for a server that sends nothing, or less than 200 bytes per second,
   * and for another run that holds the cache. The default is 60. Git's credential helpers, and each
   * answer of a host's API as a whole, get three times as long.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.timeout", defaultValue = "60")
  private String timeout = "60";

  @Inject private @Nullable SettingsDecrypter decrypter;

  @Inject private @Nullable RepositorySystem repositorySystem;

  private Optional<OptionsFile> readOptionsFile = Optional.empty();

  /**
   * The adapters.
   *
   * @param cacheDirectory where fetched templates are kept; empty for the user's cache folder
   * @param maxTransfer how many bytes a template may transfer
   */
  final Wiring wiring(Optional<Path> cacheDirectory, long maxTransfer) {
    return new Wiring(
        session(),
        given(decrypter, "decrypter"),
        given(repositorySystem, "repositorySystem"),
        new MavenProgress(session(), getLog()),
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
        wiring,
        text,
        text("templateRef", templateRef, "template_ref"),
        said("templateServerId", serverId));
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
        wiring.templates().at(TemplateLocation.parse(whole, currentDirectory()), ref, serverName);
    return below.map(path -> wiring.templates().below(source, path)).orElse(source);
  }

  /**
   * The policies that count for a project.
   *
   * @param configured what Maven gave
   * @param folder the project's folder, or where it will be
   * @param lock the project's lock, if there is a project
   */
  final List<NamedPolicy> policies(
      @Nullable String configured, Path folder, Optional<ProjectLock> lock) {
    return PolicySources.of(
        session(),
        plugin(),
        moduleAt(folder),
        Optional.ofNullable(configured),
        currentDirectory(),
        lock);
  }

  /**
   * Holds a goal that writes to the policies that count.
   *
   * @param configured what Maven gave
   * @param atLeast {@code off}, {@code warn} or {@code required}
   * @param folder the project's folder, or where it will be
   * @param lock the project's lock, if there is a project
   */
  final Policing policing(
      Wiring wiring,
      @Nullable String configured,
      String atLeast,
      Path folder,
      Optional<ProjectLock> lock) {
    List<NamedPolicy> named = policies(configured, folder, lock);
    return new Policing(
        wiring.policyCheck(named),
        named.stream()
            .map(NamedPolicy::text)
            .filter(text -> TemplateLocation.coordinates(text).isPresent())
            .distinct()
            .toList(),
        AllowedTemplate.Signed.valueOf(atLeast.toUpperCase(Locale.ROOT)),
        wiring.signatures(),
        result -> {
          if (result.level() == Level.WARNING) {
            getLog().warn(result.toString());
          } else {
            getLog().info(result.toString());
          }
        });
  }

  /** The module that a folder is, or the one that the goal runs for. */
  private @Nullable MavenProject moduleAt(Path folder) {
    List<MavenProject> modules = session().getProjects();
    return (modules == null ? List.<MavenProject>of() : modules)
        .stream()
            .filter(each -> each.getFile() != null)
            .filter(each -> LockedModules.wholeName(each.getBasedir().toPath()).equals(folder))
            .findFirst()
            .orElse(session().getCurrentProject());
  }

  /** How templates are reached, for judging a project. */
  final PolicedFolder.Templates templates(Wiring wiring, Optional<String> serverName) {
    return new PolicedFolder.Templates() {
      @Override
      public TemplateSource source(String text, Optional<String> ref) {
        return AbstractRemoteMojo.this.source(wiring, text, ref, serverName);
      }

      @Override
      public TemplateAge age(String text, Optional<String> ref) {
        String whole =
            TemplateLocation.subdirectory(text)
                .map(path -> text.substring(0, text.length() - path.length() - 2))
                .orElse(text);
        return wiring
            .templates()
            .age(TemplateLocation.parse(whole, currentDirectory()), ref, serverName);
      }
    };
  }

  private Duration timeout() {
    return Duration.ofSeconds(number("timeout", timeout, "seconds", 1, 86_400, 60));
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
              : mistakes().reading(() -> OptionsFile.read(file.get(), mistakes()));
      if (readOptionsFile.isEmpty()) {
        // What it would have said cannot be missed.
        requireNoMistake();
      }
    }
    return readOptionsFile.orElseThrow();
  }

  /** How options and values were given. */
  final Spelling spelling() {
    return new GivenNames(session(), plugin(), optionsFile(), said("optionsFile", optionsFile));
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

  /** The parameters that stand for options of the built-in template, by the options' names. */
  record OptionParameters(
      @Nullable String infrastructureVersion,
      @Nullable String projectType,
      @Nullable String mlopsVersion,
      @Nullable String orchestration) {}

  /**
   * What is chosen, by the names of the options.
   *
   * @param configured the options of a POM
   * @param parameters what the POM says of the others
   */
  final Map<String, String> chosen(
      @Nullable Map<String, String> configured, OptionParameters parameters) {
    Map<String, String> chosen = family("options", configured);
    put(chosen, "infrastructure_version", parameters.infrastructureVersion());
    put(chosen, "project_type", parameters.projectType());
    put(chosen, "mlops_version", parameters.mlopsVersion());
    put(chosen, "orchestration", parameters.orchestration());
    return chosen;
  }

  /**
   * {@code -Dmlops.options.NAME} is the command line's, so it takes precedence over a parameter's
   * POM.
   */
  private void put(Map<String, String> chosen, String option, @Nullable String parameter) {
    Optional<String> value =
        said(Option.parameter(option), parameter)
            .map(String::strip)
            .filter(text -> !text.isEmpty());
    if (value.isEmpty()) {
      optionsFile().get(option).ifPresent(text -> chosen.putIfAbsent(option, text));
    } else if (!commandLine("options").containsKey(option)) {
      chosen.put(option, value.get());
    }
  }

  /** The settings of a family on the command line. */
  final Map<String, String> commandLine(String family) {
    return properties().commandLine(family);
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
                mistakes()
                    .reading(() -> RuleSettings.parse(entry.getKey(), entry.getValue()))
                    .stream())
        .toList();
  }

  /** Asks only where a person sits. */
  final Questions questions() {
    return interactive()
        ? new ConsoleQuestions(
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
            System.out)
        : Questions.NONE;
  }

  /** Where a report goes. */
  final ReportOutput output(String format, @Nullable File outputFile) {
    return new ReportOutput(
        getLog(), said("format", format).orElse(format), written("outputFile", outputFile));
  }
}

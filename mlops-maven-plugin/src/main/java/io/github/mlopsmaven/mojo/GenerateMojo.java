package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.GeneratedProject;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.generate.Summary;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Publisher;
import io.github.mlopsmaven.remote.Hosts;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Generates a project: a folder with a complete, committed git repository, generated from a
 * template for one selection of its options. It is created next to its target and moved into place
 * in one step; an existing folder with content is never touched.
 *
 * <p>In interactive mode, the goal prompts for missing values; with {@code -B} and in CI, it fails
 * and lists them.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate", requiresProject = false, threadSafe = true, aggregator = true)
public final class GenerateMojo extends AbstractGenerateMojo {

  /**
   * Whether to skip this goal. {@code mlops.skip} skips all goals.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.generate.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The language of the infrastructure code: {@code terraform} or {@code bicep}, or another value
   * that the template offers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.infrastructureVersion")
  private @Nullable String infrastructureVersion;

  /**
   * The kind of machine learning problem: {@code classical}, {@code cv} or {@code nlp}, or another
   * value that the template offers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectType")
  private @Nullable String projectType;

  /**
   * The Azure ML interface: {@code aml-cli-v2}, {@code python-sdk-v1}, {@code python-sdk-v2} or
   * {@code rai-aml-cli-v2}, or another value that the template offers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.mlopsVersion")
  private @Nullable String mlopsVersion;

  /**
   * The CI/CD platform: {@code github-actions} or {@code azure-devops}, or another value that the
   * template offers.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.orchestration")
  private @Nullable String orchestration;

  /**
   * Further options of a custom template; on the command line {@code -Dmlops.options.NAME=VALUE}.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> options;

  /**
   * Values that the template declares ({@code mlops:options} prints them), such as {@code
   * namespace}, {@code postfix} and {@code location}; on the command line {@code
   * -Dmlops.values.NAME=TEXT}.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> values;

  /**
   * The name of the project's folder and repository: 1 to 64 letters, digits, {@code .}, {@code _}
   * and {@code -}. Required.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.projectName")
  private @Nullable String projectName;

  /**
   * The folder in which the project's folder is created; the default is the current one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.outputDirectory")
  private @Nullable File outputDirectory;

  /**
   * The user's own pipeline-templates repository, as {@code OWNER/REPO@REF}; every reference to the
   * template's second repository is pointed at it. For Azure Pipelines, {@code
   * git:PROJECT/REPO@REF} names a repository of Azure Repos and {@code github:OWNER/REPO@REF} one
   * of GitHub.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pipelineTemplates")
  private @Nullable String pipelineTemplates;

  /**
   * The name of the service connection with which Azure Pipelines reads a pipeline-templates
   * repository on GitHub.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.pipelineTemplatesEndpoint")
  private @Nullable String pipelineTemplatesEndpoint;

  /**
   * Whether to generate an incomplete combination, such as code without pipelines. The missing
   * parts are listed in the project's README.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.allowPartial", defaultValue = "false")
  private boolean allowPartial;

  /**
   * The author of the commit, as {@code NAME <EMAIL>}; the default is git's {@code user.name} and
   * {@code user.email}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.author")
  private @Nullable String author;

  /**
   * The maximum size of one file, in bytes; the default is 100000000.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.maxFileSize", defaultValue = "100000000")
  private String maxFileSize = "100000000";

  /**
   * What to do with findings of {@code mlops:verify} in the finished project: {@code warn} (the
   * default) prints them and adds them to the README's checklist, more than three in {@code
   * .mlops/findings.md}; {@code fail} writes no project if a finding has level error, {@code off}
   * skips verification.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.verify", defaultValue = "warn")
  private String verify = "warn";

  /**
   * Whether to apply the fixes that the template's descriptor declares. {@code false} leaves the
   * template's files untouched; the default is {@code true}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.fixes", defaultValue = "true")
  private boolean fixes;

  /**
   * The severity of rules of {@code mlops:verify}, as rule id to {@code LEVEL: REASON}, where the
   * level is {@code error}, {@code warning}, {@code note} or {@code off}; on the command line
   * {@code -Dmlops.rules.ID="off: REASON"}. {@code docs/rules} lists the rules.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable Map<String, String> rules;

  /**
   * What to do if the template version is not signed by a key that a policy trusts: {@code
   * required} refuses it, {@code warn} prints a warning, {@code off} (the default) leaves the
   * decision to the policies, which can be stricter.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.signatures", defaultValue = "off")
  private String signatures = "off";

  private static final ProjectName NO_NAME = new ProjectName("project");
  private static final TemplateSource NO_TEMPLATE =
      () -> {
        throw new UsageException("there is no template", "name one with -Dmlops.template");
      };

  @Override
  boolean skipped() {
    return said("generate.skip", skip);
  }

  @Override
  void run() {
    Wiring wiring = wiring();
    Questions questions = questions();
    ProjectCheck check = check(wiring);
    GenerateRequest request = toRequest(wiring, questions);
    String atLeast = said("signatures", signatures, List.of("off", "warn", "required"));
    Optional<Policing> policing =
        mistakes().reading(() -> policing(wiring, atLeast, request.target(), Optional.empty()));
    Optional<Publishing> publishing =
        host()
            .flatMap(
                host ->
                    mistakes()
                        .reading(() -> publishing(host, request.target(), request.organization())));
    if (!mistakes().isEmpty()) {
      ProjectGenerator.addWrongChoices(request, mistakes());
    }
    requireNoMistake();
    ProjectGenerator generator =
        wiring
            .projectGenerator(
                questions,
                remoteServerId(),
                check,
                plain ->
                    publishing
                        .<ProjectRepository>map(to -> new AzureInReadme(plain, to))
                        .orElse(plain))
            .admitting(policing.orElseThrow());
    publishing.ifPresent(later -> Publisher.requireNetwork(later.request()));
    if (dryRun()) {
      GenerateDryRun run = GenerateDryRun.of(generator, request, publishing);
      if (isText()) {
        run.project().run().warnings().forEach(getLog()::warn);
        run.project().run().remarks().forEach(this::log);
      }
      report(run::json, run::lines);
      return;
    }
    whenStopped(() -> stopped(request, publishing));
    GeneratedProject project = generator.generate(request);
    project.warnings().forEach(getLog()::warn);
    project.remarks().forEach(this::log);
    Summary.lines(project, currentDirectory()).forEach(getLog()::info);
    if (questions instanceof ConsoleQuestions console && console.answered()) {
      getLog().info("The same without questions: " + sameCommand(request, project));
    }
    publishing.ifPresent(this::publish);
  }

  /** What was typed and answered, as one command for a script. */
  private String sameCommand(GenerateRequest request, GeneratedProject project) {
    GoOnCommand command = GoOnCommand.generate();
    Map<String, String> words = typed();
    words.put("projectName", request.projectName().text());
    for (Option option : project.descriptor().options()) {
      Optional.ofNullable(project.selection().values().get(option.name()))
          .map(option::argument)
          .map(argument -> argument.substring("-Dmlops.".length()))
          .ifPresent(
              argument -> {
                int equals = argument.indexOf('=');
                words.put(argument.substring(0, equals), argument.substring(equals + 1));
              });
    }
    words.forEach(command::with);
    return command.text();
  }

  private void log(ProjectCheck.Remark remark) {
    switch (remark.level()) {
      case ERROR -> getLog().error(remark.toString());
      case WARNING -> getLog().warn(remark.toString());
      default -> getLog().info(remark.toString());
    }
  }

  /** The move into place is one step, so the project is there whole or not at all. */
  private static String stopped(GenerateRequest request, Optional<Publishing> publishing) {
    Path target = request.target();
    if (!Files.exists(target.resolve(ProjectLockFile.PATH))) {
      return "Stopped. Nothing was written; to start again type the same command.";
    }
    return publishing
        .map(later -> later.request().whenStopped())
        .or(() -> request.remote().map(remote -> unpushed(target, remote)))
        .orElse("Stopped. The project is complete at " + target + ".");
  }

  private static String unpushed(Path target, String remote) {
    return "Stopped before the push was confirmed. The project is complete; to push it type: "
        + ProjectGenerator.pushCommand(target, remote);
  }

  private GenerateRequest toRequest(Wiring wiring, Questions questions) {
    Map<String, String> chosen =
        chosen(
            options,
            new OptionParameters(infrastructureVersion, projectType, mlopsVersion, orchestration));
    // What is refused has a stand-in, so that the rest is read too; nothing is done with it.
    return new GenerateRequest(
        mistakes().reading(() -> templateSource(wiring)).orElse(NO_TEMPLATE),
        chosen,
        said("allowPartial", allowPartial),
        folder(),
        mistakes().reading(() -> name(questions)).orElse(NO_NAME),
        organization(),
        family("values", values),
        mistakes()
            .reading(
                () ->
                    PipelineTemplatesTarget.parse(
                        said("pipelineTemplates", pipelineTemplates),
                        said("pipelineTemplatesEndpoint", pipelineTemplatesEndpoint)))
            .flatMap(target -> target),
        parsed("author", said("author", author), Author::parse),
        remote().filter(remote -> !Hosts.isHost(remote)),
        said("fixes", fixes),
        new Limits(bytes("maxFileSize", maxFileSize), maxTotalSize()),
        version(),
        spelling());
  }

  private ProjectCheck check(Wiring wiring) {
    String mode = said("verify", verify, List.of("warn", "fail", "off"));
    return mode.equals("off")
        ? ProjectCheck.NONE
        : wiring.projectCheck(ruleSettings(rules), pipelineTemplatesUrl(), mode.equals("fail"));
  }

  private Optional<String> host() {
    return remote().filter(Hosts::isHost);
  }

  private Path folder() {
    return said("outputDirectory", outputDirectory)
        .or(() -> optionsFile().get("git_folder_location").map(currentDirectory()::resolve))
        .orElseGet(this::currentDirectory);
  }

  private ProjectName name(Questions questions) {
    return text("projectName", projectName, "project_name")
        .map(ProjectName::parse)
        .or(() -> askForName(questions, "Project name"))
        .orElseThrow(
            () -> new UsageException("the project has no name", "add -Dmlops.projectName=NAME"));
  }

  /** Asks until a name can be used, or nobody answers any more. */
  private static Optional<ProjectName> askForName(Questions questions, String what) {
    Optional<String> answer = questions.ask(what, List.of(), Optional.empty());
    try {
      return answer.map(ProjectName::parse);
    } catch (UsageException e) {
      return askForName(questions, "Project name (" + e.problem() + ")");
    }
  }
}

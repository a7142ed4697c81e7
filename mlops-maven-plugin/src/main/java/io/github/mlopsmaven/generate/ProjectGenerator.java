package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.io.LargeFiles;
import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.NotEmptyException;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.ShellWord;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.StagedFiles;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a project from a template, or says what it would make. */
public final class ProjectGenerator {

  private final ProjectRepository repository;
  private final Questions questions;
  private final ProjectCheck check;
  private final Admission admission;
  private final VelocityRenderer renderer = new VelocityRenderer();

  /**
   * Makes a generator.
   *
   * @param repository makes the project a git repository
   * @param questions asked for what the request leaves open
   */
  public ProjectGenerator(ProjectRepository repository, Questions questions) {
    this(repository, questions, ProjectCheck.NONE);
  }

  /**
   * Makes a generator that looks at what it made.
   *
   * @param repository makes the project a git repository
   * @param questions asked for what the request leaves open
   * @param check looks at each project before it is moved into place
   */
  public ProjectGenerator(ProjectRepository repository, Questions questions, ProjectCheck check) {
    this(repository, questions, check, Admission.ANYTHING);
  }

  private ProjectGenerator(
      ProjectRepository repository, Questions questions, ProjectCheck check, Admission admission) {
    this.repository = repository;
    this.questions = questions;
    this.check = check;
    this.admission = admission;
  }

  /**
   * The same generator, which makes only what may be made.
   *
   * @param rules says what may be made
   */
  public ProjectGenerator admitting(Admission rules) {
    return new ProjectGenerator(repository, questions, check, rules);
  }

  /**
   * Makes what a request gives in a temporary folder, which is gone afterwards, to say what it
   * would be: what is refused here is what {@link #generate} refuses.
   *
   * @param request what is asked for
   */
  public DryRun plan(GenerateRequest request) {
    return plan(request, staged -> {});
  }

  /**
   * The same, for somebody who has to read the project's files to say what would become of it next.
   *
   * @param request what is asked for
   * @param reader is given that folder
   */
  public DryRun plan(GenerateRequest request, Consumer<Path> reader) {
    StagingDirectory.requireFree(request.target());
    StagingDirectory.requireWritable(request.target());
    ProjectRepository.Author author = author(request);
    try (TemplateSnapshot template = request.template().open();
        StagingDirectory staging = StagingDirectory.temporary(request.projectName().text())) {
      Blueprint blueprint = admitted(template, request);
      fetch(template, blueprint, request);
      Staged staged = stage(staging.path(), template, blueprint, request, check);
      reader.accept(staging.path());
      String tree =
          repository.commitAll(staging.path(), staged.content(), author, message(blueprint));
      return DryRun.of(
          request, blueprint, staging.path(), tree, staged.warnings(), staged.remarks());
    }
  }

  /**
   * Makes a project's files in a temporary folder, without a repository, for somebody who compares
   * them with a project that exists.
   *
   * @param request what is asked for; its target does not count
   * @return the files, to be closed
   */
  public StagedProject stage(GenerateRequest request) {
    try (OpenedTemplate template = OpenedTemplate.of(request.template())) {
      return stage(template, request);
    }
  }

  /**
   * The same, of a template that is open.
   *
   * @param template the template of the request
   * @param request what is asked for
   * @return the files, to be closed
   */
  public StagedProject stage(OpenedTemplate template, GenerateRequest request) {
    StagingDirectory staging = StagingDirectory.temporary(request.projectName().text());
    try {
      Blueprint decided =
          Blueprint.of(template.snapshot(), template.descriptor(), request, questions);
      Blueprint blueprint =
          decided.signedBy(admission.admit(template.snapshot(), decided, request));
      fetch(template.snapshot(), blueprint, request);
      // Where the template brings a README, what the check finds is the project's own from then on.
      ProjectCheck looking = OwnFiles.hasReadme(blueprint) ? ProjectCheck.NONE : check;
      stage(staging.path(), template.snapshot(), blueprint, request, looking);
      return new StagedProject(staging, blueprint, request);
    } catch (RuntimeException e) {
      staging.close();
      throw e;
    }
  }

  /**
   * Makes the project: complete at its target, or not at all.
   *
   * @param request what is asked for
   */
  public GeneratedProject generate(GenerateRequest request) {
    Path target = request.target();
    StagingDirectory.requireFree(target);
    ProjectRepository.Author author = author(request);
    try (TemplateSnapshot template = request.template().open()) {
      Blueprint blueprint = admitted(template, request);
      fetch(template, blueprint, request);
      GeneratedProject project = write(target, template, blueprint, request, author);
      return request.remote().isPresent() ? push(project, request.remote().get()) : project;
    }
  }

  /**
   * Adds what is wrong with the options and values of a request that has other mistakes too, as far
   * as its template can be read.
   *
   * @param request what is asked for
   * @param mistakes gets them
   */
  public static void addWrongChoices(GenerateRequest request, Mistakes mistakes) {
    try (TemplateSnapshot template = request.template().open()) {
      Descriptor descriptor = Descriptors.of(template);
      Blueprint.check(descriptor, Matrix.of(descriptor, template.tree()), request, mistakes);
    } catch (MlopsException e) {
      // That the template cannot be read is told once the command has no mistake.
    }
  }

  private Blueprint admitted(TemplateSnapshot template, GenerateRequest request) {
    Blueprint blueprint = Blueprint.of(template, request, questions);
    return blueprint.signedBy(admission.admit(template, blueprint, request));
  }

  private static void fetch(
      TemplateSnapshot template, Blueprint blueprint, GenerateRequest request) {
    template.fetch(sources(blueprint));
    request.limits().check(template, blueprint.plan().files());
    largeFiles(template, blueprint).refuse();
  }

  private static LargeFiles largeFiles(TemplateSnapshot template, Blueprint blueprint) {
    Map<String, TemplateFile> files = new HashMap<>();
    blueprint.plan().files().forEach(file -> files.put(file.target(), file.source()));
    return new LargeFiles(template, files);
  }

  private GeneratedProject write(
      Path target,
      TemplateSnapshot template,
      Blueprint blueprint,
      GenerateRequest request,
      ProjectRepository.Author author) {
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      Staged staged = stage(staging.path(), template, blueprint, request, check);
      String tree =
          repository.commitAll(staging.path(), staged.content(), author, message(blueprint));
      staging.moveIntoPlace();
      return new GeneratedProject(
          target,
          blueprint.origin(),
          blueprint.descriptor(),
          blueprint.selection(),
          staged.content().entries().size(),
          tree,
          blueprint.plan().missing(),
          staged.warnings(),
          staged.remarks(),
          staged.untold(),
          staged.steps(),
          blueprint.descriptor().nextSteps(blueprint.names()),
          Optional.empty());
    }
  }

  /** What is known of a project whose files are complete. */
  private record Staged(
      StagedFiles content,
      List<String> warnings,
      List<ProjectCheck.Remark> remarks,
      List<String> untold,
      Optional<String> steps) {}

  private Staged stage(
      Path directory,
      TemplateSnapshot template,
      Blueprint blueprint,
      GenerateRequest request,
      ProjectCheck looking) {
    ProjectContent content = ProjectContent.of(blueprint, request, renderer);
    ProjectWriter writer = new ProjectWriter(directory, template, content);
    writer.write(blueprint.plan().files());
    requireRedirected(request, blueprint, content.redirected());
    List<ProjectCheck.Remark> remarks = looking.check(directory, blueprint, request);
    OwnFiles own =
        new OwnFiles(blueprint, request, content, Descriptors.id(template), admission.policies());
    own.write(writer, renderer, remarks);
    List<String> warnings = new ArrayList<>(content.warnings());
    largeFiles(template, blueprint).warning().ifPresent(warnings::add);
    return new Staged(writer.staged(), warnings, remarks, own.untold(), own.steps(remarks));
  }

  /** Refuses a project whose pipelines would go on calling somebody else's repository. */
  private static void requireRedirected(
      GenerateRequest request, Blueprint blueprint, int redirected) {
    request
        .pipelineTemplates()
        .filter(own -> redirected == 0 && blueprint.plan().missing().isEmpty())
        .ifPresent(
            own -> {
              throw new UsageException(
                  "no pipeline of this selection can call " + own,
                  "name a repository of GitHub, -Dmlops.pipelineTemplates=github:OWNER/REPO@REF,"
                      + " for GitHub Actions, or omit pipelineTemplates");
            });
  }

  private GeneratedProject push(GeneratedProject project, String remote) {
    try {
      repository.push(project.directory(), remote);
    } catch (NotEmptyException e) {
      String branch = "main:add-" + project.directory().getFileName();
      throw new UsageException(
          e.problem(),
          e.remedy()
              + "; the project is complete at "
              + project.directory()
              + ", for a new branch type: "
              + pushCommand(project.directory(), remote, branch));
    } catch (UsageException e) {
      throw new UsageException(e.problem(), e.remedy() + tryAgain(project, remote));
    } catch (EnvironmentException e) {
      throw new EnvironmentException(e.problem(), e.remedy() + tryAgain(project, remote), e);
    }
    return project.pushed(Redaction.redact(remote));
  }

  private static String tryAgain(GeneratedProject project, String remote) {
    return "; the project is complete at "
        + project.directory()
        + " and only the push is missing, type: "
        + pushCommand(project.directory(), remote);
  }

  /**
   * The command that pushes a project by hand.
   *
   * @param project its folder
   * @param remote the git URL; what is secret in it is left out
   */
  public static String pushCommand(Path project, String remote) {
    return pushCommand(project, remote, "main");
  }

  private static String pushCommand(Path project, String remote, String branches) {
    return "git -C "
        + ShellWord.of(project.toString())
        + " push "
        + ShellWord.of(Redaction.redact(remote))
        + " "
        + branches;
  }

  private ProjectRepository.Author author(GenerateRequest request) {
    return request
        .author()
        .or(() -> repository.configuredAuthor(request.target(), request.remote()))
        .or(this::askForAuthor)
        .orElseThrow(
            () ->
                new UsageException(
                    "git does not know who commits: user.name or user.email is not set",
                    "add -Dmlops.author=\"NAME <EMAIL>\", or type: git config --global user.name"
                        + " \"NAME\" and git config --global user.email EMAIL"));
  }

  private Optional<ProjectRepository.Author> askForAuthor() {
    return questions
        .ask("Your name, for the commit", List.of(), Optional.empty())
        .flatMap(
            name ->
                questions
                    .ask("Your email address, for the commit", List.of(), Optional.empty())
                    .map(mail -> new ProjectRepository.Author(name, mail)));
  }

  private static List<TemplateFile> sources(Blueprint blueprint) {
    return blueprint.plan().files().stream().map(PlannedFile::source).toList();
  }

  private static String message(Blueprint blueprint) {
    return "Start from "
        + blueprint.descriptor().title()
        + "\n\nTemplate: "
        + blueprint.origin().template()
        + " "
        + blueprint.origin().revision()
        + (blueprint.selection().values().isEmpty() ? "" : "\nSelection: " + blueprint.selection())
        + "\n";
  }
}

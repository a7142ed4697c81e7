package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.render.ProjectReadme;
import io.github.mlopsmaven.render.ReadmeFacts;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.Repair;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.ValueSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a project from a template, or says what it would make. */
public final class ProjectGenerator {

  private static final String README = "README.md";
  private static final String GENERATOR = "mlops-maven-plugin";

  private final ProjectRepository repository;
  private final Questions questions;
  private final ProjectCheck check;
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
    this.repository = repository;
    this.questions = questions;
    this.check = check;
  }

  /**
   * Decides what a request gives, without fetching any content.
   *
   * @param request what is asked for
   */
  public DryRun plan(GenerateRequest request) {
    StagingDirectory.requireFree(request.target());
    try (TemplateSnapshot template = request.template().open()) {
      Blueprint blueprint = Blueprint.of(template, request, questions);
      return DryRun.of(
          request.target(), blueprint, template, ProjectContent.references(blueprint, request));
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
      Blueprint blueprint = Blueprint.of(template, request, questions);
      template.fetch(sources(blueprint));
      request.limits().check(template, blueprint.plan().files());
      GeneratedProject project = write(target, template, blueprint, request, author);
      return request.remote().isPresent() ? push(project, request.remote().get()) : project;
    }
  }

  private GeneratedProject write(
      Path target,
      TemplateSnapshot template,
      Blueprint blueprint,
      GenerateRequest request,
      ProjectRepository.Author author) {
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      ProjectContent content = ProjectContent.of(blueprint, request, renderer);
      ProjectWriter writer = new ProjectWriter(staging.path(), template, content);
      writer.write(blueprint.plan().files());
      requireRedirected(request, blueprint, content.redirected());
      List<ProjectCheck.Remark> remarks = check.check(staging.path(), blueprint, request);
      Set<String> paths = paths(blueprint);
      if (paths.stream().noneMatch(README::equalsIgnoreCase)) {
        paths.add(README);
        ReadmeFacts facts = facts(blueprint, request, paths, content.effective(), remarks);
        writer.write(README, new ProjectReadme(renderer).render(facts));
      }
      paths.add(ProjectLockFile.PATH);
      writer.write(ProjectLockFile.PATH, lock(blueprint, request, content.effective()));
      String tree =
          repository.commitAll(staging.path(), executables(blueprint), author, message(blueprint));
      staging.moveIntoPlace();
      return new GeneratedProject(
          target,
          blueprint.origin(),
          blueprint.descriptor(),
          blueprint.selection(),
          paths.size(),
          tree,
          blueprint.plan().missing(),
          content.warnings(),
          remarks,
          Optional.empty());
    }
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
                      + " for GitHub Actions, or leave pipelineTemplates away");
            });
  }

  private GeneratedProject push(GeneratedProject project, String remote) {
    try {
      repository.push(project.directory(), remote);
    } catch (UsageException e) {
      throw new UsageException(e.problem(), e.remedy() + tryAgain(project, remote));
    } catch (EnvironmentException e) {
      throw new EnvironmentException(e.problem(), e.remedy() + tryAgain(project, remote), e);
    }
    return new GeneratedProject(
        project.directory(),
        project.origin(),
        project.descriptor(),
        project.selection(),
        project.files(),
        project.tree(),
        project.missing(),
        project.warnings(),
        project.remarks(),
        Optional.of(Redaction.redact(remote)));
  }

  private static String tryAgain(GeneratedProject project, String remote) {
    String directory = project.directory().toString();
    return "; the project is complete at "
        + directory
        + " and only the push is missing, type: git -C "
        + (directory.indexOf(' ') < 0 ? directory : '"' + directory + '"')
        + " push "
        + remote
        + " main";
  }

  private ProjectRepository.Author author(GenerateRequest request) {
    return request
        .author()
        .or(repository::configuredAuthor)
        .or(this::askForAuthor)
        .orElseThrow(
            () ->
                new UsageException(
                    "git does not know who commits: user.name and user.email are not set",
                    "add -Dmlops.author=\"NAME <MAIL>\", or type: git config --global user.name"
                        + " \"NAME\" and git config --global user.email MAIL"));
  }

  private Optional<ProjectRepository.Author> askForAuthor() {
    return questions
        .ask("Your name, for the commit", List.of(), Optional.empty())
        .flatMap(
            name ->
                questions
                    .ask("Your mail address, for the commit", List.of(), Optional.empty())
                    .map(mail -> new ProjectRepository.Author(name, mail)));
  }

  private static List<TemplateFile> sources(Blueprint blueprint) {
    return blueprint.plan().files().stream().map(PlannedFile::source).toList();
  }

  private static Set<String> paths(Blueprint blueprint) {
    return blueprint.plan().files().stream()
        .map(PlannedFile::target)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> executables(Blueprint blueprint) {
    return blueprint.plan().files().stream()
        .filter(PlannedFile::executable)
        .map(PlannedFile::target)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ReadmeFacts facts(
      Blueprint blueprint,
      GenerateRequest request,
      Set<String> paths,
      Set<Rewrite> effective,
      List<ProjectCheck.Remark> remarks) {
    List<Rewrite> rewrites =
        blueprint.descriptor().rewrites().stream()
            .map(rewrite -> rewrite.filled(blueprint.names()))
            .filter(effective::contains)
            .toList();
    return new ReadmeFacts(
        request.projectName().text(),
        blueprint.descriptor(),
        blueprint.selection(),
        blueprint.origin(),
        blueprint.values(),
        blueprint.names(),
        List.copyOf(paths),
        blueprint.plan().missing(),
        rewrites,
        request.pipelineTemplates(),
        repairs(blueprint, effective).stream().map(Repair::edit).distinct().toList(),
        remarks.stream().map(ProjectCheck.Remark::toString).toList());
  }

  /** The repairs that changed something, with every name filled in. */
  private static List<Repair> repairs(Blueprint blueprint, Set<Rewrite> effective) {
    return blueprint.descriptor().repairs().stream()
        .map(repair -> new Repair(repair.rule(), repair.edit().filled(blueprint.names())))
        .filter(repair -> effective.contains(repair.edit()))
        .toList();
  }

  private static byte[] lock(Blueprint blueprint, GenerateRequest request, Set<Rewrite> effective) {
    ProjectLock lock =
        new ProjectLock(
            GENERATOR,
            request.generatorVersion(),
            blueprint.origin(),
            blueprint.descriptor().name(),
            request.projectName().text(),
            request.organization(),
            blueprint.selection(),
            chosenValues(blueprint),
            request.pipelineTemplates(),
            blueprint.plan().missing().stream().map(Part::name).toList(),
            repairs(blueprint, effective).stream().map(Repair::rule).distinct().sorted().toList(),
            blueprint
                .descriptor()
                .pipelineTemplates()
                .flatMap(known -> SharedRepository.of(known, request.pipelineTemplates())),
            blueprint.descriptor().rules());
    return ProjectLockFile.text(lock).getBytes(StandardCharsets.UTF_8);
  }

  /** An archetype cannot tell a default that was given from one that was not; nor does a lock. */
  private static Map<String, String> chosenValues(Blueprint blueprint) {
    Map<String, String> chosen = new LinkedHashMap<>(blueprint.values());
    for (ValueSpec spec : blueprint.descriptor().values()) {
      spec.fallback().ifPresent(text -> chosen.remove(spec.name(), text));
    }
    return chosen;
  }

  private static String message(Blueprint blueprint) {
    return "Start from "
        + blueprint.descriptor().title()
        + "\n\nTemplate: "
        + blueprint.origin().template()
        + " "
        + blueprint.origin().revision()
        + "\nSelection: "
        + blueprint.selection()
        + "\n";
  }
}

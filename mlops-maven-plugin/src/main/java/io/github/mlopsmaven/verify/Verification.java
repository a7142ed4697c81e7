package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.Blueprint;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.ProjectPreview;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Verifies a project, or every project that a template can give. */
public final class Verification {

  private final List<Check> checks;
  private final List<RuleSetting> settings;
  private final Contents contents = new Contents();
  private final Repositories repositories;
  private final VelocityRenderer renderer = new VelocityRenderer();

  /**
   * Makes the use case.
   *
   * @param checks what to look for
   * @param settings what the user says about rules
   * @param source where the repositories are that pipelines call
   */
  public Verification(List<Check> checks, List<RuleSetting> settings, RepositorySource source) {
    this.checks = List.copyOf(checks);
    this.settings = List.copyOf(settings);
    this.repositories = new CalledRepositories(source, contents);
  }

  /**
   * Verifies a project's folder.
   *
   * @param name what it is called in the report
   * @param folder its files
   */
  public Report project(String name, TemplateSource folder) {
    try (TemplateSnapshot snapshot = folder.open()) {
      FileSet files = withoutProjectsBelow(new SnapshotFiles(snapshot, contents).all());
      KnownProject known = KnownProject.of(files);
      VerifiedProject project =
          new VerifiedProject(
              files, known.selection(), known.texts(), known.pipelineTemplates(), repositories);
      Map<String, Rule> rules = Verifier.rules(checks);
      // The plugin may have come to know other rules since the lock was written.
      List<RuleSetting> template =
          known.rules().stream().filter(setting -> rules.containsKey(setting.rule())).toList();
      List<Finding> findings =
          new Verifier(checks, RuleSettings.of(template, settings))
              .verify(project, isMade(files) ? Reach.ALL : Reach.of(files));
      return new Report(name, rules, List.of(Verified.project(known.selection(), findings)));
    }
  }

  /** Whether all files are from a template, or are one. */
  private static boolean isMade(FileSet files) {
    return files.file(ProjectLockFile.PATH).isPresent()
        || files.file(Descriptor.FILE_NAME).isPresent();
  }

  /** A folder with a lock of its own is another project, such as another module of a build. */
  private static FileSet withoutProjectsBelow(FileSet files) {
    List<String> below =
        files.paths().stream()
            .filter(path -> path.endsWith("/" + ProjectLockFile.PATH))
            .map(path -> path.substring(0, path.length() - ProjectLockFile.PATH.length()))
            .toList();
    return below.isEmpty()
        ? files
        : new FileSet(
            files.all().stream()
                .filter(file -> below.stream().noneMatch(file.path()::startsWith))
                .toList());
  }

  /**
   * Verifies every selection that a template's matrix has, from one fetch.
   *
   * <p>What is wrong in the template itself is told first, all of it.
   *
   * @param source the template
   * @param request makes the request for a selection: option name to value
   */
  public Report template(
      TemplateSource source, Function<Map<String, String>, GenerateRequest> request) {
    try (TemplateSnapshot template = source.open()) {
      TemplateMistakes.of(template, request, renderer).refuse("the template");
      Descriptor descriptor = Descriptors.of(template);
      Matrix matrix = Matrix.of(descriptor, template.tree());
      Verifier verifier = new Verifier(checks, RuleSettings.of(descriptor.rules(), settings));
      List<ProjectPreview> previews = new ArrayList<>();
      Set<TemplateFile> sources = new LinkedHashSet<>();
      for (Combination combination : matrix.combinations()) {
        ProjectPreview preview =
            ProjectPreview.of(
                template,
                descriptor,
                matrix,
                SampleValues.in(request.apply(combination.selection().values()), descriptor),
                renderer);
        previews.add(preview);
        sources.addAll(preview.sources());
      }
      template.fetch(sources);
      List<Verified> verified = new ArrayList<>();
      for (ProjectPreview preview : previews) {
        verified.add(verified(preview, verifier));
      }
      String name = template.origin().template() + " " + template.origin().revision();
      return new Report(name, Verifier.rules(checks), verified);
    }
  }

  private Verified verified(ProjectPreview preview, Verifier verifier) {
    Blueprint blueprint = preview.blueprint();
    Map<String, Made> files = new HashMap<>();
    List<SourceFile> sources = new ArrayList<>();
    boolean knowsModes = blueprint.plan().files().stream().anyMatch(PlannedFile::executable);
    for (PlannedFile file : blueprint.plan().files()) {
      Content content = content(preview, file);
      files.put(file.target(), new Made(file, content));
      sources.add(
          new SourceFile(
              file.target(), () -> content, SourceFile.Link.NONE, runs(file, knowsModes)));
    }
    VerifiedProject project =
        new VerifiedProject(
            new FileSet(sources),
            Optional.of(blueprint.selection()),
            blueprint.names().texts(),
            blueprint
                .descriptor()
                .pipelineTemplates()
                .flatMap(known -> SharedRepository.of(known, Optional.empty())),
            repositories);
    List<Finding> findings = verifier.verify(project);
    Map<Finding, Finding> origins = new HashMap<>();
    for (Finding finding : findings) {
      Optional.ofNullable(files.get(finding.path()))
          .ifPresent(made -> origins.put(finding, origin(preview, made, finding)));
    }
    return new Verified(
        Optional.of(blueprint.selection()), blueprint.plan().missing(), findings, origins);
  }

  private static SourceFile.Runs runs(PlannedFile file, boolean knowsModes) {
    boolean isFile = file.source().mode() != FileMode.SYMBOLIC_LINK;
    return file.executable()
        ? SourceFile.Runs.YES
        : knowsModes && isFile ? SourceFile.Runs.NO : SourceFile.Runs.UNKNOWN;
  }

  /** A file of a project with what it holds there. */
  private record Made(PlannedFile file, Content content) {}

  private Finding origin(ProjectPreview preview, Made made, Finding finding) {
    PlannedFile file = made.file();
    String path = file.source().path();
    if (preview.isCopied(file)) {
      return finding.movedTo(path, finding.position());
    }
    Content original = contents.get(path, file.source().id(), () -> preview.original(file));
    LineOrigins lines = LineOrigins.of(original.lines(), made.content().lines());
    return finding.movedTo(path, lines.of(finding.position()));
  }

  private Content content(ProjectPreview preview, PlannedFile file) {
    if (preview.isCopied(file)) {
      return contents.get(file.target(), file.source().id(), () -> preview.bytes(file));
    }
    byte[] bytes = preview.bytes(file);
    return contents.get(file.target(), digest(bytes), () -> bytes);
  }

  private static String digest(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("made ".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

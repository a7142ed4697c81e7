package io.github.mlopsmaven.update;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.JGitProjectChange;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.JGitProjectState;
import io.github.mlopsmaven.git.JGitTextMerge;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Projects that go from one state of a template to another, or from one selection to another. */
final class TemplateTrips implements AutoCloseable {

  private static final ProjectChange.Author WHO = new ProjectChange.Author("A", "a@b.example");

  private final Function<String, TemplateSource> states;
  private final Map<String, TemplateSnapshot> opened = new HashMap<>();
  private final Map<String, Path> made = new HashMap<>();

  /**
   * Names a template.
   *
   * @param states finds it at a ref
   */
  TemplateTrips(Function<String, TemplateSource> states) {
    this.states = states;
  }

  /** The same for states that stay what they are: each is opened once. */
  TemplateTrips shared() {
    return new TemplateTrips(
        ref -> () -> new Opened(opened.computeIfAbsent(ref, name -> states.apply(name).open())));
  }

  @Override
  public void close() {
    opened.values().forEach(TemplateSnapshot::close);
  }

  /** A snapshot that its users do not close. */
  private record Opened(TemplateSnapshot snapshot) implements TemplateSnapshot {

    @Override
    public TemplateOrigin origin() {
      return snapshot.origin();
    }

    @Override
    public TemplateTree tree() {
      return snapshot.tree();
    }

    @Override
    public boolean stored() {
      return snapshot.stored();
    }

    @Override
    public OptionalLong size(TemplateFile file) {
      return snapshot.size(file);
    }

    @Override
    public void fetch(Collection<TemplateFile> files) {
      snapshot.fetch(files);
    }

    @Override
    public InputStream open(TemplateFile file) throws IOException {
      return snapshot.open(file);
    }

    @Override
    public void close() {}
  }

  /**
   * A fresh project that was made once: a copy, for somebody who writes into it.
   *
   * @param where a folder for it
   */
  Path copied(String ref, Map<String, String> selection, Path where) throws IOException {
    Path from = made(ref, selection, where.resolveSibling("made"));
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = where.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
    }
    return where;
  }

  /**
   * The same for somebody who only reads it.
   *
   * @param among the folder of all that are made
   */
  Path made(String ref, Map<String, String> selection, Path among) {
    return made.computeIfAbsent(
        ref + new TreeMap<>(selection),
        any -> generate(ref, selection, Map.of(), among.resolve("" + made.size())));
  }

  /** The complete selections of a state. */
  List<Map<String, String>> selections(String ref) {
    try (TemplateSnapshot template = states.apply(ref).open()) {
      return Matrix.of(Descriptors.of(template), template.tree()).combinations().stream()
          .filter(Combination::isComplete)
          .map(combination -> combination.selection().values())
          .toList();
    }
  }

  private static ProjectGenerator generator() {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE);
  }

  /** A fresh project. */
  Path generate(String ref, Map<String, String> selection, Map<String, String> values, Path where) {
    try {
      Files.createDirectories(where);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return generator()
        .generate(
            new GenerateRequest(
                states.apply(ref),
                selection,
                false,
                where,
                ProjectName.parse("demo"),
                Optional.empty(),
                values,
                Optional.empty(),
                Optional.of(new ProjectRepository.Author(WHO.name(), WHO.email())),
                Optional.empty(),
                true,
                Limits.DEFAULT,
                "1.0"))
        .directory();
  }

  /** How an update went. */
  record Trip(PlannedUpdate planned, ProjectChange.Ended ended) {

    List<String> conflicts() {
      return planned.files().stream()
          .filter(file -> file.isConflict() || file.isHeld())
          .map(file -> file.path() + " (" + file.kind() + ")")
          .toList();
    }
  }

  /** Updates and commits; with conflicts, as the work tree is. */
  Trip update(Path project, String ref, Map<String, String> options, OnConflict onConflict) {
    return update(project, ref, options, onConflict, write -> {});
  }

  /** The same for somebody who is told what is about to be written. */
  Trip update(
      Path project,
      String ref,
      Map<String, String> options,
      OnConflict onConflict,
      Consumer<String> beforeEachWrite) {
    try (JGitProjectChange change = new JGitProjectChange(project, beforeEachWrite);
        JGitProjectState state = new JGitProjectState(project)) {
      ProjectUpdate update =
          new ProjectUpdate(
              new UpdatePlanner(
                  generator(),
                  generator(),
                  new RecordedRequest(Limits.DEFAULT, "1.0"),
                  new JGitTextMerge(),
                  new BrokenSyntax(ProjectCheck.NONE)),
              change);
      PlannedUpdate planned =
          update.plan(
              () -> state,
              new UpdateRequest(
                  "demo",
                  lock -> Optional.of(states.apply(ref)),
                  lock -> Optional.of(states.apply(lock.origin().commit().orElse(ref))),
                  options,
                  Map.of(),
                  false,
                  onConflict));
      if (planned.isEmpty()) {
        return new Trip(planned, new ProjectChange.Ended(List.of(), List.of(), Optional.empty()));
      }
      Optional<ProjectChange.Author> who =
          planned.plan().conflicts() > 0 ? Optional.empty() : Optional.of(WHO);
      return new Trip(planned, update.write(planned, onConflict, who));
    }
  }
}

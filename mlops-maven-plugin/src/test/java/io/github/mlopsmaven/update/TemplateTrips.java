package io.github.mlopsmaven.update;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitAccess;
import io.github.mlopsmaven.git.JGitProjectChange;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.git.JGitProjectState;
import io.github.mlopsmaven.git.JGitTextMerge;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Projects that go from one state of a template to another, or from one selection to another. */
final class TemplateTrips {

  private static final ProjectChange.Author WHO = new ProjectChange.Author("A", "a@b.example");

  private final Function<String, TemplateSource> states;

  /**
   * Names a template.
   *
   * @param states finds it at a ref
   */
  TemplateTrips(Function<String, TemplateSource> states) {
    this.states = states;
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

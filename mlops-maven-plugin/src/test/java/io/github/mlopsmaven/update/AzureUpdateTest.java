package io.github.mlopsmaven.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectCheck;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitAccess;
import io.github.mlopsmaven.git.GitTemplateSource;
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
import io.github.mlopsmaven.testkit.CommittedProject;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updates between commits of Azure's repository, for those who have a copy of it: {@code
 * -Dazure.template=DIRECTORY -Dazure.commits=OLD..NEW,OLD..NEW}.
 */
@EnabledIfSystemProperty(named = "azure.template", matches = ".+")
class AzureUpdateTest {

  @TempDir Path folder;

  /** P2: an update of a project without edits is the project of the new commit, tree for tree. */
  @Test
  void p2NoEditsIsTheSameAsNew() throws IOException {
    List<String> different = new ArrayList<>();
    int updates = 0;
    for (String pair : System.getProperty("azure.commits", "v1.1.0..main").split(",", -1)) {
      String[] commits = pair.split("\\.\\.", -1);
      Set<Map<String, String>> both = new HashSet<>(selections(commits[0]));
      both.retainAll(selections(commits[1]));
      for (Map<String, String> selection : both) {
        updates++;
        Path place = folder.resolve("run" + updates);
        Path old = generate(commits[0], selection, Map.of(), place.resolve("old"));
        Map<String, String> pinned = update(old, commits[1]);
        Path fresh = generate(commits[1], selection, pinned, place.resolve("new"));
        if (!CommittedProject.read(old).tree().equals(CommittedProject.read(fresh).tree())) {
          different.add(pair + " " + selection);
        }
      }
    }
    assertThat(different).as("of %d updates", updates).isEmpty();
    assertThat(updates).isPositive();
  }

  private List<Map<String, String>> selections(String ref) {
    try (TemplateSnapshot template = source(ref).open()) {
      return Matrix.of(Descriptors.of(template), template.tree()).combinations().stream()
          .filter(Combination::isComplete)
          .map(combination -> combination.selection().values())
          .toList();
    }
  }

  private TemplateSource source(String ref) {
    return new GitTemplateSource(
        Path.of(System.getProperty("azure.template", "")).toUri().toString(),
        Optional.of(ref),
        folder.resolve("cache"),
        GitAccess.standard());
  }

  private static ProjectGenerator generator() {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE);
  }

  private Path generate(
      String ref, Map<String, String> selection, Map<String, String> values, Path where)
      throws IOException {
    Files.createDirectories(where);
    return generator()
        .generate(
            new GenerateRequest(
                source(ref),
                selection,
                false,
                where,
                ProjectName.parse("demo"),
                Optional.empty(),
                values,
                Optional.empty(),
                Optional.of(new ProjectRepository.Author("A", "a@b.example")),
                Optional.empty(),
                true,
                Limits.DEFAULT,
                "1.0"))
        .directory();
  }

  /** Updates; the values that names of resources are built from, and that stay as they were. */
  private Map<String, String> update(Path project, String ref) {
    try (JGitProjectChange change = new JGitProjectChange(project);
        JGitProjectState state = new JGitProjectState(project)) {
      ProjectUpdate update =
          new ProjectUpdate(
              new UpdatePlanner(
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
                  lock -> Optional.of(source(ref)),
                  lock -> Optional.of(source(lock.origin().commit().orElseThrow())),
                  Map.of(),
                  Map.of(),
                  false,
                  OnConflict.MARK));
      assertThat(planned.plan().conflicts()).isZero();
      update.write(
          planned, OnConflict.MARK, Optional.of(new ProjectChange.Author("A", "a@b.example")));
      return planned.after().values();
    }
  }
}

package io.github.mlopsmaven.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.adopt.AdoptRequest;
import io.github.mlopsmaven.adopt.Adopted;
import io.github.mlopsmaven.adopt.Adoption;
import io.github.mlopsmaven.adopt.ProjectHistory;
import io.github.mlopsmaven.adopt.RecordFiles;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitTemplateHistory;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectHistory;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.CommittedProject;
import io.github.mlopsmaven.update.TemplateTrips.Trip;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of a company's template that lost its lock: adopted, it is updated as any other. */
class AdoptedUpdateTest {

  @TempDir Path folder;

  private TemplateSource source(String ref) {
    return new GitTemplateSource(
        folder.resolve("company.git").toUri().toString(),
        Optional.of(ref),
        folder.resolve("cache"),
        GitAccess.standard());
  }

  @Test
  void anAdoptedProjectComesToTheNewestStateAndToOtherSelections() throws IOException {
    List<String> states = CompanyTemplate.write(folder.resolve("company.git"));
    try (TemplateTrips opened = new TemplateTrips(this::source)) {
      TemplateTrips trips = opened.shared();
      List<Map<String, String>> selections = trips.selections(states.get(0));
      assertThat(selections).hasSizeGreaterThan(6);
      for (Map<String, String> selection : selections) {
        Path place = folder.resolve("p" + selections.indexOf(selection));
        Path project = trips.generate(states.get(0), selection, Map.of(), place);
        String before = Files.readString(project.resolve(".mlops/files"));
        Files.delete(project.resolve(".mlops/project.yml"));
        Files.delete(project.resolve(".mlops/files"));
        Files.delete(project.resolve(".mlops"));
        commit(project, "lost");

        Adopted adopted = adopt(project);
        new RecordFiles(project).write(adopted);
        commit(project, "adopted");

        assertThat(adopted.lock().selection().values()).isEqualTo(selection);
        assertThat(project.resolve(".mlops/files")).as("%s", selection).hasContent(before);
        Trip trip = trips.update(project, states.get(2), Map.of(), OnConflict.FAIL);
        assertThat(trip.conflicts()).isEmpty();
        assertThat(CommittedProject.read(project).tree())
            .as("%s", selection)
            .isEqualTo(
                CommittedProject.read(
                        trips.generate(states.get(2), selection, Map.of(), place.resolve("new")))
                    .tree());
      }
    }
  }

  private static void commit(Path project, String message) {
    LivingProject.output(project, "git", "add", "-A");
    LivingProject.output(project, "git", "commit", "-q", "-m", message);
  }

  private Adopted adopt(Path project) {
    try (ProjectHistory history = new JGitProjectHistory(project)) {
      return new Adoption(
              new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE))
          .find(
              history,
              new AdoptRequest(
                  List.of(
                      new AdoptRequest.Template(
                          "company",
                          () ->
                              GitTemplateHistory.of(
                                  folder.resolve("company.git").toUri().toString(),
                                  Optional.empty(),
                                  folder.resolve("cache"),
                                  GitAccess.standard(),
                                  this::source))),
                  ProjectName.parse("demo"),
                  Optional.empty(),
                  Map.of(),
                  Map.of(),
                  Limits.DEFAULT,
                  "1.0",
                  Spelling.COMMAND_LINE));
    }
  }
}

package io.github.mlopsmaven.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetRow.Result;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.status.RecordedRequest;
import io.github.mlopsmaven.status.StatusCheck;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.MadeProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories with projects in folders, each with a lock of its own. */
class MemberLookTest {

  private static final Member MONO =
      new Member("acme/mono", "unused", Optional.empty(), Optional.empty());

  @TempDir Path folder;
  private final Map<String, String> older = new TreeMap<>();
  private final Map<String, String> newer = new TreeMap<>();

  @BeforeEach
  void generate() throws IOException {
    BareRepository template = BareRepository.create(folder.resolve("template.git"));
    Map<String, String> files = new HashMap<>();
    files.put("mlops-template.yml", "format: 1\nname: small\nlayout:\n  - {from: all, to: .}\n");
    files.put("all/a.txt", "old\n");
    files.put("all/b.txt", "same\n");
    template.commit("main", files);
    older.putAll(project("older"));
    files.put("all/a.txt", "new\n");
    template.commit("main", files);
    newer.putAll(project("newer"));
  }

  private static ProjectGenerator generator() {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE);
  }

  private TemplateSource source(String repository) {
    return new GitTemplateSource(
        folder.resolve(repository).toUri().toString(),
        Optional.of("main"),
        folder.resolve("cache"),
        GitAccess.standard());
  }

  private Map<String, String> project(String where) throws IOException {
    return MadeProject.files(MadeProject.of(source("template.git"), folder.resolve(where), "demo"));
  }

  private static void put(Map<String, String> all, String place, Map<String, String> files) {
    files.forEach((path, text) -> all.put(place + path, text));
  }

  private FleetRow look(Map<String, String> files) {
    BareRepository.create(folder.resolve("mono.git")).commit("main", files);
    return new MemberLook(
            new MemberLook.Tools(
                member -> source("mono.git"),
                lock -> Optional.of(source("template.git")),
                lock -> Optional.of(source("template.git")),
                lock -> TemplateAge.UNKNOWN),
            () -> new StatusCheck(generator(), new RecordedRequest(Limits.DEFAULT, "1.0")),
            MemberLook.Judge.NONE)
        .at(MONO, Optional.empty());
  }

  @Test
  void eachProjectOfARepositoryIsSeen() {
    Map<String, String> files = new TreeMap<>();
    put(files, "ml/one/", older);
    files.put("ml/one/b.txt", "mine\n");
    put(files, "ml/two/", newer);
    put(files, "three/", newer);
    files.put("three/.mlops/project.yml", "format: [\n");

    FleetRow row = look(files);

    assertThat(row.result()).isEqualTo(Result.FAILED);
    assertThat(row.files("changed")).containsExactly("ml/one/b.txt");
    assertThat(row.files("newer")).contains("ml/one/a.txt");
    assertThat(row.given()).isGreaterThan(older.size() / 2);
    assertThat(row.notes())
        .hasSize(3)
        .anyMatch(note -> note.startsWith("the project in ml/one: behind, drift in 1 file"))
        .anyMatch(note -> note.equals("the project in ml/two: current"))
        .anyMatch(note -> note.startsWith("the project in three: failed, "));
    files.keySet().removeIf(path -> path.startsWith("three/"));
    assertThat(look(files).result()).isEqualTo(Result.BEHIND);
  }

  @Test
  void theProjectOfTheRootHasTheRowAndOthersAreNoted() {
    Map<String, String> files = new TreeMap<>(newer);
    put(files, "ml/one/", older);

    FleetRow row = look(files);

    assertThat(row.result()).isEqualTo(Result.CURRENT);
    assertThat(row.notes()).containsExactly("the project in ml/one: behind");
  }

  @Test
  void aRepositoryWithoutALockWasNotGenerated() {
    FleetRow row = look(Map.of("README.md", "hello\n"));

    assertThat(row.result()).isEqualTo(Result.NOT_GENERATED);
    assertThat(row.notes()).isEqualTo(List.of("it has no .mlops/project.yml"));
  }
}

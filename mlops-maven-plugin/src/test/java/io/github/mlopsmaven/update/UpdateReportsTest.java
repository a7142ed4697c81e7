package io.github.mlopsmaven.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.git.CommitSettings;
import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong elsewhere when generated projects were updated, and has no other test. */
class UpdateReportsTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: small
      options: {host: {default: gh}}
      layout:
        - {from: all, to: .}
        - {from: "hosts/{host}", to: ci}
      """;

  @TempDir Path folder;
  private LivingProject project;

  @BeforeEach
  void generate() {
    project = new LivingProject(folder, DESCRIPTOR);
    project.gives("all/a.txt", "first\nsecond\n").gives("all/b.txt", "old\n");
    project.gives("hosts/gh/ci.yml", "on: push\n").gives("hosts/ado/ci.yml", "trigger: none\n");
    project.generated();
  }

  /** A file that one rule no longer gives and another does is not removed. */
  @Test
  void aTargetThatAnotherRuleGivesStays() {
    project.gives("hosts/gh/b.txt", "of the host\n").drops("all/b.txt");
    project.gives("mlops-template.yml", DESCRIPTOR.replace("to: ci}", "to: ., exclude: [ci.yml]}"));
    project.moves();
    project.update();
    assertThat(project.text("b.txt")).isEqualTo("of the host\n");
    assertThat(project.directory().resolve("ci")).doesNotExist();
  }

  /** Headings and separators that look like markers of a merge are text. */
  @Test
  void markersAreLongerThanWhatLooksLikeOne() {
    String heading = "Title\n========\n\n<<<<<<<< not a marker\n";
    project.gives("all/a.txt", heading + "theirs\n").moves();
    project.edits("a.txt", heading + "mine\n").commits();
    project.update();
    assertThat(project.text("a.txt"))
        .contains("<<<<<<<<< this project\nmine\n", "\n=========\n", ">>>>>>>>> template ");
    project.resolve("a.txt", true);
    assertThat(project.text("a.txt")).isEqualTo(heading + "mine\n");
  }

  /** A project may be a submodule of another repository. */
  @Test
  void aSubmoduleIsUpdated() {
    Path outer = folder.resolve("outer");
    project.git("init", "-q", outer.toString());
    LivingProject.output(
        outer,
        "git",
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        project.directory().toUri().toString(),
        "demo");
    project.gives("all/b.txt", "newer\n").moves();
    project.at(outer.resolve("demo")).committing(true).update();
    assertThat(project.text("b.txt")).isEqualTo("newer\n");
    assertThat(project.status()).isEmpty();
    assertThat(LivingProject.output(outer, "git", "status", "--porcelain")).contains("AM demo");
  }

  /** Or a linked work tree. */
  @Test
  void aLinkedWorkTreeIsUpdated() {
    Path linked = folder.resolve("linked");
    project.git("worktree", "add", "-q", "-b", "work", linked.toString());
    project.gives("all/b.txt", "newer\n").moves();
    Path main = project.directory();
    project.at(linked).committing(true).update();
    assertThat(project.text("b.txt")).isEqualTo("newer\n");
    assertThat(project.status()).isEmpty();
    assertThat(project.at(main).text("b.txt")).isEqualTo("old\n");
    assertThat(project.status()).isEmpty();
  }

  /** A binary file stays what it is, byte for byte. */
  @Test
  void bytesThatAreNoTextArrive() throws IOException {
    byte[] bytes = new byte[1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    project.gives("all/a.txt", bytes).gives("all/new.bin", bytes).moves();
    project.update();
    assertThat(project.directory().resolve("a.txt")).hasBinaryContent(bytes);
    assertThat(project.directory().resolve("new.bin")).hasBinaryContent(bytes);
  }

  /** An ignored file where the template has a new one is nobody's to overwrite. */
  @Test
  void anIgnoredFileIsLeft() {
    project.edits(".gitignore", "*.log\n").commits();
    project.edits("x.log", "mine\n");
    project.gives("all/x.log", "theirs\n").gives("all/b.txt", "newer\n").moves();
    PlannedUpdate planned = project.plan();
    project.update();
    assertThat(project.text("x.log")).isEqualTo("mine\n");
    assertThat(project.text("b.txt")).isEqualTo("newer\n");
    assertThat(planned.told())
        .anyMatch(file -> file.path().equals("x.log") && file.kind() == Outcome.Kind.IGNORED);
  }

  /** The user's hooks run neither for a commit nor for a branch. */
  @Test
  void noHookRuns() throws IOException {
    for (String name : new String[] {"pre-commit", "post-checkout", "commit-msg", "post-commit"}) {
      Path hook = project.directory().resolve(".git/hooks/" + name);
      Files.createDirectories(hook.getParent());
      Files.write(hook, "#!/bin/sh\ntouch hooked\nexit 1\n".getBytes(UTF_8));
      assertThat(hook.toFile().setExecutable(true)).isTrue();
    }
    project.gives("all/b.txt", "newer\n").moves();
    project.committing(true).update();
    assertThat(project.text("b.txt")).isEqualTo("newer\n");
    assertThat(project.directory().resolve("hooked")).doesNotExist();
    assertThat(project.status()).isEmpty();
  }

  /** Where commits are signed, a person commits: so says the repository, or the user. */
  @Test
  void whetherCommitsAreSignedAndByWhomIsReadFromTheRepository() {
    assertThat(CommitSettings.read(project.directory(), GitAccess.standard()).signs()).isFalse();
    project.git("config", "commit.gpgsign", "true");
    project.git("config", "user.name", "Own");
    project.git("config", "user.email", "own@example.com");
    CommitSettings settings = CommitSettings.read(project.directory(), GitAccess.standard());
    assertThat(settings.signs()).isTrue();
    assertThat(settings.author().orElseThrow().name()).isEqualTo("Own");
  }

  /** Another value of an option and back is no edit. */
  @Test
  void aSwitchTakesTheOtherFiles() {
    project.with(Map.of("host", "ado")).update();
    assertThat(project.text("ci/ci.yml")).isEqualTo("trigger: none\n");
  }
}

package io.github.mlopsmaven.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.update.Outcome.Kind;
import io.github.mlopsmaven.update.ProjectChange.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Projects as strangers have them: odd repositories, odd files, records edited by hand. */
class StrangeProjectsTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: small
      options:
        host: {default: gh}
      layout:
        - {from: all, to: .}
        - {from: "hosts/{host}", to: "ci/{host}"}
      """;

  @TempDir Path folder;

  private LivingProject project;

  @BeforeEach
  void generate() {
    project =
        new LivingProject(folder, DESCRIPTOR)
            .gives("all/a.txt", "first\nsecond\nthird\n")
            .gives("all/b.txt", "old\n")
            .gives("all/d/e.txt", "e\n")
            .gives("all/d/f.txt", "f\n")
            .gives("hosts/gh/ci.yml", "on: push\nx: 1\n")
            .gives("hosts/ado/ci.yml", "trigger: none\n")
            .generated();
  }

  private Map<String, Kind> kinds() {
    return project.plan().files().stream()
        .collect(Collectors.toMap(PlannedUpdate.File::path, PlannedUpdate.File::kind));
  }

  private void newer() {
    project.gives("all/a.txt", "first\nsecond\ntheirs\n").gives("all/b.txt", "newer\n").moves();
  }

  @Test
  void aHeadWithoutABranchGetsTheCommit() {
    project.git("checkout", "-q", "--detach");
    newer();

    Ended ended = project.committing(true).update();

    assertThat(ended.commit()).isPresent();
    assertThat(project.git("rev-parse", "HEAD").strip()).isEqualTo(ended.commit().orElseThrow());
    assertThat(project.git("status", "--porcelain", "--branch")).isEqualTo("## HEAD (no branch)\n");
    assertThat(project.git("log", "--oneline", "main")).doesNotContain("Update");
  }

  @Test
  void aShallowCloneHasAllThatIsNeeded() {
    project.edits("a.txt", "mine\nfirst\nsecond\nthird\n").commits();
    Path clone = folder.resolve("clone");
    LivingProject.output(
        folder,
        "git",
        "clone",
        "-q",
        "--depth",
        "1",
        project.directory().toUri().toString(),
        "clone");
    newer();

    Ended ended = project.at(clone).update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("a.txt")).isEqualTo("mine\nfirst\nsecond\ntheirs\n");
  }

  @Test
  void lineEndsThatGitTurnsInTheWorkTreeAreNobodysChange() {
    project.edits("a.txt", "mine\nfirst\nsecond\nthird\n").commits();
    LivingProject.output(
        folder,
        "git",
        "-c",
        "core.autocrlf=true",
        "clone",
        "-q",
        "-c",
        "core.autocrlf=true",
        project.directory().toUri().toString(),
        "clone");
    project.at(folder.resolve("clone"));
    assertThat(project.text("a.txt")).contains("\r\n");
    newer();

    Ended ended = project.update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("a.txt").replace("\r", "")).isEqualTo("mine\nfirst\nsecond\ntheirs\n");
    assertThat(project.git("show", ":a.txt")).isEqualTo("mine\nfirst\nsecond\ntheirs\n");
    assertThat(project.git("diff", "--name-only")).isEmpty();
  }

  @Test
  void aFileThatBecomesAFolderAndAFolderThatBecomesAFile() {
    project
        .drops("all/b.txt")
        .gives("all/b.txt/inner.txt", "inner\n")
        .drops("all/d/e.txt")
        .drops("all/d/f.txt")
        .gives("all/d", "a file now\n")
        .moves();

    Ended ended = project.committing(true).update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("b.txt/inner.txt")).isEqualTo("inner\n");
    assertThat(project.text("d")).isEqualTo("a file now\n");
    assertThat(project.status()).isEmpty();
    assertThat(project.git("fsck", "--strict")).doesNotContain("error");
  }

  @Test
  void aFileThatBecomesAFolderStaysWhereSomebodyChangedIt() {
    project.edits("b.txt", "mine\n").commits();
    project.drops("all/b.txt").gives("all/b.txt/inner.txt", "inner\n").moves();

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("b.txt");
    assertThat(project.text("b.txt")).isEqualTo("mine\n");
    assertThat(project.status()).isEmpty();
  }

  @Test
  void aFolderOfTheProjectWhereTheTemplatePutsAFileIsLeft() throws IOException {
    Files.delete(project.directory().resolve("b.txt"));
    project.edits("b.txt/own.txt", "own\n").edits("n.txt/own.txt", "own\n").commits();
    project.gives("all/b.txt", "newer\n").moves();

    assertThat(kinds()).containsEntry("b.txt", Kind.STAYS_DELETED);
    project.committing(true).update();
    assertThat(project.text("b.txt/own.txt")).isEqualTo("own\n");

    project.gives("all/n.txt", "new\n").moves();
    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("n.txt")
        .hasMessageContaining("move");
    assertThat(project.text("n.txt/own.txt")).isEqualTo("own\n");
    assertThat(project.status()).isEmpty();
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void aFileThatIsRenamedInItsCaseOnlyMoves() {
    project.edits("b.txt", "old\nmine\n").commits();
    project.drops("all/b.txt").gives("all/B.txt", "old\n").moves();

    Ended ended = project.committing(true).update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("B.txt")).isEqualTo("old\nmine\n");
    assertThat(project.directory().resolve("b.txt")).doesNotExist();
    assertThat(project.status()).isEmpty();
  }

  @Test
  void aHistoryThatWasWrittenAnewIsMergedAllTheSame() {
    project.edits("a.txt", "mine\nfirst\nsecond\nthird\n").commits();
    LivingProject.output(
        folder.resolve("template.git"), "git", "update-ref", "-d", "refs/heads/main");
    newer();
    LivingProject.output(
        folder.resolve("template.git"), "git", "reflog", "expire", "--expire=now", "--all");
    LivingProject.output(folder.resolve("template.git"), "git", "gc", "-q", "--prune=now");

    Ended ended = project.update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("a.txt")).isEqualTo("mine\nfirst\nsecond\ntheirs\n");
  }

  @Test
  void aLargeBinaryFileIsTakenWhole() throws IOException {
    byte[] old = new byte[20_000_000];
    new Random(1).nextBytes(old);
    project.gives("all/model.bin", old).moves();
    project.committing(true).update();
    byte[] next = old.clone();
    next[19_999_999]++;
    project.gives("all/model.bin", next).moves();

    Ended ended = project.update();

    assertThat(ended.open()).isEmpty();
    assertThat(Files.mismatch(project.directory().resolve("model.bin"), write(next))).isEqualTo(-1);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("expected.bin"), bytes);
  }

  @Test
  void aListThatSomebodyEditedIsReadOrRefusedWithItsLine() {
    String list = project.text(FileList.PATH);
    newer();

    // A line that is gone: the file is the project's, and the template has it too.
    project
        .edits(
            FileList.PATH,
            list.lines()
                .filter(line -> !line.contains(" b.txt\t"))
                .map(line -> line + "\n")
                .collect(Collectors.joining()))
        .commits();
    assertThat(kinds()).containsEntry("b.txt", Kind.BOTH_NEW).containsEntry("a.txt", Kind.UPDATED);

    project.edits(FileList.PATH, list + "what is this\n").commits();
    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(FileList.PATH + ":" + (list.lines().count() + 1) + ":1: ");

    String line = list.lines().filter(one -> one.contains(" b.txt\t")).findFirst().orElseThrow();
    project.edits(FileList.PATH, list + line + "\n").commits();
    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("b.txt");

    project.edits(FileList.PATH, list.replace(" b.txt\t", " ../b.txt\t")).commits();
    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("../b.txt");
  }

  @Test
  void aLockThatSomebodyEditedIsFollowedOrRefused() {
    String lock = project.text(ProjectLockFile.PATH);
    project.edits(ProjectLockFile.PATH, lock.replace("host: \"gh\"", "host: \"gitlab\"")).commits();
    newer();

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("gitlab");

    project.edits(ProjectLockFile.PATH, lock.replace("host: \"gh\"", "host: \"ado\"")).commits();
    project.update();
    assertThat(project.text("ci/ado/ci.yml")).isEqualTo("trigger: none\n");
    assertThat(project.directory().resolve("ci/gh")).doesNotExist();
  }

  @Test
  void anEditSurvivesASwitchThereAndBack() {
    project.edits("ci/gh/ci.yml", "on: push\nx: mine\n").commits();

    Ended there = project.with(Map.of("host", "ado")).update();
    assertThat(there.open()).containsExactly("ci/gh/ci.yml");
    project.resolve("ci/gh/ci.yml", true);
    project.commits();
    assertThat(project.text("ci/gh/ci.yml")).contains("x: mine");

    Ended back = project.with(Map.of("host", "gh")).update();
    assertThat(project.text("ci/gh/ci.yml")).contains("x: mine");
    assertThat(project.directory().resolve("ci/ado")).doesNotExist();
    assertThat(back.open()).containsExactly("ci/gh/ci.yml");
  }

  @Test
  void aProjectThatIsReachedThroughALinkOrHasAnOddNameIsUpdated() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("ödd näme (1)"));
    LivingProject.output(odd, "git", "clone", "-q", project.directory().toUri().toString(), "p q");
    Path link = Files.createSymbolicLink(folder.resolve("link"), odd.resolve("p q"));
    newer();

    project.at(link).committing(true).update();

    assertThat(project.text("b.txt")).isEqualTo("newer\n");
    assertThat(project.status()).isEmpty();
  }

  @Test
  void aRepositoryWithoutACommitIsRefusedWithWhatToType() throws IOException {
    Path fresh = Files.createDirectories(folder.resolve("fresh"));
    LivingProject.output(fresh, "git", "init", "-q");
    Files.createDirectories(fresh.resolve(".mlops"));
    for (String name : new String[] {"project.yml", "files"}) {
      Files.copy(
          project.directory().resolve(".mlops").resolve(name),
          fresh.resolve(".mlops").resolve(name));
    }
    newer();

    assertThatThrownBy(() -> project.at(fresh).update())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("commit");
  }

  @Test
  void filesThatAreNotCheckedOutAreRefusedWithTheCommand() {
    project.git("status");
    project.git("sparse-checkout", "set", "d");
    assertThat(project.git("ls-files", "-t")).contains("S ci/gh/ci.yml");
    project.gives("hosts/gh/ci.yml", "on: pull_request\nx: 1\n").moves();

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("git sparse-checkout disable");
  }

  @Test
  void filesThatGitSkipsAreRefusedWithTheCommand() {
    project.git("update-index", "--skip-worktree", "ci/gh/ci.yml");
    project.gives("hosts/gh/ci.yml", "on: pull_request\nx: 1\n").moves();

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("git was told to skip: ci/gh/ci.yml")
        .hasMessageContaining("git update-index --no-skip-worktree ci/gh/ci.yml");
  }
}

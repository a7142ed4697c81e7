package io.github.mlopsmaven.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.testkit.FileTree;
import io.github.mlopsmaven.update.ProjectChange.Ended;
import io.github.mlopsmaven.update.UpdateRequest.OnConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios of living projects, on a small template; git itself is the judge. */
class UpdateTest {

  private static final String DESCRIPTOR =
      """
      format: 1
      name: small
      options:
        host: {default: gh}
      parts:
        pipelines: {core: true}
      layout:
        - {from: all, to: .}
        - {from: "hosts/{host}", to: "ci/{host}", part: pipelines}
      executable: ["*.sh"]
      values:
        place: {default: east, set: [{files: [config-*.yml], path: variables.place}]}
        size: {default: "1", type: integer, set: [{files: [config-dev.yml], path: variables.size}]}
      """;

  private static final String LINES = lines("line %d of a");

  @TempDir Path folder;

  private LivingProject project;

  @BeforeEach
  void generate() {
    project =
        new LivingProject(folder, DESCRIPTOR)
            .gives("all/a.yml", LINES)
            .gives("all/b.py", "print(1)\n")
            .gives("all/c.txt", "old\n")
            .gives("all/config-dev.yml", "variables:\n  place: east\n  size: 1\n  x: 1\n")
            .gives("all/config-prod.yml", "variables:\n  place: east\n  x: 1\n")
            .gives("all/pkg/m.py", "m = 1\n")
            .gives("all/pkg/n.py", "n = 1\n")
            .gives("all/run.sh", "echo 1\n")
            .gives("all/logo.png", new byte[] {0, 1, 2})
            .gives("all/data.bin", new byte[] {0, 9, 9})
            .gives("hosts/gh/ci.yml", "on: push\n")
            .gives("hosts/ado/ci.yml", "trigger: none\n")
            .generated();
  }

  private static String lines(String form) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 22; i++) {
      text.append(String.format("- " + form, i)).append('\n');
    }
    return text.toString();
  }

  private static String changed(String text, int line, String to) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    lines.set(line - 1, "- " + to);
    return String.join("\n", lines) + "\n";
  }

  @Test
  void d1NothingToDo() throws IOException {
    Map<String, String> before = FileTree.of(project.directory());
    FileTime written = Files.getLastModifiedTime(project.directory().resolve("a.yml"));

    Ended ended = project.update();

    assertThat(ended.open()).isEmpty();
    assertThat(FileTree.of(project.directory())).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(project.directory().resolve("a.yml"))).isEqualTo(written);
    assertThat(project.status()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void d2NoEditsIsTheSameAsNew(boolean commits) {
    project
        .gives("all/a.yml", changed(LINES, 2, "newer"))
        .gives("all/new/deep.txt", "new\n")
        .gives("all/crlf.txt", "a\r\nb\r\n")
        .drops("all/pkg/m.py")
        .drops("all/pkg/n.py")
        .moves();
    String fresh = project.generate("fresh");

    Ended ended = project.committing(commits).update();

    assertThat(project.stagedTree()).isEqualTo(fresh);
    assertThat(project.directory().resolve("pkg")).doesNotExist();
    assertThat(project.git("fsck", "--strict")).doesNotContain("error");
    if (commits) {
      assertThat(project.git("rev-parse", "HEAD^{tree}").strip()).isEqualTo(fresh);
      assertThat(ended.commit()).contains(project.git("rev-parse", "HEAD").strip());
      assertThat(project.git("log", "-1", "--format=%B"))
          .startsWith("Update from small\n\nTemplate: ");
      assertThat(project.status()).isEmpty();
    }
  }

  /** Changes apart, on both sides. */
  private void d3() {
    String mine = changed(changed(LINES, 20, "mine 20"), 22, "mine 22");
    project.edits("a.yml", mine).edits("b.py", "mine()\n").commits();
    project
        .gives("all/a.yml", changed(changed(LINES, 1, "theirs 1"), 3, "theirs 3"))
        .gives("all/c.txt", "newer\n")
        .drops("all/pkg/m.py")
        .gives("all/new.txt", "new\n")
        .moves();
  }

  @Test
  void d3ChangedHereOnlyThereOnlyBothApart() {
    d3();

    project.update();

    assertThat(project.text("a.yml"))
        .contains("- theirs 1\n", "- theirs 3\n", "- mine 20\n", "- mine 22\n")
        .doesNotContain("<<<<");
    assertThat(project.text("b.py")).isEqualTo("mine()\n");
    assertThat(project.text("c.txt")).isEqualTo("newer\n");
    assertThat(project.git("ls-files", "--unmerged")).isEmpty();
    assertThat(project.text(".mlops/files"))
        .contains("100644 " + project.git("rev-parse", ":c.txt").strip() + " c.txt\t");
    assertThat(project.status().lines().filter(line -> line.charAt(1) != ' ')).isEmpty();
  }

  @Test
  void d4ConflictInTheTree() throws IOException {
    project.edits("a.yml", changed(LINES, 5, "mine")).commits();
    project.gives("all/a.yml", changed(LINES, 5, "theirs")).moves();
    Map<String, String> before = FileTree.withoutGit(project.directory());

    Ended ended = project.update();

    assertThat(ended.open()).containsExactly("a.yml");
    assertThat(project.text("a.yml"))
        .containsPattern(
            "<<<<<<< this project\n- mine\n\\|{7} template [0-9a-f]{7}\n- line 5 of a\n=======\n"
                + "- theirs\n>>>>>>> template [0-9a-f]{7}\n");
    assertThat(project.git("ls-files", "--unmerged").lines()).hasSize(3);
    assertThat(project.git("status")).contains("both modified:   a.yml");
    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("an update is not ended: decide in a.yml")
        .hasMessageContaining("-Dmlops.ours=PATTERN")
        .hasMessageContaining("-Dmlops.abort");

    project.abort();

    assertThat(FileTree.withoutGit(project.directory())).isEqualTo(before);
    assertThat(project.status()).isEmpty();
    assertThat(project.directory().resolve(".git/mlops-update")).doesNotExist();

    project.update();
    assertThat(project.resolve("*.yml", false).open()).isEmpty();
    assertThat(project.text("a.yml")).isEqualTo(changed(LINES, 5, "theirs"));
    assertThat(project.directory().resolve(".git/mlops-update")).doesNotExist();
    assertThat(project.git("ls-files", "--unmerged")).isEmpty();
  }

  @Test
  void aConflictThatWasEndedByGitIsEnded() {
    project.edits("a.yml", changed(LINES, 5, "mine")).commits();
    project.gives("all/a.yml", changed(LINES, 5, "theirs")).moves();
    project.update();

    project.edits("a.yml", changed(LINES, 5, "both")).commits();

    assertThat(project.plan().isEmpty()).isTrue();
    assertThat(project.directory().resolve(".git/mlops-update")).doesNotExist();
  }

  @Test
  void d5ValuesSetByHand() {
    project.edits("config-dev.yml", "variables:\n  place: west\n  size: 4\n  x: 1\n").commits();
    project
        .gives(
            "all/config-dev.yml", "# new\nvariables:\n  place: east # where\n  size: 1\n  x: 2\n")
        .gives("all/config-prod.yml", "variables:\n  place: east\n  x: 2\n")
        .moves();

    PlannedUpdate planned = project.plan();
    project.update();

    assertThat(project.text("config-dev.yml"))
        .isEqualTo("# new\nvariables:\n  place: west # where\n  size: 4\n  x: 2\n");
    assertThat(project.text("config-prod.yml"))
        .as("what was not edited stays what it is")
        .isEqualTo("variables:\n  place: east\n  x: 2\n");
    assertThat(project.text(".mlops/project.yml")).contains("place: \"west\"", "size: \"4\"");
    assertThat(planned.notes())
        .containsExactly("2 values taken over from config-dev.yml: place, size");
  }

  @Test
  void d6DeletedHere() throws IOException {
    Files.delete(project.directory().resolve("c.txt"));
    project.commits();
    project.gives("all/c.txt", "newer\n").moves();

    PlannedUpdate planned = project.plan();
    project.update();

    assertThat(project.directory().resolve("c.txt")).doesNotExist();
    assertThat(planned.files())
        .filteredOn(file -> file.path().equals("c.txt"))
        .extracting(PlannedUpdate.File::kind)
        .containsExactly(Outcome.Kind.STAYS_DELETED);
  }

  @Test
  void d7DeletedThere() {
    project.edits("pkg/n.py", "mine\n").commits();
    project.drops("all/pkg/m.py").drops("all/pkg/n.py").moves();

    Ended ended = project.update();

    assertThat(ended.open()).containsExactly("pkg/n.py");
    assertThat(project.directory().resolve("pkg/m.py")).doesNotExist();
    assertThat(project.text("pkg/n.py")).isEqualTo("mine\n");
    assertThat(project.git("status")).contains("deleted by them: pkg/n.py");

    project.resolve("pkg/n.py", false);
    assertThat(project.directory().resolve("pkg")).doesNotExist();
  }

  @Test
  void d8LayoutMovesAFile() {
    project.edits("ci/gh/ci.yml", "on: [push, schedule]\njobs: {}\n# all mine\n").commits();
    project
        .gives("mlops-template.yml", DESCRIPTOR.replace("ci/{host}", "pipelines/{host}"))
        .moves();

    Ended ended = project.update();

    assertThat(ended.open()).isEmpty();
    assertThat(project.text("pipelines/gh/ci.yml")).contains("# all mine");
    assertThat(project.directory().resolve("ci")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisabledOnOs(OS.WINDOWS)
  void d9ModesAndBytes(boolean fileMode) throws IOException {
    project.git("config", "core.fileMode", String.valueOf(fileMode));
    project.edits("tool", "x\n").commits();
    project.edits("run.sh", "echo mine\n");
    Files.write(project.directory().resolve("data.bin"), new byte[] {0, 7});
    project.commits();
    project
        .gives("mlops-template.yml", DESCRIPTOR.replace("\"*.sh\"", "\"*.sh\", b.py"))
        .gives("all/logo.png", new byte[] {0, 3})
        .gives("all/data.bin", new byte[] {0, 8})
        .moves();

    Ended ended = project.update();

    assertThat(ended.open()).containsExactly("data.bin");
    assertThat(project.git("ls-files", "-s", "b.py")).startsWith("100755 ");
    assertThat(project.git("ls-files", "-s", "run.sh")).startsWith("100755 ");
    assertThat(project.text("run.sh")).isEqualTo("echo mine\n");
    assertThat(Files.readAllBytes(project.directory().resolve("logo.png"))).containsExactly(0, 3);
    assertThat(Files.readAllBytes(project.directory().resolve("data.bin"))).containsExactly(0, 7);
    assertThat(project.git("ls-files", "-u", "data.bin").lines()).hasSize(3);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Runs D3 and stops it at the nth write; false if there were fewer. */
  private boolean killedAt(int nth) {
    int[] count = {0};
    project.stoppedBy(
        write -> {
          if (++count[0] == nth) {
            throw new Killed();
          }
        });
    try {
      project.update();
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      project.stoppedBy(write -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void d10KilledAtEveryWrite(boolean resumes) throws IOException {
    d3();
    project.edits("foreign.txt", "mine\n");
    String head = project.git("rev-parse", "HEAD^{tree}").strip();
    Map<String, String> before = FileTree.withoutGit(project.directory());
    FileTime foreign = Files.getLastModifiedTime(project.directory().resolve("foreign.txt"));
    project.update();
    Map<String, String> unkilled = FileTree.withoutGit(project.directory());
    String tree = project.stagedTree();
    project.git("reset", "-q", "--hard");

    int writes = 0;
    while (killedAt(++writes)) {
      boolean begun = Files.exists(project.directory().resolve(".git/mlops-update/plan"));
      if (begun) {
        assertThatThrownBy(project::update)
            .isInstanceOf(UsageException.class)
            .hasMessageContaining("an update was stopped here at ")
            .hasMessageContaining("go on with -Dmlops.resume, or go back with -Dmlops.abort");
        Ended ended = resumes ? project.resume() : project.abort();
        assertThat(ended.left()).isEmpty();
      }
      boolean forward = begun && resumes;
      assertThat(FileTree.withoutGit(project.directory()))
          .as("killed at write %d", writes)
          .isEqualTo(forward ? unkilled : before);
      assertThat(project.stagedTree()).isEqualTo(forward ? tree : head);
      assertThat(project.directory().resolve(".git/mlops-update/plan")).doesNotExist();
      project.git("reset", "-q", "--hard");
    }
    assertThat(writes).isGreaterThan(15);
    assertThat(Files.getLastModifiedTime(project.directory().resolve("foreign.txt")))
        .isEqualTo(foreign);
  }

  @Test
  void d10WhatWasEditedAfterTheKillIsKept() {
    d3();
    int writes = 0;
    while (!project.status().contains("M c.txt") && killedAt(++writes)) {
      if (!project.status().contains("M c.txt")) {
        if (Files.exists(project.directory().resolve(".git/mlops-update/plan"))) {
          project.abort();
        }
      }
    }
    project.edits("c.txt", "edited since\n");

    assertThat(project.abort().left()).containsExactly("c.txt");
    assertThat(project.text("c.txt")).isEqualTo("edited since\n");
    assertThat(project.status()).isEqualTo(" M c.txt\n");
  }

  @ParameterizedTest
  @CsvSource({"locked index,true", "locked index,false", "rename index,true", "rename index,false"})
  void d10TheLockOfAKilledRunIsRemoved(String write, boolean resumes) throws Exception {
    d3();
    Path lock = project.directory().resolve(".git/index.lock");
    stoppedBeforeTheIndex();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HaltedUpdate.class.getName(),
                project.directory().toString(),
                write)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(HaltedUpdate.HALTED);
    assertThat(lock).exists();

    Ended ended = resumes ? project.resume() : project.abort();

    assertThat(ended.left()).isEmpty();
    assertThat(lock).doesNotExist();
    assertThat(project.directory().resolve(".git/mlops-update")).doesNotExist();
    assertThat(project.git("diff", "--stat")).isEmpty();
    assertThat(project.status().isEmpty()).isEqualTo(!resumes);
  }

  private void stoppedBeforeTheIndex() {
    project.stoppedBy(
        write -> {
          if (write.equals("index")) {
            throw new Killed();
          }
        });
    assertThatThrownBy(project::update).isInstanceOf(Killed.class);
    project.stoppedBy(write -> {});
  }

  @Test
  void aLockOfAnotherProgramIsLeft() throws IOException {
    d3();
    stoppedBeforeTheIndex();
    Path lock = project.directory().resolve(".git/index.lock");
    Files.writeString(lock, "of git");
    Map<String, String> before = FileTree.of(project.directory());

    for (ThrowingCallable goesOn : List.<ThrowingCallable>of(project::resume, project::abort)) {
      assertThatThrownBy(goesOn)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("git's index is locked: ")
          .hasMessageContaining("if none runs, type: rm " + lock);
    }
    assertThat(FileTree.of(project.directory())).isEqualTo(before);

    Files.delete(lock);
    assertThat(project.resume().left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void d10KilledAtEveryWriteOfACommit(boolean resumes) {
    project.gives("all/c.txt", "newer\n").gives("all/new.txt", "new\n").moves();
    project.committing(true);
    String before = project.git("rev-parse", "HEAD").strip();
    project.update();
    String tree = project.git("rev-parse", "HEAD^{tree}").strip();
    project.git("reset", "-q", "--hard", before);

    int writes = 0;
    int completed = 0;
    while (killedAt(++writes)) {
      boolean begun = Files.exists(project.directory().resolve(".git/mlops-update/plan"));
      boolean moved = !project.git("rev-parse", "HEAD").strip().equals(before);
      if (begun && resumes) {
        assertThat(project.resume().commit()).isPresent();
      } else if (moved) {
        completed++;
        assertThatThrownBy(project::abort)
            .isInstanceOf(UsageException.class)
            .hasMessageContaining("the update was completed: it is commit ");
      } else if (begun) {
        assertThat(project.abort().left()).isEmpty();
      }
      assertThat(project.status()).as("killed at write %d", writes).isEmpty();
      assertThat(project.git("rev-parse", "HEAD^{tree}").strip().equals(tree))
          .as("killed at write %d", writes)
          .isEqualTo(moved || (begun && resumes));
      assertThat(project.directory().resolve(".git/mlops-update/plan")).doesNotExist();
      project.git("reset", "-q", "--hard", before);
    }
    assertThat(completed).isEqualTo(resumes ? 0 : 1);
  }

  /** Whoever does not know of the kill goes on to work. */
  @Test
  void d10AKilledUpdateThatIsCommittedIsNotInTheWayOfTheNext() {
    project.gives("all/c.txt", "newer\n").moves();
    project.committing(true).stoppedBy(stopAt("end"));
    assertThatThrownBy(project::update).isInstanceOf(Killed.class);
    project.stoppedBy(write -> {});
    project.edits("foreign.txt", "mine\n").commits();
    project.gives("all/c.txt", "newest\n").moves();

    assertThat(project.update().commit()).isPresent();
    assertThat(project.text("c.txt")).isEqualTo("newest\n");
    assertThat(project.text("foreign.txt")).isEqualTo("mine\n");
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void d10TheBranchLockOfAKilledRunIsRemoved(boolean resumes, boolean isEmpty) throws IOException {
    project.gives("all/c.txt", "newer\n").moves();
    project.committing(true);
    String before = project.git("rev-parse", "HEAD").strip();
    project.update();
    String made = project.git("rev-parse", "HEAD").strip();
    project.git("reset", "-q", "--hard", before);
    project.stoppedBy(stopAt("commit"));
    assertThatThrownBy(project::update).isInstanceOf(Killed.class);
    project.stoppedBy(write -> {});
    Path lock = branchLock();
    Files.writeString(lock, isEmpty ? "" : made + "\n");

    Ended ended = resumes ? project.resume() : project.abort();

    assertThat(ended.commit().isPresent()).isEqualTo(resumes);
    assertThat(lock).doesNotExist();
    assertThat(project.status()).isEmpty();
  }

  @Test
  void aBranchLockOfAnotherProgramIsLeft() throws IOException {
    project.gives("all/c.txt", "newer\n").moves();
    project.committing(true);
    String before = project.git("rev-parse", "HEAD").strip();
    Path lock = branchLock();
    Files.writeString(lock, before + "\n");
    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("git's branch is locked: ")
        .hasMessageContaining("if none runs, type: rm " + lock);
    assertThat(project.status()).as("nothing was begun").isEmpty();
    Files.delete(lock);
    project.stoppedBy(stopAt("commit"));
    assertThatThrownBy(project::update).isInstanceOf(Killed.class);
    project.stoppedBy(write -> {});
    Files.writeString(lock, before + "\n");

    for (ThrowingCallable goesOn : List.<ThrowingCallable>of(project::resume, project::abort)) {
      assertThatThrownBy(goesOn)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("git's branch is locked: ");
    }
    assertThat(lock).hasContent(before);
    Files.delete(lock);
    assertThat(project.resume().commit()).isPresent();
  }

  private Path branchLock() {
    String branch = project.git("symbolic-ref", "HEAD").strip();
    return project.directory().resolve(".git").resolve(branch + ".lock");
  }

  private static Consumer<String> stopAt(String where) {
    return write -> {
      if (write.equals(where)) {
        throw new Killed();
      }
    };
  }

  @Test
  void d12SwitchThereAndBack() {
    String first = project.stagedTree();
    project.committing(true);

    project.with(Map.of("host", "ado")).update();
    assertThat(project.stagedTree()).isEqualTo(project.generate("fresh"));
    assertThat(project.directory().resolve("ci/gh")).doesNotExist();

    project.with(Map.of("host", "gh")).update();
    assertThat(project.stagedTree()).isEqualTo(first);

    project.edits("ci/gh/ci.yml", "on: mine\n").commits().committing(false);
    assertThat(project.with(Map.of("host", "ado")).update().open()).containsExactly("ci/gh/ci.yml");
    assertThat(project.text("ci/gh/ci.yml")).isEqualTo("on: mine\n");
  }

  @Test
  void p4ThreeStatesOneByOneAreAsOneStep() throws IOException {
    project.edits("a.yml", changed(LINES, 22, "mine")).commits().committing(true);
    Path copy = folder.resolve("copy");
    project.gives("all/a.yml", changed(LINES, 1, "mid")).drops("all/c.txt").moves();
    copy(project.directory(), copy);
    project.update();
    project.gives("all/a.yml", changed(changed(LINES, 1, "new"), 3, "new")).moves();
    project.update();
    String steps = project.stagedTree();

    project.at(copy).update();

    assertThat(project.stagedTree()).isEqualTo(steps);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void heldFilesAreTriedAgain() {
    project.edits("a.yml", changed(LINES, 5, "mine")).commits();
    project.gives("all/a.yml", changed(LINES, 5, "theirs")).gives("all/c.txt", "newer\n").moves();

    project.onConflict(OnConflict.HOLD).committing(true).update();

    assertThat(project.text("a.yml")).isEqualTo(changed(LINES, 5, "mine"));
    assertThat(project.text("c.txt")).isEqualTo("newer\n");
    assertThat(project.text(".mlops/files")).containsPattern(" a.yml\tall/a.yml\t@[0-9a-f]{40}\n");
    assertThat(project.git("log", "-1", "--format=%B")).contains("Held: 1");

    project.edits("a.yml", changed(LINES, 5, "theirs")).commits();
    assertThat(project.update().open()).isEmpty();
    assertThat(project.text(".mlops/files")).doesNotContain("@");
  }

  @Test
  void failWritesNothing() throws IOException {
    project.edits("a.yml", changed(LINES, 5, "mine")).commits();
    project.gives("all/a.yml", changed(LINES, 5, "theirs")).moves();
    Map<String, String> before = FileTree.of(project.directory());

    assertThatThrownBy(() -> project.onConflict(OnConflict.FAIL).update())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("changed the same places: a.yml (both)");
    assertThat(FileTree.of(project.directory())).isEqualTo(before);
  }

  @Test
  void aMergeThatBreaksTheFileIsAConflict() {
    project.gives("all/e.yml", "a: 1\nb: 1\nc: 1\nd: 1\ne: 1\n").moves();
    project.committing(true).update();
    project.edits("e.yml", "a: [1,\n  2]\nb: 1\nc: 1\nd: 1\ne: 1\n").commits();
    project.gives("all/e.yml", "a: 1\nb: 1\nc: 1\nd: 1\ne: 1\na2: {\n").moves();

    PlannedUpdate planned = project.plan();

    assertThat(planned.files())
        .filteredOn(PlannedUpdate.File::isConflict)
        .extracting(file -> file.path() + " " + file.kind())
        .containsExactly("e.yml merged-but-broken");
  }

  @Test
  void onlyCommittedPathsAreWritten() throws IOException {
    project.gives("all/c.txt", "newer\n").gives("all/new.txt", "new\n").moves();
    project.edits("c.txt", "not committed\n").edits("b.py", "not planned\n");
    Map<String, String> before = FileTree.withoutGit(project.directory());

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the update would write files that have changes which are not committed: c.txt\n"
                + "  commit them, or put them away: git stash push -- c.txt");
    project.git("checkout", "-q", "c.txt");
    project.edits("new.txt", "mine\n");
    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("would overwrite files that are not committed: new.txt");
    Files.delete(project.directory().resolve("new.txt"));
    project.edits("c.txt", "not committed\n");
    assertThat(FileTree.withoutGit(project.directory())).isEqualTo(before);

    project.git("checkout", "-q", "c.txt");
    project.update();
    assertThat(project.text("b.py")).isEqualTo("not planned\n");
  }

  @Test
  void whatIsInTheWayIsToldAtOnce() {
    project.gives("all/c.txt", "newer\n").gives("all/new.txt", "new\n").moves();
    project.edits("c.txt", "not committed\n").edits("new.txt", "mine\n");

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the update has 2 mistakes")
        .hasMessageContaining("changes which are not committed: c.txt")
        .hasMessageContaining("overwrite files that are not committed: new.txt");
  }

  @Test
  void aFileIsNotPutInThePlaceOfAFolderOfTheProject() throws IOException {
    project.edits("extra/mine.txt", "mine\n").commits();
    project.gives("all/extra", "a file\n").moves();
    Map<String, String> before = FileTree.of(project.directory());

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the update would add extra, and the project has extra/mine.txt\n"
                + "  rename or move extra/mine.txt and commit that, or do without the new file:"
                + " add extra to .mlops/owned");
    assertThat(FileTree.of(project.directory())).isEqualTo(before);
    assertThatThrownBy(project::planned).hasMessageContaining("the project has extra/mine.txt");
  }

  @Test
  void aFileIsNotPutBelowAFileOfTheProject() {
    project.edits("extra", "mine\n").commits();
    project.gives("all/extra/new.txt", "new\n").moves();

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the update would add extra/new.txt, and the project has extra\n");
  }

  @Test
  void aLongListOfPathsIsCutShort() {
    for (int i = 0; i < 30; i++) {
      project.gives("all/new" + i + ".txt", "new\n");
      project.edits("new" + i + ".txt", "mine\n");
    }
    project.moves();

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(" and 22 more\n")
        .hasMessageContaining("commit them (git add .), or move them away");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsWrittenThroughALink() throws IOException {
    project.gives("all/docs/new.txt", "new\n").moves();
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(project.directory().resolve("docs"), outside);
    project.commits();

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("add docs/new.txt, and the project has docs\n");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aFileThatTheProjectMovedIsUpdatedWhereItIs() throws IOException {
    Files.createDirectories(project.directory().resolve("lib"));
    Files.move(project.directory().resolve("c.txt"), project.directory().resolve("lib/c.txt"));
    project.commits();
    project.gives("all/c.txt", "newer\n").moves();

    project.update();

    assertThat(project.text("lib/c.txt")).isEqualTo("newer\n");
    assertThat(project.directory().resolve("c.txt")).doesNotExist();
    assertThat(project.text(".mlops/files"))
        .contains(" lib/c.txt\tall/c.txt\t>c.txt\n")
        .doesNotContain(" c.txt\t");

    project.edits("lib/c.txt", "newer\nmine\n").edits("c.txt", "foreign\n").commits();
    assertThat(project.plan().isEmpty()).as("the template gives the same").isTrue();
    project.gives("all/c.txt", "first\nnewer\n").moves();

    assertThat(project.update().open()).isEmpty();
    project.commits();
    assertThat(project.text("lib/c.txt")).isEqualTo("first\nnewer\nmine\n");
    assertThat(project.text("c.txt")).isEqualTo("foreign\n");

    project.gives("all/lib/c.txt", "wants the place\n").moves();
    assertThat(project.update().open()).contains("lib/c.txt", "c.txt");
    assertThat(project.text("lib/c.txt")).contains("mine\n", "wants the place\n");
    assertThat(project.text("c.txt")).contains("foreign\n", "first\n");
  }

  @Test
  void aMovedFileFollowsTheLayoutInTheListOnlyAndMayBeMovedBack() throws IOException {
    Files.createDirectories(project.directory().resolve("lib"));
    Files.move(project.directory().resolve("ci/gh/ci.yml"), project.directory().resolve("lib/ci"));
    project.commits().committing(true);
    project.gives("hosts/gh/ci.yml", "on: pull_request\n").moves();
    project.update();
    project.edits("lib/ci", "on: pull_request\n# mine\n").commits();
    project
        .gives("mlops-template.yml", DESCRIPTOR.replace("ci/{host}", "pipelines/{host}"))
        .moves();

    project.update();

    assertThat(project.text(".mlops/files"))
        .contains(" lib/ci\thosts/gh/ci.yml\t>pipelines/gh/ci.yml\n");
    assertThat(project.text("lib/ci")).isEqualTo("on: pull_request\n# mine\n");
    assertThat(project.directory().resolve("pipelines")).doesNotExist();

    Files.createDirectories(project.directory().resolve("pipelines/gh"));
    Files.move(
        project.directory().resolve("lib/ci"), project.directory().resolve("pipelines/gh/ci.yml"));
    project.commits();
    project.gives("hosts/gh/ci.yml", "name: CI\n\n\non: pull_request\n").moves();
    project.update();

    assertThat(project.text("pipelines/gh/ci.yml"))
        .isEqualTo("name: CI\n\n\non: pull_request\n# mine\n");
    assertThat(project.text(".mlops/files")).contains(" pipelines/gh/ci.yml\thosts/gh/ci.yml\n");
  }

  @Test
  void ownedFilesAreLeft() {
    project.edits(".mlops/owned", "c.txt\n").commits();
    project.gives("all/c.txt", "newer\n").moves();

    project.update();

    assertThat(project.text("c.txt")).isEqualTo("old\n");
  }

  @Test
  void lineEndsOfTheProjectAreKept() {
    project.edits("a.yml", changed(LINES, 20, "mine").replace("\n", "\r\n")).commits();
    project.gives("all/a.yml", changed(LINES, 2, "theirs")).moves();

    project.update();

    assertThat(project.text("a.yml"))
        .isEqualTo(changed(changed(LINES, 20, "mine"), 2, "theirs").replace("\n", "\r\n"));
  }

  @Test
  void aProjectInAFolderOfALargerRepository() throws IOException {
    Path mono = folder.resolve("mono");
    Files.createDirectories(mono.resolve("teams"));
    copy(project.directory(), mono.resolve("teams/demo"));
    deleteGit(mono.resolve("teams/demo/.git"));
    project.at(mono).git("init", "-q", "-b", "main");
    project.edits("other.txt", "other\n").commits();
    project.gives("all/c.txt", "newer\n").moves();

    project.at(mono.resolve("teams/demo")).update();

    assertThat(project.text("c.txt")).isEqualTo("newer\n");
    assertThat(project.at(mono).status().lines().map(line -> line.substring(3)))
        .containsExactly(
            "teams/demo/.mlops/files", "teams/demo/.mlops/project.yml", "teams/demo/c.txt");
  }

  private static void deleteGit(Path git) throws IOException {
    try (Stream<Path> files = Files.walk(git)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aRepositoryInTheMiddleOfSomethingIsLeft() throws IOException {
    project.gives("all/c.txt", "newer\n").moves();
    Files.writeString(
        project.directory().resolve(".git/MERGE_HEAD"), project.git("rev-parse", "HEAD"), UTF_8);

    assertThatThrownBy(project::update)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the repository is in the middle of a merge")
        .hasMessageContaining("git status says how");
  }
}

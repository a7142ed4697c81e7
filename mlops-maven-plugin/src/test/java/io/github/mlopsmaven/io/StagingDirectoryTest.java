package io.github.mlopsmaven.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StagingDirectoryTest {

  @TempDir Path folder;

  @Test
  void whatIsMadeAppearsAtOnce() throws IOException {
    Path parents = folder.resolve("new/parents");
    Path target = parents.resolve("project");
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      Files.writeString(staging.path().resolve("f"), "x");
      assertThat(target).doesNotExist();
      assertThat(staging.path().getParent()).isEqualTo(parents);
      staging.moveIntoPlace();
    }

    assertThat(target.resolve("f")).hasContent("x");
    assertThat(names(parents)).containsExactly("project");
  }

  @Test
  void whatIsNotMovedIsRemoved() throws IOException {
    try (StagingDirectory staging = StagingDirectory.beside(folder.resolve("project"))) {
      Files.createDirectories(staging.path().resolve("a/b"));
      Files.writeString(staging.path().resolve("a/b/c"), "x");
      Files.createSymbolicLink(staging.path().resolve("link"), folder);
    }

    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aFolderForTemporaryFilesThatIsNoneIsNamedWithItsSetting() throws IOException {
    String usual = System.getProperty("java.io.tmpdir");
    System.setProperty(
        "java.io.tmpdir", Files.writeString(folder.resolve("file"), "mine").toString());
    try {
      assertThatThrownBy(() -> StagingDirectory.temporary("project"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is not a folder")
          .hasMessageContaining("MAVEN_OPTS=-Djava.io.tmpdir=FOLDER");
    } finally {
      System.setProperty("java.io.tmpdir", usual);
    }
  }

  @Test
  void anEmptyFolderIsFree() throws IOException {
    Path target = Files.createDirectory(folder.resolve("project"));
    StagingDirectory.requireFree(target);
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      Files.writeString(staging.path().resolve("f"), "x");
      staging.moveIntoPlace();
    }

    assertThat(target.resolve("f")).hasContent("x");
  }

  @Test
  void aFileAFullFolderAndALinkAreNotFree() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("f"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    for (Path target : List.of(file, full, link)) {
      assertThatThrownBy(() -> StagingDirectory.requireFree(target))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              target
                  + " exists already and was left as it is\n"
                  + "  choose another name with -Dmlops.projectName=NAME or another folder with"
                  + " -Dmlops.outputDirectory=FOLDER, or move it away first");
    }
    assertThatCode(() -> StagingDirectory.requireFree(folder.resolve("nothing")))
        .doesNotThrowAnyException();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatTheFileSystemCannotLookAtDoesNotExistAlready() throws IOException {
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);

    for (Path target : List.of(circle.resolve("p"), folder.resolve("x".repeat(300)).resolve("p"))) {
      assertThatThrownBy(() -> StagingDirectory.requireFree(target))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(target + " cannot be a folder: ")
          .hasMessageContaining("choose another folder with -Dmlops.outputDirectory=FOLDER");
    }
  }

  @Test
  void whatAppearsMeanwhileIsKept() throws IOException {
    Path target = folder.resolve("project");
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      Files.createDirectory(target);
      Files.writeString(target.resolve("mine"), "x");

      assertThatThrownBy(staging::moveIntoPlace)
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(target + " exists already and was left as it is");
    }
    assertThat(target.resolve("mine")).hasContent("x");
    assertThat(names(folder)).containsExactly("project");
  }

  @Test
  void aFileThatAppearsMeanwhileIsKept() throws IOException {
    Path target = folder.resolve("project");
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      Files.writeString(target, "mine");

      assertThatThrownBy(staging::moveIntoPlace).isInstanceOf(UsageException.class);
    }
    assertThat(target).hasContent("mine");
  }

  @Test
  void aFileCannotBeTheParent() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    assertThatThrownBy(() -> StagingDirectory.beside(file.resolve("project")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            file + " is not a folder\n  choose another folder with -Dmlops.outputDirectory=FOLDER");
  }

  @Test
  void theRootCannotBeAProject() {
    Path root = folder.getRoot();

    assertThatThrownBy(() -> StagingDirectory.beside(root))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            root
                + " cannot be a project's folder\n  choose another folder with -Dmlops.outputDirectory=FOLDER");
  }

  @Test
  void aParentThatCannotBeMadeIsAProblemOfTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    assertThatThrownBy(() -> StagingDirectory.beside(file.resolve("deeper/project")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("cannot write to " + file.resolve("deeper"))
        .hasMessageContaining("-Dmlops.outputDirectory=FOLDER");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theProjectHasThePermissionsOfAnyFolder() throws IOException {
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Path target = folder.resolve("project");
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      staging.moveIntoPlace();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
  }

  @Test
  void afterAStopNothingIsMovedIntoPlace() throws IOException {
    Path target = folder.resolve("project");
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      Files.writeString(staging.path().resolve("f"), "x");
      staging.removeAtExit();

      assertThat(names(folder)).isEmpty();
      assertThatThrownBy(staging::moveIntoPlace)
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("the run was ended before the project was complete");
    }
    assertThat(names(folder)).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyThisUserMayLookIntoATemporaryOne() throws IOException {
    try (StagingDirectory staging = StagingDirectory.temporary("project")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staging.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aStopBeforeTheDirectoryIsMadeLeavesNone() throws IOException {
    StagingDirectory staging =
        new StagingDirectory(folder.resolve("project"), StagingOwner.claim(folder, "project"));
    staging.removeAtExit();

    assertThatThrownBy(staging::begin)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("the run was stopped");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aStopAfterTheMoveLeavesTheProject() throws IOException {
    Path target = folder.resolve("project");
    try (StagingDirectory staging = StagingDirectory.beside(target)) {
      Files.writeString(staging.path().resolve("f"), "x");
      staging.moveIntoPlace();
      staging.removeAtExit();

      assertThat(names(folder)).containsExactly("project");
    }
    assertThat(target.resolve("f")).hasContent("x");
  }

  @Test
  void aTerminatedRunLeavesNothing() throws Exception {
    Process child = child();
    child.destroy();

    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aKilledRunLeavesNothingAtTheTarget() throws Exception {
    Process child = child();
    child.destroyForcibly();

    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("project")).doesNotExist();
    assertThat(names(folder)).allMatch(name -> name.startsWith(".project.mlops-"));
  }

  @Test
  void whatAKilledRunLeftIsRemovedByTheNextRunThere() throws Exception {
    Process child = child();
    child.destroyForcibly();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(names(folder)).hasSize(2);

    try (StagingDirectory staging = StagingDirectory.beside(folder.resolve("another"))) {
      assertThat(names(folder))
          .containsExactlyInAnyOrder(
              staging.path().getFileName().toString(), staging.path().getFileName() + ".lock");
    }
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void whatAnotherRunWorksInIsLeftAlone() throws Exception {
    Process child = child();
    List<String> before = names(folder);
    try (StagingDirectory first = StagingDirectory.beside(folder.resolve("project"));
        StagingDirectory second = StagingDirectory.beside(folder.resolve("project"))) {
      assertThat(first.path()).isDirectory();
      assertThat(second.path()).isDirectory();
      assertThat(names(folder)).containsAll(before).hasSize(6);
    }
    assertThat(names(folder)).isEqualTo(before);
    child.destroy();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void whatOnlyLooksLikeALeftoverIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve(".project.mlops-mine/in"));
    Files.writeString(folder.resolve(".project.mlops-1-2-00000000"), "mine");
    Files.writeString(folder.resolve(".project.mlops-x.lock"), "mine");
    Files.createDirectories(folder.resolve(".project.mlops-1-2-11111111.lock"));
    List<String> before = names(folder);

    StagingDirectory.beside(folder.resolve("project")).close();

    assertThat(names(folder)).isEqualTo(before);
  }

  /** A virtual machine that waits in the middle of its work. */
  private Process child() throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StagingChild.class.getName(),
                folder.resolve("project").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("staged");
    assertThat(names(folder)).as("the directory and its lock").hasSize(2);
    return child;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void itBeginsEmpty() {
    try (StagingDirectory staging = StagingDirectory.beside(folder.resolve("p"))) {
      assertThat(staging.path()).isEmptyDirectory();
    }
  }

  @Test
  void belowAFileNothingIsFree() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> StagingDirectory.requireFree(file.resolve("p")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file + " is not a folder");
    assertThatCode(() -> StagingDirectory.requireFree(folder.resolve("no/such/p")))
        .doesNotThrowAnyException();
  }

  @Test
  void whatCannotBeWrittenToIsSaidBeforeAnythingIsMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> StagingDirectory.requireWritable(file.resolve("p")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("cannot write to " + file)
        .hasMessageContaining("-Dmlops.outputDirectory=FOLDER");
    assertThatCode(() -> StagingDirectory.requireWritable(folder.resolve("no/such/p")))
        .doesNotThrowAnyException();
    assertThat(names(folder)).containsExactly("file");
  }

  /** As a folder of another user, or one of a system that cannot be changed. */
  @Test
  void aFolderThatMayNotBeWrittenToIsSaid() {
    Path readOnly = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(readOnly) && !Files.isWritable(readOnly));

    assertThatThrownBy(() -> StagingDirectory.requireWritable(readOnly.resolve("p")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("cannot write to " + readOnly);
  }

  /** A JVM that stays would keep one more file open after every run. */
  @Test
  void nothingStaysOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open));
    try (StagingDirectory staging = StagingDirectory.beside(folder.resolve("p"))) {
      staging.moveIntoPlace();
    }

    String here = folder.toRealPath().toString();
    try (Stream<Path> files = Files.list(open)) {
      assertThat(files.map(StagingDirectoryTest::target))
          .noneMatch(target -> target.startsWith(here));
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // Closed since it was listed.
      return "";
    }
  }
}

package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository of a generated project, as git sees it. */
class JGitProjectRepositoryTest {

  private static final Author ANNA = new Author("Anna Example", "anna@example.com");

  @TempDir Path temp;
  private Path project;

  @BeforeEach
  void write() throws IOException {
    project = write(temp.resolve("project"));
  }

  private static Path write(Path project) throws IOException {
    Files.createDirectories(project.resolve("infrastructure/empty"));
    Files.createDirectories(project.resolve("src"));
    Files.writeString(project.resolve("README.md"), "# Project\r\nwith CRLF\r\n");
    Files.writeString(project.resolve(".gitignore"), "*.log\n");
    Files.writeString(project.resolve("kept.log"), "was in the template\n");
    Files.writeString(project.resolve("src/run.sh"), "#!/bin/sh\n");
    Files.writeString(project.resolve("src/ünïcode.txt"), "text\n");
    Files.write(project.resolve("src/data.bin"), new byte[] {0, 13, 10, 1});
    return project;
  }

  private static String commit(Path project) {
    return new JGitProjectRepository(GitAccess.standard())
        .commitAll(
            project,
            StagedFolder.of(project, Set.of("src/run.sh")),
            ANNA,
            "Generate the project\n\nFrom a test.\n");
  }

  @Test
  void gitFindsItCleanAndSound() {
    String tree = commit(project);
    assertThat(CGit.run(project, "status", "--porcelain")).isEmpty();
    assertThat(CGit.run(project, "fsck", "--strict", "--no-dangling")).isEmpty();
    assertThat(CGit.run(project, "rev-parse", "HEAD^{tree}")).isEqualTo(tree);
    assertThat(CGit.run(project, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(CGit.run(project, "log", "--format=%an <%ae> %cn <%ce> %s %G?"))
        .isEqualTo(
            "Anna Example <anna@example.com> Anna Example <anna@example.com>"
                + " Generate the project N");
    assertThat(CGit.run(project, "-c", "core.quotepath=false", "ls-files", "-s"))
        .contains("100755", "src/run.sh", "kept.log", "src/ünïcode.txt");
    assertThat(CGit.run(project, "reflog")).contains("commit (initial)");
    assertThat(CGit.run(project, "reflog", "main")).contains("commit (initial)");
  }

  @Test
  void theDateIsThatOfTheClockOnTheWall() {
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("America/St_Johns", "Asia/Kathmandu", "UTC")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Path here = temp.resolve(zone.replace('/', '-'));
        String offset =
            DateTimeFormatter.ofPattern("xx").format(ZonedDateTime.now(ZoneId.of(zone)));
        commit(write(here));
        assertThat(CGit.run(here, "log", "--format=%ad", "--date=format:%z")).isEqualTo(offset);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  /** Longer than what is read at once, with few repetitions and with many; twice. */
  @Test
  void largeFilesAreOnePieceOfThePack() throws IOException {
    byte[] noise = new byte[700_000];
    new Random(1).nextBytes(noise);
    Files.write(project.resolve("noise.bin"), noise);
    Files.write(project.resolve("src/again.bin"), noise);
    Files.write(project.resolve("zeros.bin"), new byte[3_000_000]);
    commit(project);
    assertThat(CGit.run(project, "fsck", "--strict", "--no-dangling")).isEmpty();
    assertThat(CGit.run(project, "verify-pack", "-s", pack(".idx").toString()))
        .contains("non delta: ");
    Path copy = temp.resolve("copy");
    CGit.run(project, "clone", "-q", project.toString(), copy.toString());
    assertThat(copy.resolve("src/again.bin")).hasBinaryContent(noise);
    assertThat(Files.size(copy.resolve("zeros.bin"))).isEqualTo(3_000_000);
  }

  @Test
  void whoMayReadTheProjectMayReadItsPack() throws IOException {
    commit(project);
    Set<PosixFilePermission> config = Files.getPosixFilePermissions(project.resolve(".git/config"));
    config.remove(PosixFilePermission.OWNER_WRITE);
    config.remove(PosixFilePermission.GROUP_WRITE);
    config.remove(PosixFilePermission.OTHERS_WRITE);
    assertThat(Files.getPosixFilePermissions(pack(".pack"))).isEqualTo(config);
    assertThat(Files.getPosixFilePermissions(pack(".idx"))).isEqualTo(config);
  }

  private Path pack(String end) throws IOException {
    try (Stream<Path> packs = Files.list(project.resolve(".git/objects/pack"))) {
      return packs.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  @Test
  void treeIsTheOneThatGitMakes() throws IOException {
    Path other = write(temp.resolve("other"));
    other.resolve("src/run.sh").toFile().setExecutable(true);
    CGit.run(other, "init", "-q", "-b", "main");
    CGit.run(other, "add", "-A", "-f");
    assertThat(commit(project)).isEqualTo(CGit.run(other, "write-tree"));
  }

  @Test
  void sameFilesGiveTheSameTree() throws IOException {
    assertThat(commit(write(temp.resolve("again")))).isEqualTo(commit(project));
  }

  @Test
  void userConfigurationChangesNothing() throws Exception {
    Path home = Files.createDirectories(temp.resolve("home"));
    Files.writeString(home.resolve("attributes"), "* text eol=crlf\n*.md filter=shout\n");
    Files.writeString(
        home.resolve(".gitconfig"),
        "[core]\n\tautocrlf = true\n\tfilemode = false\n\tsafecrlf = true\n\tattributesFile = "
            + home.resolve("attributes")
            + "\n[commit]\n\tgpgSign = true\n[filter \"shout\"]\n\tclean = tr a-z A-Z\n"
            + "[user]\n\tname = Nobody\n\temail = nobody@example.com\n");
    Process run =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Duser.home=" + home,
                    "-cp",
                    System.getProperty("java.class.path"),
                    CommitOnce.class.getName(),
                    write(temp.resolve("configured")).toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("tree " + commit(project));
    assertThat(said).contains("author Author[name=Nobody, email=nobody@example.com]");
  }

  @Test
  void ownAttributesDecideLineEnds() throws IOException {
    Files.writeString(project.resolve(".gitattributes"), "*.md text\nsrc/*.bin -text\n");
    commit(project);
    assertThat(CGit.run(project, "cat-file", "-s", "HEAD:README.md")).isEqualTo("20");
    assertThat(Files.size(project.resolve("README.md"))).isEqualTo(22);
    assertThat(CGit.run(project, "cat-file", "-s", "HEAD:src/data.bin")).isEqualTo("4");
    assertThat(CGit.run(project, "status", "--porcelain")).isEmpty();
    Files.setLastModifiedTime(
        project.resolve("README.md"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    assertThat(CGit.run(project, "status", "--porcelain")).as("looked at again").isEmpty();
  }

  @Test
  void bitsThatAreNotWantedGo() throws IOException {
    project.resolve("README.md").toFile().setExecutable(true);
    commit(project);
    assertThat(CGit.run(project, "ls-files", "-s", "README.md")).startsWith("100644");
    assertThat(CGit.run(project, "status", "--porcelain")).isEmpty();
  }

  @Test
  void symbolicLinksStayLinks() throws IOException {
    Files.createSymbolicLink(project.resolve("link"), Path.of("src", "run.sh"));
    commit(project);
    assertThat(CGit.run(project, "ls-files", "-s", "link")).startsWith("120000");
    assertThat(CGit.run(project, "status", "--porcelain")).isEmpty();
  }
}

package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.StagedFiles;
import io.github.mlopsmaven.testkit.StagedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed is what was planned, and git agrees. The git program is the judge. */
class CommittedTreeTest {

  private static final Author ANNA = new Author("Anna Example", "anna@example.com");

  @TempDir Path temp;

  private static String commit(Path project, StagedFiles staged) {
    return new JGitProjectRepository(GitAccess.standard())
        .commitAll(project, staged, ANNA, "Start\n");
  }

  private static void requireCleanAndSound(Path project) {
    assertThat(CGit.output(project, "status", "--porcelain")).isEmpty();
    CGit.run(project, "-c", "core.trustctime=false", "update-index", "--really-refresh");
    assertThat(CGit.output(project, "status", "--porcelain")).as("looked at again").isEmpty();
    assertThat(CGit.run(project, "fsck", "--strict", "--no-dangling")).isEmpty();
  }

  private static void requireCloneIsClean(Path project, Path clone) {
    CGit.run(project, "clone", "-q", project.toString(), clone.toString());
    assertThat(CGit.run(clone, "status", "--porcelain")).isEmpty();
  }

  private Path project(Map<String, byte[]> files) throws IOException {
    Path project = Files.createTempDirectory(temp, "project");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = project.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return project;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/\n", "*\n", "/data\n*.csv\n!x\n", "**/sub/**\n", ".*\n"})
  void whatTheProjectIgnoresIsCommitted(String ignored) throws IOException {
    Path project =
        project(
            Map.of(
                ".gitignore", bytes(ignored),
                "data/x.csv", bytes("1\n"),
                "data/sub/deep/y.csv", bytes("2\n"),
                "data/sub/.gitignore", bytes("*\n"),
                ".mlops/project.yml", bytes("format: 1\n")));
    commit(project, StagedFolder.of(project, Set.of()));
    assertThat(CGit.run(project, "ls-tree", "-r", "--name-only", "HEAD").lines())
        .containsExactly(
            ".gitignore",
            ".mlops/project.yml",
            "data/sub/.gitignore",
            "data/sub/deep/y.csv",
            "data/x.csv");
    requireCleanAndSound(project);
  }

  @Test
  void whatIsNotAsPlannedIsNotCommitted() throws IOException {
    Path project = project(Map.of("a.txt", bytes("a"), "b.txt", bytes("b")));
    StagedFiles planned = StagedFolder.of(project, Set.of());
    Files.writeString(project.resolve("b.txt"), "c");
    assertThatThrownBy(() -> commit(project, planned))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("b.txt is not what was written there");
    Files.writeString(project.resolve("b.txt"), "b");
    Files.writeString(project.resolve("c.txt"), "c");
    assertThatThrownBy(() -> commit(project, planned))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("c.txt appeared in it while it was written");
    Files.delete(project.resolve("c.txt"));
    Files.delete(project.resolve("a.txt"));
    assertThatThrownBy(() -> commit(project, planned)).isInstanceOf(EnvironmentException.class);
  }

  /** Trees and attributes at random: the tree is the one that git itself makes of the files. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void treeIsGits(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      Path project = project(new RandomTree(random).files());
      Path judge = Files.createTempDirectory(temp, "judge");
      CGit.run(judge, "init", "-q", "-b", "main");
      copy(project, judge);
      CGit.run(judge, "add", "-A", "-f");
      String tree = commit(project, StagedFolder.of(project, Set.of()));
      String gits = CGit.output(judge, "write-tree");
      if (!tree.equals(gits)) {
        assertThat(CGit.output(project, "ls-tree", "-r", tree))
            .as("seed %s, tree %s, attributes %s", seed, i, attributes(project))
            .isEqualTo(CGit.output(judge, "ls-tree", "-r", gits));
      }
      requireCleanAndSound(project);
    }
  }

  private static String attributes(Path project) throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(project)) {
      for (Path file : files.filter(f -> f.endsWith(".gitattributes")).toList()) {
        all.append(project.relativize(file))
            .append(":\n")
            .append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-16",
        "UTF-16LE",
        "utf-16be",
        "UTF16LE",
        "UTF-16LE-BOM",
        "UTF-32",
        "ISO-8859-1",
        "windows-1252",
        "SHIFT-JIS",
        "UTF-8",
        "utf8"
      })
  void storedTextIsWrittenInItsEncoding(String encoding) throws IOException {
    boolean narrow = encoding.matches("ISO.*|windows.*");
    byte[] text =
        (narrow ? "Grüße\r\n$Id: x$\n" : encoding.equals("SHIFT-JIS") ? "日本語\n" : "Grüße 日本語\r\n")
            .getBytes(StandardCharsets.UTF_8);
    Path project =
        project(
            Map.of(
                ".gitattributes",
                bytes("*.txt text ident working-tree-encoding=" + encoding + "\n"),
                "a.txt",
                text,
                "empty.txt",
                new byte[0]));
    commit(project, StagedFolder.of(project, Set.of(), true));
    assertThat(CGit.run(project, "cat-file", "blob", "HEAD:a.txt"))
        .isEqualTo(
            new String(text, StandardCharsets.UTF_8)
                .replace("\r", "")
                .replace("$Id: x$", "$Id$")
                .strip());
    requireCleanAndSound(project);
    requireCloneIsClean(project, temp.resolve("clone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16LE-BOM", "UTF-32BE", "ISO-8859-1"})
  void textOfAWorkTreeIsStoredAsUtf8(String encoding) throws IOException {
    String mark = encoding.equals("UTF-16LE-BOM") ? "\uFEFF" : "";
    byte[] text = (mark + "Grüße\n").getBytes(encoding.replace("-BOM", ""));
    Path project =
        project(
            Map.of(
                ".gitattributes",
                bytes("*.txt working-tree-encoding=" + encoding + "\n"),
                "a.txt",
                text));
    commit(project, StagedFolder.of(project, Set.of()));
    assertThat(CGit.run(project, "cat-file", "blob", "HEAD:a.txt")).isEqualTo("Grüße");
    assertThat(project.resolve("a.txt")).hasBinaryContent(text);
    requireCleanAndSound(project);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.txt working-tree-encoding=UTF-16LE|a.txt|\u00ff\u00fe",
        "*.txt working-tree-encoding|a.txt|x",
        "*.txt working-tree-encoding=none-such|a.txt|x",
        "*.txt working-tree-encoding=US-ASCII|a.txt|\u00c3\u00bc",
        "* working-tree-encoding=UTF-16|a.txt|x"
      })
  void encodingsThatAreNotTrueAreRefusedByName(String input) throws IOException {
    String[] parts = input.split("\\|", -1);
    Path project =
        project(Map.of(".gitattributes", bytes(parts[0] + "\n"), parts[1], bytes(parts[2])));
    assertThatThrownBy(() -> commit(project, StagedFolder.of(project, Set.of(), true)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(".gitattributes")
        .hasMessageMatching("(?s).*(a\\.txt|\\.gitattributes).*encoding.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[submodule \"../../x\"]\n\tpath = x\n\turl = https://example.com/x\n",
        "[submodule \"a/../../x\"]\n\tpath = x\n\turl = https://example.com/x\n",
        "[submodule \"x\"]\n\tpath = x\n\turl = -u./payload\n",
        "[submodule \"x\"]\n\tpath = -x\n\turl = https://example.com/x\n",
        "[submodule \"x\"]\n\tpath = x\n\turl = https://example.com/x\n\tupdate = !touch /tmp/x\n",
        "[submodule \"x\"]\n\tpath = x\n\turl = \"https://example.com?%0ahost=github.com\"\n",
        "[submodule \"x\"]\n\tpath = x\n\turl = \"https://example.com\\n/x\"\n",
        "[submodule \"x\"]\n\tpath = x\n\turl = https:///x\n",
        "[submodule \"x\"]\n\tpath = x\n\turl = ../../../:host/x\n",
        "[submodule \"x\"\n\tpath = x\n"
      })
  void hostileSubmodulesAreRefusedByName(String modules) throws IOException {
    for (String path : List.of(".gitmodules", "docs/.gitmodules")) {
      Path project = project(Map.of(path, bytes(modules)));
      assertThatThrownBy(() -> commit(project, StagedFolder.of(project, Set.of())))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("the template's " + path);
    }
  }

  @Test
  void harmlessSubmodulesStay() throws IOException {
    Path project =
        project(
            Map.of(
                ".gitmodules",
                bytes(
                    "[submodule \"lib/x\"]\n\tpath = lib/x\n\turl = ../x.git\n\tupdate = rebase\n"
                        + "[submodule \"y\"]\n\tpath = y\n\turl = https://example.com/y.git\n")));
    commit(project, StagedFolder.of(project, Set.of()));
    requireCleanAndSound(project);
  }

  @Test
  void attributesWithLinesThatGitIgnoresAreRefused() throws IOException {
    Path longest = project(Map.of("sub/.gitattributes", bytes("# " + "x".repeat(2045) + "\n")));
    commit(longest, StagedFolder.of(longest, Set.of()));
    requireCleanAndSound(longest);
    Path longer = project(Map.of("sub/.gitattributes", bytes("# " + "x".repeat(2046))));
    assertThatThrownBy(() -> commit(longer, StagedFolder.of(longer, Set.of())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("sub/.gitattributes:1:1 has a line of more than 2047 bytes");
  }

  @Test
  void filtersThatAUserHasAndHasNotDoNotRun() throws IOException {
    Path project =
        project(
            new TreeMap<>(
                Map.of(
                    ".gitattributes",
                    bytes("*.txt filter=shout\n*.dat filter=none\n*.sub export-subst\n*.c ident\n"),
                    "a.txt",
                    bytes("LOUD ALREADY\n"),
                    "b.dat",
                    bytes("x\n"),
                    "c.sub",
                    bytes("$Format:%H$\n"),
                    "d.c",
                    bytes("$Id: 0123 $ $Id$ $Id:\n$\n"),
                    ".gitconfig",
                    bytes("[filter \"shout\"]\n\tclean = tr a-z A-Z\n"))));
    commit(project, StagedFolder.of(project, Set.of()));
    assertThat(CGit.run(project, "cat-file", "blob", "HEAD:a.txt")).isEqualTo("LOUD ALREADY");
    assertThat(CGit.run(project, "cat-file", "blob", "HEAD:d.c")).startsWith("$Id$ $Id$ $Id:");
    requireCleanAndSound(project);
  }
}

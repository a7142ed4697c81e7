package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.NoSuchRefException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.testkit.BareRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates on this machine: a commit of a repository, or a work tree as it is. */
class LocalSourcesTest {

  @TempDir Path temp;

  private TemplateSnapshot commit(Path repository, Optional<String> ref) {
    return new GitTemplateSource(
            repository.toUri().toString(),
            ref,
            temp.resolve("cache"),
            GitAccess.standard().withOffline(true))
        .open();
  }

  private Path workTree() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("template/sub"));
    Path root = temp.resolve("template");
    Files.writeString(root.resolve(".gitignore"), "*.log\nbuild/\n");
    Files.writeString(root.resolve("a.txt"), "a\n");
    Files.writeString(tree.resolve("run.sh"), "#!/bin/sh\n");
    tree.resolve("run.sh").toFile().setExecutable(true);
    CGit.run(root, "init", "-q", "-b", "main");
    CGit.run(root, "add", "-A");
    CGit.run(root, "commit", "-q", "-m", "one");
    return root;
  }

  @Test
  void commitIsReadWhereItIs() {
    BareRepository bare = BareRepository.create(temp.resolve("t.git"));
    String id = bare.commit("main", Templates.FILES);
    bare.annotatedTag("v1", id);
    for (Optional<String> ref :
        List.of(
            Optional.<String>empty(), Optional.of("main"), Optional.of("v1"), Optional.of(id))) {
      try (TemplateSnapshot snapshot = commit(bare.directory(), ref)) {
        assertThat(Templates.contents(snapshot, "classical")).hasSize(2);
        assertThat(snapshot.origin().commit()).contains(id);
        assertThat(snapshot.origin().tag())
            .as("%s", ref)
            .isEqualTo(ref.filter("v1"::equals).map(tag -> bare.id("refs/tags/v1")));
        assertThat(snapshot.origin().url()).contains(bare.directory().toUri().toString());
        assertThat(snapshot.origin().template()).as("no path of this machine").isEqualTo("t.git");
        assertThat(snapshot.size(snapshot.tree().directory("").files().get(0))).hasValue(8);
      }
    }
    assertThat(temp.resolve("cache")).doesNotExist();
  }

  @Test
  void unknownRefOrRepositoryIsRefused() {
    BareRepository bare = BareRepository.create(temp.resolve("t.git"));
    bare.commit("main", Templates.FILES);
    assertThatThrownBy(() -> commit(bare.directory(), Optional.of("mian")))
        .isInstanceOf(NoSuchRefException.class)
        .hasMessageContaining("has no branch or tag 'mian'")
        .hasMessageContaining("use main (did you mean main?)");
    assertThatThrownBy(() -> commit(temp.resolve("none"), Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no git repository at");
  }

  @Test
  void cleanWorkTreeIsItsCommit() throws IOException {
    Path root = workTree();
    Files.writeString(root.resolve("ignored.log"), "noise");
    try (TemplateSnapshot snapshot = new WorkTreeSource(root).open()) {
      assertThat(snapshot.origin().template()).isEqualTo("template");
      assertThat(snapshot.origin().commit()).contains(CGit.run(root, "rev-parse", "HEAD"));
      assertThat(Templates.contents(snapshot, ""))
          .containsOnlyKeys(".gitignore", "a.txt", "sub/run.sh");
      TemplateFile script = snapshot.tree().directory("sub").files().get(0);
      assertThat(script.mode()).isEqualTo(FileMode.EXECUTABLE);
      assertThat(script.id()).isEqualTo(CGit.run(root, "rev-parse", "HEAD:sub/run.sh"));
    }
  }

  @Test
  void whatIsOnDiskCounts() throws IOException {
    Path root = workTree();
    Files.writeString(root.resolve("a.txt"), "changed\n");
    Files.writeString(root.resolve("new.txt"), "new\n");
    Files.createDirectories(root.resolve("build"));
    Files.writeString(root.resolve("build/out.txt"), "ignored\n");
    Files.writeString(root.resolve("forced.log"), "tracked all the same\n");
    CGit.run(root, "add", "-f", "forced.log");
    Files.delete(root.resolve("sub/run.sh"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("a.txt"));
    try (TemplateSnapshot snapshot = new WorkTreeSource(root).open()) {
      assertThat(snapshot.origin().commit()).isEmpty();
      assertThat(Templates.contents(snapshot, ""))
          .containsOnly(
              Map.entry(".gitignore", "*.log\nbuild/\n"),
              Map.entry("a.txt", "changed\n"),
              Map.entry("forced.log", "tracked all the same\n"),
              Map.entry("link", "a.txt"),
              Map.entry("new.txt", "new\n"));
      assertThat(snapshot.tree().directory("").directories()).isEmpty();
    }
  }

  @Test
  void eachKindOfChangeMakesItUnclean() throws IOException {
    Path root = workTree();
    Files.writeString(root.resolve("new.txt"), "new\n");
    assertThat(commitOf(root)).as("a new file").isEmpty();
    CGit.run(root, "add", "-A");
    assertThat(commitOf(root)).as("a staged file").isEmpty();
    CGit.run(root, "commit", "-q", "-m", "two");
    assertThat(commitOf(root)).isPresent();
    root.resolve("a.txt").toFile().setExecutable(true);
    assertThat(commitOf(root)).as("a mode").isEmpty();
    CGit.run(root, "checkout", "-q", ".");
    Files.delete(root.resolve("a.txt"));
    assertThat(commitOf(root)).as("a deleted file").isEmpty();
  }

  private static Optional<String> commitOf(Path root) {
    try (TemplateSnapshot snapshot = new WorkTreeSource(root).open()) {
      return snapshot.origin().commit();
    }
  }

  @Test
  void repositoriesInsideAreSubmodules() throws IOException {
    Path root = workTree();
    Path inner = Files.createDirectories(root.resolve("inner"));
    Files.writeString(inner.resolve("x.txt"), "x");
    CGit.run(inner, "init", "-q");
    CGit.run(inner, "add", "-A");
    CGit.run(inner, "commit", "-q", "-m", "inner");
    try (TemplateSnapshot snapshot = new WorkTreeSource(root).open()) {
      assertThat(snapshot.tree().directory("").files())
          .filteredOn(file -> file.mode() == FileMode.SUBMODULE)
          .extracting(TemplateFile::path)
          .containsExactly("inner");
    }
  }

  @Test
  void aFolderBelowHasWhatGitTracksOfIt() throws IOException {
    Path root = workTree();
    Path module = root.resolve("sub");
    Files.writeString(module.resolve("ignored.log"), "noise");
    Files.createDirectories(module.resolve("build"));
    Files.writeString(module.resolve("build/made.yml"), "a: b\n");
    Files.writeString(module.resolve("new.yml"), "a: b\n");
    Files.createDirectories(root.resolve("sub2"));
    Files.writeString(root.resolve("sub2/other.yml"), "a: b\n");

    try (TemplateSnapshot snapshot = WorkTreeSource.around(module).orElseThrow().open()) {
      assertThat(Templates.contents(snapshot, ""))
          .containsOnly(Map.entry("new.yml", "a: b\n"), Map.entry("run.sh", "#!/bin/sh\n"));
      assertThat(snapshot.origin().template()).isEqualTo("sub");
    }
    assertThat(WorkTreeSource.around(module.resolve("build"))).as("ignored").isEmpty();
    assertThat(WorkTreeSource.around(root)).isPresent();
    Path outside = Files.createDirectories(temp.resolve("outside"));
    assertThat(WorkTreeSource.around(outside)).isEmpty();
    Files.createDirectories(temp.resolve("broken/.git"));
    assertThat(WorkTreeSource.around(Files.createDirectories(temp.resolve("broken/in")))).isEmpty();
  }

  @Test
  void linkedWorkTreesWork() throws IOException {
    Path root = workTree();
    CGit.run(root, "worktree", "add", "-q", temp.resolve("linked").toString(), "-b", "two");
    try (TemplateSnapshot snapshot = new WorkTreeSource(temp.resolve("linked")).open()) {
      assertThat(Templates.contents(snapshot, "")).hasSize(3);
    }
  }

  @Test
  void bareRepositoryHasNoWorkTree() {
    BareRepository bare = BareRepository.create(temp.resolve("t.git"));
    assertThatThrownBy(() -> new WorkTreeSource(bare.directory()).open())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is a bare repository")
        .hasMessageContaining("file:");
  }
}

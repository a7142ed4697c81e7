package io.github.mlopsmaven.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that are folders, and templates that are archives. */
class SourcesTest {

  @TempDir Path folder;

  @Test
  void aFolderIsListedByNameWithGitsIds() throws IOException {
    write("b", "x\n");
    write("B", "x\n");
    write("a/c", "");
    write(".git/config", "secret");
    write("a.txt", "y");
    try (TemplateSnapshot template = new DirectorySource(folder).open()) {
      TemplateTree.Directory root = template.tree().directory("");

      assertThat(root.directories()).containsExactly("a");
      assertThat(root.files())
          .extracting(TemplateFile::path, TemplateFile::id)
          .containsExactly(
              tuple("B", "587be6b4c3f93f93c489c0111bba5596147a26cb"),
              tuple("a.txt", "e25f1814e51579d5f55c0f1fe0135ddb28a47f4a"),
              tuple("b", "587be6b4c3f93f93c489c0111bba5596147a26cb"));
      assertThat(template.tree().directory("a").files()).extracting("path").containsExactly("a/c");
      assertThat(template.tree().directory("no").isEmpty()).isTrue();
      assertThat(template.tree().directory("b").isEmpty()).isTrue();
      assertThat(read(template, "a.txt")).isEqualTo("y");
      assertThat(template.size(file(template, "a.txt"))).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/x",
        "../x",
        "a/../x",
        "a//x",
        "a/./x",
        ".git/config",
        "a/.GIT/hooks/x",
        "a/.."
      })
  void anArchiveWithANameThatNoFolderHasIsDamaged(String name) throws IOException {
    for (String root : List.of("", "mlops-template/")) {
      Path archive = folder.resolve("t.jar");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
        zip.putNextEntry(new ZipEntry(root + "a/y"));
        zip.putNextEntry(new ZipEntry(root + name));
      }

      assertThatThrownBy(() -> new ArchiveSource(archive, "g:a", "1").open())
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("the template's tree is damaged: ");
    }
  }

  @Test
  void theFileThatLeadsToARepositoryIsNoPartOfAFolder() throws IOException {
    write("sub/.git", "gitdir: ../.git/modules/sub");
    write("sub/x", "");
    try (TemplateSnapshot template = new DirectorySource(folder).open()) {
      assertThat(template.tree().directory("sub").files())
          .extracting("path")
          .containsExactly("sub/x");
    }
  }

  @Test
  void aLockHasTheFoldersNameAndNotItsPath() {
    try (TemplateSnapshot template = new DirectorySource(folder).open()) {
      assertThat(template.origin().template()).isEqualTo(folder.getFileName().toString());
      assertThat(template.origin().revision()).isEqualTo("as it is on disk");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAndModesAreGits() throws IOException {
    write("run", "x");
    assertThat(folder.resolve("run").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(folder.resolve("link"), Path.of("big/../run"));
    try (TemplateSnapshot template = new DirectorySource(folder).open()) {
      assertThat(template.tree().directory("").files())
          .extracting(TemplateFile::path, TemplateFile::mode)
          .containsExactly(
              tuple("link", FileMode.SYMBOLIC_LINK), tuple("run", FileMode.EXECUTABLE));
      assertThat(read(template, "link")).isEqualTo("big/../run");
      assertThat(template.size(file(template, "link"))).hasValue(10);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsReadThroughALinkToAFolder() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside/data"));
    Files.writeString(outside.resolve("secret"), "x");
    Path root = Files.createDirectory(folder.resolve("template"));
    Files.createSymbolicLink(root.resolve("shared"), folder.resolve("outside"));
    try (TemplateSnapshot template = new DirectorySource(root).open()) {
      assertThat(template.tree().directory("shared").isEmpty()).isTrue();
      assertThat(template.tree().directory("shared/data").isEmpty()).isTrue();
    }
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    Path none = folder.resolve("none");

    assertThatThrownBy(() -> new DirectorySource(none).open())
        .isInstanceOf(UsageException.class)
        .hasMessage("the template folder " + none + " does not exist\n  check -Dmlops.template");
  }

  @Test
  void anArchivesRootIsItsTemplateFolder() throws IOException {
    Path archive =
        archive(
            "META-INF/MANIFEST.MF",
            "m",
            "mlops-template/a/b/c",
            "x\n",
            "mlops-template/d",
            "",
            "other",
            "o");
    try (TemplateSnapshot template = new ArchiveSource(archive, "g:a", "1.2").open()) {
      TemplateTree tree = template.tree();
      assertThat(tree.directory("").directories()).containsExactly("a");
      assertThat(tree.directory("").files()).extracting("path").containsExactly("d");
      assertThat(tree.directory("a").directories()).containsExactly("b");
      assertThat(tree.directory("a/b").files())
          .containsExactly(
              new TemplateFile(
                  "a/b/c", FileMode.REGULAR, "587be6b4c3f93f93c489c0111bba5596147a26cb"));
      assertThat(tree.directory("z").isEmpty()).isTrue();
      assertThat(template.size(tree.directory("a/b").files().get(0))).hasValue(2);
      try (InputStream in = template.open(tree.directory("a/b").files().get(0))) {
        assertThat(in.readAllBytes()).isEqualTo("x\n".getBytes(UTF_8));
      }
      assertThat(template.origin().template()).isEqualTo("g:a");
      assertThat(template.origin().revision()).isEqualTo("1.2");
    }
  }

  @Test
  void anArchiveWithoutThatFolderIsTheTemplateItself() throws IOException {
    Path archive = archive("META-INF/MANIFEST.MF", "m", "b", "x", "a", "y");
    try (TemplateSnapshot template = new ArchiveSource(archive, "g:a", "1").open()) {
      assertThat(template.tree().directory("").directories()).isEmpty();
      assertThat(template.tree().directory("").files())
          .extracting("path")
          .containsExactly("a", "b");
    }
  }

  @Test
  void anArchiveMayListItsFolders() throws IOException {
    Path archive =
        archive("mlops-template/", "", "mlops-template/a/", "", "mlops-template/a/b", "");
    try (TemplateSnapshot template = new ArchiveSource(archive, "g:a", "1").open()) {
      TemplateTree tree = template.tree();
      assertThat(tree.directory("").directories()).containsExactly("a");
      assertThat(tree.directory("").files()).isEmpty();
      assertThat(tree.directory("a").directories()).isEmpty();
      TemplateFile empty = tree.directory("a").files().get(0);
      assertThat(empty.path()).isEqualTo("a/b");
      assertThat(template.size(empty)).hasValue(0);
    }
  }

  @Test
  void aClosedArchiveIsNotRead() throws IOException {
    TemplateSnapshot template = new ArchiveSource(archive("a", "x"), "g:a", "1").open();
    TemplateFile file = file(template, "a");
    template.close();

    assertThatThrownBy(() -> template.open(file)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void foldersAreListedByName() throws IOException {
    List<String> names = IntStream.range(10, 60).mapToObj(i -> "d" + i).toList();
    for (String name : names) {
      write(new StringBuilder(name).reverse() + "/f", "x");
    }
    try (TemplateSnapshot template = new DirectorySource(folder).open()) {
      assertThat(template.tree().directory("").directories()).hasSize(50).isSorted();
    }
  }

  @Test
  void aFolderThatIsNestedTooDeepIsRefused() throws IOException {
    String deep = "d/".repeat(Bounds.TREE_DEPTH) + "d";
    write(deep + "/f", "x");
    try (TemplateSnapshot template = new DirectorySource(folder).open()) {
      TemplateTree tree = template.tree();
      assertThat(tree.directory(deep.substring(2)).directories()).containsExactly("d");
      assertThatThrownBy(() -> tree.directory(deep))
          .isInstanceOf(LimitException.class)
          .hasMessageContaining("nested deeper than " + Bounds.TREE_DEPTH);
    }
  }

  @Test
  void aBrokenArchiveIsAProblemOfTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jar"), "no zip");

    assertThatThrownBy(() -> new ArchiveSource(file, "g:a", "1").open())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith(
            "the artifact g:a:1 is not a zip archive\n"
                + "  remove it from the local repository and run again: ");
  }

  @Test
  void anArchiveThatIsNotThereIsAProblemOfTheEnvironment() {
    assertThatThrownBy(() -> new ArchiveSource(folder.resolve("none"), "g:a", "1").open())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("cannot read the artifact g:a:1\n  check the local repository: ");
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Path archive(String... namesAndContents) throws IOException {
    Path archive = folder.resolve("template.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndContents[i]));
        out.write(namesAndContents[i + 1].getBytes(UTF_8));
      }
    }
    return archive;
  }

  private static TemplateFile file(TemplateSnapshot template, String path) {
    return template.tree().directory("").files().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static String read(TemplateSnapshot template, String path) throws IOException {
    try (InputStream in = template.open(file(template, path))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}

package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees of a commit, byte by byte. */
class CommitTreeTest {

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "/a", "a/", "..", ".", ".git", ".GIT", "", "x/../../y"})
  void anEntryThatGitWouldNotWriteIsADamagedTree(String name) {
    for (FileMode mode : new FileMode[] {FileMode.REGULAR_FILE, FileMode.TREE, FileMode.SYMLINK}) {
      CommitTree tree = tree(mode, "a.txt", name);

      assertThatThrownBy(() -> tree.directory(""))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "the template's tree is damaged: its root has an entry named '%s'\n"
                  + "  git fsck in the template's repository names such trees; make the commit, or"
                  + " the archive, again",
              name);
    }
  }

  @Test
  void twoEntriesOfOneNameAreADamagedTree() {
    assertThatThrownBy(() -> tree(FileMode.REGULAR_FILE, "a", "a").directory(""))
        .hasMessageContaining("its root has two entries named 'a'");
  }

  @Test
  void otherNamesAreTakenAsTheyAre() {
    assertThat(tree(FileMode.REGULAR_FILE, "..a", ".gitignore", "a\\b").directory("").files())
        .extracting("path")
        .containsExactly("..a", ".gitignore", "a\\b");
  }

  @Test
  void aNameThatIsNotUtf8IsNotTakenForAnother() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("100644 a".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xff);
    bytes.write(0);
    bytes.writeBytes(new byte[20]);

    assertThat(new CommitTree(ObjectId.zeroId(), id -> bytes.toByteArray()).directory("").files())
        .extracting("path")
        .containsExactly("a\uFFFD");
  }

  private static CommitTree tree(FileMode mode, String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String name : names) {
      bytes.writeBytes(
          (Integer.toOctalString(mode.getBits()) + " ").getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
      bytes.writeBytes(new byte[20]);
    }
    byte[] tree = bytes.toByteArray();
    return new CommitTree(ObjectId.zeroId(), id -> tree);
  }
}

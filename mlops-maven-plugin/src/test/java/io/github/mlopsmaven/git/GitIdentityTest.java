package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.gitconfig.GitEnvironment;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who commits, where nobody says it on the command line. */
class GitIdentityTest {

  @TempDir Path temp;
  private final Map<String, String> variables = new HashMap<>();
  private Path target;

  @BeforeEach
  void prepare() throws IOException {
    variables.put("HOME", temp.toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    target = temp.toRealPath().resolve("work/p");
    Files.writeString(temp.resolve("work.inc"), "[user]\n\temail = ada@company.example\n");
  }

  private void global(String text) throws IOException {
    Files.writeString(temp.resolve(".gitconfig"), text);
  }

  private Optional<Author> author(Optional<String> remote) {
    GitAccess access =
        GitAccess.standard().withEnvironment(new GitEnvironment(variables, temp.resolve("none")));
    return new JGitProjectRepository(access).configuredAuthor(target, remote);
  }

  @Test
  void theFolderOfTheProjectDecides() throws IOException {
    global(
        "[user]\n\tname = Ada\n\temail = ada@home.example\n[includeIf \"gitdir:"
            + target.getParent()
            + "/\"]\n\tpath = work.inc\n");
    assertThat(author(Optional.empty())).contains(new Author("Ada", "ada@company.example"));
    target = temp.toRealPath().resolve("private/p");
    assertThat(author(Optional.empty())).contains(new Author("Ada", "ada@home.example"));
  }

  @Test
  void whatGitTakesOffANameIsTakenOff() throws IOException {
    global("[user]\n\tname = \" <Ada> L., Jr.\"\n\temail = <ada@home.example>\n");
    assertThat(author(Optional.empty())).contains(new Author("Ada L., Jr", "ada@home.example"));
    global("[user]\n\tname = \".\"\n\temail = <>\n");
    assertThat(author(Optional.empty())).isEmpty();
  }

  @Test
  void theRemoteDecides() throws IOException {
    global(
        "[user]\n\tname = Ada\n\temail = ada@home.example\n"
            + "[includeIf \"hasconfig:remote.*.url:https://git.company.example/**\"]\n"
            + "\tpath = work.inc\n");
    assertThat(author(Optional.of("https://git.company.example/t/p.git")))
        .contains(new Author("Ada", "ada@company.example"));
    assertThat(author(Optional.of("https://github.com/t/p.git")))
        .contains(new Author("Ada", "ada@home.example"));
  }

  @Test
  void theEnvironmentSaysItToo() throws IOException {
    variables.put("GIT_CONFIG_COUNT", "1");
    variables.put("GIT_CONFIG_KEY_0", "user.name");
    variables.put("GIT_CONFIG_VALUE_0", "Ada");
    variables.put("EMAIL", "ada@shell.example");
    assertThat(author(Optional.empty())).contains(new Author("Ada", "ada@shell.example"));
    global("[user]\n\tuseConfigOnly\n");
    assertThat(author(Optional.empty())).isEmpty();
    variables.put("GIT_AUTHOR_EMAIL", "ada@ci.example");
    assertThat(author(Optional.empty())).contains(new Author("Ada", "ada@ci.example"));
  }

  @Test
  void aValueThatNobodyNeedsStopsNothing() throws IOException {
    global(
        "[core]\n\tautocrlf = perhaps\n\tcompression = much\n\tsharedRepository = 99x\n"
            + "[pack]\n\twindow = ten\n[user]\n\tname = Ada\n\temail = ada@home.example\n");
    assertThat(author(Optional.empty())).contains(new Author("Ada", "ada@home.example"));
  }

  @Test
  void aBrokenFileIsWhatIsBroken() throws IOException {
    global("[user]\n\tname = Ada\n[broken\n");
    assertThatThrownBy(() -> author(Optional.empty()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(temp.resolve(".gitconfig") + ":3:1 cannot be read");
  }
}

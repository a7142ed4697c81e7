package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CredentialHelperTest {

  private static final GitHost HOST = new GitHost("https", "git.example.com", 443);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static CredentialHelper git(String helper) {
    return new CredentialHelper(
        List.of("git", "-c", "credential.helper=", "-c", "credential.helper=" + helper), PATIENCE);
  }

  @Test
  void aHelperIsAskedForTheServer() {
    String helper =
        "!f() { grep -q host=git.example.com && echo username=anna && echo password=s3cret; }; f";
    assertThat(git(helper).find(HOST)).contains(new Credentials("anna", "s3cret"));
    assertThat(git(helper).find(new GitHost("https", "other.example.com", 443))).isEmpty();
  }

  @Test
  void aPortIsPartOfTheServer() {
    String helper =
        "!f() { grep -q host=git.example.com:8443 && echo username=a && echo password=b; }; f";
    assertThat(git(helper).find(new GitHost("https", "git.example.com", 8443))).isPresent();
    assertThat(git(helper).find(HOST)).isEmpty();
  }

  @Test
  void withoutGitThereIsNone() {
    assertThat(new CredentialHelper(List.of("no-such-git-anywhere"), PATIENCE).find(HOST))
        .isEmpty();
  }

  @Test
  void aHelperThatNeverAnswersIsGivenUp() {
    CredentialHelper stuck =
        new CredentialHelper(List.of("sh", "-c", "sleep 300"), Duration.ofMillis(300));

    assertThat(stuck.find(HOST)).isEmpty();
  }

  @Test
  void aHelperThatNeverStopsTalkingIsGivenUp() {
    CredentialHelper endless =
        new CredentialHelper(List.of("sh", "-c", "yes password=x"), Duration.ofMillis(500));

    assertThat(endless.find(HOST)).isEmpty();
  }

  @Test
  void whatAHelperLeavesRunningIsNotWaitedFor() {
    CredentialHelper leaving =
        new CredentialHelper(List.of("sh", "-c", "sleep 300 & exit 0"), Duration.ofMillis(500));

    assertThat(leaving.find(HOST)).isEmpty();
  }

  @Test
  void aLoginWithoutASecretIsNone() {
    assertThat(git("!f() { echo username=anna; echo password=; }; f").find(HOST)).isEmpty();
    assertThat(
            new CredentialHelper(List.of("sh", "-c", "echo password=s3cret"), PATIENCE).find(HOST))
        .contains(new Credentials("", "s3cret"));
  }

  /** It has closed its side before the question is written. */
  @Test
  void aHelperNeedNotReadTheQuestion() {
    CredentialHelper deaf =
        new CredentialHelper(
            List.of("sh", "-c", "exec 0<&-; echo username=anna; echo password=s3cret"), PATIENCE);

    for (int i = 0; i < 20; i++) {
      assertThat(deaf.find(HOST)).contains(new Credentials("anna", "s3cret"));
    }
  }

  @Test
  void aHelperThatFailsHasNone() {
    CredentialHelper failing =
        new CredentialHelper(List.of("sh", "-c", "echo password=x; exit 1"), PATIENCE);

    assertThat(failing.find(HOST)).isEmpty();
  }

  /** What it has started, too. */
  @Test
  @Timeout(120)
  void whoIsGivenUpIsEnded(@TempDir Path folder) throws Exception {
    Path numbers = folder.resolve("numbers");
    CredentialHelper stuck =
        new CredentialHelper(
            List.of("sh", "-c", "sleep 300 & echo $$ $! > '" + numbers + "'; wait"),
            Duration.ofSeconds(5));

    assertThat(stuck.find(HOST)).isEmpty();
    for (String number : Files.readString(numbers).strip().split(" ", -1)) {
      Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(number));
      if (left.isPresent()) {
        left.get().onExit().join();
      }
    }
  }

  @Test
  @Timeout(120)
  void aStopIsNotWaitedThrough() throws Exception {
    AtomicBoolean wasInterrupted = new AtomicBoolean();
    AtomicReference<Optional<Credentials>> found = new AtomicReference<>(Optional.empty());
    Thread asking =
        new Thread(
            () -> {
              found.set(
                  new CredentialHelper(List.of("sh", "-c", "sleep 5; echo password=x"), PATIENCE)
                      .find(HOST));
              wasInterrupted.set(Thread.currentThread().isInterrupted());
            });
    asking.start();
    asking.interrupt();
    asking.join();

    assertThat(found.get()).isEmpty();
    assertThat(wasInterrupted).isTrue();
  }
}

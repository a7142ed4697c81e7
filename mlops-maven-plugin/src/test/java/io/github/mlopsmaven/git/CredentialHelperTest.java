package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}

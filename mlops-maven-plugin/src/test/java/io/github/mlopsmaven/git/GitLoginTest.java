package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.GitLocation;
import io.github.mlopsmaven.servers.HttpSession;
import io.github.mlopsmaven.servers.Logins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JGit gets when it asks for a login itself. */
class GitLoginTest {

  private static final Credentials ANNA = new Credentials("anna", "s3cret");

  @TempDir Path home;
  private final List<GitHost> asked = new ArrayList<>();

  private GitAccess access() {
    return GitAccess.standard().withHome(home);
  }

  private static Logins logins(String url, GitAccess access) {
    return new HttpSession(GitLocation.parse(url), access).logins();
  }

  @Test
  void jgitGetsALoginForTheOriginThatItAsksFor() throws Exception {
    GitAccess access = access().withNamedCredentials(origin -> Optional.of(ANNA));
    GitLogin login =
        new GitLogin(
            GitLocation.parse("https://h.example/a"), logins("https://h.example/a", access));
    CredentialItem.Username user = new CredentialItem.Username();
    CredentialItem.Password password = new CredentialItem.Password();

    assertThat(login.isInteractive()).isFalse();
    assertThat(login.supports(user, password)).isTrue();
    assertThat(login.supports(user, new CredentialItem.YesNoType("trust?"))).isFalse();
    assertThat(login.get(new URIish("https://h.example/a"), new CredentialItem.YesNoType("?")))
        .isFalse();
    assertThat(login.get(new URIish("https://other.example/a"), user, password)).isFalse();
    assertThat(user.getValue()).isNull();
    assertThat(login.get(new URIish("https://h.example/a"), user, password)).isTrue();
    assertThat(user.getValue()).isEqualTo("anna");
    assertThat(password.getValue()).containsExactly("s3cret".toCharArray());
    assertThat(login.get(new URIish("https://h.example/a"), user, password)).isFalse();
  }

  /** SSH asks with an address that has no scheme: it is that of the URL. */
  @Test
  void anAddressWithoutASchemeIsThatOfTheUrl() throws Exception {
    GitAccess access =
        access()
            .withNamedCredentials(
                origin -> {
                  asked.add(origin);
                  return Optional.of(ANNA);
                });
    String url = "git@h.example:a";
    GitLogin login = new GitLogin(GitLocation.parse(url), logins(url, access));
    CredentialItem.Password password = new CredentialItem.Password();

    assertThat(login.get(new URIish(url), password)).isTrue();
    assertThat(asked).containsExactly(new GitHost("ssh", "h.example", 22));
    assertThat(password.getValue()).containsExactly("s3cret".toCharArray());
    assertThat(login.get(new URIish("/srv/a"), password)).as("a folder asks nobody").isFalse();
    assertThat(asked).hasSize(1);
  }
}

package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Destination;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.Publication;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.GitHost;
import io.github.mlopsmaven.servers.HttpProxy;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host is meant, and who gets its login. */
class HostsTest {

  private static final GitHost GITHUB = new GitHost("https", "github.com", -1);
  private final List<GitHost> asked = new ArrayList<>();

  private Hosts hosts(GitAccess access) {
    return new Hosts(
        access,
        new Hosts.LoginSources(
            host -> {
              asked.add(host);
              return Optional.of(new Credentials("", "of " + host.scheme() + "://" + host.id()));
            },
            host -> Optional.empty(),
            Map.of("GITHUB_TOKEN", "s3cret"),
            host -> Optional.empty()),
        millis -> {});
  }

  private Hosts hosts() {
    return hosts(GitAccess.standard());
  }

  @Test
  void aHostsLoginIsLookedUpOnceAndSentThereOnly() {
    GitAccess elsewhere =
        GitAccess.standard().withCredentials(host -> Optional.of(new Credentials("", "other")));
    Hosts.Reached<?> reached =
        hosts(elsewhere).find("github", Optional.empty(), Optional.of("contoso"));

    for (int i = 0; i < 2; i++) {
      assertThat(reached.push().lookups().any().apply(GITHUB))
          .contains(new Credentials("", "of https://github.com"));
    }
    assertThat(asked).containsExactly(GITHUB);
    assertThat(reached.push().lookups().any().apply(new GitHost("https", "evil.example", -1)))
        .contains(new Credentials("", "other"));
    assertThat(reached.push().lookups().any().apply(new GitHost("http", "github.com", -1)))
        .contains(new Credentials("", "other"));
    assertThat(reached.push().lookups().any().apply(new GitHost("ssh", "github.com", -1)))
        .as("the passphrase of a key")
        .contains(new Credentials("", "of ssh://github.com"));
    assertThat(reached.push().lookups().any().apply(new GitHost("ssh", "evil.example", -1)))
        .contains(new Credentials("", "other"));
  }

  @Test
  void azureDevOpsIsFoundByItsProject() {
    Hosts.Reached<Host> reached =
        hosts().service("azure-devops", Optional.empty(), Optional.of("contoso/ML Platform"));

    assertThat(reached.destination().title()).isEqualTo("Azure DevOps");
    assertThat(reached.destination().connection().address())
        .isEqualTo("https://dev.azure.com/contoso");
    assertThat(reached.destination().loginRemedy())
        .contains("add a <server> with the id dev.azure.com", "or set AZURE_DEVOPS_EXT_PAT");
    assertThat(reached.push().lookups().any().apply(new GitHost("https", "dev.azure.com", -1)))
        .contains(new Credentials("", "of https://dev.azure.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contoso", "contoso/", "/p", "a/b/c", " /p", "p/ "})
  void aProjectOfAzureDevOpsHasTwoParts(String owner) {
    assertThatThrownBy(() -> hosts().find("azure-devops", Optional.empty(), Optional.of(owner)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + owner + "' does not name an organization and its project");
    assertThatThrownBy(() -> hosts().find("azure-devops", Optional.empty(), Optional.empty()))
        .hasMessageContaining("it is not known which project of Azure DevOps the repository");
  }

  @Test
  void eachKindOfGitHubHasItsAddressesAndItsWayToLogIn() {
    for (String[] known :
        new String[][] {
          {"https://github.com", "https://api.github.com", "GITHUB_TOKEN"},
          {"https://a.ghe.com", "https://api.a.ghe.com", "GITHUB_TOKEN"},
          {"https://g.example:99", "https://g.example:99/api/v3", "GH_ENTERPRISE_TOKEN"}
        }) {
      Host host =
          hosts().service("github", Optional.of(known[0]), Optional.of("contoso")).destination();

      assertThat(host.title()).isEqualTo("GitHub");
      assertThat(host.connection().address()).isEqualTo(known[1]);
      assertThat(host.loginRemedy())
          .isEqualTo(
              "add a <server> with the id "
                  + known[0].replace("https://", "")
                  + " and a token as password to settings.xml, or set "
                  + known[2]);
    }
  }

  @Test
  void aGitUrlHasNothingButThePush() {
    String url = "https://me:pl4nted@h.example/x.git";
    Destination there = hosts().find(url, Optional.empty(), Optional.empty()).destination();

    assertThat(there.title()).isEqualTo("the repository");
    assertThat(there.address()).isEqualTo("https://h.example/x.git");
    assertThat(there).hasToString("https://h.example/x.git");
    assertThat(there.host()).isEmpty();
    Publication project = StepsTest.project(StepsTest.settings(false));
    assertThat(there.pushUrl(project)).isEqualTo(url);
    assertThat(there.page(project)).isEqualTo("https://h.example/x.git");
    assertThatCode(() -> there.check(project)).doesNotThrowAnyException();
    assertThatThrownBy(() -> there.check(StepsTest.project(StepsTest.settings(true))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "a pull request needs a hosting service, and https://h.example/x.git is a git URL")
        .hasMessageNotContaining("pl4nted");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsNeitherAHostNorAUrlIsRefused() {
    for (String remote : List.of("github", "azure-devops", "https://h/x.git", "git@hh:x.git")) {
      assertThatCode(() -> Hosts.requireRemote(remote)).doesNotThrowAnyException();
    }
    assertThat(Hosts.isHost("github")).isTrue();
    assertThat(Hosts.isHost("azure-devops")).isTrue();
    assertThat(Hosts.isHost("https://h/x.git")).isFalse();
    assertThatThrownBy(() -> Hosts.requireRemote("githup"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("remote 'githup' is neither a hosting service nor a git URL")
        .hasMessageContaining("(did you mean github?)");
    assertThatThrownBy(() -> Hosts.requireRemote("completely-different"))
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void aWrongAddressAndAWrongOwnerAreToldTogether() {
    for (String service : List.of("github", "azure-devops")) {
      assertThatThrownBy(
              () -> hosts().find(service, Optional.of("ftp://h.example"), Optional.of("a b")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("the command has 2 mistakes")
          .hasMessageContaining("'a b'")
          .hasMessageContaining("ftp://h.example");
    }
  }

  @Test
  void noSourceOfLoginsIsShown() {
    assertThat(
            new Hosts.LoginSources(
                host -> Optional.empty(),
                host -> Optional.empty(),
                Map.of("GITHUB_TOKEN", "pl4nted"),
                host -> Optional.empty()))
        .hasToString("LoginSources[***]");
  }

  @Test
  void callsGoThroughMavensProxyElseThroughJavas() {
    URI uri = URI.create("https://h.example/x");
    HttpProxy proxy = new HttpProxy("https", "p.example", 8080, Optional.empty(), "near");
    MavenProxies mavens = new MavenProxies(GitAccess.standard().withProxies(List.of(proxy)));

    Proxy chosen = mavens.select(uri).get(0);
    assertThat(chosen.type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(((InetSocketAddress) chosen.address()).getPort()).isEqualTo(8080);
    assertThat(((InetSocketAddress) chosen.address()).getHostString()).isEqualTo("p.example");
    assertThat(mavens.select(URI.create("https://near/x"))).containsExactly(Proxy.NO_PROXY);
    assertThat(new MavenProxies(GitAccess.standard()).select(uri))
        .isEqualTo(ProxySelector.getDefault().select(uri));
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(null);
    try {
      assertThat(new MavenProxies(GitAccess.standard()).select(uri))
          .containsExactly(Proxy.NO_PROXY);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void jsonIsWrittenWithItsTypes() {
    JsonArray list = Json.array(List.of("a", 1, true));
    JsonObject object =
        Json.object("t", "x", "n", 7L, "b", false, "l", list, "z", Json.nothing(), "o", 'c');

    assertThat(object)
        .hasToString(
            "{\"t\":\"x\",\"n\":7,\"b\":false,\"l\":[\"a\",1,true],\"z\":null,\"o\":\"c\"}");
    assertThat(Json.object()).hasToString("{}");
  }
}

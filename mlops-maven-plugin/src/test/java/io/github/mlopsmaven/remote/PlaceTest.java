package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com,            https://git.example.com,        git.example.com",
    "'  https://git.example.com/tfs// ', https://git.example.com/tfs,    git.example.com",
    "HTTPS://Git.Example.com:8443,       HTTPS://Git.Example.com:8443,   git.example.com:8443",
    "http://localhost:3000,              http://localhost:3000,          localhost:3000",
    "http://127.0.0.1:1,                 http://127.0.0.1:1,             127.0.0.1:1",
    "http://[::1]:1,                     http://[::1]:1,                 [::1]:1"
  })
  void anAddressIsTakenAsItIsMeant(String typed, String url, String id) {
    Place place = Place.parse("githubUrl", typed);

    assertThat(place.url()).isEqualTo(url);
    assertThat(place.id()).isEqualTo(id);
  }

  @Test
  void aServerHasASchemeAHostAndAPort() {
    assertThat(Place.parse("githubUrl", "https://Git.Example.com").server())
        .isEqualTo(new GitHost("https", "git.example.com", 443));
    assertThat(Place.parse("githubUrl", "https://git.example.com:444/x").server())
        .isEqualTo(new GitHost("https", "git.example.com", 444));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "git.example.com", "ssh://git.example.com", "https://", "https:x", "a b"})
  void whatIsNoAddressIsRefused(String typed) {
    assertThatThrownBy(() -> Place.parse("githubUrl", typed))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("githubUrl '" + typed + "' is not an address of a host")
        .hasMessageContaining("write it as https://HOST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://git.example.com", "HTTP://git.example.com", "http://127.0.0.2"})
  void aLoginIsNotSentInTheClear(String typed) {
    assertThatThrownBy(() -> Place.parse("githubUrl", typed))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("where anyone on the network could read the credentials")
        .hasMessageContaining("use https");
  }

  @Test
  void aLoginInAnAddressIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> Place.parse("githubUrl", "https://ada:pl4nted@git.example.com"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("githubUrl contains credentials")
        .hasMessageContaining("put it into a <server> of settings.xml")
        .hasMessageNotContaining("pl4nted");
  }
}

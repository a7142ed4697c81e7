package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildServersTest {

  @ParameterizedTest
  @CsvSource({
    "CI,true",
    "TF_BUILD,True",
    "GITHUB_ACTIONS,true",
    "GITLAB_CI,true",
    "JENKINS_URL,https://ci.example/",
    "TEAMCITY_VERSION,2025.11",
    "bamboo_buildKey,A-B",
    "TERM,dumb"
  })
  void nobodyIsAskedThere(String variable, String value) {
    assertThat(BuildServers.NONE.test(Map.of("HOME", "/home/ada", variable, value))).isFalse();
  }

  @Test
  void aPersonIsAsked() {
    assertThat(BuildServers.NONE.test(Map.of("TERM", "xterm-256color", "CI", "false"))).isTrue();
    assertThat(BuildServers.NONE.test(Map.of("CI", ""))).isTrue();
  }
}

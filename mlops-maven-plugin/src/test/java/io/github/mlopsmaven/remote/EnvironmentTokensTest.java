package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.servers.Credentials;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token of the environment is for the server that it was made for, and for no other. */
class EnvironmentTokensTest {

  private static Map<String, String> environment(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://github.com   | GITHUB_TOKEN=a GH_TOKEN=b                                      | a",
        "https://github.com   | GH_TOKEN=b GH_ENTERPRISE_TOKEN=c                               | b",
        "https://github.com   | GH_ENTERPRISE_TOKEN=c GITHUB_ENTERPRISE_TOKEN=d                | -",
        "https://a.ghe.com    | GITHUB_TOKEN=a                                                 | a",
        "https://g.example    | GITHUB_TOKEN=a GH_TOKEN=b                                      | -",
        "https://g.example    | GH_ENTERPRISE_TOKEN=c GITHUB_ENTERPRISE_TOKEN=d                | c",
        "https://g.example    | GITHUB_ENTERPRISE_TOKEN=d                                      | d",
        "https://g.example    | GH_HOST=g.example GH_ENTERPRISE_TOKEN=c                        | c",
        "https://g.example    | GH_HOST=other.example GH_ENTERPRISE_TOKEN=c                    | -",
        "https://g.example:99 | GH_HOST=g.example:99 GH_ENTERPRISE_TOKEN=c                     | c",
        "https://github.com   | GITHUB_SERVER_URL=https://github.com GITHUB_TOKEN=a            | a",
        "https://github.com   | GITHUB_SERVER_URL=https://github.com GH_TOKEN=b                | b",
        "https://g.example    | GITHUB_SERVER_URL=https://g.example GITHUB_TOKEN=a             | a",
        "https://g.example    | GITHUB_SERVER_URL=https://github.com GITHUB_TOKEN=a            | -",
        "https://g.example    | GITHUB_SERVER_URL=https://github.com GH_ENTERPRISE_TOKEN=c     | c",
        "https://github.com   | GITHUB_SERVER_URL=https://g.example GITHUB_TOKEN=a GH_TOKEN=b  | b",
        "https://github.com   | GITHUB_SERVER_URL=https://g.example GITHUB_TOKEN=a GH_TOKEN=a  | -",
        "https://github.com   | GITHUB_SERVER_URL=https://github.com:99 GITHUB_TOKEN=a         | -",
        "https://github.com   | GITHUB_SERVER_URL=:: GITHUB_TOKEN=a                            | a",
        "https://github.com   | GITHUB_SERVER_URL=github.com GITHUB_TOKEN=a                    | a",
        "https://github.com   | GITHUB_SERVER_URL=//github.com GITHUB_TOKEN=a                  | a"
      })
  void aTokenForGitHub(String url, String environment, String token) {
    assertThat(
            EnvironmentTokens.gitHub(GitHubSite.parse(url), environment(environment))
                .map(Credentials::secret)
                .orElse("-"))
        .isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://dev.azure.com | SYSTEM_ACCESSTOKEN=a AZURE_DEVOPS_EXT_PAT=b                         | a",
        "https://dev.azure.com | AZURE_DEVOPS_EXT_PAT=b                                              | b",
        "https://t.example     | SYSTEM_ACCESSTOKEN=a                                                | -",
        "https://t.example     | SYSTEM_ACCESSTOKEN=a AZURE_DEVOPS_EXT_PAT=b                         | b",
        "https://t.example     | SYSTEM_COLLECTIONURI=https://t.example/c SYSTEM_ACCESSTOKEN=a       | a",
        "https://t.example     | SYSTEM_COLLECTIONURI=https://dev.azure.com/c SYSTEM_ACCESSTOKEN=a   | -",
        "https://dev.azure.com | SYSTEM_COLLECTIONURI=https://t.example/c SYSTEM_ACCESSTOKEN=a       | -",
        "https://dev.azure.com | SYSTEM_COLLECTIONURI=https://c.visualstudio.com SYSTEM_ACCESSTOKEN=a | a",
        "https://t.example     | SYSTEM_COLLECTIONURI=https://c.visualstudio.com SYSTEM_ACCESSTOKEN=a | -",
        "https://t.example     | SYSTEM_TEAMFOUNDATIONCOLLECTIONURI=https://t.example SYSTEM_ACCESSTOKEN=a | a",
        "https://dev.azure.com | SYSTEM_TEAMFOUNDATIONCOLLECTIONURI=https://t.example SYSTEM_ACCESSTOKEN=a | -"
      })
  void aTokenForAzureDevOps(String url, String environment, String token) {
    assertThat(
            EnvironmentTokens.azureDevOps(
                    new AzureDevOpsSite(Place.parse("azureDevOpsUrl", url), "c"),
                    environment(environment))
                .map(Credentials::secret)
                .orElse("-"))
        .isEqualTo(token);
  }

  @Test
  void anAppNeedsItsIdAndItsKey() {
    assertThat(
            EnvironmentTokens.app(
                Map.of("GITHUB_APP_ID", " 7 ", "GITHUB_APP_PRIVATE_KEY", "key\n")))
        .contains(new GitHubApp("7", "key\n"));
    assertThat(EnvironmentTokens.app(Map.of("GITHUB_APP_ID", "7"))).isEmpty();
    assertThat(EnvironmentTokens.app(Map.of("GITHUB_APP_PRIVATE_KEY", "key"))).isEmpty();
    assertThat(EnvironmentTokens.app(Map.of("GITHUB_APP_ID", " ", "GITHUB_APP_PRIVATE_KEY", "k")))
        .isEmpty();
    assertThat(EnvironmentTokens.app(Map.of())).isEmpty();
  }
}

package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubSiteTest {

  @ParameterizedTest
  @CsvSource({
    "https://github.com, https://api.github.com, https://github.com",
    "https://api.github.com/, https://api.github.com, https://github.com",
    "https://www.github.com, https://api.github.com, https://github.com",
    "https://acme.ghe.com, https://api.acme.ghe.com, https://acme.ghe.com",
    "https://api.acme.ghe.com, https://api.acme.ghe.com, https://acme.ghe.com",
    "https://git.acme.example, https://git.acme.example/api/v3, https://git.acme.example",
    "https://git.acme.example/api/v3, https://git.acme.example/api/v3, https://git.acme.example",
    "https://git.acme.example/api/v3/, https://git.acme.example/api/v3, https://git.acme.example",
    "https://git.acme.example/api/graphql, https://git.acme.example/api/v3, https://git.acme.example",
    "https://api.acme.example, https://api.acme.example/api/v3, https://api.acme.example"
  })
  void bothFormsOfAnAddressAreTheSameSite(String typed, String api, String people) {
    GitHubSite site = GitHubSite.parse(typed);

    assertThat(site.address()).isEqualTo(api);
    assertThat(site.place().url()).isEqualTo(people);
  }

  /** As {@code gh --repo} takes it. */
  @ParameterizedTest
  @CsvSource({
    "https://github.com, contoso/fares",
    "https://acme.ghe.com, acme.ghe.com/contoso/fares",
    "https://git.acme.example:8443, git.acme.example:8443/contoso/fares"
  })
  void aRepositoryHasTheNameThatAToolOfGitHubTakes(String url, String slug) {
    assertThat(GitHubSite.parse(url).slug(StepsTest.project(StepsTest.settings(false))))
        .isEqualTo(slug);
  }
}

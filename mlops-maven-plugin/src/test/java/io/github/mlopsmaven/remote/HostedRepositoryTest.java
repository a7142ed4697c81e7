package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The git URLs that the hosts print, and those of others. */
class HostedRepositoryTest {

  @ParameterizedTest
  @CsvSource({
    "https://github.com/contoso/fares.git, github, https://github.com, contoso, fares",
    "https://github.com/contoso/fares, github, https://github.com, contoso, fares",
    "https://x-access-token:t0ken@github.com/contoso/fares, github, https://github.com, contoso, fares",
    "https://www.github.com/contoso/fares/, github, https://github.com, contoso, fares",
    "git@github.com:contoso/fares.git, github, https://github.com, contoso, fares",
    "ssh://git@github.com/contoso/fares.git, github, https://github.com, contoso, fares",
    "ssh://git@ssh.github.com:443/contoso/fares.git, github, https://github.com, contoso, fares",
    "https://contoso.ghe.com/ml/fares.git, github, https://contoso.ghe.com, ml, fares",
    "https://git.acme.example/ml/a.b.git, github, https://git.acme.example, ml, a.b",
    "git@git.acme.example:ml/fares.git, github, https://git.acme.example, ml, fares",
    "http://127.0.0.1:8080/ml/fares.git, github, http://127.0.0.1:8080, ml, fares",
    "https://dev.azure.com/contoso/ML%20Platform/_git/fares, azure-devops, https://dev.azure.com, contoso/ML Platform, fares",
    "https://contoso@dev.azure.com/contoso/ML%20Platform/_git/fares, azure-devops, https://dev.azure.com, contoso/ML Platform, fares",
    "https://dev.azure.com/contoso/_git/fares, azure-devops, https://dev.azure.com, contoso/fares, fares",
    "https://contoso.visualstudio.com/DefaultCollection/ml/_git/fares, azure-devops, https://dev.azure.com, contoso/ml, fares",
    "https://contoso.visualstudio.com/ml/_git/fares, azure-devops, https://dev.azure.com, contoso/ml, fares",
    "https://contoso.visualstudio.com/DefaultCollection/_git/fares, azure-devops, https://dev.azure.com, contoso/fares, fares",
    "https://git.acme.example:8443/ml/fares, github, https://git.acme.example, ml, fares",
    "https://github.com/contoso/fares%zz, github, https://github.com, contoso, fares%zz",
    "https://contoso.visualstudio.com/_git/fares, azure-devops, https://dev.azure.com, contoso/fares, fares",
    "git@ssh.dev.azure.com:v3/contoso/ML%20Platform/fares, azure-devops, https://dev.azure.com, contoso/ML Platform, fares",
    "https://tfs.acme.example/tfs/Main/ml/_git/fares, azure-devops, https://tfs.acme.example/tfs, Main/ml, fares"
  })
  void isFound(String url, String host, String address, String owner, String name) {
    assertThat(
            HostedRepository.of(
                url, Stream.of("https://git.acme.example/", "http://127.0.0.1:8080/api/v3")))
        .contains(new HostedRepository(host, address, owner, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://gitlab.example/contoso/fares.git",
        "https://github.com/contoso",
        "https://github.com/a/b/c",
        "git@gitlab.example:a/b.git",
        "file:///srv/fares.git",
        "/srv/fares.git",
        "http://git.acme.example/contoso/fares",
        "https://github.com.evil.example/contoso/fares"
      })
  void isOfNoHost(String url) {
    assertThat(HostedRepository.of(url, Stream.of("https://git.acme.example"))).isEmpty();
    assertThat(HostedRepository.unknown("https://x:s3cret@h.example/r").getMessage())
        .contains("-Dmlops.githubUrl")
        .doesNotContain("s3cret");
  }
}

package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.servers.GitLocation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantedRefTest {

  @Test
  void gitsOwnShortFormsAreTaken() {
    assertThat(WantedRef.of(Optional.of("tags/v1")).candidates())
        .containsExactly("refs/heads/tags/v1", "refs/tags/tags/v1", "refs/tags/v1");
    assertThat(WantedRef.of(Optional.of(" heads/x ")).candidates()).contains("refs/heads/x");
    assertThat(WantedRef.of(Optional.of("refs/tags/v1")).candidates())
        .containsExactly("refs/tags/v1");
    assertThat(WantedRef.of(Optional.of("v1")).candidates())
        .containsExactly("refs/heads/v1", "refs/tags/v1");
  }

  @Test
  void aSpaceInAnAddressIsTheSamePlaceAsItsEscape() {
    GitLocation typed = GitLocation.parse("https://dev.azure.com/contoso/My Project/_git/my repo");

    assertThat(typed.url()).isEqualTo("https://dev.azure.com/contoso/My%20Project/_git/my%20repo");
    assertThat(typed.key())
        .isEqualTo(
            GitLocation.parse("https://dev.azure.com/contoso/My%20Project/_git/my%20repo").key());
  }
}

package io.github.mlopsmaven.rules.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class ResourceNameCheckTest {

  private final ResourceNameCheck check = new ResourceNameCheck();

  @Test
  void putsSettingsInAndCounts() {
    assertThat(
            ProjectUnderTest.with(
                    "config-infra-dev.yml",
                    "variables:",
                    "  namespace: churnprediction",
                    "  postfix: 0001",
                    "  storage_account: st$(namespace)$(postfix)stage",
                    "  terraform_st_storage_account: st$(namespace)$(postfix)tf",
                    "  container_registry: cr$(unknown)",
                    "  key_vault: kv-a--b")
                .findings(check))
        .containsExactly(
            "config-infra-dev.yml:4:20: error: 'stchurnprediction0001stage' cannot be the name of a"
                + " storage account: it has 26 characters, and allowed are 3 to 24 lower case"
                + " letters and digits; shorten or change it here or in what it is made of"
                + " [name-resource]",
            "config-infra-dev.yml:7:14: error: 'kv-a--b' cannot be the name of a key vault: it has 7"
                + " characters, and allowed are 3 to 24 letters, digits and single hyphens, with a"
                + " letter first and no hyphen last; shorten or change it here or in what it is made"
                + " of [name-resource]");
  }

  @Test
  void acceptsTheLongestNames() {
    assertThat(
            ProjectUnderTest.with(
                    "config-infra-prod.yml",
                    "variables:",
                    "  storage_account: " + "a".repeat(24),
                    "  key_vault: " + "a".repeat(24),
                    "  container_registry: " + "a".repeat(50),
                    "  aml_workspace: " + "a".repeat(33))
                .findings(check))
        .isEmpty();
  }
}

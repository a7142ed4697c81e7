package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rights an identity gets in Azure. */
class AzureCliTest {

  private static final String CONTRIBUTOR = "grant \"$object\" Contributor \"$scope\"";
  private static final String READER = "grant \"$object\" Reader \"$scope\"";
  private static final String ADMINISTRATOR =
      "grant \"$object\" 'Role Based Access Control Administrator' \"$scope\""
          + " --condition-version 2.0 --condition \"$condition\"";

  private static List<String> roles(boolean reads, boolean assigns) {
    return new AzureCli()
        .identity("x", reads, assigns).lines().stream()
            .filter(line -> line.startsWith("grant \""))
            .toList();
  }

  @Test
  void onlyWhoAssignsRolesMayAndNeverWhoReads() {
    assertThat(roles(false, false)).containsExactly(CONTRIBUTOR);
    assertThat(roles(false, true)).containsExactly(CONTRIBUTOR, ADMINISTRATOR);
    assertThat(roles(true, false)).containsExactly(READER);
    assertThat(roles(true, true)).containsExactly(READER);
  }

  @Test
  void theRolesThatGiveEveryRightAreLeftOut() {
    assertThat(new AzureCli().identity("x", false, true).lines())
        .contains(
            "privileged='8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'",
            "privileged=\"$privileged, f58310d9-a9f6-439a-9e8d-f62e7b41a168\"");
  }

  @Test
  void commandsAreInTheirOrder() {
    List<String> lines =
        new AzureCli().add("first").trust("github", "$issuer", "$subject").add("last").lines();

    assertThat(lines.subList(0, 3))
        .containsExactly(
            "subscription=\"$(az account show --query id --output tsv)\"",
            "tenant=\"$(az account show --query tenantId --output tsv)\"",
            "scope=\"/subscriptions/$subscription\"");
    assertThat(lines).endsWith("first", "trust github \"$app\" \"$issuer\" \"$subject\"", "last");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain | plain",
        "a/b.c:d@e-f_G | a/b.c:d@e-f_G",
        "a b | 'a b'",
        "it's | 'it'\\''s'",
        "$x | '$x'"
      })
  void aTextIsOneWordOfAShell(String text, String word) {
    assertThat(AzureCli.quoted(text)).isEqualTo(word);
    assertThat(AzureCli.quoted("")).isEqualTo("''");
  }
}

package io.github.mlopsmaven.rules.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaksChecksTest {

  /** Put together here, so that no scanner takes this file for a leak. */
  private static final String KEY = "Ab1".repeat(28) + "Ab==";

  @Test
  void reportsAKeyWithoutShowingIt() {
    List<String> findings =
        ProjectUnderTest.with("a.yml", "x: AccountName=a;" + "Account" + "Key=" + KEY)
            .findings(new SecretCheck());
    assertThat(findings)
        .containsExactly(
            "a.yml:1:29: error: this looks like a key of a storage account; remove it, revoke it, create a new one, and keep that in a key vault or a secret"
                + " of the pipelines [leak-secret]");
    assertThat(findings.toString()).doesNotContain(KEY.substring(0, 6));
  }

  @ParameterizedTest
  @CsvSource({
    "-----BEGIN RSA PRIVA,TE KEY-----",
    "token: gh,p_0123456789abcdefghijklmnopqrstuvwxyz",
    "id: AKI,AQ3ZTKD7MWXR5B2LN",
    "url: https://user:,hunter2secret@example.com/x",
    "url: https://a.example.com/b?sv=1&si,g=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG%3D",
    "client_secret: \"Abc,defghij0123456789xyz\"",
    "x: abc8Q,~0123456789abcdefghijklmnopqrstuvwx"
  })
  void knowsWhatSecretsLookLike(String start, String end) {
    assertThat(ProjectUnderTest.with("a.cfg", start + end).places(new SecretCheck()))
        .singleElement()
        .asString()
        .endsWith("[leak-secret]");
  }

  @ParameterizedTest
  @CsvSource({
    "token: gh,p_0123456789abcdefghijklmnopqrstuvwxyz",
    "x: abc8Q,~0123456789abcdefghijklmnopqrstuvwx"
  })
  void secretsThatAreOnlyShownAreNoLeakOfADocument(String start, String end) {
    String line = start + end;
    assertThat(ProjectUnderTest.with("a.cfg", line).findings(new SecretCheck()))
        .singleElement()
        .asString()
        .contains("warning: this looks like");
    assertThat(ProjectUnderTest.with("docs/a.md", line).findings(new SecretCheck())).isEmpty();
    String known = "id: AKI" + "AIOSFODNN7EXAMPLE";
    assertThat(ProjectUnderTest.with("a.cfg", known).findings(new SecretCheck())).isEmpty();
    assertThat(ProjectUnderTest.with("tests/test_a.py", line).findings(new SecretCheck()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "k = \"HEAD\\n\" +¶  \"BODY\" ; true",
        "HEAD¶BODY ; true",
        "key: |¶  HEAD¶  BODY ; true",
        "k = 'HEAD\\nBODY' ; true",
        "| `HEAD` | a private key |¶| x | y | ; false",
        "HEAD¶... ; false",
        "HEAD¶MIIEvQ...(cut) ; false",
        "grep -q 'HEAD' file¶echo found ; false",
      })
  void aKeyFollowsItsHead(String text, boolean isKey) {
    String written =
        text.replace("HEAD", "-----BEGIN PRIVATE " + "KEY-----")
            .replace("BODY", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw");
    assertThat(ProjectUnderTest.with("a.cfg", written.split("¶", -1)).places(new SecretCheck()))
        .hasSize(isKey ? 1 : 0);
  }

  @Test
  void reportsIdsAndAccountsOfSomebody() {
    String id = "7c9e6679-7425-40de-944b-" + "e07fc1f90ae7";
    assertThat(
            ProjectUnderTest.with(
                    "a.yml",
                    "scope: /subscriptions/" + id + "/resourceGroups/x",
                    "tenant_id: \"" + id + "\"",
                    "role: " + id,
                    "account_name: stcontosodev",
                    "url: https://stcontosodev.blob.core.windows.net/x",
                    "zone: privatelink.blob.core.windows.net",
                    "open: https://azureopendatastorage.blob.core.windows.net/x",
                    "tenant_id: 00000000-0000-0000-0000-000000000000",
                    "db: postgresql://mlflow:mlflow@postgres/mlflow",
                    "tenant_id: 12345678-1234-1234-1234-123456789012",
                    "open: https://stcontosodev.blob.core.windows.net/data/train.csv",
                    "account_name: mystore",
                    "subscription_id: ${{ vars.SUBSCRIPTION_ID }}",
                    "computed: https://${account}.blob.core.windows.net")
                .places(new SecretCheck()))
        .containsExactly(
            "a.yml:1:23 [leak-identity]",
            "a.yml:2:13 [leak-identity]",
            "a.yml:4:15 [leak-storage-account]",
            "a.yml:5:14 [leak-storage-account]");
  }

  @Test
  void letsSettingsAndPlaceholdersBe() {
    assertThat(
            ProjectUnderTest.with(
                    "a.tf",
                    "client_secret = var.service_principal_secret_2A",
                    "client_secret = \"name-of-the-secret-in-the-vault\"",
                    "password = \"\"",
                    "url = \"https://x:${token}@example.com\"",
                    "secret: ${{ secrets.CLIENT_SECRET }}")
                .findings(new SecretCheck()))
        .isEmpty();
  }

  @Test
  void reportsWhatProgramsLeaveBehind() {
    assertThat(
            ProjectUnderTest.with("mlops/x.code-search", "x")
                .and("a/.DS_Store", "x")
                .and("src/__pycache__/a.cpython-311.pyc", "x")
                .and("src/a.py", "x = 1")
                .findings(new JunkCheck()))
        .hasSize(3)
        .first()
        .isEqualTo(
            "a/.DS_Store:1:1: warning: the file was left by macOS; remove it: git rm --cached"
                + " 'a/.DS_Store', and add its name to .gitignore [junk-leftover]");
    assertThat(
            ProjectUnderTest.with("mlops-template.yml", "x: 1")
                .and(".DS_Store", "x")
                .and("read/node_modules/tunnel/.idea/a.xml", "x")
                .findings(new JunkCheck()))
        .containsExactly(
            ".DS_Store:1:1: warning: the file was left by macOS; remove it from the template, or"
                + " add it to `exclude` in mlops-template.yml [junk-leftover]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STORAGE_KEY: \"%s%s%s==\"",
        "openai_api_key" + " = \"3f9a1c7b2d8e4a605b1c9d7e8f2a3b4c\"",
        "GOOGLE: AIza%s12345",
        "hook: https://hooks.slack" + ".com/services/T1A2B3C4D/B1A2B3C4D/k3Jd8sLq0PzX7mNvB2cR",
        "Server=tcp:sql.contoso.example,1433;User ID=ml;Password=Gr33nTr4in;",
        "token: glpat" + "-k3Jd8sLq0PzX7mNvB2cR",
        "aws_secret_access_key" + " = k3Jd8sLq0PzX7mNvB2cRk3Jd8sLq0PzX7mNvB2cR"
      })
  void knowsTheFormatsThatProvidersDocument(String line) {
    String part = "k3Jd8sLq0PzX7mNvB2cR5tYuI9oPaS";
    String text = line.formatted(part, part, part.substring(0, 26));
    assertThat(ProjectUnderTest.with("a.txt", text).findings(LeaksChecks.list().get(0)))
        .as(text)
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "integrity: sha512-k3Jd8sLq0PzX7mNvB2cR5tYuI9oPaSk3Jd8sLq0PzX7mNvB2cR5tYuI9oPaSk3Jd8sLq0PzX7mNvB2cR5t==",
        "api_key: your-api-key-here",
        "Server=tcp:x.example;Password={password};",
        "content_hash: 3f9a1c7b2d8e4a605b1c9d7e8f2a3b4c"
      })
  void knowsWhatOnlyLooksLikeASecret(String line) {
    assertThat(ProjectUnderTest.with("a.txt", line).findings(LeaksChecks.list().get(0))).isEmpty();
  }
}

package io.github.mlopsmaven.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.verify.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader and the published schema say the same; every mistake is told with its place. */
class PolicyReaderTest {

  private static final Path SCHEMA = Path.of("../docs/schema/mlops-policy-1.json");

  static final String FULL =
      """
      format: 1
      title: What we do
      templates:
        - {url: https://git.acme.example/ml/template.git, refs: ["v*", refs/heads/main], signed: required}
        - {artifact: "io.github.mlops-maven:mlops-template", versions: "[1.2,)"}
      generator: "[0.1-SNAPSHOT,)"
      forbidden:
        - {when: {mlops_version: python-sdk-v1, project_type: [cv, nlp]}, reason: support ended}
      required_values: {location: [westeurope, northeurope], tier: basic}
      unchanged: [.github/workflows/security.yml]
      verify: {fail_on: warning, rules_may_be_lowered: false}
      max_behind: {days: 90, commits: 50, level: warn, fail_from: 2027-01-01, reason: audits}
      checks:
        unchanged: {level: warn}
        forbidden: {fail_from: 2027-02-01, reason: they cost too much}
      exceptions:
        - {project: "legacy-*", check: max_behind, until: 2026-12-31, reason: audit freeze}
      trust: {ssh: allowed_signers, ssh_revoked: revoked_keys, openpgp: keys.asc}
      """;

  private static final Map<String, String> BESIDE =
      Map.of("allowed_signers", "a ssh-ed25519 AAAA", "revoked_keys", "r", "keys.asc", "k");

  private static Policy read(String text) {
    return PolicyReader.read(
        "acme:policy:1", "mlops-policy.yml", text, name -> Optional.ofNullable(BESIDE.get(name)));
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA));
  }

  private static boolean isAccepted(String text) throws IOException {
    return schema().validate(text, InputFormat.YAML).isEmpty();
  }

  @Test
  void theSchemaIsOneItself() throws IOException {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(Files.readString(SCHEMA), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Policy policy = read(FULL);

    assertThat(policy.name()).isEqualTo("acme:policy:1");
    assertThat(policy.templates()).hasSize(2);
    assertThat(policy.templates().get(0).signed()).isEqualTo(AllowedTemplate.Signed.REQUIRED);
    assertThat(policy.templates().get(0).refs()).hasSize(2);
    assertThat(policy.templates().get(1).versions()).contains(VersionSpan.of("[1.2,)"));
    assertThat(policy.generator()).contains(VersionSpan.of("[0.1-SNAPSHOT,)"));
    assertThat(policy.forbidden().get(0).when())
        .containsEntry("mlops_version", java.util.List.of("python-sdk-v1"))
        .containsEntry("project_type", java.util.List.of("cv", "nlp"));
    assertThat(policy.requiredValues())
        .containsEntry("location", java.util.List.of("westeurope", "northeurope"))
        .containsEntry("tier", java.util.List.of("basic"));
    assertThat(policy.unchanged()).hasSize(1);
    assertThat(policy.verify()).contains(Level.WARNING);
    assertThat(policy.rulesMayBeLowered()).isFalse();
    assertThat(policy.maxBehind().orElseThrow().days()).hasValue(90);
    assertThat(policy.maxBehind().orElseThrow().commits()).hasValue(50);
    assertThat(policy.enforcement(PolicyRule.MAX_BEHIND))
        .isEqualTo(
            new Enforcement(true, Optional.of(LocalDate.of(2027, 1, 1)), Optional.of("audits")));
    assertThat(policy.enforcement(PolicyRule.UNCHANGED).warns()).isTrue();
    assertThat(policy.enforcement(PolicyRule.FORBIDDEN).warns()).isTrue();
    assertThat(policy.enforcement(PolicyRule.TEMPLATES)).isEqualTo(Enforcement.STRICT);
    assertThat(policy.exemptions().get(0).until()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(policy.trust().ssh()).contains("a ssh-ed25519 AAAA");
    assertThat(policy.trust().sshRevoked()).contains("r");
    assertThat(policy.trust().openPgp()).contains("k");
    assertThat(isAccepted(FULL)).isTrue();
  }

  @Test
  void keysMayBeWrittenIntoThePolicy() throws IOException {
    String text = "format: 1\ntrust:\n  ssh: |\n    me@acme.example ssh-ed25519 AAAA\n";

    assertThat(read(text).trust().ssh()).contains("me@acme.example ssh-ed25519 AAAA\n");
    assertThat(isAccepted(text)).isTrue();
  }

  @Test
  void everyMistakeIsToldWithItsPlace() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    format: 1
                    templats: []
                    templates: [{urll: x}, {url: https://h/p, refs: [""]}]
                    generator: 1.0
                    forbidden: [{when: {}, reason: r}]
                    max_behind: {days: soon}
                    checks: {max_behnd: {level: warn}}
                    exceptions: [{project: p, check: verify, until: tomorrow, reason: r}]
                    """))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("mlops-policy.yml:2:1: templats is not a key of this format")
        .hasMessageContaining("did you mean templates?")
        .hasMessageContaining("mlops-policy.yml:3:14: templates[0].urll is not a key")
        .hasMessageContaining("templates[1].refs[0] is wrong")
        .hasMessageContaining("mlops-policy.yml:4:12: generator is wrong: '1.0' is not a range")
        .hasMessageContaining("forbidden[0] forbids everything")
        .hasMessageContaining("max_behind.days must be an integer")
        .hasMessageContaining("checks.max_behnd is not a check of a policy")
        .hasMessageContaining("exceptions[0].until is not a date");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format: 2",
        "title: no format",
        "format: 1\ntemplates: [{}]",
        "format: 1\ntemplates: [{url: https://h/p, artifact: 'a:b'}]",
        "format: 1\ntemplates: [{url: https://h/p, versions: '[1,)'}]",
        "format: 1\ntemplates: [{artifact: 'a:b', refs: [v1]}]",
        "format: 1\ntemplates: [{artifact: 'a:b', signed: required}]\ntrust: {ssh: allowed_signers}",
        "format: 1\ntemplates: [{artifact: a}]",
        "format: 1\ntemplates: [{url: https://h/p, signed: maybe}]",
        "format: 1\nforbidden: [{when: {a: b}}]",
        "format: 1\nforbidden: [{when: {a: []}, reason: r}]",
        "format: 1\nrequired_values: {location: []}",
        "format: 1\nverify: {fail_on: never}",
        "format: 1\nverify: {rules_may_be_lowered: sometimes}",
        "format: 1\nmax_behind: {level: warn}",
        "format: 1\nmax_behind: {days: -1}",
        "format: 1\nchecks: {verify: {level: fail, fail_from: 2027-01-01}}",
        "format: 1\nchecks: {verify: {fail_from: soon}}",
        "format: 1\nexceptions: [{project: p, check: verify, until: 2027-01-01}]",
        "format: 1\nexceptions: [{project: p, check: verify, until: 2027-01-01, reason: ' '}]",
        "format: 1\nexceptions: [{project: p, check: verify, reason: r}]",
        "format: 1\ntrust: {ssh_revoked: revoked_keys}",
      })
  void readerAndSchemaRefuseTheSame(String text) throws IOException {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UsageException.class);
    assertThat(isAccepted(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          format: 1\\ntemplates: [{url: here}]                             | is not a git URL
          format: 1\\ngenerator: '[1.0'                                    | is not a range of versions
          format: 1\\ngenerator: '[2,1]'                                   | is not a range of versions
          format: 1\\ntrust: {ssh: other}                                  | does not exist beside the policy
          format: 1\\ntrust: {ssh: ../other}                               | is not a file beside the policy
          format: 1\\ntrust: {ssh: /etc/keys}                              | is not a file beside the policy
          format: 1\\ntemplates: [{url: 'https://h/p', signed: required}]  | this policy trusts none
          """)
  void theReaderLooksFurtherThanTheSchema(String text, String problem) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem);
  }
}

package io.github.mlopsmaven.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.SignatureResult;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.ReportFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule of a policy: met, broken, and talked away in vain. */
class PolicyCheckTest {

  private static final String TEMPLATE =
      "templates: [{url: 'https://git.acme.example/ml/template', refs: ['v*']}]\n";
  private static final String SIGNED =
      "templates: [{url: 'https://git.acme.example/ml/template', signed: required}]\n"
          + "trust: {ssh: 'a@acme.example ssh-ed25519 AAAA'}\n";

  private final JudgedProject project = new JudgedProject();

  private String told(String... policies) {
    return project.judged(policies).stream()
        .map(result -> result.level() + " " + result)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aGoodProjectMeetsEverything() {
    assertThat(
            told(
                TEMPLATE
                    + """
                    generator: "[1.0,)"
                    forbidden: [{when: {project_type: cv}, reason: r}]
                    required_values: {location: [westeurope]}
                    unchanged: [".github/**"]
                    verify: {fail_on: warning, rules_may_be_lowered: false}
                    max_behind: {days: 90}
                    """))
        .isEmpty();
  }

  @Test
  void anotherTemplate() {
    project.url = "https://evil.example/ml/template.git";

    assertThat(told(TEMPLATE))
        .isEqualTo(
            "error the template https://evil.example/ml/template.git is not allowed; allowed is"
                + " https://git.acme.example/ml/template [templates of p1]");
  }

  @Test
  void aFolderIsNoTemplateOfTheCompany() {
    project.url = "template";

    assertThat(told(TEMPLATE)).startsWith("error the template template is not allowed");
  }

  @Test
  void anAddressThatLeadsElsewhere() {
    project.reached = List.of("https://evil.example/ml/template.git");

    assertThat(told(TEMPLATE))
        .contains("is fetched from https://evil.example/ml/template.git, which is not allowed")
        .contains("[templates of p1]");
  }

  @Test
  void anAddressThatLeadsToAnAllowedOne() {
    project.reached = List.of("https://mirror.acme.example/t");

    assertThat(
            told(
                """
                templates:
                  - {url: 'https://git.acme.example/ml/template'}
                  - {url: 'https://mirror.acme.example/t'}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "main, v*, false",
    "v1, v*, true",
    "refs/heads/v1, v*, true",
    "evil/v1, v*, false",
    "tags/v1, v*, false",
    "heads/v1, v*, false",
    "refs/pull/7/head, v*, false",
    "refs/pull/7/v1, v*, false",
    "V1, v*, false",
    "1111111111111111111111111111111111111111, v*, false",
    "1111111111111111111111111111111111111111, *, true",
    "1111111111111111111111111111111111111111, refs/**, false",
    "release/1, release/*, true",
    "v1, refs/heads/v*, false",
    "v1, refs/tags/v*, true",
  })
  void refs(String ref, String pattern, boolean allowed) {
    project.ref = ref;

    assertThat(
            told(
                "templates: [{url: 'https://git.acme.example/ml/template', refs: ['"
                    + pattern
                    + "']}]"))
        .matches(text -> text.isEmpty() == allowed && (allowed || text.contains("[refs of p1]")));
  }

  @Test
  void aBranchIsNoTag() {
    project.tag = Optional.empty();

    assertThat(
            told(
                "templates: [{url: 'https://git.acme.example/ml/template', refs: [refs/tags/v*]}]"))
        .isEqualTo("error the ref v1 is not allowed; allowed is refs/tags/v* [refs of p1]");
  }

  @Test
  void aCommitIdMayBeOfAFork() {
    project.ref = JudgedProject.COMMIT;
    project.signature = SignatureResult.bad("it is not signed");

    assertThat(told("templates: [{url: 'https://git.acme.example/ml/template'}]"))
        .contains("does not say which branch or tag it is from")
        .contains("[refs of p1]");

    project.signature = new JudgedProject().signature;

    assertThat(told(SIGNED)).isEmpty();
  }

  @Test
  void aTagThatMoved() {
    project.newer =
        Optional.of(
            new TemplateOrigin(
                project.url,
                Optional.of("v1"),
                Optional.of("3".repeat(40)),
                Optional.empty(),
                Optional.of(project.url),
                Optional.of("4".repeat(40))));

    assertThat(told(TEMPLATE)).contains("the tag that the project was made from names another");
  }

  @Test
  void aCommitThatNoBranchHas() {
    project.behind = Optional.of(new TemplateAge.Behind(1, Optional.empty(), true));

    assertThat(told(TEMPLATE)).contains("is not in the history of v1").contains("[refs of p1]");
  }

  @ParameterizedTest
  @CsvSource({"builtin, 1.2, true", "builtin, 1.1, false", "acme:other, 1.2, false"})
  void artifacts(String template, String version, boolean allowed) {
    project.url = template;
    project.ref = version;

    assertThat(
            told(
                "templates: [{artifact: 'io.github.mlops-maven:mlops-template', versions:"
                    + " '[1.2,)'}]"))
        .matches(text -> text.isEmpty() == allowed);
  }

  @Test
  void anUnsignedState() {
    project.signature = SignatureResult.bad("neither the tag nor the commit is signed");

    assertThat(told(SIGNED))
        .startsWith("error https://git.acme.example/ml/template.git v1 (111111111111): neither")
        .contains("[signed of p1]");
    assertThat(told(SIGNED.replace("required", "warn"))).startsWith("warning ");
  }

  @Test
  void keysOfAnotherPolicyDoNotCount() {
    project.signature = SignatureResult.bad("the key is not trusted");

    assertThat(told("trust: {ssh: 'me@home ssh-ed25519 AAAA'}", SIGNED)).contains("[signed of p2]");
  }

  @Test
  void versionsOfTheGenerator() {
    assertThat(told("generator: '[1.2,)'"))
        .startsWith(
            "error the version 1.1 of mlops-maven-plugin, which generated the project, is not");
    project.generatorVersion = "1.3";
    project.running = "0.9";
    assertThat(told("generator: '[1.2,)'"))
        .startsWith("error the version 0.9 of mlops-maven-plugin is not in [1.2,)");
  }

  @Test
  void forbiddenSelections() {
    String policy =
        "forbidden: [{when: {project_type: [cv, classical], location: westeurope}, reason: no"
            + " quota}]";

    assertThat(told(policy))
        .isEqualTo(
            "error project_type=classical with location=westeurope is forbidden: no quota"
                + " [forbidden of p1]");
    project.selection.put("project_type", "CV ");
    assertThat(told(policy)).isNotEmpty();
    project.values.put("location", "northeurope, westeurope");
    assertThat(told(policy)).isNotEmpty();
    project.values.put("location", "northeurope");
    assertThat(told(policy)).isEmpty();
  }

  @Test
  void requiredValues() {
    String policy = "required_values: {location: [northeurope, swedencentral]}";

    assertThat(told(policy))
        .isEqualTo(
            "error location is 'westeurope'; allowed are northeurope, swedencentral"
                + " [required_values of p1]");
    project.values.put("location", "northeurope, westeurope");
    assertThat(told(policy)).startsWith("error location is 'northeurope, westeurope'; allowed");
    project.values.put("location", "");
    assertThat(told(policy)).startsWith("error location is not set");
    project.values.clear();
    assertThat(told(policy)).isEmpty();
    project.complete = false;
    assertThat(told(policy)).startsWith("note the value of location is not known");
  }

  @ParameterizedTest
  @EnumSource(
      value = Here.class,
      names = {"CHANGED", "MISSING", "MOVED", "MODE", "OWNED", "ONCE"})
  void filesThatMayNotDrift(Here here) {
    project.here = here;

    assertThat(told("unchanged: [.github/workflows/security.yml]"))
        .startsWith("error .github/workflows/security.yml ")
        .endsWith("[unchanged of p1]");
    assertThat(told("unchanged: [b.txt]")).isEmpty();
  }

  @Test
  void aHeldFileIsNotAsGiven() {
    project.heldAt = Optional.of("5".repeat(40));

    assertThat(told("unchanged: ['*.yml']")).contains("left at an older version");
  }

  @Test
  void aListThatWasEdited() {
    project.listed = "c".repeat(40);

    assertThat(told("unchanged: ['*.yml']"))
        .startsWith("error .github/workflows/security.yml is not in .mlops/files as the template");
    project.reachable = false;
    assertThat(told("unchanged: ['*.yml']")).startsWith("note protected files were compared with");
  }

  @Test
  void findings() {
    project.found(JudgedProject.MILD);
    assertThat(told("verify: {fail_on: error}")).isEmpty();
    assertThat(told("verify: {fail_on: warning}"))
        .isEqualTo(
            "error mlops:verify has 1 finding of level warning or worse: a.json:3 [bicep-unused]"
                + " [verify of p1]");
  }

  @Test
  void loweredRules() {
    String policy = "verify: {rules_may_be_lowered: false}";
    project.userRules =
        List.of(
            new RuleSetting("json-syntax", RuleSetting.Level.NOTE, "r"),
            new RuleSetting("bicep-unused", RuleSetting.Level.ERROR, "raised"));
    project.lockRules = List.of(new RuleSetting("bicep-unused", RuleSetting.Level.OFF, "mine"));

    assertThat(told(policy))
        .isEqualTo(
            "error the rule json-syntax is set to 'note: r' [rules_may_be_lowered of p1]\n"
                + "error the lock file sets the rule bicep-unused to 'off: mine', which the template does"
                + " not say [rules_may_be_lowered of p1]");
    project.userRules = List.of();
    project.templateRules = project.lockRules;
    assertThat(told(policy)).isEmpty();
    assertThat(told("verify: {rules_may_be_lowered: true}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"91, 1, days", "1, 51, commits", "90, 50, ''"})
  void howFarBehind(int days, int commits, String wrong) {
    project.isBehind(days, commits);

    String told = told("max_behind: {days: 90, commits: 50}");

    assertThat(told.isEmpty()).isEqualTo(wrong.isEmpty());
    assertThat(told).contains(wrong.isEmpty() ? "" : wrong + " (allowed: ");
  }

  @Test
  void howFarBehindIsNotKnownOffline() {
    project.reachable = false;

    assertThat(told("max_behind: {days: 90}")).startsWith("note how far the project is behind");
  }

  @Test
  void aTemplateWithoutCommitsThatHasNothingNewer() {
    project.behind = Optional.empty();
    assertThat(told("max_behind: {days: 90}")).isEmpty();
    project.there = There.NEWER;
    assertThat(told("max_behind: {days: 90}")).startsWith("note ");
  }

  @ParameterizedTest
  @CsvSource({"2026-12-01, warning", "2026-11-30, error", "2026-11-29, error"})
  void warnsAndThenFails(String day, String level) {
    project.isBehind(100, 1);

    assertThat(told("max_behind: {days: 90, fail_from: " + day + ", reason: audits}"))
        .startsWith(level + " the project is behind its template by 100 days (allowed: 90): audits")
        .matches(text -> text.contains("refused from " + day) == level.equals("warning"));
  }

  @Test
  void aCheckOfItsOwnLevel() {
    project.here = Here.CHANGED;

    assertThat(told("unchanged: ['*.yml']\nchecks: {unchanged: {level: warn, reason: soon}}"))
        .startsWith("warning .github/workflows/security.yml was changed: soon");
  }

  @ParameterizedTest
  @CsvSource({
    "fares, unchanged, 2026-11-30, note, allowed until 2026-11-30: freeze",
    "far*, unchanged, 2026-12-31, note, allowed until",
    "fares, unchanged, 2026-11-29, error, the exception ended on 2026-11-29",
    "fares, max_behind, 2026-12-31, error, was changed",
    "other, unchanged, 2026-12-31, error, was changed",
  })
  void exceptions(String name, String check, String until, String level, String text) {
    project.here = Here.CHANGED;

    assertThat(
            told(
                "unchanged: ['*.yml']\nexceptions: [{project: '%s', check: %s, until: %s, reason: freeze}]"
                    .formatted(name, check, until)))
        .startsWith(level)
        .contains(text);
  }

  @Test
  void anotherPolicyAddsAndNeverWeakens() {
    project.here = Here.CHANGED;
    project.url = "https://evil.example/t";

    assertThat(
            told(
                TEMPLATE + "unchanged: ['*.yml']",
                """
                templates: [{url: 'https://evil.example/t'}]
                checks: {unchanged: {level: warn}, templates: {level: warn}}
                exceptions:
                  - {project: fares, check: unchanged, until: 2099-01-01, reason: mine}
                  - {project: fares, check: templates, until: 2099-01-01, reason: mine}
                """))
        .contains("[templates of p1]")
        .contains("error .github/workflows/security.yml was changed [unchanged of p1]");
  }

  @Test
  void refusesWithEveryResultThatFails() {
    project.here = Here.CHANGED;
    project.url = "https://evil.example/t";
    List<PolicyResult> results = project.judged(TEMPLATE + "unchanged: ['*.yml']");

    assertThatThrownBy(() -> PolicyCheck.refuse(results, "the project"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("[templates of p1]")
        .hasMessageContaining("[unchanged of p1]")
        .hasMessageContaining("name an allowed one with -Dmlops.template");
    project.here = Here.SAME;
    PolicyCheck.refuse(
        project.judged("max_behind: {days: 1, level: warn}"), "a warning is not a refusal");
  }

  @Test
  void reportsAsVerifyDoes() {
    project.here = Here.CHANGED;
    var report = PolicyReport.of("fares", project.judged("unchanged: ['*.yml']"));

    assertThat(report.count(Level.ERROR)).isEqualTo(1);
    assertThat(ReportFormat.JUNIT.text(report, "1"))
        .contains("tests=\"10\" failures=\"1\"")
        .contains("name=\"policy-unchanged\"");
    assertThat(ReportFormat.SARIF.text(report, "1"))
        .contains("\"ruleId\": \"policy-unchanged\"")
        .contains("\"uri\": \".github/workflows/security.yml\"");
    assertThat(ReportFormat.JSON.text(report, "1")).contains("\"rule\": \"policy-unchanged\"");
    assertThat(ReportFormat.TEXT.text(report, "1")).contains("was changed (p1)");
  }

  @Test
  void onlyWhatIsKnownBeforeThereAreFiles() {
    project.here = Here.CHANGED;
    project.selection.putAll(Map.of("project_type", "cv"));
    Policy policy =
        PolicyReader.read(
            "p",
            "f",
            "format: 1\nunchanged: ['*.yml']\nforbidden: [{when: {project_type: cv}, reason: r}]",
            name -> Optional.empty());

    assertThat(
            new PolicyCheck(List.of(policy), JudgedProject.TODAY, "1")
                .admission(project.madeFrom()))
        .singleElement()
        .matches(result -> result.rule() == PolicyRule.FORBIDDEN);
  }
}

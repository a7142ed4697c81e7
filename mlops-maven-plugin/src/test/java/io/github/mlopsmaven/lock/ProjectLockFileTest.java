package io.github.mlopsmaven.lock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ProjectLockFileTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  static final String FULL =
      """
      # What this project was generated from; written by mlops-maven-plugin. Keep it under version control and do not edit it.
      format: 1
      generator:
        name: "mlops-maven-plugin"
        version: "0.1.0"
      template:
        location: "https://github.com/Azure/mlops-project-template"
        ref: "main"
        commit: "0123456789abcdef0123456789abcdef01234567"
        url: "https://github.com/Azure/mlops-project-template"
        tag: "7777777777777777777777777777777777777777"
        descriptor: "azure-mlops-v2"
        descriptor_id: "8888888888888888888888888888888888888888"
      project:
        name: "churn"
        organization: "contoso"
      selection:
        project_type: "classical"
        infrastructure_version: "terraform"
      values:
        postfix: "0001"
        enable_monitoring: "true"
      pipeline_templates:
        repository: "contoso/own"
        ref: "v2"
        type: "github"
        endpoint: "connection"
      generation:
        fixes: "false"
        partial: "true"
      gaps:
        - "ml-pipelines"
      fixes:
        - "github-oidc-permission"
      calls:
        repository: "contoso/own"
        alias: "mlops-templates"
      rules:
        terraform-unused-variable: "off: the landing zone: it sets more"
        yaml-syntax: "note: \\"samples\\""
      """;

  @Test
  void aPersonCanReadIt() {
    assertThat(ProjectLockFile.text(full("https://github.com/Azure/mlops-project-template")))
        .isEqualTo(FULL);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ProjectLock lock = full("builtin");

    ProjectLock read = read(ProjectLockFile.text(lock));

    assertThat(read).isEqualTo(lock);
    assertThat(read.selection().values().keySet())
        .containsExactly("project_type", "infrastructure_version");
  }

  @Test
  void whatItWasJudgedByIsWritten() {
    ProjectLock judged =
        full("https://example.com/t.git")
            .judged(
                List.of("com.acme:policy:1.0"),
                Optional.of(new TemplateSignature("ssh", "SHA256:abc", "ada@example.com", "tag")));

    ProjectLock read = ProjectLockFile.read("lock", ProjectLockFile.text(judged).getBytes(UTF_8));

    assertThat(read).isEqualTo(judged);
    assertThat(read.policies()).containsExactly("com.acme:policy:1.0");
    assertThat(read.origin().signature()).isPresent();
  }

  @Test
  void whatIsNotKnownIsNotWritten() {
    ProjectLock lock = small(Map.of());

    assertThat(ProjectLockFile.text(lock))
        .doesNotContain(
            "values:",
            "gaps:",
            "ref:",
            "commit:",
            "organization:",
            "pipeline_templates",
            "fixes:",
            "calls:",
            "generation:",
            "url:",
            "tag:",
            "descriptor_id:",
            "rules:");
    assertThat(read(ProjectLockFile.text(lock))).isEqualTo(lock);
  }

  @Test
  void anyTextIsAValue() {
    Random random = new Random(20260101L);
    String alphabet = "a0 :#'\"\\{}$\n\r\t\u0085\u2028\uFEFF\u200Bä漢\uFFFF\u0000";
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder(round % 3 == 0 ? "${name}" : "");
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      text.append(round % 2 == 0 ? "😀" : "");
      ProjectLock lock = small(Map.of("x y: " + round, text.toString()));

      assertThat(read(ProjectLockFile.text(lock))).as(text.toString()).isEqualTo(lock);
    }
  }

  @Test
  void aNameOfAnyLengthIsAKey() {
    for (int length : List.of(99, 100, 101, 297, 298, 1022, 1023, 1024, 1025, 5000)) {
      ProjectLock lock = small(Map.of("n".repeat(length), "v", "ä " + "n".repeat(length), "w"));

      assertThat(read(ProjectLockFile.text(lock))).as("%d", length).isEqualTo(lock);
    }
    assertThat(ProjectLockFile.text(small(Map.of("x y", "v")))).contains("\n  \"x y\": \"v\"\n");
  }

  @Test
  void placeholdersOfAnArchetypeStayAsTheyAre() {
    assertThat(ProjectLockFile.text(small(Map.of("namespace", "${namespace}"))))
        .contains("  namespace: \"${namespace}\"\n");
  }

  @Test
  void secretsAreNotWritten() {
    assertThat(ProjectLockFile.text(full("https://user:secret@example.org/a.git?token=hidden")))
        .contains("location: \"https://example.org/a.git?token=***\"")
        .doesNotContain("secret", "hidden");
  }

  @Test
  void whatIsNotALockIsRefused() {
    refused("").hasMessageContaining(".mlops/project.yml is empty");
    refused("- a\n").hasMessageContaining(".mlops/project.yml:1:1: the lock file is not a mapping");
    refused("a: [\n").hasMessageContaining(".mlops/project.yml:2:1: not valid YAML: ");
    refused(FULL.replace("format: 1", "format: 2"))
        .hasMessage(
            ".mlops/project.yml has format '2', which this version of the plugin does not know\n"
                + "  use the version of the plugin that made the project, or a later one");
    refused(FULL.replace("gaps:", "gap:"))
        .hasMessageContaining(".mlops/project.yml:32:3: 'gap' is not known")
        .hasMessageContaining("did you mean gaps?");
    refused(FULL.replace("  location:", "  place:"))
        .hasMessageContaining(".mlops/project.yml:7:10: 'template.place' is not known");
    refused(FULL.replaceFirst("  name: \"churn\"\n", ""))
        .hasMessageContaining(".mlops/project.yml:15:3: 'project.name' is missing");
    refused(FULL.replace("\"0001\"", "[]"))
        .hasMessageContaining(".mlops/project.yml:21:12: 'values.postfix' is not a single value");
    refused(FULL.replace("  - \"ml-pipelines\"", "  a: b"))
        .hasMessageContaining(".mlops/project.yml:32:3: 'gaps' is not a list");
    refused(FULL + "format: 1\n")
        .hasMessageContaining(".mlops/project.yml:41:1: 'format' is set twice");
    refused(FULL.replace("off: the landing zone", "of: the landing zone"))
        .hasMessageContaining(
            ".mlops/project.yml:39:30: 'rules.terraform-unused-variable' is not LEVEL: REASON");
    refused(FULL.replace("  alias:", "  name:"))
        .hasMessageContaining(".mlops/project.yml:37:9: 'calls.name' is not known");
    refused(FULL.replace("fixes: \"false\"", "fixes: \"none\""))
        .hasMessageContaining(
            ".mlops/project.yml:29:10: 'generation.fixes' is neither true nor false");
    refused(FULL.replace("\"github\"", "\"svn\"")).hasMessageContaining("use OWNER/REPO@REF");
    assertThatThrownBy(() -> ProjectLockFile.read("x", "ä".getBytes(ISO_8859_1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("x is not UTF-8");
  }

  @Test
  void markersOfAMergeAreRefusedWithTheCommandThatEndsThem() {
    refused("<<<<<<< HEAD\n" + FULL + "=======\n" + FULL + ">>>>>>> main\n")
        .hasMessageStartingWith(".mlops/project.yml has conflict markers of a merge\n")
        .hasMessageContaining("git checkout --ours .mlops");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(String text) {
    return assertThatThrownBy(() -> read(text)).isInstanceOf(UsageException.class);
  }

  private static ProjectLock read(String text) {
    return ProjectLockFile.read(ProjectLockFile.PATH, text.getBytes(UTF_8));
  }

  private static ProjectLock full(String location) {
    Map<String, String> selection = new LinkedHashMap<>();
    selection.put("project_type", "classical");
    selection.put("infrastructure_version", "terraform");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("postfix", "0001");
    values.put("enable_monitoring", "true");
    return new ProjectLock(
        "mlops-maven-plugin",
        "0.1.0",
        new TemplateOrigin(
            location,
            Optional.of("main"),
            Optional.of(COMMIT),
            Optional.empty(),
            Optional.of(location),
            Optional.of("7".repeat(40))),
        "azure-mlops-v2",
        Optional.of("8".repeat(40)),
        "churn",
        Optional.of("contoso"),
        new Selection(selection),
        values,
        Optional.of(
            PipelineTemplatesTarget.parse("github:contoso/own@v2").withEndpoint("connection")),
        new Generation(false, true),
        List.of("ml-pipelines"),
        List.of("github-oidc-permission"),
        Optional.of(new SharedRepository("contoso/own", "mlops-templates")),
        List.of(
            new RuleSetting(
                "terraform-unused-variable",
                RuleSetting.Level.OFF,
                "the landing zone: it sets more"),
            new RuleSetting("yaml-syntax", RuleSetting.Level.NOTE, "\"samples\"")));
  }

  private static ProjectLock small(Map<String, String> values) {
    return new ProjectLock(
        "mlops-maven-plugin",
        "0.1.0",
        new TemplateOrigin("builtin", Optional.empty(), Optional.empty(), Optional.of("0.1.0")),
        "own",
        Optional.empty(),
        "churn",
        Optional.empty(),
        new Selection(Map.of("project_type", "cv")),
        values,
        Optional.empty(),
        Generation.USUAL,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }
}

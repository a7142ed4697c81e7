package io.github.mlopsmaven.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.PipelineTemplates;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.ValueSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptorReaderTest {

  /** Every key of the format. */
  static final String FULL =
      """
      format: 1
      name: contoso
      title: Contoso's template
      options:
        cloud: {title: Cloud, description: Where it runs., labels: {azure: Azure}, default: azure}
        stage: {}
      parts:
        code: {title: the code, core: true}
        rest: {}
      layout:
        - {from: "clouds/{cloud}/src", to: src, part: code, include: ["*.py"], exclude: "test_*"}
        - {from: "stages/{stage}", to: "out/{cloud}", part: rest, when: {cloud: azure, stage: [a, b]}}
      exclude: "*.swp"
      render: none
      delimiters:
        - {files: ["*.sh", "*.j2"], exclude: "x.sh", start: "[[", end: "]]", suffix: .j2}
        - {files: "*.tf", start: "@"}
      blocks:
        - {name: only-a, files: "*.yml", when: {stage: a}}
      rewrites:
        - {reason: r, files: a.yml, path: [variables, a.b], value: "{project_name}", when: {stage: a}}
        - {reason: r, files: [.gitignore], text: /old/, value: /new/}
      values:
        prefix:
          description: First part.
          type: integer
          pattern: "[0-9]+"
          max_length: "4"
          message: digits only
          default: 0001
          set: [{files: ["*.yml"], path: variables.prefix}]
      names:
        - {title: Storage account, name: "st{prefix}{cloud}", pattern: "[a-z0-9]+", max_length: 24, message: m}
      executable: ["*.sh", /run]
      pipeline_templates: {repository: contoso/pipelines, alias: shared}
      checklist:
        - {text: "Make {storage_account} of ${{ vars.X }} from {pipeline_templates}."}
        - {text: Only there., when: {cloud: azure}}
      next_steps:
        - {text: "cd {project_name}", when: {not: {stage: b}}}
      """;

  @Test
  void everyKeyIsRead() {
    Descriptor descriptor = DescriptorReader.read("d.yml", FULL);

    assertThat(descriptor.name()).isEqualTo("contoso");
    assertThat(descriptor.title()).isEqualTo("Contoso's template");
    assertThat(descriptor.options()).extracting("name").containsExactly("cloud", "stage");
    assertThat(descriptor.options().get(0).labels()).containsExactly(Map.entry("azure", "Azure"));
    assertThat(descriptor.options().get(0).fallback()).contains("azure");
    assertThat(descriptor.options().get(1).title()).isEqualTo("stage");
    assertThat(descriptor.options().get(1).fallback()).isEmpty();
    assertThat(descriptor.parts()).extracting("core").containsExactly(true, false);
    assertThat(descriptor.parts()).extracting("title").containsExactly("the code", "rest");
    assertThat(descriptor.layout().get(0).include()).hasToString("[*.py]");
    assertThat(descriptor.layout().get(0).exclude()).hasToString("[test_*]");
    assertThat(descriptor.layout().get(1).to()).hasToString("out/{cloud}");
    assertThat(descriptor.layout().get(1).when())
        .isEqualTo(
            new Condition.All(
                List.of(
                    new Condition.Is("cloud", List.of("azure"), true),
                    new Condition.Is("stage", List.of("a", "b"), true))));
    assertThat(descriptor.exclude()).hasToString("[*.swp]");
    assertThat(descriptor.velocity()).isFalse();
    assertThat(descriptor.delimiters())
        .hasToString("[[[ name ]] in [*.sh, *.j2], @ name @ in [*.tf]]");
    assertThat(descriptor.delimiters().get(0).suffix()).contains(".j2");
    assertThat(descriptor.delimiters().get(0).names("a/run.sh")).isTrue();
    assertThat(descriptor.delimiters().get(0).names("a/x.sh")).isFalse();
    assertThat(descriptor.rewrites().get(0).place())
        .isEqualTo(new Rewrite.YamlPath(List.of("variables", "a.b")));
    assertThat(descriptor.rewrites().get(1).place()).isEqualTo(new Rewrite.Text("/old/"));
    ValueSpec value = descriptor.values().get(0);
    assertThat(value.type()).isEqualTo(ValueSpec.Type.INTEGER);
    assertThat(value.maxLength()).hasValue(4);
    assertThat(value.fallback()).contains("0001");
    assertThat(value.targets().get(0).path()).containsExactly("variables", "prefix");
    assertThat(descriptor.names().get(0).maxLength()).hasValue(24);
    assertThat(descriptor.executable()).hasToString("[*.sh, /run]");
    assertThat(descriptor.pipelineTemplates().orElseThrow().alias()).isEqualTo("shared");
    assertThat(descriptor.checklist().get(0).when()).isEqualTo(Condition.always());
  }

  @Test
  void aDescriptorMayChangeABuiltInOne() {
    Descriptor base = Descriptors.convention();
    Descriptor own =
        DescriptorReader.read(
            "d.yml",
            """
            format: 1
            name: ours
            extends: azure-mlops-v2
            options:
              project_type: {default: cv}
              cloud_region: {enum: [eu, us]}
            layout:
              - {from: LICENSE, to: LICENSE}
              - {from: docs, to: docs, when: {cloud_region: eu}}
            exclude: "*.tmp"
            values: {namespace: {default: ours}}
            """);

    assertThat(own.name()).isEqualTo("ours");
    assertThat(own.title()).isEqualTo(base.title());
    assertThat(own.fixes()).isEqualTo(base.fixes());
    assertThat(own.options())
        .extracting("name")
        .containsExactly(
            "infrastructure_version",
            "project_type",
            "mlops_version",
            "orchestration",
            "cloud_region");
    assertThat(own.options().get(1).fallback()).contains("cv");
    assertThat(own.options().get(1).labels()).containsKey("cv");
    assertThat(own.layout()).hasSize(base.layout().size() + 1);
    assertThat(own.layout())
        .filteredOn(rule -> rule.from().toString().equals("LICENSE"))
        .extracting(rule -> rule.to().toString())
        .containsExactly("LICENSE");
    assertThat(own.exclude()).hasSize(base.exclude().size() + 1);
    assertThat(own.values().get(0).fallback()).contains("ours");
    assertThat(own.values().get(0).maxLength()).isEqualTo(base.values().get(0).maxLength());
  }

  @Test
  void threeKeysAreEnough() {
    Descriptor descriptor =
        DescriptorReader.read("d.yml", "{format: '1', name: n, layout: [{from: ., to: .}]}");

    assertThat(descriptor.title()).isEqualTo("n");
    assertThat(descriptor.velocity()).isTrue();
    assertThat(descriptor.options()).isEmpty();
    assertThat(descriptor.pipelineTemplates()).isEmpty();
  }

  @Test
  void pipelineTemplatesMayBeCopiesThatEveryProjectHas() {
    PipelineTemplates templates =
        DescriptorReader.read(
                "mlops-template.yml",
                """
                format: 1
                name: own
                layout: [{from: all, to: .}]
                pipeline_templates: {alias: shared, vendored: ["pipelines/templates/**"]}
                """)
            .pipelineTemplates()
            .orElseThrow();

    assertThat(templates.repository()).isEmpty();
    assertThat(templates.isVendored("pipelines/templates/a.yml")).isTrue();
    assertThat(templates.isVendored("pipelines/a.yml")).isFalse();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFile() {
    assertThat(DescriptorReader.read("d.yml", "\uFEFF" + FULL).name()).isEqualTo("contoso");
  }

  @Test
  void theConventionIsReadable() {
    assertThat(Descriptors.convention().name()).isEqualTo(Descriptors.CONVENTION);
  }

  @ParameterizedTest
  @MethodSource("io.github.mlopsmaven.descriptor.BadDescriptors#all")
  void isRefusedWithFileLineAndColumn(BadDescriptors.Sample sample) {
    assertThatThrownBy(() -> DescriptorReader.read("d.yml", sample.text()))
        .isInstanceOf(UsageException.class)
        .hasMessage(sample.message());
  }

  @Test
  void aTextOfTheFileCannotPoseAsAnAdvice() {
    assertThatThrownBy(
            () ->
                DescriptorReader.read(
                    "d.yml",
                    "format: 1\nname: n\nlayout: [{from: ., to: .}]\n"
                        + "values: {v: {description: d, default: \"x\\n  type: mvn evil\"}}\n"))
        .hasMessageContaining("x\\n  type: mvn evil")
        .hasMessageNotContaining("\n  type");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatThrownBy(() -> DescriptorReader.read("d.yml", "# nothing\n"))
        .isInstanceOf(UsageException.class)
        .hasMessage("d.yml is empty\n  state at least format, name, options and layout");
  }

  @Test
  void whatIsNotYamlIsRefused() {
    assertThatThrownBy(() -> DescriptorReader.read("d.yml", "format: 1\nname: [a\nlayout: []\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("d.yml:3:")
        .hasMessageContaining(": not valid YAML: ")
        .hasMessageEndingWith("\n  correct the file at that line");
  }

  private static String many(String key, int entries, String entry) {
    StringBuilder text = new StringBuilder("format: 1\nname: n\n");
    text.append(key.equals("layout") ? "" : "layout: [{from: src, to: .}]\n").append(key);
    text.append(":\n");
    for (int i = 0; i < entries; i++) {
      text.append(entry.replace("#", String.valueOf(i)));
    }
    return text.toString();
  }

  /** Entries are compared with one another: a hundred thousand would be for ever. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "values;     '  v#: {}\n'",
        "values;     '  v#: {default: \"{nobody}\"}\n'",
        "options;    '  o#: {}\n'",
        "parts;      '  p#: {}\n'",
        "layout;     '  - {from: src, to: .}\n'",
        "exclude;    '  - a#\n'",
        "rewrites;   '  - {reason: r}\n'",
        "checklist;  '  - {text: \"{nobody}\"}\n'"
      })
  void moreEntriesThanAnybodyWritesAreNotRead(String key, String entry) {
    String line = entry.replace("\\n", "\n");
    String text = many(key, 60_000, line);
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    assertThatThrownBy(() -> DescriptorReader.read("d.yml", text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(key + " has 60000 entries, and more than 2000 are not read\n")
        .hasMessageContaining("write patterns in place of single names, or fewer entries");

    long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    assertThat(worked / 1e9).as("seconds of work").isLessThan(8.0);
  }

  @Test
  void asManyEntriesAsAreReadTakeNoMinutes() {
    String values = many("values", 2_000, "  v#: {default: \"{project_name}\"}\n");
    String wrong = many("values", 500, "  v#: {default: \"{nobody}\", when: {no: a}}\n");
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    assertThat(DescriptorReader.read("d.yml", values).values()).hasSize(2_000);
    assertThatThrownBy(() -> DescriptorReader.read("d.yml", wrong))
        .hasMessageStartingWith("d.yml has 1000 mistakes or more:\n")
        .hasMessageContaining("\n  and 900 more\n");

    long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    assertThat(worked / 1e9).as("seconds of work").isLessThan(16.0);
  }
}

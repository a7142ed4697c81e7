package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.template.Condition;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Part;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Rewrite;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProjectReadmeTest {

  private final ProjectReadme readme = new ProjectReadme(new VelocityRenderer());

  @Test
  void aProjectInPart() {
    assertThat(
            render(
                Map.of("namespace", "churn"),
                List.of(
                    ".github/workflows/a.yml",
                    ".mlops/template-LICENSE",
                    "README.md",
                    "data/a.csv",
                    "notes/a.md"),
                List.of(
                    new Part(
                        "ml-pipelines",
                        "pipelines that train and deploy",
                        false,
                        Condition.always())),
                List.of(
                    new Rewrite(
                        "the layout moves it",
                        List.of(),
                        Condition.always(),
                        new Rewrite.YamlPath(List.of("variables", "dir")),
                        "classical"))))
        .isEqualTo(
            """
            # my\\_project

            An MLOps project, generated from the template *Own \\<template\\>*.

            ## What was generated

            | Choice | Value | Meaning |
            | --- | --- | --- |
            | Project type | `classical` | tabular data |
            | Orchestration | `github-actions` | github-actions |

            It comes from `https://example.org/a.git`; `.mlops/project.yml` records which version of it. What the template gave is listed in `.mlops/files`.

            ## Settings

            These values are written into the project's files:

            - `namespace`: `churn`

            ## Layout

            - `.github/`: workflows of GitHub Actions
            - `.mlops/`: where this project came from
            - `data/`: sample data to try the pipelines with
            - `notes/`

            ## What is missing

            This combination is incomplete in the template. Before the project can work, add:

            - pipelines that train and deploy

            ## What remains to be done

            - [ ] Check that `stchurn0001` is free: <https://example.org/names>.

            ## What differs from the template

            Apart from the settings, these values were changed, so that references fit this layout:

            - `variables.dir` is `classical`: the layout moves it
            - `a.yml` names one path where the files are now
            - `b.yml` names 2 paths where the files are now

            ## License

            Parts of this project come from the template; its license notice is in `.mlops/template-LICENSE` and must stay with them.
            """);
  }

  @Test
  void whatThereIsNothingOfIsNotMentioned() {
    assertThat(render(Map.of(), List.of("README.md"), List.of(), List.of()))
        .doesNotContain("Settings", "Layout", "Pipeline templates", "missing", "differs", "License")
        .doesNotContain("\n\n\n")
        .contains("Check that `stmlops0001` is free")
        .endsWith(".\n");
  }

  @Test
  void whatWasMendedAndWhatRemainsIsListed() {
    Rewrite fix =
        new Rewrite(
            "the image *x* is gone", List.of(), Condition.always(), new Rewrite.Text("a"), "b");
    assertThat(
            render(
                Map.of(),
                List.of("README.md"),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(fix, fix),
                List.of("a.yml:3: 'b_c' does not exist; name another [r]")))
        .contains("- [ ] a.yml:3: 'b\\_c' does not exist; name another \\[r\\]\n")
        .contains("## Fixes applied to the template\n\n")
        .containsOnlyOnce("- the image \\*x\\* is gone\n");
  }

  @Test
  void theRepositoryThatThePipelinesCallIsNamed() {
    assertThat(
            render(
                Map.of(),
                List.of("README.md"),
                List.of(),
                List.of(),
                Optional.of(PipelineTemplatesTarget.parse("git:Platform/own@refs/tags/v2"))))
        .contains(
            "## Pipeline templates\n\nThe shared parts of the pipelines are not in this repository:")
        .contains("they call `git:Platform/own@refs/tags/v2`.");
  }

  @Test
  void manyFindingsAreOneItem() {
    List<String> findings =
        IntStream.range(1, 34).mapToObj(line -> "a_b.yml:" + line + ": '<x>' is *broken*").toList();

    ReadmeFacts facts =
        facts(
            Map.of(),
            List.of("README.md"),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            findings);
    String text = new String(readme.render(facts, ".mlops/findings.md"), UTF_8);

    assertThat(text.lines().filter(line -> line.startsWith("- [ ] "))).hasSize(2);
    assertThat(text)
        .contains("- [ ] Look through the 33 [findings](.mlops/findings.md) of `mlops:verify`\n")
        .doesNotContain("a_b.yml");
    assertThat(new String(readme.findings(facts).orElseThrow(), UTF_8))
        .startsWith("# Findings\n\nWhat `mlops:verify` found")
        .contains("\n\n    a_b.yml:1: '<x>' is *broken*\n    a_b.yml:2: ")
        .endsWith("    a_b.yml:33: '<x>' is *broken*\n");
  }

  private String render(
      Map<String, String> values, List<String> files, List<Part> gaps, List<Rewrite> rewrites) {
    return render(values, files, gaps, rewrites, Optional.empty());
  }

  private String render(
      Map<String, String> values,
      List<String> files,
      List<Part> gaps,
      List<Rewrite> rewrites,
      Optional<PipelineTemplatesTarget> pipelineTemplates) {
    return render(values, files, gaps, rewrites, pipelineTemplates, List.of(), List.of());
  }

  private String render(
      Map<String, String> values,
      List<String> files,
      List<Part> gaps,
      List<Rewrite> rewrites,
      Optional<PipelineTemplatesTarget> pipelineTemplates,
      List<Rewrite> fixes,
      List<String> findings) {
    ReadmeFacts facts = facts(values, files, gaps, rewrites, pipelineTemplates, fixes, findings);
    assertThat(readme.findings(facts)).as("few are items of the checklist").isEmpty();
    return new String(readme.render(facts, ".mlops/findings.md"), UTF_8);
  }

  private static ReadmeFacts facts(
      Map<String, String> values,
      List<String> files,
      List<Part> gaps,
      List<Rewrite> rewrites,
      Optional<PipelineTemplatesTarget> pipelineTemplates,
      List<Rewrite> fixes,
      List<String> findings) {
    Map<String, String> selection = new LinkedHashMap<>();
    selection.put("project_type", "classical");
    selection.put("orchestration", "github-actions");
    return new ReadmeFacts(
        "my_project",
        descriptor(),
        new Selection(selection),
        new TemplateOrigin(
            "https://example.org/a.git",
            Optional.of("main"),
            Optional.of("0123456789abcdef0123456789abcdef01234567"),
            Optional.empty()),
        values,
        Placeholders.of(descriptor(), new Selection(selection), values),
        files,
        gaps,
        rewrites,
        pipelineTemplates,
        fixes,
        rewrites.isEmpty() ? Map.of() : new TreeMap<>(Map.of("a.yml", 1, "b.yml", 2)),
        findings);
  }

  private static Descriptor descriptor() {
    return DescriptorReader.read(
        "d.yml",
        """
        format: 1
        name: own
        title: Own <template>
        options:
          project_type: {title: Project type, labels: {classical: tabular data}, enum: [classical]}
          orchestration: {title: Orchestration, enum: [github-actions, azure-devops]}
        layout: [{from: ., to: .}]
        values:
          namespace: {default: mlops}
          postfix: {default: "0001"}
        names:
          - {title: storage account, name: "st{namespace}{postfix}"}
        checklist:
          - text: "Check that `{storage_account}` is free: https://example.org/names."
          - {text: Never., when: {orchestration: azure-devops}}
        """);
  }
}

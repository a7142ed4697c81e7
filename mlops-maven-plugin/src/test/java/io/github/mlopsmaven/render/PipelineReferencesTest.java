package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.render.PipelineReferences.Edited;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.PipelineTemplates;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReferencesTest {

  private static final PipelineTemplates FROM =
      new PipelineTemplates(Optional.of("Azure/mlops-templates"), "mlops-templates", List.of());

  private static final PipelineTemplates VENDORED =
      new PipelineTemplates(
          Optional.empty(),
          "shared",
          List.of(
              Glob.of(".github/workflows/run-*.yml"),
              Glob.of(".github/actions/**"),
              Glob.of("pipelines/templates/**")));

  private static final String ENTRY =
      """
      resources:
        repositories:
          - repository: other
            type: git
            name: other
          - repository: mlops-templates # Template Repo
            name: Azure/mlops-templates # need to change org
            endpoint: github-connection # need to set up
            type: github
            ref: main #branch name
            trigger: none

      stages:
      - name: mlops-templates
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uses: Azure/mlops-templates/.github/workflows/x.yml@main|uses:"
            + " contoso/own/.github/workflows/x.yml@v2",
        "`   - uses:  azure/MLOps-Templates/a/b@main  # why`|`   - uses:  contoso/own/a/b@v2  #"
            + " why`",
        "uses: 'Azure/mlops-templates/x.yml@0123abc' # a|uses: 'contoso/own/x.yml@v2' # a",
        "\"uses\": \"Azure/mlops-templates@main\"|\"uses\": \"contoso/own@v2\""
      })
  void workflowsCallTheUsersCopy(String before, String after) {
    String head = "jobs:\r\n  a:\r\n    # \u00e4 \u00ff\r\n    ";

    Edited edited = edit("contoso/own@refs/tags/v2", head + before + "\r\n");

    assertThat(text(edited)).isEqualTo(head + after + "\r\n");
    assertThat(edited.references()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# uses: Azure/mlops-templates/x.yml@main",
        "uses: Azure/mlops-templates-old/x.yml@main",
        "uses: NotAzure/mlops-templates/x.yml@main",
        "uses: actions/checkout@v4 # uses: Azure/mlops-templates/x.yml@main",
        "name: uses Azure/mlops-templates/x.yml@main",
        "reuses: Azure/mlops-templates/x.yml@main",
        "- repository: mlops-templates"
      })
  void otherLinesStay(String line) {
    Edited edited = edit("contoso/own@v2", line + "\n");

    assertThat(text(edited)).isEqualTo(line + "\n");
    assertThat(edited.references()).isZero();
  }

  @Test
  void aWorkflowCannotCallAzureRepos() {
    Edited edited = edit("git:Project/own@v2", "uses: Azure/mlops-templates/x.yml@main\n");

    assertThat(text(edited)).isEqualTo("uses: Azure/mlops-templates/x.yml@main\n");
    assertThat(edited.references()).isZero();
  }

  @Test
  void scriptsStay() {
    String text =
        """
        steps:
          - run: |
              cat <<E
              uses: Azure/mlops-templates/x.yml@main

              - repository: mlops-templates
              E
          - name: >-
              uses: Azure/mlops-templates/x.yml@main
            uses: Azure/mlops-templates/x.yml@main
        list:
        - |
         uses: Azure/mlops-templates/x.yml@main
        """;

    Edited edited = edit("contoso/own@v2", text);

    assertThat(edited.references()).isEqualTo(1);
    assertThat(text(edited))
        .isEqualTo(
            text.replace(
                "    uses: Azure/mlops-templates/x.yml@main\nlist",
                "    uses: contoso/own/x.yml@v2\nlist"));
  }

  @Test
  void aReferenceInAFileThatIsNoYamlIsFoundToo() {
    String text = "jobs:\n    a:\n      uses: Azure/mlops-templates/x.yml@main\n   b: [\n";

    assertThat(text(edit("contoso/own@v2", text))).contains("uses: contoso/own/x.yml@v2\n   b: [");
  }

  @Test
  void anEntryOfGitHubKeepsItsKindAndEndpoint() {
    Edited edited = edit("contoso/own@v2", ENTRY);

    assertThat(edited.references()).isEqualTo(1);
    assertThat(text(edited))
        .isEqualTo(
            ENTRY
                .replace("name: Azure/mlops-templates #", "name: contoso/own #")
                .replace("ref: main #", "ref: v2 #"));
  }

  @Test
  void anEntryOfGitHubBecomesOneOfAzureRepos() {
    assertThat(text(edit("git:My Project/own@refs/tags/v2", ENTRY)))
        .isEqualTo(
            ENTRY
                .replace("name: Azure/mlops-templates #", "name: My Project/own #")
                .replace("ref: main #", "ref: refs/tags/v2 #")
                .replace("      endpoint: github-connection # need to set up\n", "")
                .replace("      type: github\n", "      type: git\n"));
  }

  @Test
  void anEntryOfAzureReposBecomesOneOfGitHub() {
    String text =
        """
        resources:
          repositories:
          - repository: mlops-templates
            name: mlops-templates

        stages: []
        """
            .replace("\n", "\r\n");
    PipelineTemplatesTarget target =
        PipelineTemplatesTarget.parse("github:contoso/own@1.0").withEndpoint("my connection");

    Edited edited = new PipelineReferences(FROM, target).edit("p.yml", text.getBytes(ISO_8859_1));

    assertThat(text(edited))
        .isEqualTo(
            """
            resources:
              repositories:
              - repository: mlops-templates
                name: contoso/own
                type: github
                ref: "1.0"
                endpoint: my connection

            stages: []
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void anEntryThatNamesNoEndpointGetsTheUsualOne() {
    String text = "repositories:\n- repository: 'mlops-templates'\n  type: git\n  name: a";

    assertThat(text(edit("github:contoso/own@main", text)))
        .isEqualTo(
            "repositories:\n- repository: 'mlops-templates'\n  type: github\n  name: contoso/own\n"
                + "  ref: main\n  endpoint: github-connection");
  }

  @Test
  void callsOfVendoredFilesCallTheUsersCopy() {
    String text =
        """
        jobs:
          a:
            uses: ./.github/workflows/run-a.yml # why
          same:
            uses: $/.github/workflows/run-b.yml
          b:
            steps:
              - uses: './.github/actions/log-in'
              - uses: ./.github/workflows/own.yml
              - uses: contoso/other/.github/actions/log-in@v1
              - run: |
                  uses: ./.github/workflows/run-a.yml
        """;

    Edited edited = vendored("contoso/own@refs/tags/v2", ".github/workflows/a.yml", text);

    assertThat(edited.references()).isEqualTo(3);
    assertThat(text(edited))
        .isEqualTo(
            text.replace(
                    "$/.github/workflows/run-b.yml", "contoso/own/.github/workflows/run-b.yml@v2")
                .replace(
                    "./.github/workflows/run-a.yml # why",
                    "contoso/own/.github/workflows/run-a.yml@v2 # why")
                .replace("'./.github/actions/log-in'", "'contoso/own/.github/actions/log-in@v2'"));
  }

  @ParameterizedTest
  @CsvSource({
    "pipelines/a.yml, templates/t.yml",
    "pipelines/a.yml, ./templates/t.yml",
    "pipelines/deep/a.yml, ../templates/t.yml",
    "a.yml, /pipelines/templates/t.yml",
  })
  void inclusionsOfVendoredFilesIncludeTheUsersCopy(String file, String reference) {
    String text = "# \u00e4\r\n\r\njobs:\r\n  - template: " + reference + " # why\r\n";

    Edited edited = vendored("git:Platform/own@refs/tags/v2", file, text);

    assertThat(edited.references()).isEqualTo(1);
    assertThat(text(edited))
        .isEqualTo(
            """
            # \u00e4

            resources:
              repositories:
                - repository: shared
                  type: git
                  name: Platform/own
                  ref: refs/tags/v2

            jobs:
              - template: pipelines/templates/t.yml@shared # why
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "pipelines/a.yml, templates.yml",
    "pipelines/a.yml, ../../templates/t.yml",
    "pipelines/a.yml, templates/t.yml@other",
    "other/a.yml, templates/t.yml",
    "pipelines/a.yml, ./.github/workflows/run-a.yml",
  })
  void otherInclusionsStay(String file, String reference) {
    String text = "jobs:\n  - template: " + reference + "\n";

    Edited edited = vendored("git:Platform/own@v2", file, text);

    assertThat(edited.references()).isZero();
    assertThat(text(edited)).isEqualTo(text);
  }

  @Test
  void theRepositoryIsAddedToThoseThatThereAre() {
    String text =
        """
        trigger: none
        resources: # why
          containers: []
          repositories:
          - repository: other
            type: git
            name: other
        extends:
          template: templates/t.yml
        """;

    assertThat(text(vendored("github:contoso/own@v2", "pipelines/a.yml", text)))
        .isEqualTo(
            """
            trigger: none
            resources: # why
              containers: []
              repositories:
              - repository: shared
                type: github
                name: contoso/own
                ref: v2
                endpoint: github-connection
              - repository: other
                type: git
                name: other
            extends:
              template: pipelines/templates/t.yml@shared
            """);
  }

  @Test
  void theRepositoryIsAddedToOtherResources() {
    String text = "resources:\n    pipelines: []\nextends:\n    template: templates/t.yml";
    PipelineTemplatesTarget target =
        PipelineTemplatesTarget.parse("contoso/own@v2").withEndpoint("my connection");

    Edited edited =
        new PipelineReferences(VENDORED, target).edit("pipelines/a.yml", text.getBytes(ISO_8859_1));

    assertThat(text(edited))
        .isEqualTo(
            """
            resources:
                repositories:
                  - repository: shared
                    type: github
                    name: contoso/own
                    ref: v2
                    endpoint: my connection
                pipelines: []
            extends:
                template: pipelines/templates/t.yml@shared\
            """);
  }

  @Test
  void aRepositoryThatIsThereIsPointedAtTheUsersCopyAndNotAddedAgain() {
    String text =
        """
        ---
        resources:
          repositories:
            - repository: shared
              type: git
              name: shared
        jobs:
          - template: templates/t.yml
          - template: templates/u.yml
        """;

    Edited edited = vendored("git:Platform/own@v2", "pipelines/a.yml", text);

    assertThat(edited.references()).isEqualTo(3);
    assertThat(text(edited))
        .isEqualTo(
            """
            ---
            resources:
              repositories:
                - repository: shared
                  type: git
                  name: Platform/own
                  ref: v2
            jobs:
              - template: pipelines/templates/t.yml@shared
              - template: pipelines/templates/u.yml@shared
            """);
  }

  @Test
  void aWorkflowCannotCallVendoredFilesInAzureRepos() {
    String text = "uses: ./.github/workflows/run-a.yml\n";

    assertThat(vendored("git:Platform/own@v2", "a.yml", text).references()).isZero();
  }

  private static Edited vendored(String target, String file, String text) {
    return new PipelineReferences(VENDORED, PipelineTemplatesTarget.parse(target))
        .edit(file, text.getBytes(ISO_8859_1));
  }

  private static Edited edit(String target, String text) {
    return new PipelineReferences(FROM, PipelineTemplatesTarget.parse(target))
        .edit("p.yml", text.getBytes(ISO_8859_1));
  }

  private static String text(Edited edited) {
    return new String(edited.content(), ISO_8859_1);
  }
}

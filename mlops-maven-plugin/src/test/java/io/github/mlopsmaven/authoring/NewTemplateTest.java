package io.github.mlopsmaven.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mlopsmaven.authoring.NewTemplate.Ci;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectPreview;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.render.VelocityRenderer;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.testkit.MemoryTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A repository of any shape becomes a template that the schema accepts and that can be generated.
 */
class NewTemplateTest {

  @Test
  void aProjectComesOutWithAnotherName() throws IOException {
    MemoryTemplate project =
        new MemoryTemplate()
            .with("pyproject.toml", "[project]\nname = \"churn-score\"\nversion = \"1.0\"\n")
            .with("README.md", "# churn-score\n")
            .with("src/churn_score/__init__.py", "")
            .with("src/churn_score/train.py", "from churn_score import data\n")
            .with("tests/test_churn_score.py", "import churn_score.train\n")
            .with("data.bin", "\0churn-score")
            .with(".github/workflows/ci.yml", "on: push\n")
            .with("page.vm", "$nothing\n")
            .with("a/__pycache__/x.pyc", "x")
            .with(".env.example", "A=1\n");

    NewTemplate.Proposal proposal = NewTemplate.of(project, Ci.AUTO, "1.2.3");
    Map<String, String> made = made(project, proposal, Map.of(), Map.of());

    assertThat(made)
        .containsOnlyKeys(
            "pyproject.toml",
            "README.md",
            "src/my_shop/__init__.py",
            "src/my_shop/train.py",
            "tests/test_my_shop.py",
            "data.bin",
            ".github/workflows/ci.yml",
            "page.vm",
            ".env.example")
        .containsEntry("pyproject.toml", "[project]\nname = \"My.Shop\"\nversion = \"1.0\"\n")
        .containsEntry("README.md", "# My.Shop\n")
        .containsEntry("src/my_shop/train.py", "from my_shop import data\n")
        .containsEntry("tests/test_my_shop.py", "import my_shop.train\n")
        .containsEntry("data.bin", "\0churn-score")
        .containsEntry("page.vm", "$nothing\n");
    assertThat(proposal.files().get(".github/workflows/verify-template.yml"))
        .contains("mlops-maven-plugin:1.2.3:verify-template -Dmlops.template=.");
    assertThat(proposal.evidence())
        .contains(
            "rewrite: 'churn-score' in 2 files: pyproject.toml states it as the project's name",
            "value package_name: src/churn_score/ is its only Python package of its own",
            ".github/workflows/verify-template.yml: the repository has workflows of GitHub");
  }

  @Test
  void foldersBesideEachOtherAreAChoice() throws IOException {
    MemoryTemplate project =
        new MemoryTemplate()
            .with("infra/terraform/main.tf", "t\n")
            .with("infra/bicep/main.bicep", "b\n")
            .with("infra/modules/a/main.tf", "m\n")
            .with("models/forecast/train.py", "f\n")
            .with("models/vision/train.py", "v\n")
            .with("models/shared/io.py", "s\n")
            .with("env/dev/a.yml", "d\n")
            .with("env/prod/a.yml", "p\n")
            .with(".github/workflows/ci.yml", "on: push\n")
            .with("azure-pipelines.yml", "trigger: none\n")
            .with("lib", FileMode.SUBMODULE, "");

    NewTemplate.Proposal proposal = NewTemplate.of(project, Ci.AZURE_DEVOPS, "1");

    assertThat(
            made(
                project,
                proposal,
                Map.of(
                    "infrastructure", "bicep", "model", "vision", "orchestration", "azure-devops"),
                Map.of()))
        .containsOnlyKeys(
            "infra/bicep/main.bicep",
            "infra/modules/a/main.tf",
            "models/vision/train.py",
            "models/shared/io.py",
            "env/dev/a.yml",
            "env/prod/a.yml",
            "azure-pipelines.yml");
    assertThat(proposal.files()).containsKey(".azuredevops/verify-template.yml");
    assertThat(proposal.evidence())
        .contains(
            "option model: in models/, forecast, vision have half of their files under the same"
                + " names",
            "option infrastructure: in infra/, bicep, terraform are names of a choice");
    assertThat(proposal.open())
        .contains("lib is a submodule, which is never fetched: put its files there");
  }

  @Test
  void aTemplateOfCookiecutterKeepsItsNotation() throws IOException {
    MemoryTemplate template =
        new MemoryTemplate()
            .with(
                "cookiecutter.json",
                """
                {
                  "project_name": "x",
                  "title": "My Model",
                  "slug": "{{ cookiecutter.title.lower().replace(' ', '-') }}",
                  "package": "{{cookiecutter.slug|replace('-', '_')}}",
                  "odd": "{{ cookiecutter.title.split()[0] }}",
                  "license": ["MIT", "No license"],
                  "docs": true,
                  "Bad-Name": "x",
                  "nested": {"a": 1},
                  "_extensions": [],
                  "__prompts__": {"title": "What it is called"}
                }
                """)
            .with(
                "{{ cookiecutter.slug }}/README.md",
                "# {{ cookiecutter.title }} {{cookiecutter.project_name|upper}} ${{ secrets.X }}"
                    + " {% raw %}${{ x }}{% endraw %}\n")
            .with("{{ cookiecutter.slug }}/src/{{cookiecutter.package}}/a.py", "${HOME} $x #set\n")
            .with("{{ cookiecutter.slug }}/b.txt", "{{ cookiecutter.title | shout }}\n")
            .with("{{ cookiecutter.slug }}/c.txt", "{{ cookiecutter.forgotten }}\n")
            .with("{{ cookiecutter.slug }}/d.txt", "{% if cookiecutter.docs %}d{% endif %}\n")
            .with("hooks/post_gen_project.py", "x\n");

    NewTemplate.Proposal proposal = NewTemplate.of(template, Ci.NONE, "1");

    assertThat(made(template, proposal, Map.of(), Map.of("forgotten", "f", "odd", "o")))
        .containsEntry("README.md", "# My Model MY.SHOP ${{ secrets.X }} ${{ x }}\n")
        .containsEntry("src/my_model/a.py", "${HOME} $x #set\n")
        .containsEntry("b.txt", "{{ cookiecutter.title | shout }}\n")
        .containsEntry("c.txt", "f\n")
        .containsEntry("d.txt", "{% if cookiecutter.docs %}d{% endif %}\n")
        .hasSize(5);
    assertThat(proposal.files()).hasSize(1);
    assertThat(proposal.open())
        .contains(
            "project_name of cookiecutter.json is what every project has: nothing is to be declared",
            "the default of odd, {{ cookiecutter.title.split()[0] }}, is more than names with"
                + " filters",
            "Bad-Name of cookiecutter.json cannot be the name of a value: rename it",
            "nested of cookiecutter.json is a mapping: declare a value for each of its keys")
        .anyMatch(line -> line.contains("d.txt:1:1 {% if cookiecutter.docs %}"))
        .anyMatch(line -> line.startsWith("hooks/post_gen_project.py would run code"));
  }

  @Test
  void aTemplateOfBundlesKeepsItsNotation() throws IOException {
    MemoryTemplate template =
        new MemoryTemplate()
            .with(
                "databricks_template_schema.json",
                """
                {"properties": {
                  "catalog": {"order": 2, "type": "string", "default": "{{ .name }}_dev",
                    "skip_prompt_if": {"properties": {"cloud": {"const": "gcp"}}}},
                  "name": {"order": 1, "type": "string", "default": "demo", "description": "\\nIts name.",
                    "pattern": "^[a-z]+$", "pattern_match_failure_message": "letters only"},
                  "cloud": {"order": 1, "type": "string", "enum": ["azure", "gcp"], "default": "azure"},
                  "host": {"order": 3, "type": "string", "default": "{{if eq .cloud `gcp`}}a{{end}}"}
                }}
                """)
            .with(
                "template/{{.name}}/databricks.yml.tmpl",
                "bundle: {{ .name }} {{.catalog}} {{ .host}}\n")
            .with("template/{{.name}}/{{.name}}-job.yml", "{{ if true }}x{{ end }}\n");

    NewTemplate.Proposal proposal = NewTemplate.of(template, Ci.NONE, "1");

    assertThat(made(template, proposal, Map.of(), Map.of("name", "shop", "host", "h")))
        .containsEntry("databricks.yml", "bundle: shop shop_dev h\n")
        .containsEntry("shop-job.yml", "{{ if true }}x{{ end }}\n")
        .hasSize(2);
    assertThat(proposal.open())
        .contains("the default of host is more than names: {{if eq .cloud `gcp`}}a{{end}}")
        .anyMatch(line -> line.contains("{{.name}}-job.yml:1:1 {{ if true }}"));
  }

  @Test
  void theAcceleratorIsExtended() throws IOException {
    MemoryTemplate template =
        new MemoryTemplate()
            .with("infrastructure/terraform/main.tf", "x\n")
            .with("infrastructure/terraform/devops-pipelines/tf.yml", "x\n")
            .with("classical/aml-cli-v2/data-science/src/train.py", "x\n")
            .with("classical/aml-cli-v2/mlops/devops-pipelines/train.yml", "x\n")
            .with("classical/aml-cli-v2/data/a.csv", "x\n");

    NewTemplate.Proposal proposal = NewTemplate.of(template, Ci.NONE, "1");

    assertThat(proposal.files().get("mlops-template.yml")).contains("extends: azure-mlops-v2\n");
    assertThat(made(template, proposal, Map.of(), Map.of()))
        .containsKey("data-science/src/train.py");
  }

  @Test
  void aTemplateIsRefused() {
    MemoryTemplate template = new MemoryTemplate().with("mlops-template.yml", "format: 1\n");

    assertThatThrownBy(() -> NewTemplate.of(template, Ci.AUTO, "1"))
        .hasMessageStartingWith("memory has mlops-template.yml already\n");
    assertThatThrownBy(() -> NewTemplate.of(new MemoryTemplate(), Ci.AUTO, "1"))
        .hasMessageStartingWith("memory has no file\n");
    assertThatThrownBy(
            () ->
                NewTemplate.of(
                    new MemoryTemplate()
                        .with("cookiecutter.json", "[")
                        .with("{{cookiecutter.a}}/b", "c"),
                    Ci.AUTO,
                    "1"))
        .hasMessageStartingWith("cookiecutter.json is not a JSON object");
  }

  /** The files of a project of the new template, which the published schema accepts. */
  private static Map<String, String> made(
      MemoryTemplate template,
      NewTemplate.Proposal proposal,
      Map<String, String> options,
      Map<String, String> values)
      throws IOException {
    String text = proposal.files().getOrDefault("mlops-template.yml", "");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/schema/mlops-template-1.json")))
                .validate(text, InputFormat.YAML))
        .as(text)
        .isEmpty();
    proposal.files().forEach(template::with);
    Descriptor descriptor = Descriptors.of(template);
    Matrix matrix = Matrix.of(descriptor, template.tree());
    GenerateRequest request =
        new GenerateRequest(
            template,
            options,
            true,
            Path.of("."),
            ProjectName.parse("My.Shop"),
            Optional.empty(),
            values,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            new Limits(Long.MAX_VALUE, Long.MAX_VALUE),
            "1");
    ProjectPreview preview =
        ProjectPreview.of(template, descriptor, matrix, request, new VelocityRenderer());
    Map<String, String> made = new TreeMap<>();
    for (PlannedFile file : preview.blueprint().plan().files()) {
      made.put(file.target(), new String(preview.bytes(file), StandardCharsets.UTF_8));
    }
    return made;
  }
}

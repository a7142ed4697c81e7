package io.github.mlopsmaven.rules;

import static io.github.mlopsmaven.rules.FoundByAll.assertFound;
import static io.github.mlopsmaven.rules.FoundByAll.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

/** What repositories of other shapes may have without a finding, each beside what is wrong. */
class OtherShapesTest {

  private static final String PARAMETERS =
      "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\",";

  @Test
  void aTemplateForProjectsIsNotInTheLanguageOfItsFiles() {
    String[] code = {"{%- if cookiecutter.x == 'y' %}", "from a import b", "{%- endif %}"};
    String[] list = {
      "pandas==2.2.0", "{%- if cookiecutter.x == 'y' %}", "celery==5", "{%- endif %}"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("{{cookiecutter.slug}}/app/__init__.py", code)
            .and("{{cookiecutter.slug}}/requirements/base.txt", list)
            .and("{{cookiecutter.slug}}/settings.json", "{", "  {% if x %}\"a\": 1{% endif %}", "}")
            .and("{{cookiecutter.slug}}/.idea/misc.xml", "<project/>");
    assertThat(found(project)).isEmpty();
    assertFound(
        project
            .and("slug/settings.json", "{", "  {% if x %}\"a\": 1{% endif %}", "}")
            .and(
                "{{cookiecutter.slug}}/key.pem", "-----BEGIN RSA PRIVATE KEY-----", "x".repeat(64)),
        "slug/settings.json:2",
        "[leak-secret]");
  }

  @Test
  void dataMayBeAValueInEachLine() {
    assertThat(
            found(
                ProjectUnderTest.with("data/rows.json", "{\"a\": 1}", "{\"a\": 2}", "{\"a\": 3}")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with("data/rows.json", "{\"a\": 1}", "{\"a\": 2,", "{\"a\": 3}"),
        "[json-syntax]");
  }

  @Test
  void anArrowInATextIsNoAssignment() {
    assertThat(found(ProjectUnderTest.with("a.sh", "saved=1", "echo \"=> saved $saved\"")))
        .isEmpty();
    assertFound(ProjectUnderTest.with("a.sh", "saved =1", "echo x"), "'saved =' is a command");
  }

  private static String[] up(String services) {
    return new String[] {
      "on: push",
      "jobs:",
      "  a:",
      "    runs-on: ubuntu-latest",
      "    steps:",
      "      - uses: actions/checkout@v4",
      "      - run: docker compose up -d " + services,
    };
  }

  @Test
  void composeReadsItsOverride() {
    ProjectUnderTest project =
        ProjectUnderTest.with("compose.yml", "services:", "  db: {image: 'postgres:17'}")
            .and("compose.override.yml", "services:", "  mail: {image: 'axllent/mailpit:v1'}")
            .and(".github/workflows/a.yml", up("db mail"));
    assertThat(found(project)).isEmpty();
    assertFound(project.and(".github/workflows/b.yml", up("mial")), "no service is called 'mial'");
  }

  @Test
  void terraformTakesTheFullNameOfAResource() {
    String[] resource = {
      "resource \"azurerm_resource_group\" \"main\" {",
      "  name     = \"rg\"",
      "  location = \"x\"",
      "}"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("infra/main.tf", resource)
            .and(
                "infra/outputs.tf",
                "output \"name\" {",
                "  value = resource.azurerm_resource_group.main.name",
                "}");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and(
            "infra/more.tf",
            "output \"other\" {",
            "  value = resource.azurerm_resource_group.mian.name",
            "}"),
        "azurerm_resource_group.mian is used and not declared");
  }

  @Test
  void aStrategyNeedsNoMatrix() {
    String[] head = {"on: push", "jobs:", "  a:", "    runs-on: ubuntu-latest"};
    String[] tail = {"    steps:", "      - run: 'true'"};
    ProjectUnderTest project =
        ProjectUnderTest.with(
            ".github/workflows/a.yml",
            head[0],
            head[1],
            head[2],
            head[3],
            "    strategy: {fail-fast: false}",
            tail[0],
            tail[1]);
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and(
            ".github/workflows/b.yml",
            head[0],
            head[1],
            head[2],
            head[3],
            "    strategy: {fail-first: false}",
            tail[0],
            tail[1]),
        "[github-shape]");
  }

  @Test
  void aCallerMayPassAllItsSecrets() {
    String[] jobs = {"jobs:", "  a:", "    runs-on: ubuntu-latest", "    steps:"};
    ProjectUnderTest project =
        ProjectUnderTest.with(
            ".github/workflows/a.yml",
            "on: {workflow_call: {secrets: {PYPI_TOKEN: {required: true}}}}",
            jobs[0],
            jobs[1],
            jobs[2],
            jobs[3],
            "      - run: ./publish",
            "        env: {A: '${{ secrets.PYPI_TOKEN }}', B: '${{ secrets.SIGNING_KEY }}'}");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and(
            ".github/workflows/b.yml",
            "on: {workflow_call: {secrets: {PYPI_TOKEN: {required: true}}}}",
            jobs[0],
            jobs[1],
            jobs[2],
            jobs[3],
            "      - run: ./publish",
            "        env: {A: '${{ secrets.PYPI_TOKN }}'}"),
        "declares no secret 'PYPI_TOKN'");
  }

  @Test
  void azureHasCommandsThatItsReferenceHides() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "a.sh",
                    "az group deployment create -g rg --template-file x",
                    "az cosmosdb list-keys -n a -g rg",
                    "az storage blob directory upload -c a")))
        .noneMatch(one -> one.contains("[command-azure-cli]"));
    assertThat(found(ProjectUnderTest.with("a.sh", "az group deploy create -g rg")))
        .anyMatch(one -> one.contains("no command 'az group deploy'"));
  }

  @Test
  void aNamespaceHasPackagesOfOtherDistributions() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "setup.py",
                "from setuptools import setup",
                "",
                "setup(name='acme-train', packages=[])")
            .and("acme/train/__init__.py", "")
            .and("acme/train/steps.py", "A = 1")
            .and(
                "acme/train/main.py",
                "from acme import spark",
                "from acme.store.client import Client",
                "from acme.train import steps",
                "print(spark, Client, steps)");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and("acme/train/other.py", "from acme.train import stesp", "print(stesp)"),
        "there is no 'stesp' in 'acme.train'");
    assertFound(
        project.and("acme/train/other.py", "from acme.trian import steps", "print(steps)"),
        "there is no module 'acme.trian'");
  }

  @Test
  void aModuleMayPutOthersIntoTheSystem() {
    String[] use = {"from lib.vendored.core import pool", "print(pool)"};
    ProjectUnderTest project =
        ProjectUnderTest.with("lib/__init__.py", "")
            .and("lib/vendored.py", "import sys", "sys.modules['lib.vendored.core'] = sys")
            .and("lib/use.py", use);
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and("lib/vendored.py", "import sys", "print(sys.argv)"),
        "there is no module 'lib.vendored.core'");
  }

  @Test
  void aNotebookHasTheNamesOfThoseThatItRuns() {
    String[] code = {"# COMMAND ----------", "print(add_amount(1))"};
    assertThat(
            found(
                ProjectUnderTest.with(
                    "notebooks/a.py",
                    "# Databricks notebook source",
                    "# MAGIC %run ./shared",
                    code[0],
                    code[1])))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with("notebooks/a.py", "# Databricks notebook source", code[0], code[1]),
        "'add_amount' is bound nowhere");
  }

  @Test
  void aKeyThatIsPutIntoADictionaryIsNotReadFromIt() {
    String[] service = {
      "def address():", "    return 'x', {'Authorization': 'a'}", "", "", "url, headers = address()"
    };
    String[] set = {
      service[0], service[1], service[4], "headers['Kind'] = 'ACI'", "print(url, headers)"
    };
    assertThat(found(ProjectUnderTest.with("a.py", set))).isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "a.py", service[0], service[1], service[4], "print(url, headers['Kind'])"),
        "the dictionary has no key 'Kind'");
  }

  @Test
  void parametersAreForTheCodeThatTakesMostOfThem() {
    ProjectUnderTest project =
        ProjectUnderTest.with("hub/net.bicep", "param name string", "output a string = name")
            .and(
                "hub/net-two.bicep",
                "param name string",
                "param second string",
                "param third string",
                "output a string = '${name}${second}${third}'")
            .and(
                "hub/parameters/net.two.json",
                PARAMETERS,
                "\"parameters\": {\"name\": {\"value\": \"a\"}, \"SECOND\": {\"value\": \"b\"},",
                " \"third\": {\"value\": \"c\"}}}");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and(
            "hub/parameters/net.two.json",
            PARAMETERS,
            "\"parameters\": {\"name\": {\"value\": \"a\"}, \"second\": {\"value\": \"b\"},",
            " \"third\": {\"value\": \"c\"}, \"fourth\": {\"value\": \"d\"}}}"),
        "has no parameter 'fourth'");
  }

  @Test
  void aCommandMayGiveWhatTheParameterFileLacks() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "infra/main.bicep",
                "@allowed(['standard', 'premium'])",
                "param sku string",
                "param stage string",
                "@secure()",
                "param password string",
                "output a string = '${sku}${stage}${length(password)}'")
            .and(
                "infra/main.parameters.dev.json",
                PARAMETERS,
                "\"parameters\": {\"stage\": {\"value\": \"dev\"}, \"sku\": {\"value\": \"Standard\"}}}")
            .and(
                "deploy.sh",
                "az deployment group create -g rg --template-file infra/main.bicep \\",
                "  --parameters \"@infra/main.parameters.${STAGE}.json\" password=\"$PASSWORD\"");
    assertThat(found(project)).noneMatch(one -> one.contains("[bicep-parameter-value]"));
    assertThat(
            found(
                project.and(
                    "deploy.sh",
                    "az deployment group create -g rg --template-file infra/main.bicep \\",
                    "  --parameters \"@infra/main.parameters.${STAGE}.json\"")))
        .anyMatch(one -> one.contains("error: the Bicep file requires the parameter 'password'"));
  }

  @Test
  void parametersBesideATemplateInJsonAreForThat() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "other/main.bicep",
                "param name string",
                "param size int",
                "param zone string",
                "output a string = '${name}${size}${zone}'")
            .and(
                "vault/vault.parameters.json",
                PARAMETERS,
                "\"parameters\": {\"name\": {\"value\": \"a\"}, \"size\": {\"value\": 1}}}");
    assertFound(project, "warning: the Bicep file requires the parameter 'zone'");
    assertThat(
            found(
                project.and(
                    "vault/vault.json",
                    "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\"}")))
        .isEmpty();
  }
}

package io.github.mlopsmaven.rules;

import static io.github.mlopsmaven.rules.FoundByAll.assertFound;
import static io.github.mlopsmaven.rules.FoundByAll.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

/**
 * What projects of others may do without a finding, each beside what is nearly the same and wrong.
 */
class UnseenProjectsTest {

  @Test
  void aPackageThatExtendsItsPathHasModulesOfOthers() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "src/corp/__init__.py",
                "__path__ = __import__('pkgutil').extend_path(__path__, __name__)")
            .and("src/corp/own/__init__.py", "")
            .and("src/corp/utils.py", "A = 1")
            .and(
                "src/main.py",
                "import corp.own",
                "from corp.billing.client import Client",
                "from corp import ledger",
                "print(corp.own, Client, ledger)");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and("src/second.py", "import corp.util as util", "print(util)"),
        "there is no module 'corp.util'");
    assertFound(
        ProjectUnderTest.with("src/corp/__init__.py", "A = 1")
            .and("src/corp/own/__init__.py", "")
            .and("src/main.py", "from corp.billing.client import Client", "print(Client)"),
        "there is no module 'corp.billing.client'");
  }

  @Test
  void codeThatProgramsWriteIsNotMissing() {
    ProjectUnderTest project =
        ProjectUnderTest.with("app/__init__.py", "")
            .and("app/.gitignore", "made.py")
            .and(
                "app/main.py",
                "from app._version import version",
                "from app.messages_pb2 import Message",
                "from app._generated.client import Client",
                "from app.made import thing",
                "print(version, Message, Client, thing)");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and("app/b.py", "from app.lost import thing", "print(thing)"),
        "there is no module 'app.lost'");
  }

  @Test
  void aBlockOfCodeEndsWithABareFenceOnly() {
    String[] document = {
      "[below](#below)",
      "",
      "```",
      "text",
      "```json",
      "{}",
      "```",
      "",
      "## Below",
      "",
      "```sh",
      "ls",
      "```"
    };
    assertThat(found(ProjectUnderTest.with("README.md", document))).isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "README.md", "[below](#below)", "", "````", "```", "## Below", "````"),
        "below");
  }

  @Test
  void aModuleOfAPackageMayHaveTheNameOfTheLibraryThatItImports() {
    ProjectUnderTest project =
        ProjectUnderTest.with("requirements.txt", "mlflow==3.1.0")
            .and("hooks/__init__.py", "")
            .and("hooks/mlflow.py", "import mlflow", "mlflow.set_experiment('a')")
            .and("hooks/runs.py", "import mlflow", "mlflow.start_run()");
    assertThat(found(project)).isEmpty();
  }

  @Test
  void aTemplateOfTheOldFormTakesMoreThanItNames() {
    String[] template = {
      "parameters:",
      "  packages: ''",
      "steps:",
      "  - script: echo ${{ parameters.packages }} ${{ parameters.platform }}"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("ci/tests.yml", template)
            .and(
                "azure-pipelines.yml",
                "trigger: [main]",
                "steps:",
                "  - template: ci/tests.yml",
                "    parameters:",
                "      packages: a",
                "      platform: linux");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and(
            "ci/tests.yml",
            "parameters:",
            "  packages: ''",
            "steps:",
            "  - script: echo ${{ parameters.pakages }} ${{ parameters.platform }}"),
        "no parameter 'pakages'");
    assertFound(
        project.and(
            "ci/tests.yml",
            "parameters:",
            "  - name: packages",
            "    default: ''",
            "steps:",
            "  - script: echo ${{ parameters.packages }}"),
        "declares no parameter 'platform'");
  }

  @Test
  void inputsMayComeWholeFromAnExpression() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "azure-pipelines.yml",
                    "parameters:",
                    "  - name: caches",
                    "    type: object",
                    "    default: []",
                    "steps:",
                    "  - ${{ each cache in parameters.caches }}:",
                    "      - task: Cache@2",
                    "        inputs: ${{ cache }}")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "azure-pipelines.yml", "steps:", "  - task: Cache@2", "    inputs:", "      path: a"),
        "Cache@2 needs the input 'key'");
  }

  @Test
  void aTaskOfAnExtensionIsNotUnknown() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "azure-pipelines.yml", "steps:", "  - task: SonarQubePrepare@7")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with("azure-pipelines.yml", "steps:", "  - task: UsePythonVesion@0"),
        "unknown task 'UsePythonVesion'");
  }

  @Test
  void aMatrixOfTheRunSetsVariablesThatNobodyKnows() {
    String[] lines = {
      "trigger: [main]",
      "jobs:",
      "  - job: a",
      "    strategy:",
      "      matrix: $[ dependencies.b.outputs['c.legs'] ]",
      "    steps:",
      "      - script: echo $(folderName)"
    };
    String[] other = {
      "trigger: [main]",
      "variables:",
      "  folderNames: a",
      "steps:",
      "  - script: echo $(folderNames)"
    };
    assertThat(
            found(ProjectUnderTest.with("a.yml", lines).and("b.yml", other)).stream()
                .filter(one -> one.contains("variable")))
        .isEmpty();
    lines[4] = "      matrix: {x: {folderNames: a}}";
    assertFound(
        ProjectUnderTest.with("a.yml", lines).and("b.yml", other),
        "no file of the project sets the variable 'folderName'");
  }

  @Test
  void aTemplateThatNobodyHereIncludesUsesItsIncluders() {
    String[] template = {
      "parameters:",
      "  - name: folder",
      "    default: ''",
      "steps:",
      "  - checkout: theirs",
      "  - template: ${{ parameters.folder }}/more.yml",
      "  - template: setup.yml@theirs"
    };
    ProjectUnderTest project = ProjectUnderTest.with("shared/a.yml", template);
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and(
            "azure-pipelines.yml", "trigger: [main]", "steps:", "  - template: shared/a.yml"),
        "alias 'theirs'",
        "alias 'theirs'");
  }

  @Test
  void aBackslashSeparatesNamesOnWindows() {
    String[] lines = {
      "trigger: [main]",
      "pool:",
      "  vmImage: windows-latest",
      "steps:",
      "  - script: python $(Build.SourcesDirectory)\\tools\\a.py",
      "  - task: PowerShell@2",
      "    inputs:",
      "      filePath: $(Build.Repository.LocalPath)\\tools\\b.ps1"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("azure-pipelines.yml", lines).and("tools/a.py", "print(1)");
    assertThat(found(project.and("tools/b.ps1", "exit 0"))).isEmpty();
    lines[7] = "      filePath: $(Build.Repository.LocalPath)\\tools\\c.ps1";
    assertFound(project.and("azure-pipelines.yml", lines), "'tools/c.ps1' not found");
    lines[2] = "  vmImage: ubuntu-latest";
    assertFound(project.and("azure-pipelines.yml", lines), "'tools/c.ps1' not found", "not found");
  }

  @Test
  void nothingIsKnownOfASubmodule() {
    String[] pipeline = {
      "trigger:",
      "  paths:",
      "    include: [libs/agent]",
      "steps:",
      "  - script: bash build.sh",
      "    workingDirectory: libs/agent",
      "  - script: python libs/agent/tools/run.py",
      "  - template: libs/agent/steps.yml"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("azure-pipelines.yml", pipeline)
            .and("README.md", "[agent](libs/agent/README.md)");
    assertThat(
            found(
                project.and(
                    ".gitmodules",
                    "[submodule \"agent\"]",
                    "\tpath = libs/agent",
                    "\turl = ../agent")))
        .isEmpty();
    assertThat(
            found(
                project.and(
                    ".gitmodules",
                    "[submodule \"agent\"]",
                    "\tpath = libs/agents",
                    "\turl = ../agent")))
        .hasSizeGreaterThan(3);
  }

  @Test
  void aFileAboutADockerfileIsNone() {
    assertThat(found(ProjectUnderTest.with("docs/Dockerfile.md", "The file has two parts.")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with("Dockerfile.train", "FROM python:3.12", "RUNN pip install a"),
        "unknown instruction 'RUNN'");
  }

  @Test
  void placesOfHtmlAreWrittenInMoreThanOneWay() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    "README.md",
                    "[a](#one) [b](#two) [c](#three) [d](#four) [e](some words.md)",
                    "<a name = 'one'></a> <a ID=two></a> <p id= \"three\">a</p> <a name=\"four\"/>")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "README.md", "[a](#one) [b](two.md \"title\")", "<a name = 'other'></a>"),
        "no heading for '#one'",
        "'two.md', which is missing");
  }

  @Test
  void jsonOfAnUnknownDialectMayHaveComments() {
    String[] lines = {"{", "  // why", "  \"a\": 1", "}"};
    assertThat(found(ProjectUnderTest.with(".github/markdownlint.json", lines))).isEmpty();
    assertThat(found(ProjectUnderTest.with("tools/any.json", lines))).isEmpty();
    assertFound(ProjectUnderTest.with("package.json", lines), "not valid JSON");
    assertFound(
        ProjectUnderTest.with("data/settings.json", lines)
            .and(
                "data/read.py",
                "import json",
                "print(json.load(open('data/settings.json', encoding='utf-8')))"),
        "not valid JSON");
    assertFound(ProjectUnderTest.with("tools/any.json", "{", "  \"a\": 1,", "}"), "not valid JSON");
    assertFound(
        ProjectUnderTest.with("tools/any.json", "{ // why", "  \"a\": 1 \"b\": 2", "}"),
        "not valid JSON");
  }

  @Test
  void anExampleAddressHasNoSecret() {
    assertThat(
            found(
                ProjectUnderTest.with(
                    ".env.example",
                    "A=postgresql://user:password@localhost:5432/db",
                    "B=redis://:secret@127.0.0.1:6379/0",
                    "C=postgresql://user:pass@db:5432/app",
                    "D=amqp://svc:mypassword@rabbit.example.com/v")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with(
            "settings.env", "A=postgresql://svc:Kx82mmQzP@sql-prod.contoso.net:5432/app"),
        "a password in an address");
  }

  @Test
  void theKeyOfAFirebaseAppIsPublic() {
    String key = "\"current_key\": \"AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q\"";
    assertThat(
            found(
                ProjectUnderTest.with(
                    "android/google-services.json",
                    "{\"project_info\": {}, \"client\": [",
                    "{" + key + "}]}")))
        .isEmpty();
    assertFound(ProjectUnderTest.with("maps.json", "{" + key + "}"), "a key of Google");
  }

  @Test
  void terraformInstallsPartsOfModules() {
    String[] lines = {
      "module \"__v3__\" {",
      "  source = \"git::https://github.com/contoso/modules.git?ref=v3\"",
      "}",
      "module \"secrets\" {",
      "  source = \"./.terraform/modules/__v3__/secrets\"",
      "}"
    };
    assertThat(found(ProjectUnderTest.with("infra/main.tf", lines))).isEmpty();
    lines[4] = "  source = \"./.terraform/modules/__v4__/secrets\"";
    assertFound(ProjectUnderTest.with("infra/main.tf", lines), "not found");
  }

  @Test
  void aFolderOfSnippetsIsNotOneConfiguration() {
    String[] one = {
      "terraform {",
      "  required_providers {",
      "    azurerm = { source = \"hashicorp/azurerm\" }",
      "  }",
      "}",
      "data \"azurerm_client_config\" \"current\" {}"
    };
    ProjectUnderTest project = ProjectUnderTest.with("notes/a.tf", one).and("notes/b.tf", one);
    assertFound(
        project,
        "'required_providers' is already declared",
        "'data azurerm_client_config.current'");
    assertThat(found(project.and("notes/c.tf", one))).isEmpty();
  }

  @Test
  void aSampleIsTheContentOfARepository() {
    String[] pipeline = {
      "trigger:",
      "  paths:",
      "    include: [runbooks]",
      "steps:",
      "  - script: bash runbooks/a.sh",
      "    workingDirectory: runbooks"
    };
    String[] simple = {"steps:", "  - script: bash runbooks/a.sh"};
    ProjectUnderTest one =
        ProjectUnderTest.with("first/ci/a.yml", simple).and("first/runbooks/a.sh", "exit 0");
    assertFound(one, "'runbooks/a.sh' not found");
    assertThat(found(one.and("first/LICENSE", "MIT"))).isEmpty();
    ProjectUnderTest samples =
        ProjectUnderTest.with("first/ci/a.yml", simple)
            .and("first/runbooks/a.sh", "exit 0")
            .and("second/ci.yml", pipeline[0], pipeline[1], pipeline[2], "steps: [script: ls]")
            .and("second/runbooks/b.sh", "exit 0")
            .and("third/ci.yml", "steps:", "  - script: bash lost/a.sh")
            .and("third/lost/b.sh", "exit 0");
    assertFound(samples, "'lost/a.sh' not found");
  }

  @Test
  void whatIsMeantToBeCopiedNamesFilesOfWhereItGoes() {
    String[] makefile = {"test:", "\tpython tests/run.py", "", ".PHONY: test"};
    assertThat(
            found(
                ProjectUnderTest.with("docs/templates/Makefile", makefile)
                    .and("docs/templates/a.md", "[a](LICENSE)")
                    .and("docs/README_TEMPLATE.md", "[a](usage.md)")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with("app/Makefile", makefile).and("docs/README.md", "[a](usage.md)"),
        "'app/tests/run.py' not found",
        "'docs/usage.md', which is missing");
  }

  @Test
  void anExerciseHasGaps() {
    String[] gap = {"def train():", "    return optimizer.step()"};
    assertThat(found(ProjectUnderTest.with("s1/exercise_files/a.py", gap))).isEmpty();
    assertThat(found(ProjectUnderTest.with("s1/answers/a.py", gap))).isEmpty();
    assertFound(ProjectUnderTest.with("s1/solution/a.py", gap), "'optimizer' is bound nowhere");
  }

  @Test
  void anEnvironmentThatLiesNearerIsForTheCodeBesideIt() {
    ProjectUnderTest project =
        ProjectUnderTest.with("examples/environments/base.yml", "dependencies: [numpy, scipy]")
            .and(
                "examples/a/src/train.py",
                "import numpy, scipy, dask",
                "print(numpy, scipy, dask)");
    assertFound(project, "'dask' is imported");
    assertThat(found(project.and("examples/a/dask-conda.yml", "dependencies: [numpy, dask]")))
        .isEmpty();
  }

  @Test
  void whatAToolOfDocumentsBringsIsProvided() {
    String[] code = {"from docutils import nodes", "print(nodes)"};
    assertThat(
            found(
                ProjectUnderTest.with("docs/extension.py", code)
                    .and("docs/requirements.txt", "sphinx==8.1.3")))
        .isEmpty();
    assertFound(
        ProjectUnderTest.with("docs/extension.py", "import numpy", code[0], code[1], "print(numpy)")
            .and("docs/requirements.txt", "numpy==2.2.0"),
        "'docutils' is imported");
  }

  @Test
  void aFileThatTheCodeWritesOrAsksForIsNotMissing() {
    String[] code = {
      "from pathlib import Path",
      "OUTPUT = Path(__file__).parent / 'made.yaml'",
      "def main(text):",
      "    if OUTPUT.exists() and OUTPUT.read_text(encoding='utf-8') == text:",
      "        return",
      "    OUTPUT.write_text(text, encoding='utf-8')",
      "main('a: 1')"
    };
    assertThat(found(ProjectUnderTest.with("tools/sync.py", code))).isEmpty();
    code[3] = "    if OUTPUT.read_text(encoding='utf-8') == text:";
    code[5] = "    print(text)";
    assertFound(ProjectUnderTest.with("tools/sync.py", code), "'tools/made.yaml' not found");
  }

  @Test
  void aModuleDoesNotImportItself() {
    ProjectUnderTest project =
        ProjectUnderTest.with("src/tool/__init__.py", "A = 1")
            .and("src/tool/hooks/__init__.py", "A = 1")
            .and(
                "src/tool/hooks/mlflow.py",
                "def start():",
                "    import mlflow",
                "    mlflow.start_run()")
            .and(
                "src/tool/hooks/other.py",
                "def end():",
                "    import mlflow",
                "    mlflow.end_run()");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and(
            "src/tool/third.py",
            "from tool.hooks import mlflow as hook",
            "def third():",
            "    hook.start_runs()"),
        "has no 'start_runs'");
  }

  @Test
  void anImportThatIsToFailIsNotMissing() {
    String[] expected = {
      "import pytest",
      "def test_it():",
      "    with pytest.raises(ImportError):",
      "        from app.main import lost",
      "    print(lost)"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("app/__init__.py", "").and("app/main.py", "A = 1");
    assertThat(found(project.and("tests/test_it.py", expected))).isEmpty();
    expected[2] = "    with pytest.raises(ValueError):";
    assertFound(project.and("tests/test_it.py", expected), "there is no 'lost' in 'app.main'");
  }

  @Test
  void aResultThatNobodyWantsMayBeNone() {
    String[] lines = {"def load():", "    print(1)", "def run():", "    _ = load()"};
    assertThat(found(ProjectUnderTest.with("a.py", lines))).isEmpty();
    lines[3] = "    a = load(); print(a)";
    assertFound(ProjectUnderTest.with("a.py", lines), "'load' returns nothing");
  }

  @Test
  void oneLineOfAMakefileBringsWhatAnotherOneRuns() {
    String[] lines = {
      "setup:", "\twget https://example.com/a/setup.sh?v=1", "\tbash setup.sh -b", "\trm setup.sh"
    };
    assertThat(found(ProjectUnderTest.with("Makefile", lines))).isEmpty();
    lines[1] = "\twget https://example.com/a/install.sh";
    assertFound(ProjectUnderTest.with("Makefile", lines), "'setup.sh' not found");
  }

  @Test
  void aNameOfAnInputSaysNothingAboutItsValue() {
    String[] lines = {
      "$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json",
      "type: pipeline",
      "inputs:",
      "  conda_file: lost.yaml",
      "jobs:",
      "  first:",
      "    type: command",
      "    command: echo ${{inputs.conda_file}}",
      "    environment: azureml:any@latest",
      "    inputs:",
      "      conda_file: ${{parent.inputs.conda_file}}"
    };
    assertThat(found(ProjectUnderTest.with("pipeline.yml", lines)))
        .noneMatch(finding -> finding.contains("lost.yaml"));
    lines[8] = "    environment: {image: any, conda_file: lost.yaml}";
    assertFound(ProjectUnderTest.with("pipeline.yml", lines), "'lost.yaml' not found");
  }

  @Test
  void pinsOfWhatIsAskedForAreNoLock() {
    String[] pins = {
      "fastapi==0.115.0", "mlflow==2.16.0", "pandas==2.2.3", "scikit-learn==1.5.2", "pytest==8.3.3",
      "joblib==1.4.2", "optuna==4.0.0", "seaborn==0.13.2", "uvicorn==0.30.6", "httpx==0.27.2",
      "hydra-core==1.3.2", "pydantic==2.9.2", "flake8==7.1.1", "jupyter==1.1.1",
          "evidently==0.4.34",
      "omegaconf==2.3.0", "pre-commit==3.8.0", "pyyaml==6.0.2", "black==24.8.0", "isort==5.13.2"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("requirements.txt", pins)
            .and("train.py", "import numpy", "import pandas", "print(numpy, pandas)");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and("serve.py", "import pandas", "import xgboost", "print(pandas, xgboost)"),
        "'xgboost' is imported");
  }

  @Test
  void whatPeopleAreToWriteHasNoNameYet() {
    String[] lines = {
      "def should_retrain(___):",
      "    return metrics.get('f1', 0) < ___",
      "print(should_retrain(1))"
    };
    assertThat(found(ProjectUnderTest.with("lab.py", lines))).isEmpty();
    lines[0] = "def should_retrain(_):";
    lines[1] = "    return metrics.get('f1', 0) < 1";
    assertFound(ProjectUnderTest.with("lab.py", lines), "the name 'metrics' is bound nowhere");
  }

  @Test
  void pipInstallsProjectsInFolders() {
    ProjectUnderTest project =
        ProjectUnderTest.with("part/requirements.txt", "numpy", "parts/one/", "parts/two/")
            .and("part/parts/one/setup.py", "from setuptools import setup", "setup(name='one')")
            .and(
                ".gitmodules",
                "[submodule \"two\"]",
                "\tpath = part/parts/two",
                "\turl = https://example.com/two.git");
    assertThat(found(project)).isEmpty();
    assertFound(
        project.and("part/requirements.txt", "numpy", "parts/three/"),
        "file 'parts/three' not found");
  }

  @Test
  void listsOfOneImageAreOneEnvironment() {
    String[] image = {
      "FROM python:3.11-slim",
      "COPY requirements.txt requirements-app.txt /app/",
      "RUN pip install -r /app/requirements.txt && pip install -r /app/requirements-app.txt"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with("requirements.txt", "boto3", "pandas")
            .and("app/requirements-app.txt", "streamlit", "plotly")
            .and(
                "app/board.py",
                "import boto3",
                "import plotly",
                "import streamlit",
                "print(boto3, plotly, streamlit)");
    assertThat(found(project.and("docker/app.Dockerfile", image)))
        .noneMatch(finding -> finding.contains("boto3"));
    image[2] = "RUN pip install -r /app/requirements-app.txt";
    assertThat(found(project.and("docker/app.Dockerfile", image)))
        .anyMatch(finding -> finding.contains("'boto3' is imported"));
  }

  @Test
  void aSignatureWhoseTimeIsOverOpensNothing() {
    String signature = "sig=5vpEl9OQZvTgU4v%2BiIAKATIHBJg8UyBw8e3jD0xtAz4%3D";
    String address = "https://someaccount.blob.core.windows.net/data/a.csv?sv=2018-03-28&sr=b&";
    assertThat(
            found(
                ProjectUnderTest.with(
                    "a.py", "U = '" + address + signature + "&se=2019-03-07T19'")))
        .anyMatch(
            finding -> finding.contains("warning: this looks like a shared access signature"));
    assertThat(
            found(
                ProjectUnderTest.with(
                    "a.py", "U = '" + address + signature + "&se=2099-03-07T19'")))
        .anyMatch(finding -> finding.contains("error: this looks like a shared access signature"));
  }

  @Test
  void whatACuratedEnvironmentHasNobodyKnows() {
    String[] run = {
      "from azureml.core import ScriptRunConfig, Workspace",
      "ws = Workspace.from_config()",
      "env = ws.environments['AzureML-PyTorch-1.6-CPU']",
      "print(ScriptRunConfig(source_directory='./src', script='train.py', environment=env))"
    };
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "python/environments/conda.yml", "name: any", "dependencies: [pandas, numpy]")
            .and(
                "python/jobs/src/train.py",
                "import numpy",
                "import pandas",
                "import torchvision",
                "print(numpy, pandas, torchvision)");
    assertThat(found(project.and("python/jobs/run.py", run)))
        .noneMatch(finding -> finding.contains("'torchvision' is imported"));
    run[2] = "env = ws.environments['ours']";
    assertThat(found(project.and("python/jobs/run.py", run)))
        .anyMatch(finding -> finding.contains("'torchvision' is imported"));
  }

  @Test
  void anEmptyTextMayBeAmongTheValues() {
    String[] lines = {
      "variable \"sku\" {",
      "  type = string",
      "  default = \"\"",
      "  validation {",
      "    condition = contains([\"\", \"A\", \"B\"], var.sku)",
      "    error_message = \"One of A and B.\"",
      "  }",
      "}",
      "output \"sku\" { value = var.sku }"
    };
    assertThat(found(ProjectUnderTest.with("main.tf", lines))).isEmpty();
    lines[4] = "    condition = contains([\"A\", \"B\"], var.sku)";
    assertThat(found(ProjectUnderTest.with("main.tf", lines)))
        .anyMatch(finding -> finding.contains("'' is not allowed"));
  }

  @Test
  void aDistributionMayPutItsSubjectFirst() {
    ProjectUnderTest project =
        ProjectUnderTest.with("requirements.txt", "numpy", "pytorch-ignite==0.3.0")
            .and("a.py", "import numpy", "import ignite.engine", "print(numpy, ignite)");
    assertThat(found(project)).isEmpty();
    assertFound(project.and("requirements.txt", "numpy", "ignites==0.3.0"), "'ignite.engine'");
    assertFound(
        ProjectUnderTest.with("requirements.txt", "azure-ai-ml==1.31.0")
            .and("ml/__init__.py", "")
            .and("ml/client.py", "A = 1")
            .and("run.py", "from ml.clients import A", "print(A)"),
        "there is no module 'ml.clients'");
  }

  @Test
  void aPathThatMayBeEitherOfTwoIsNone() {
    String[] lines = {
      "import json",
      "def load(given, root):",
      "    path = given if given else root / 'manifest.json'",
      "    manifest = json.loads(path.read_text())",
      "    return manifest['checksum']",
      "print(load(None, None))"
    };
    ProjectUnderTest project = ProjectUnderTest.with("out/manifest.json", "{\"files\": []}");
    assertThat(found(project.and("a.py", lines)))
        .noneMatch(finding -> finding.contains("'checksum' is read"));
  }
}

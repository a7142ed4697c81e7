package io.github.mlopsmaven.rules.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class PythonChecksTest {

  private static final String SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest/";

  @Test
  void reportsOwnModulesAndNamesThatAreNotThere() {
    assertThat(
            ProjectUnderTest.with(
                    "src/fares/train.py",
                    "\"\"\"import fares.nothing\"\"\"",
                    "import os",
                    "from fares.tabels import read",
                    "from fares.tables import (",
                    "    raed,  # import x",
                    "    read as r,",
                    ")",
                    "from . import tables, evaluate",
                    "from .tables import read",
                    "import fares.prepare as p; x = 'import y'")
                .and("src/fares/__init__.py")
                .and("src/fares/tables.py", "def read():", "    return 1")
                .findings(new ImportCheck()))
        .containsExactly(
            "src/fares/train.py:3:1: error: there is no module 'fares.tabels'; add it, or correct the"
                + " import [python-missing-module]",
            "src/fares/train.py:4:1: error: there is no 'raed' in 'fares.tables'; add it, or correct"
                + " the import [python-missing-module]",
            "src/fares/train.py:8:1: error: there is no 'evaluate' in '.'; add it, or correct the"
                + " import [python-missing-module]",
            "src/fares/train.py:10:1: error: there is no module 'fares.prepare'; add it, or correct"
                + " the import [python-missing-module]");
  }

  @Test
  void comparesImportsWithTheEnvironmentOfTheJob() {
    ProjectUnderTest project =
        ProjectUnderTest.with(
                "mlops/job.yml",
                SCHEMA + "commandJob.schema.json",
                "code: ../src",
                "command: python train.py",
                "environment: azureml:train@latest")
            .and(
                "mlops/env.yml",
                SCHEMA + "environment.schema.json",
                "name: train",
                "image: x",
                "conda_file: conda.yml")
            .and(
                "mlops/conda.yml",
                "dependencies:",
                "- python=3.11",
                "- pytorch",
                "- pip:",
                "  - scikit-learn==1.7.2",
                "  - azure-ai-ml")
            .and(
                "src/train.py",
                "import torch, sklearn.metrics, numpy, json",
                "from azure.ai.ml import MLClient",
                "from azure.identity import DefaultAzureCredential",
                "from azure.cosmos import CosmosClient",
                "import lightgbm as lgb",
                "try:",
                "    import xgboost",
                "except ImportError:",
                "    xgboost = None");
    assertThat(project.findings(new ImportCheck()))
        .containsExactly(
            "src/train.py:4:1: warning: 'azure.cosmos' is imported, and neither the project nor"
                + " mlops/conda.yml has it; add azure-cosmos there [python-missing-requirement]",
            "src/train.py:5:1: warning: 'lightgbm' is imported, and neither the project nor"
                + " mlops/conda.yml has it; add lightgbm there [python-missing-requirement]");
  }

  @Test
  void saysNothingWhereAnImageHasPackagesOfItsOwn() {
    assertThat(
            ProjectUnderTest.with(
                    "ds/environment/Dockerfile", "FROM nvcr.io/nvidia/pytorch:22.04-py3")
                .and("ds/environment/requirements.txt", "mlflow==2.0")
                .and("ds/src/train.py", "import apex")
                .findings(new ImportCheck()))
        .isEmpty();
    assertThat(
            ProjectUnderTest.with("ds/environment/Dockerfile", "FROM python:3.11")
                .and("ds/environment/requirements.txt", "mlflow==2.0")
                .and("ds/src/train.py", "import mlflow", "import apex")
                .places(new ImportCheck()))
        .containsExactly("ds/src/train.py:2:1 [python-missing-requirement]");
  }

  @Test
  void knowsWhatDistributionsAreImportedAsAndBringAlong() {
    assertThat(
            ProjectUnderTest.with(
                    "requirements.txt",
                    "azureml-mlflow==1.60.0",
                    "hydra-core==1.3.2",
                    "split-folders==0.5.1",
                    "opencensus-ext-azure==1.1.13")
                .and(
                    "train.py",
                    "import hydra, mlflow, splitfolders",
                    "from cryptography.fernet import Fernet",
                    "from opencensus.ext.azure.log_exporter import AzureLogHandler")
                .findings(new ImportCheck()))
        .isEmpty();
  }

  @Test
  void saysNothingWhereNobodyKnowsTheEnvironment() {
    assertThat(
            ProjectUnderTest.with("docs/requirements.txt", "sphinx==7.0")
                .and("src/a/b.py", "import pandas")
                .findings(new ImportCheck()))
        .as("lists of something else")
        .isEmpty();
    assertThat(
            ProjectUnderTest.with("requirements.txt", "mlflow==2.0")
                .and("pyproject.toml", "[project]", "dependencies = [\"pandas\"]")
                .and("a.py", "import mlflow, pandas, typer")
                .findings(new ImportCheck()))
        .as("a packaging tool")
        .isEmpty();
    assertThat(
            ProjectUnderTest.with("requirements.txt", "mlflow==2.0")
                .and("a.py", "import mlflow, typer")
                .and("Makefile", "install:", "\tpip install typer==0.12")
                .findings(new ImportCheck()))
        .as("installed by hand")
        .isEmpty();
  }

  @Test
  void saysNothingWhereAnUnknownDistributionMayBringIt() {
    assertThat(
            ProjectUnderTest.with("requirements.txt", "mlflow==2.0", "contoso-toolkit==1.0")
                .and("a.py", "import mlflow, yaml, numpy", "import lightgbm")
                .places(new ImportCheck()))
        .as("numpy often comes along, lightgbm does not")
        .containsExactly("a.py:2:1 [python-missing-requirement]");
    assertThat(
            ProjectUnderTest.with("pipeline/conda.yml", "dependencies:", "- pandas")
                .and("pipeline/run.py", "import pandas", "import azure.ai.ml")
                .places(new ImportCheck()))
        .as("the environment of the job is not that of what starts it")
        .isEmpty();
  }

  @Test
  void takesADirectoryForAPackageOnlyWherePythonWould() {
    assertThat(
            ProjectUnderTest.with("endpoints/mlflow/score.py", "import mlflow.sklearn")
                .and("src/pipelines/__init__.py", "")
                .and("src/pipelines/xgboost/__init__.py", "")
                .and("src/pipelines/xgboost/fit.py", "from xgboost import XGBRegressor")
                .findings(new ImportCheck()))
        .isEmpty();
  }

  @Test
  void refusesRequirementsThatDoNotParse() {
    assertThat(
            ProjectUnderTest.with(
                    "requirements.txt",
                    "# comment",
                    "numpy=2.2.6",
                    "pandas>=2,<3 ; python_version >= '3.10'  # why",
                    "mlflow[extras]==2.22.5 \\",
                    "    --hash=sha256:0",
                    "-r nothing.txt",
                    "git+https://example.com/x.git#subdirectory=a",
                    "--index-url https://example.com/simple",
                    "scipy>=1.12.0 --only-binary=all",
                    "torch==2.9.1 --index-url https://example.com/simple --pre",
                    "lightgbm --config-settings=cmake.define.USE_OPENMP=OFF",
                    "boto3 --nothing")
                .and(
                    "environment/conda.yml",
                    "channels: [conda-forge]",
                    "dependencies:",
                    "- python=3.11",
                    "- conda-forge::numpy>=2",
                    "- '=broken'",
                    "- pipp:",
                    "  - x")
                .findings(new RequirementsCheck()))
        .containsExactly(
            "environment/conda.yml:5:3: error: '=broken' is not a package of conda; write"
                + " `name==version`, or take the line out [python-requirements]",
            "environment/conda.yml:6:3: error: 'pipp' is not known to conda; write `name==version`,"
                + " or take the line out [python-requirements]",
            "requirements.txt:2:1: error: 'numpy=2.2.6' is not a requirement of pip; write"
                + " `name==version`, or take the line out [python-requirements]",
            "requirements.txt:6:4: error: file 'nothing.txt' not found; add it, or correct the"
                + " path; it starts at the directory of this file [python-requirements]",
            "requirements.txt:12:1: error: 'boto3 --nothing' is not a requirement of pip; write"
                + " `name==version`, or take the line out [python-requirements]");
  }

  /** Its runtime brings packages that no list of the repository has. */
  @Test
  void aNotebookOfDatabricksHasPackagesOfItsRuntime() {
    ProjectUnderTest project =
        ProjectUnderTest.with("requirements.txt", "pandas==2.3.3", "numpy==2.2.6");
    String code = "import pandas\nimport numpy\nimport pyspark\n";
    assertThat(project.and("run.py", code.split("\n", -1)).findings(new ImportCheck())).hasSize(1);
    assertThat(
            project
                .and("run.py", ("# Databricks notebook source\n" + code).split("\n", -1))
                .findings(new ImportCheck()))
        .isEmpty();
    assertThat(
            project
                .and("requirements.txt", "djangorestframework==3.16.1", "numpy==2.2.6")
                .and("run.py", "import numpy", "import rest_framework")
                .findings(new ImportCheck()))
        .isEmpty();
  }

  @Test
  void keysOfAnEnvironmentOfConda() {
    assertThat(
            ProjectUnderTest.with(
                    "aml/conda.yml",
                    "nmae: a",
                    "channel: [conda-forge]",
                    "category: x",
                    "dependencies:",
                    "- python=3.11",
                    "- pip:",
                    "  - numpy")
                .and("aml/other.yml", "channel: a", "dependencies: [b]")
                .findings(new RequirementsCheck()))
        .containsExactly(
            "aml/conda.yml:1:1: error: 'nmae' is not known to conda; use name"
                + " [python-requirements]",
            "aml/conda.yml:2:1: error: 'channel' is not known to conda; use channels"
                + " [python-requirements]");
  }

  @Test
  void takesTheNameOfAFileInItselfForTheLibrary() {
    ProjectUnderTest project =
        ProjectUnderTest.with("src/pack/__init__.py", "")
            .and("src/pack/weightwatcher.py", "def f():", "    import weightwatcher as ww")
            .and("src/pack/use.py", "from pack.weightwatcher import f");
    assertThat(project.findings(new ImportCheck())).isEmpty();
    assertThat(
            project
                .and("src/pack/use.py", "from pack.weightwatcher import g")
                .findings(new ImportCheck()))
        .hasSize(1);
  }
}

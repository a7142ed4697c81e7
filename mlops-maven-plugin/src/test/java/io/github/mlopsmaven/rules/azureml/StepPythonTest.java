package io.github.mlopsmaven.rules.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What code needs of the Python that its step has. */
class StepPythonTest {

  private static List<String> found(String python, String script) {
    return ProjectUnderTest.with("src/train.py", script.split("¶", -1))
        .and("src/other.py", "import tomllib")
        .and("src/used.py", "from typing import Self")
        .and("conda.yml", "dependencies:", "  - " + python)
        .and(
            "environment.yml",
            "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json",
            "name: train",
            "image: ubuntu",
            "conda_file: conda.yml")
        .and(
            "job.yml",
            "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json",
            "code: src",
            "command: python train.py",
            "environment: azureml:train@latest")
        .findings(new StepPython());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import argparse, zoneinfo¶def f(a: list[str]) -> None: pass",
        "from __future__ import annotations¶def f(a: int | None) -> list[int]: pass",
        "try:¶    import tomllib¶except ImportError:¶    import tomli as tomllib",
        "import sys¶if sys.version_info >= (3, 11):¶    import tomllib",
        "def match(case): return case¶match(1)¶type = 3",
        "def f():¶    x: int | None = 1",
        "import typing¶typing.Self2",
      })
  void acceptsWhatTheVersionHas(String script) {
    assertThat(found("python=3.9", script)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "python>=3.8", "python>=3.8,<3.12", "pip"})
  void saysNothingOfAnOpenVersion(String python) {
    assertThat(found(python, "import tomllib")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "python=3.10 ; import tomllib ; 'tomllib' needs Python 3.11, and the step has 3.10",
        "python==3.10.4 ; from enum import StrEnum ; 'enum.StrEnum' needs Python 3.11",
        "conda-forge::python=3.10 ; import datetime as d¶x = d.UTC ; 'datetime.UTC' needs",
        "python=3.10 ; import used ; src/used.py:1:1: error: 'typing.Self' needs Python 3.11",
        "python=3.9 ; def f(a: int | None) -> None: pass ; between types needs Python 3.10",
        "python=3.8 ; class A:¶    a: list[str] ; '[' behind a builtin type needs Python 3.9",
        "python=3.9 ; match 1:¶    case 1: pass ; the match statement needs Python 3.10",
        "python=3.10 ; try:¶    pass¶except* ValueError:¶    pass ; except* needs Python 3.11",
        "python=3.11 ; class A[T]: pass ; a type parameter needs Python 3.12",
        "python=3.11 ; type A = int ; the type statement needs Python 3.12",
        "python=3.10 ; raise ExceptionGroup('a', []) ; 'ExceptionGroup' needs Python 3.11",
        "python=3.12 ; from distutils.util import strtobool ; 'distutils' is gone after Python 3.11, and the step has 3.12",
        "python=3.10 ; from collections import Mapping ; 'collections.Mapping' is gone after Python 3.9",
      })
  void seesWhatItDoesNotHave(String python, String script, String problem) {
    assertThat(found(python, script)).singleElement().asString().contains(problem);
  }

  @Test
  void readsTheImageOfABuild() {
    assertThat(
            ProjectUnderTest.with("env/Dockerfile", "FROM python:3.9-slim", "RUN pip install x")
                .and("src/train.py", "import tomllib")
                .and(
                    "job.yml",
                    "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json",
                    "code: src",
                    "command: python train.py",
                    "environment: {build: {path: env}}")
                .findings(new StepPython()))
        .singleElement()
        .asString()
        .contains("the step has 3.9");
  }
}

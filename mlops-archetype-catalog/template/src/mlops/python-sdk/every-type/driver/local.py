"""Runs the steps of a training pipeline on this machine, without Azure."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from mlops.driver.project import ROOT, STEPS
from mlops.driver.receipt import find_receipt

# What is given to the pipeline instead of its own values, so that nothing has to be downloaded.
INSTEAD = ROOT / "data-science" / "local-run.yml"
EXPRESSION = re.compile(r"\$\{\{\s*([\w.]+)\s*}}")


@dataclass(frozen=True)
class LocalStep:
    """A step: its command, with expressions such as `${{inputs.seed}}`, and what they stand for.

    Attributes:
        name: of the step in the pipeline.
        command: what Azure Machine Learning runs.
        inputs: values, or expressions that name a pipeline's input or another step's output.
        outputs: names of the directories that it writes.
    """

    name: str
    command: str
    inputs: Mapping[str, str]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class LocalPipeline:
    """A pipeline whose steps are in an order in which they can run."""

    experiment: str
    inputs: Mapping[str, str]
    steps: tuple[LocalStep, ...]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replaces the expressions of a text.

    Raises:
        SystemExit: if there is no value for one of them.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise SystemExit(f"nothing is known about ${{{{{match[1]}}}}} in: {text}")
        return values[match[1]]

    return EXPRESSION.sub(value, text)


def given_inputs(pipeline: LocalPipeline, instead: Path = INSTEAD) -> dict[str, str]:
    """The pipeline's inputs, or what data-science/local-run.yml gives instead, if it is there.

    Raises:
        SystemExit: if that file names an input that the pipeline does not have.
    """
    given = yaml.safe_load(instead.read_text(encoding="utf-8")) if instead.is_file() else {}
    unknown = sorted(set(given) - set(pipeline.inputs))
    if unknown:
        raise SystemExit(f"{instead}: the pipeline has no input {', '.join(unknown)}")
    return {**pipeline.inputs, **{name: str(value) for name, value in given.items()}}


def run(pipeline: LocalPipeline, work: Path, steps: Path = STEPS, instead: Path = INSTEAD) -> Path:
    """Runs every step and returns the directory that they wrote to.

    Args:
        pipeline: what to run.
        work: directory for outputs and MLflow's file store.
        steps: directory that the commands run in.
        instead: file that gives other values to the pipeline's inputs, if it is there.

    Raises:
        SystemExit: if a step fails.
    """
    outputs = work / "outputs"
    shutil.rmtree(outputs, ignore_errors=True)
    tracking = (work / "mlruns").as_uri()
    known = {f"parent.inputs.{name}": value for name, value in given_inputs(pipeline, instead).items()}
    for step in pipeline.steps:
        values = {f"inputs.{name}": fill(value, known) for name, value in step.inputs.items()}
        for output in step.outputs:
            directory = outputs / step.name / output
            directory.mkdir(parents=True)
            values[f"outputs.{output}"] = str(directory)
            known[f"parent.jobs.{step.name}.outputs.{output}"] = str(directory)
        command = [fill(word, values) for word in shlex.split(EXPRESSION.sub(r"${{\1}}", step.command))]
        # The interpreter that runs this, whatever is first on the PATH.
        command[0] = sys.executable if command[0] == "python" else command[0]
        print(f"--- {step.name}", flush=True)
        environment = {
            **os.environ,
            "MLFLOW_TRACKING_URI": tracking,
            "MLFLOW_REGISTRY_URI": tracking,
            "MLFLOW_EXPERIMENT_NAME": pipeline.experiment,
            # Threads cost more than they gain with little data.
            "OMP_NUM_THREADS": "1",
        }
        ended = subprocess.run(command, cwd=steps, env=environment, check=False)  # noqa: S603
        if ended.returncode != 0:
            raise SystemExit(f"the step {step.name} failed with exit code {ended.returncode}")
    return outputs


def promote(outputs: Path, work: Path) -> None:
    """Marks the model that was registered as the one in production, as the deployment does."""
    from mlflow.tracking import MlflowClient

    receipt = find_receipt(outputs)
    if not receipt.registered or receipt.version is None:
        print("nothing to promote: the model was not approved")
        return
    client = MlflowClient(registry_uri=(work / "mlruns").as_uri())
    client.set_model_version_tag(receipt.name, receipt.version, "role", "production")
    print(f"{receipt.name} version {receipt.version} is in production here")

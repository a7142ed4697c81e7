"""Runs the training pipeline on this machine, without Azure.

Reads the pipeline that Azure Machine Learning runs and executes the command of each of its steps, in
the order that their inputs ask for, with folders instead of data assets and MLflow's file store
instead of the workspace. What works here and fails there is then about Azure, not about the code.
Components of a registry are left out, and so is what optional inputs would take from them.

    python mlops/run_local.py            trains, evaluates, registers in .local/
    python mlops/run_local.py --promote  … and marks the registered model as the one in production
    mlflow ui --backend-store-uri .local/mlruns
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PIPELINE = ROOT / "mlops" / "azureml" / "train" / "pipeline.yml"
DATA = PIPELINE.with_name("data.yml")
LOCAL = ROOT / "data-science" / "local-run.yml"
EXPRESSION = re.compile(r"\$\{\{\s*([\w.]+)\s*}}")
# A part of a command that is there if its input is.
OPTIONAL = re.compile(r"\$\[\[(.*?)]]")
# Components of a registry are in Azure only.
REGISTRY = "azureml://registries/"


def read(file: Path) -> dict[str, Any]:
    """A YAML file that holds a mapping."""
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


def needs(job: Mapping[str, Any]) -> set[str]:
    """The jobs whose outputs a job takes as inputs."""
    texts = [str(value) for value in job.get("inputs", {}).values()]
    return {match for text in texts for match in re.findall(r"parent\.jobs\.(\w+)\.outputs", text)}


def in_order(jobs: Mapping[str, Any]) -> list[str]:
    """The names of the jobs, each after those that it needs."""
    order: list[str] = []
    while len(order) < len(jobs):
        ready = [name for name in jobs if name not in order and needs(jobs[name]) <= set(order)]
        if not ready:
            raise SystemExit(f"{PIPELINE}: the jobs {sorted(set(jobs) - set(order))} wait for each other")
        order += ready
    return order


def pipeline_inputs(pipeline: Mapping[str, Any]) -> dict[str, str]:
    """The values of the pipeline's inputs.

    A data asset is the local file or folder that its first version is. What data-science/local-run.yml
    says, if it exists, overrides what the pipeline says.
    """
    asset = read(DATA)
    instead = read(LOCAL) if LOCAL.exists() else {}
    unknown = sorted(set(instead) - set(pipeline["inputs"]))
    if unknown:
        raise SystemExit(f"{LOCAL}: the pipeline has no input {', '.join(unknown)}")
    values = {}
    for name, given in pipeline["inputs"].items():
        if isinstance(given, dict):
            if not str(given["path"]).startswith(f"azureml:{asset['name']}@"):
                raise SystemExit(f"{PIPELINE}: {DATA.name} does not describe the input {name}")
            values[name] = str((DATA.parent / asset["path"]).resolve())
        else:
            values[name] = str(instead.get(name, given))
    return values


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replaces the expressions of a command.

    Raises:
        SystemExit: if the pipeline gives no value for one of them.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise SystemExit(f"nothing is known about ${{{{{match[1]}}}}} in: {text}")
        return shlex.quote(values[match[1]])

    def part(match: re.Match[str]) -> str:
        return match[1] if set(EXPRESSION.findall(match[1])) <= set(values) else ""

    return EXPRESSION.sub(value, OPTIONAL.sub(part, text))


def resolve(given: object, known: Mapping[str, str]) -> str | None:
    """The value of a job's input, which may be an expression; None if its job did not run."""
    match = EXPRESSION.fullmatch(str(given))
    return known.get(match[1]) if match else str(given)


def job_inputs(job: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, str]:
    """The inputs of a job that have a value, as its command names them."""
    resolved = {key: resolve(value, known) for key, value in job.get("inputs", {}).items()}
    return {f"inputs.{key}": value for key, value in resolved.items() if value is not None}


def run(pipeline: Mapping[str, Any], work: Path) -> Path:
    """Runs every job and returns the directory that they wrote to."""
    outputs = work / "outputs"
    shutil.rmtree(outputs, ignore_errors=True)
    tracking = (work / "mlruns").as_uri()
    known = {f"parent.inputs.{name}": value for name, value in pipeline_inputs(pipeline).items()}
    for name in in_order(pipeline["jobs"]):
        job = pipeline["jobs"][name]
        if job["component"].startswith(REGISTRY):
            print(f"--- {name}: left out, {job['component']} runs in Azure only", flush=True)
            continue
        file = (PIPELINE.parent / job["component"]).resolve()
        component = read(file)
        values = job_inputs(job, known)
        for output in component.get("outputs", {}):
            directory = outputs / name / output
            directory.mkdir(parents=True)
            values[f"outputs.{output}"] = str(directory)
            known[f"parent.jobs.{name}.outputs.{output}"] = str(directory)
        command = shlex.split(fill(component["command"], values))
        # The interpreter that runs this script, whatever is first on the PATH.
        command[0] = sys.executable if command[0] == "python" else command[0]
        print(f"--- {name}", flush=True)
        subprocess.run(  # noqa: S603 - the command is this project's own
            command,
            cwd=(file.parent / component["code"]).resolve(),
            env={
                **os.environ,
                "MLFLOW_TRACKING_URI": tracking,
                "MLFLOW_REGISTRY_URI": tracking,
                "MLFLOW_EXPERIMENT_NAME": pipeline["experiment_name"],
                # Threads cost more than they gain with little data.
                "OMP_NUM_THREADS": "1",
            },
            check=True,
        )
    return outputs


def promote(outputs: Path, work: Path) -> None:
    """Marks the model that was registered as the one in production, as the deployment does."""
    from mlflow.tracking import MlflowClient

    receipts = list(outputs.glob("*/registration/registration.json"))
    receipt = json.loads(receipts[0].read_text(encoding="utf-8"))
    if not receipt["registered"]:
        print("nothing to promote: the model was not approved")
        return
    client = MlflowClient(registry_uri=(work / "mlruns").as_uri())
    client.set_model_version_tag(receipt["name"], receipt["version"], "role", "production")
    print(f"{receipt['name']} version {receipt['version']} is in production here")


def main(argv: Sequence[str] | None = None) -> None:
    """Reads the command line and runs the pipeline."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--promote", action="store_true", help="mark the model as in production")
    parser.add_argument("--work", type=Path, default=ROOT / ".local", help="default: .local")
    arguments = parser.parse_args(argv)
    work = arguments.work.resolve()
    try:
        outputs = run(read(PIPELINE), work)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"the step failed with exit code {error.returncode}") from error
    if arguments.promote:
        promote(outputs, work)
    print(f"outputs: {outputs}")


if __name__ == "__main__":
    main()

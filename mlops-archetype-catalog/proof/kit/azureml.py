"""Loads, validates and converts every Azure ML YAML file of a directory: python -m kit.azureml DIRECTORY."""

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import azure.ai.ml as ml
import yaml
from azure.ai.ml.entities import _load_functions as load

logging.disable(logging.WARNING)

# By the name of the schema that a file states.
LOADERS = {
    "batchEndpoint": ml.load_batch_endpoint,
    "commandComponent": ml.load_component,
    "data": ml.load_data,
    "environment": ml.load_environment,
    "managedOnlineDeployment": ml.load_online_deployment,
    "managedOnlineEndpoint": ml.load_online_endpoint,
    "modelBatchDeployment": load.load_model_batch_deployment,
    "monitorSchedule": load.load_schedule,
    "pipelineJob": ml.load_job,
    "schedule": load.load_schedule,
}
# Endpoints and deployments want to know the region.
CONVERSIONS = {
    "_to_rest_object": (),
    "_to_rest_online_endpoint": ("eastus",),
    "_to_rest_batch_endpoint": ("eastus",),
}
EXPRESSION = re.compile(r"\$\{\{\s*((?:inputs|outputs)\.\w+)\s*}}")
# A component of the public registry, at a version.
PUBLISHED = re.compile(r"azureml://registries/azureml/components/(?P<name>\w+)/versions/[\d.]+")
# Of https://github.com/Azure/azureml-assets, in assets/responsibleai, looked up on 2026-07-23.
STILL_PUBLISHED = {
    "rai_tabular_causal",
    "rai_tabular_counterfactual",
    "rai_tabular_erroranalysis",
    "rai_tabular_explanation",
    "rai_tabular_insight_constructor",
    "rai_tabular_insight_gather",
    "rai_tabular_score_card",
}

# Their environment has NumPy before 1.24 and scikit-learn 1.5, and a model that was saved with NumPy 2 asks for numpy._core.
LOADS_THE_MODEL = {"rai_tabular_insight_constructor"}


def entity_problem(file: Path, kind: str) -> str | None:
    """What the SDK says about a file, or None."""
    entity = LOADERS[kind](source=str(file))
    if hasattr(entity, "_validate") and kind != "monitorSchedule":  # that one raises NotImplementedError
        result = entity._validate()
        if result is not None and not result.passed:
            return str(result.error_messages)
    for name, arguments in CONVERSIONS.items():
        if hasattr(entity, name):
            region = ("eastus",) if type(entity).__name__.endswith("Deployment") else arguments
            getattr(entity, name)(*region)
            return None
    return "there is no conversion to the REST object"


def command_problems(component: dict[str, Any]) -> Iterator[str]:
    """What a component's command asks for and the component does not declare, or the other way round."""
    declared = {f"{side}.{name}" for side in ("inputs", "outputs") for name in component.get(side) or {}}
    used = set(EXPRESSION.findall(component["command"]))
    for name in sorted(used - declared):
        yield f"the command uses {name}, which is not declared"
    for name in sorted(declared - used):
        yield f"{name} is declared and the command does not use it"


def call_problems(job: dict[str, Any], directory: Path) -> Iterator[str]:
    """Inputs that a job gives and its component does not take, or needs and does not get; outputs likewise."""
    for name, step in job["jobs"].items():
        file = directory / str(step["component"])
        if str(step["component"]).startswith("azureml:"):
            yield from registry_problems(name, str(step["component"]))
            continue
        if not file.is_file():
            continue  # reported by the SDK
        component = yaml.safe_load(file.read_text(encoding="utf-8"))
        for side in ("inputs", "outputs"):
            given, declared = step.get(side) or {}, component.get(side) or {}
            for each in sorted(given.keys() - declared.keys()):
                yield f"the job {name} has {side}.{each}, which {file.name} does not declare"
        for each, declaration in (component.get("inputs") or {}).items():
            if each not in (step.get("inputs") or {}) and not {"optional", "default"} & declaration.keys():
                yield f"the job {name} lacks inputs.{each}, which {file.name} needs"


def registry_problems(job: str, component: str) -> Iterator[str]:
    """A component of a registry that is published no more, or of a version that changes without notice."""
    match = PUBLISHED.fullmatch(component)
    if match is None:
        yield f"the job {job} takes {component}, which names no version: the registry may change it at any time"
    elif match["name"] not in STILL_PUBLISHED:
        yield f"the job {job} takes {match['name']}, which is not published in Azure/azureml-assets"
    elif match["name"] in LOADS_THE_MODEL:
        yield f"the job {job} takes {match['name']}, whose environment has NumPy before 1.24: it cannot load the model"


def reference_problems(job: dict[str, Any]) -> Iterator[str]:
    """Inputs and outputs of jobs that a pipeline refers to and lacks, and inputs that nothing uses."""
    text = yaml.safe_dump(job["jobs"])
    given = set(job.get("inputs") or {})
    used = set(re.findall(r"\$\{\{\s*parent\.inputs\.(\w+)\s*}}", text))
    for name in sorted(used - given):
        yield f"a job uses the input {name}, which the pipeline does not have"
    for name in sorted(given - used):
        yield f"no job uses the pipeline's input {name}"
    for name in sorted(set(re.findall(r"parent\.jobs\.(\w+)\.outputs", text)) - set(job["jobs"])):
        yield f"a job uses outputs of {name}, which is no job"
    for name in sorted(set(job.get("outputs") or {}) - set(re.findall(r"parent\.outputs\.(\w+)", text))):
        yield f"no job writes the pipeline's output {name}"


def problems(file: Path) -> Iterator[str]:
    """Everything that is wrong with a file."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    schema = str(content.get("$schema", ""))
    kind = schema.rsplit("/", 1)[-1].removesuffix(".schema.json")
    if kind not in LOADERS:
        yield f"no loader for the schema '{schema}'"
        return
    if kind == "commandComponent" and "command" in content:
        yield from command_problems(content)
    if kind == "pipelineJob":
        yield from reference_problems(content)
        yield from call_problems(content, file.parent)
    try:
        problem = entity_problem(file, kind)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    if problem:
        yield problem


def main(directory: Path) -> int:
    """Checks all files and says which are bad."""
    files = sorted(file for file in directory.rglob("*.yml") if "$schema" in file.read_text(encoding="utf-8"))
    found = [(file, problem) for file in files for problem in problems(file)]
    for file, problem in found:
        print(f"{file}: {problem}")
    print(f"{len(files)} Azure ML files, {len(found)} problems")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""The steps of a training pipeline as command components.

A step is a command line of data-science/src, `python -m taxi_fares.train --seed …`: its options are the
component's inputs and outputs, by the same names.
"""

from collections.abc import Mapping

from azure.ai.ml import Input, Output
from azure.ai.ml.entities import CommandComponent

from mlops.azureml.settings import PROJECT
from mlops.driver.project import STEPS


def step(
    module: str,
    display_name: str,
    inputs: Mapping[str, Input],
    outputs: Mapping[str, Output],
    *,
    is_deterministic: bool = True,
) -> CommandComponent:
    """A step whose options are its inputs and outputs.

    Args:
        module: what `python -m` runs.
        display_name: what the step does, for the person who looks at the run.
        inputs: what it is told.
        outputs: the directories that it writes.
        is_deterministic: whether the same inputs give the same outputs, which are then used again.
    """
    options = [f"--{name} ${{{{inputs.{name}}}}}" for name in inputs]
    options += [f"--{name} ${{{{outputs.{name}}}}}" for name in outputs]
    return CommandComponent(
        name=f"{PROJECT.package}_{module.rpartition('.')[2]}",
        version="1",
        display_name=display_name,
        is_deterministic=is_deterministic,
        inputs=dict(inputs),
        outputs=dict(outputs),
        command=" ".join([f"python -m {module}", *options]),
        code=str(STEPS),
        environment=f"azureml:{PROJECT.environment}@latest",
    )


# The answer depends on the model registry, which changes between runs.
register_model = step(
    "lifecycle.register",
    "Register the model if it was approved",
    inputs={
        "model_name": Input(type="string"),
        "model": Input(type="mlflow_model"),
        "evaluation": Input(type="uri_folder"),
    },
    outputs={"registration": Output(type="uri_folder")},
    is_deterministic=False,
)

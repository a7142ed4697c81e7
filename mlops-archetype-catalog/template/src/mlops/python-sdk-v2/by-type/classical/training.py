"""The training pipeline: prepares the data, trains, compares with production, registers."""

from typing import Any

from azure.ai.ml import Input, Output
from azure.ai.ml.dsl import pipeline

from mlops.azureml.settings import PROJECT
from mlops.driver.components import register_model, step
from mlops.driver.project import COMPUTE

prepare_data = step(
    "taxi_fares.prepare",
    "Prepare the data",
    inputs={
        "raw_data": Input(type="uri_file"),
        "test_fraction": Input(type="number", min=0.05, max=0.5),
        "seed": Input(type="integer"),
    },
    outputs={"train_data": Output(type="mltable"), "test_data": Output(type="mltable")},
)

train_model = step(
    "taxi_fares.train",
    "Train the model",
    inputs={
        "train_data": Input(type="mltable", mode="ro_mount"),
        "learning_rate": Input(type="number"),
        "max_iter": Input(type="integer", min=1),
        "max_leaf_nodes": Input(type="integer", min=2),
        "seed": Input(type="integer"),
    },
    outputs={"model": Output(type="mlflow_model")},
)

# The answer depends on the model registry, which changes between runs.
evaluate_model = step(
    "taxi_fares.evaluate",
    "Compare with the model in production",
    inputs={
        "model_name": Input(type="string"),
        "model": Input(type="mlflow_model"),
        "test_data": Input(type="mltable", mode="ro_mount"),
        "minimum_r2": Input(type="number"),
        "tolerance": Input(type="number", min=0),
    },
    outputs={"evaluation": Output(type="uri_folder")},
    is_deterministic=False,
)


@pipeline(
    None,
    display_name=PROJECT.experiment,
    experiment_name=PROJECT.experiment,
    description="Prepares the data, trains a model, compares it with the one in production, registers it.",
    default_compute=COMPUTE,
)
def training(
    raw_data: Input,
    model_name: str = PROJECT.name,
    seed: int = 42,
    test_fraction: float = 0.25,
    learning_rate: float = 0.08,
    max_iter: int = 200,
    max_leaf_nodes: int = 15,
    # A model below this is never registered; the sample data reaches about 0.97.
    minimum_r2: float = 0.8,
    # How much worse than the model in production a new one may be: 0.02 is two percent.
    tolerance: float = 0.02,
) -> dict[str, Any]:
    """The steps and what they hand on to each other; the variables name the steps."""
    prepare = prepare_data(raw_data=raw_data, test_fraction=test_fraction, seed=seed)
    train = train_model(
        train_data=prepare.outputs.train_data,
        learning_rate=learning_rate,
        max_iter=max_iter,
        max_leaf_nodes=max_leaf_nodes,
        seed=seed,
    )
    evaluate = evaluate_model(
        model_name=model_name,
        model=train.outputs.model,
        test_data=prepare.outputs.test_data,
        minimum_r2=minimum_r2,
        tolerance=tolerance,
    )
    register = register_model(
        model_name=model_name,
        model=train.outputs.model,
        evaluation=evaluate.outputs.evaluation,
    )
    return {
        # The model monitor compares the requests with this data.
        "train_data": prepare.outputs.train_data,
        "model": train.outputs.model,
        "evaluation": evaluate.outputs.evaluation,
        "registration": register.outputs.registration,
    }

"""The training pipeline: prepares the tickets, fine-tunes, compares with production, registers."""

from typing import Any

from azure.ai.ml import Input, Output
from azure.ai.ml.dsl import pipeline

from mlops.azureml.settings import PROJECT
from mlops.driver.components import register_model, step
from mlops.driver.project import COMPUTE

# A name and a revision on the Hugging Face hub, or a directory.
BASE_MODEL = "distilbert/distilbert-base-uncased@12040accade4e8a0f71eabdb258fecc2e7e948be"

prepare_data = step(
    "support_tickets.prepare",
    "Prepare the data",
    inputs={
        "raw_data": Input(type="uri_file"),
        "test_fraction": Input(type="number", min=0.05, max=0.5),
        "seed": Input(type="integer"),
    },
    outputs={"train_data": Output(type="mltable"), "test_data": Output(type="mltable")},
)

train_model = step(
    "support_tickets.train",
    "Fine-tune the model",
    inputs={
        "train_data": Input(type="mltable", mode="ro_mount"),
        "base_model": Input(type="string"),
        "learning_rate": Input(type="number"),
        "epochs": Input(type="integer", min=1),
        "batch_size": Input(type="integer", min=1),
        "max_length": Input(type="integer", min=8, max=512),
        "seed": Input(type="integer"),
        "precision": Input(type="string", enum=["full", "mixed"]),
        "class_weights": Input(type="string", enum=["equal", "balanced"]),
    },
    # A job that was interrupted is started again with the same directory of checkpoints.
    outputs={"model": Output(type="mlflow_model"), "checkpoints": Output(type="uri_folder")},
)

# The answer depends on the model registry, which changes between runs.
evaluate_model = step(
    "support_tickets.evaluate",
    "Compare with the model in production",
    inputs={
        "model_name": Input(type="string"),
        "model": Input(type="mlflow_model"),
        "test_data": Input(type="mltable", mode="ro_mount"),
        "minimum_f1": Input(type="number", min=0, max=1),
        "tolerance": Input(type="number", min=0),
    },
    outputs={"evaluation": Output(type="uri_folder")},
    is_deterministic=False,
)


@pipeline(
    None,
    display_name=PROJECT.experiment,
    experiment_name=PROJECT.experiment,
    description="Prepares tickets, fine-tunes a model, compares it with the one in production, registers it.",
    default_compute=COMPUTE,
)
def training(
    raw_data: Input,
    model_name: str = PROJECT.name,
    seed: int = 42,
    test_fraction: float = 0.25,
    base_model: str = BASE_MODEL,
    learning_rate: float = 0.00005,
    epochs: int = 3,
    batch_size: int = 16,
    # mixed is faster on a GPU; balanced gives rare classes the same weight as others.
    precision: str = "full",
    class_weights: str = "equal",
    # Tokens of a ticket; what is longer is cut off.
    max_length: int = 128,
    # A model below this macro F1 is never registered.
    minimum_f1: float = 0.8,
    # How much worse than the model in production a new one may be: 0.02 is two percent.
    tolerance: float = 0.02,
) -> dict[str, Any]:
    """The steps and what they hand on to each other; the variables name the steps."""
    prepare = prepare_data(raw_data=raw_data, test_fraction=test_fraction, seed=seed)
    train = train_model(
        train_data=prepare.outputs.train_data,
        base_model=base_model,
        learning_rate=learning_rate,
        epochs=epochs,
        batch_size=batch_size,
        precision=precision,
        class_weights=class_weights,
        max_length=max_length,
        seed=seed,
    )
    evaluate = evaluate_model(
        model_name=model_name,
        model=train.outputs.model,
        test_data=prepare.outputs.test_data,
        minimum_f1=minimum_f1,
        tolerance=tolerance,
    )
    register = register_model(
        model_name=model_name,
        model=train.outputs.model,
        evaluation=evaluate.outputs.evaluation,
    )
    return {
        # The model monitor compares what the endpoint answers with this.
        "train_data": prepare.outputs.train_data,
        "model": train.outputs.model,
        "evaluation": evaluate.outputs.evaluation,
        "registration": register.outputs.registration,
    }

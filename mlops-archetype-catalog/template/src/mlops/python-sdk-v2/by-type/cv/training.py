"""The training pipeline: prepares the pictures, fine-tunes, compares with production, registers."""

from typing import Any

from azure.ai.ml import Input, Output
from azure.ai.ml.dsl import pipeline

from mlops.azureml.settings import PROJECT
from mlops.driver.components import register_model, step
from mlops.driver.project import COMPUTE

prepare_data = step(
    "surface_defects.prepare",
    "Prepare the data",
    inputs={
        "raw_data": Input(type="uri_folder"),
        "test_fraction": Input(type="number", min=0.05, max=0.5),
        "seed": Input(type="integer"),
    },
    outputs={"train_data": Output(type="mltable"), "test_data": Output(type="mltable")},
)

train_model = step(
    "surface_defects.train",
    "Fine-tune the model",
    inputs={
        "train_data": Input(type="mltable", mode="ro_mount"),
        "weights": Input(type="string", enum=["imagenet", "none"]),
        "image_size": Input(type="integer", min=32),
        "learning_rate": Input(type="number"),
        "epochs": Input(type="integer", min=1),
        "batch_size": Input(type="integer", min=2),
        "seed": Input(type="integer"),
        "precision": Input(type="string", enum=["full", "mixed"]),
        "class_weights": Input(type="string", enum=["equal", "balanced"]),
        "workers": Input(type="integer", min=0),
    },
    # A job that was interrupted is started again with the same directory of checkpoints.
    outputs={"model": Output(type="mlflow_model"), "checkpoints": Output(type="uri_folder")},
)

# The answer depends on the model registry, which changes between runs.
evaluate_model = step(
    "surface_defects.evaluate",
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
    description="Prepares pictures, fine-tunes a model, compares it with production, registers it.",
    default_compute=COMPUTE,
)
def training(
    raw_data: Input,
    model_name: str = PROJECT.name,
    seed: int = 42,
    test_fraction: float = 0.25,
    # What the network starts from: imagenet is downloaded from PyTorch by the job, none is random.
    weights: str = "imagenet",
    # The sample is small; for photographs take 224, which the downloaded weights were trained with.
    image_size: int = 64,
    learning_rate: float = 0.001,
    epochs: int = 10,
    batch_size: int = 16,
    # mixed is faster on a GPU; balanced gives rare classes the same weight as others.
    precision: str = "full",
    class_weights: str = "equal",
    # Processes that read images while the network computes.
    workers: int = 0,
    # A model below this macro F1 is never registered.
    minimum_f1: float = 0.8,
    # How much worse than the model in production a new one may be: 0.02 is two percent.
    tolerance: float = 0.02,
) -> dict[str, Any]:
    """The steps and what they hand on to each other; the variables name the steps."""
    prepare = prepare_data(raw_data=raw_data, test_fraction=test_fraction, seed=seed)
    train = train_model(
        train_data=prepare.outputs.train_data,
        weights=weights,
        image_size=image_size,
        learning_rate=learning_rate,
        epochs=epochs,
        batch_size=batch_size,
        precision=precision,
        class_weights=class_weights,
        workers=workers,
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

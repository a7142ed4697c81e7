"""The training pipeline: prepares the pictures, fine-tunes, compares with production, registers.

Made for the Azure Machine Learning SDK v1, whose support ended on 2026-06-30: see mlops/MIGRATE.md.
"""

from mlops.azureml.settings import PROJECT
from mlops.driver.steps import RAW_DATA, REGISTER, Step

PARAMETERS: dict[str, str | int | float] = {
    "model_name": PROJECT.name,
    "seed": 42,
    "test_fraction": 0.25,
    # What the network starts from: imagenet is downloaded from PyTorch by the job, none is random.
    "weights": "imagenet",
    # The sample is small; for photographs take 224, which the downloaded weights were trained with.
    "image_size": 64,
    "learning_rate": 0.001,
    "epochs": 10,
    "batch_size": 16,
    # mixed is faster on a GPU; balanced gives rare classes the same weight as others.
    "precision": "full",
    "class_weights": "equal",
    # Processes that read images while the network computes.
    "workers": 0,
    # A model below this macro F1 is never registered.
    "minimum_f1": 0.8,
    # How much worse than the model in production a new one may be: 0.02 is two percent.
    "tolerance": 0.02,
}

STEPS = (
    Step(
        "prepare",
        "surface_defects.prepare",
        takes=(RAW_DATA, "test_fraction", "seed"),
        gives=("train_data", "test_data"),
    ),
    Step(
        "train",
        "surface_defects.train",
        takes=(
            "train_data",
            "weights",
            "image_size",
            "learning_rate",
            "epochs",
            "batch_size",
            "precision",
            "class_weights",
            "workers",
            "seed",
        ),
        # A job that was interrupted is started again with the same directory of checkpoints.
        gives=("model", "checkpoints"),
    ),
    # The answer depends on the model registry, which changes between runs.
    Step(
        "evaluate",
        "surface_defects.evaluate",
        takes=("model_name", "model", "test_data", "minimum_f1", "tolerance"),
        gives=("evaluation",),
        reuse=False,
    ),
    REGISTER,
)

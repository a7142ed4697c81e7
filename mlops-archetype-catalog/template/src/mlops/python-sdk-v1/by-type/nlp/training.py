"""The training pipeline: prepares the tickets, fine-tunes, compares with production, registers.

Made for the Azure Machine Learning SDK v1, whose support ended on 2026-06-30: see mlops/MIGRATE.md.
"""

from mlops.azureml.settings import PROJECT
from mlops.driver.steps import RAW_DATA, REGISTER, Step

PARAMETERS: dict[str, str | int | float] = {
    "model_name": PROJECT.name,
    "seed": 42,
    "test_fraction": 0.25,
    # A name and a revision on the Hugging Face hub, or a directory.
    "base_model": "distilbert/distilbert-base-uncased@12040accade4e8a0f71eabdb258fecc2e7e948be",
    "learning_rate": 0.00005,
    "epochs": 3,
    "batch_size": 16,
    # mixed is faster on a GPU; balanced gives rare classes the same weight as others.
    "precision": "full",
    "class_weights": "equal",
    # Tokens of a ticket; what is longer is cut off.
    "max_length": 128,
    # A model below this macro F1 is never registered.
    "minimum_f1": 0.8,
    # How much worse than the model in production a new one may be: 0.02 is two percent.
    "tolerance": 0.02,
}

STEPS = (
    Step(
        "prepare",
        "support_tickets.prepare",
        takes=(RAW_DATA, "test_fraction", "seed"),
        gives=("train_data", "test_data"),
    ),
    Step(
        "train",
        "support_tickets.train",
        takes=(
            "train_data",
            "base_model",
            "learning_rate",
            "epochs",
            "batch_size",
            "max_length",
            "precision",
            "class_weights",
            "seed",
        ),
        # A job that was interrupted is started again with the same directory of checkpoints.
        gives=("model", "checkpoints"),
    ),
    # The answer depends on the model registry, which changes between runs.
    Step(
        "evaluate",
        "support_tickets.evaluate",
        takes=("model_name", "model", "test_data", "minimum_f1", "tolerance"),
        gives=("evaluation",),
        reuse=False,
    ),
    REGISTER,
)

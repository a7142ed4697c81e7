"""The training pipeline: prepares the data, trains, compares with production, registers.

Made for the Azure Machine Learning SDK v1, whose support ended on 2026-06-30: see mlops/MIGRATE.md.
"""

from mlops.azureml.settings import PROJECT
from mlops.driver.steps import RAW_DATA, REGISTER, Step

PARAMETERS: dict[str, str | int | float] = {
    "model_name": PROJECT.name,
    "seed": 42,
    "test_fraction": 0.25,
    "learning_rate": 0.08,
    "max_iter": 200,
    "max_leaf_nodes": 15,
    # A model below this is never registered; the sample data reaches about 0.97.
    "minimum_r2": 0.8,
    # How much worse than the model in production a new one may be: 0.02 is two percent.
    "tolerance": 0.02,
}

STEPS = (
    Step(
        "prepare",
        "taxi_fares.prepare",
        takes=(RAW_DATA, "test_fraction", "seed"),
        gives=("train_data", "test_data"),
    ),
    Step(
        "train",
        "taxi_fares.train",
        takes=("train_data", "learning_rate", "max_iter", "max_leaf_nodes", "seed"),
        gives=("model",),
    ),
    # The answer depends on the model registry, which changes between runs.
    Step(
        "evaluate",
        "taxi_fares.evaluate",
        takes=("model_name", "model", "test_data", "minimum_r2", "tolerance"),
        gives=("evaluation",),
        reuse=False,
    ),
    REGISTER,
)

"""Parts of a model monitor that every project has."""

import runpy

from azure.ai.ml import Input
from azure.ai.ml.constants import MonitorDatasetContext
from azure.ai.ml.entities import DataDriftSignal, DataQualitySignal, PredictionDriftSignal, ReferenceData

from mlops.azureml.settings import PROJECT
from mlops.driver.project import STEPS

Signals = dict[str, DataDriftSignal | PredictionDriftSignal | DataQualitySignal]


def target_column() -> str:
    """The column that is predicted, as the steps have it."""
    return str(runpy.run_path(str(STEPS / PROJECT.package / "columns.py"))["TARGET"])


def training_data() -> ReferenceData:
    """What the newest registered model was trained on."""
    return ReferenceData(
        input_data=Input(type="mltable", path=f"azureml:{PROJECT.reference}@latest"),
        data_context=MonitorDatasetContext.TRAINING,
        data_column_names={"target_column": target_column()},
    )

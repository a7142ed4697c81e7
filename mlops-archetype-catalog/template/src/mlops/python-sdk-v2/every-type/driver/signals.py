"""Parts of a model monitor that every project has."""

from azure.ai.ml import Input
from azure.ai.ml.constants import MonitorDatasetContext
from azure.ai.ml.entities import DataDriftSignal, DataQualitySignal, PredictionDriftSignal, ReferenceData

from mlops.azureml.settings import PROJECT

Signals = dict[str, DataDriftSignal | PredictionDriftSignal | DataQualitySignal]


def training_data(target: str) -> ReferenceData:
    """What the newest registered model was trained on.

    Args:
        target: the column that is predicted.
    """
    return ReferenceData(
        input_data=Input(type="mltable", path=f"azureml:{PROJECT.reference}@latest"),
        data_context=MonitorDatasetContext.TRAINING,
        data_column_names={"target_column": target},
    )

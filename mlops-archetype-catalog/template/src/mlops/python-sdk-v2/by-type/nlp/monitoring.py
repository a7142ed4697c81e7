"""What the model monitor checks, and when it alerts.

Azure Machine Learning compares numbers and categories, no texts: so what is asked is watched for texts
that are missing, and a change in what customers write about shows in the teams that are answered.
"""

from azure.ai.ml.entities import (
    CategoricalDriftMetrics,
    DataQualityMetricsCategorical,
    DataQualityMetricThreshold,
    DataQualitySignal,
    PredictionDriftMetricThreshold,
    PredictionDriftSignal,
)

from mlops.driver.signals import Signals, training_data

TASK = "classification"


def signals() -> Signals:
    """The comparisons of each day, with what the model was trained on."""
    return {
        "prediction_drift": PredictionDriftSignal(
            reference_data=training_data(),
            metric_thresholds=PredictionDriftMetricThreshold(
                categorical=CategoricalDriftMetrics(jensen_shannon_distance=0.1),
            ),
        ),
        "data_quality": DataQualitySignal(
            reference_data=training_data(),
            features=["text"],
            metric_thresholds=DataQualityMetricThreshold(
                categorical=DataQualityMetricsCategorical(null_value_rate=0.01, data_type_error_rate=0.01),
            ),
        ),
    }

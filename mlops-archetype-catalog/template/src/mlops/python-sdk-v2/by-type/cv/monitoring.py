"""What the model monitor checks, and when it alerts.

Azure Machine Learning compares numbers and categories, not pictures. What changes in front of the camera
shows in the answers: classes come more often or more seldom than in the training data. It does not show
when the network is wrong in the same proportions; only a look at some pictures with their answers tells
that.
"""

from azure.ai.ml.entities import (
    CategoricalDriftMetrics,
    PredictionDriftMetricThreshold,
    PredictionDriftSignal,
)

from mlops.driver.signals import Signals, training_data

TASK = "classification"


def signals() -> Signals:
    """The comparison of each day, with what the model was trained on."""
    return {
        "prediction_drift": PredictionDriftSignal(
            reference_data=training_data(),
            metric_thresholds=PredictionDriftMetricThreshold(
                categorical=CategoricalDriftMetrics(jensen_shannon_distance=0.1),
            ),
        ),
    }

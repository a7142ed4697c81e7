"""What the model monitor checks, and when it alerts."""

from azure.ai.ml.entities import (
    CategoricalDriftMetrics,
    DataDriftMetricThreshold,
    DataDriftSignal,
    DataQualityMetricsCategorical,
    DataQualityMetricsNumerical,
    DataQualityMetricThreshold,
    DataQualitySignal,
    MonitorFeatureFilter,
    NumericalDriftMetrics,
    PredictionDriftMetricThreshold,
    PredictionDriftSignal,
)

from mlops.driver.signals import Signals, training_data

TASK = "regression"


def signals() -> Signals:
    """The comparisons of each day, with what the model was trained on."""
    return {
        "data_drift": DataDriftSignal(
            reference_data=training_data(),
            features=MonitorFeatureFilter(top_n_feature_importance=6),
            metric_thresholds=DataDriftMetricThreshold(
                numerical=NumericalDriftMetrics(jensen_shannon_distance=0.1),
                categorical=CategoricalDriftMetrics(pearsons_chi_squared_test=0.02),
            ),
        ),
        "prediction_drift": PredictionDriftSignal(
            reference_data=training_data(),
            metric_thresholds=PredictionDriftMetricThreshold(
                numerical=NumericalDriftMetrics(jensen_shannon_distance=0.1),
            ),
        ),
        "data_quality": DataQualitySignal(
            reference_data=training_data(),
            metric_thresholds=DataQualityMetricThreshold(
                numerical=DataQualityMetricsNumerical(null_value_rate=0.01, out_of_bounds_rate=0.05),
                categorical=DataQualityMetricsCategorical(null_value_rate=0.01, out_of_bounds_rate=0.05),
            ),
        ),
    }

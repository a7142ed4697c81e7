"""How good a model is."""

import pandas as pd
from numpy.typing import ArrayLike
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error


def regression_metrics(truth: pd.Series, predicted: ArrayLike) -> dict[str, float]:
    """Mean absolute error and root mean squared error in the currency of the fares, and R²."""
    return {
        "mae": round(float(mean_absolute_error(truth, predicted)), 4),
        "rmse": round(float(root_mean_squared_error(truth, predicted)), 4),
        "r2": round(float(r2_score(truth, predicted)), 4),
    }

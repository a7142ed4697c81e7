"""What the gate checks: the trips of the test data, and what the model says about each."""

from pathlib import Path

import pandas as pd
from mlflow.pyfunc import PyFuncModel

from lifecycle.tables import read_table
from responsible.cohorts import PREDICTION
from taxi_fares.columns import FEATURES, TARGET

__all__ = ["TARGET", "answered"]


def answered(model: PyFuncModel, test_data: Path) -> pd.DataFrame:
    """The test data with the model's answers; every column can make groups."""
    test = read_table(test_data)
    predicted = pd.DataFrame({PREDICTION: model.predict(test[FEATURES])})
    return pd.concat([test, predicted], axis="columns")

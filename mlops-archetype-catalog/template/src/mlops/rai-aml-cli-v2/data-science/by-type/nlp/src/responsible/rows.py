"""What the gate looks at: the tickets of the test data, their length, and what the model says."""

from pathlib import Path

import pandas as pd
from mlflow.pyfunc import PyFuncModel

from lifecycle.tables import read_table
from responsible.cohorts import PREDICTION
from support_tickets.columns import TARGET, TEXT

__all__ = ["TARGET", "answered"]


def answered(model: PyFuncModel, test_data: Path) -> pd.DataFrame:
    """The test data with the model's answers; groups can be made of the team and of the number of words."""
    test = read_table(test_data)
    answers = pd.DataFrame(model.predict(test[[TEXT]]))
    words = test[TEXT].str.split().str.len()
    return pd.DataFrame({TARGET: test[TARGET], "words": words, PREDICTION: answers[TARGET].to_numpy()})

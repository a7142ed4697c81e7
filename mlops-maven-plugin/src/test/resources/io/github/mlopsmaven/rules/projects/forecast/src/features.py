"""Features."""
import pandas as pd

TARGET = "load"


def build_features(table: pd.DataFrame) -> pd.DataFrame:
    """Takes the target away."""
    return table.drop(columns=[TARGET])

"""Reading the table of customers."""

import pandas as pd

TARGET = "left"


def read(path: str) -> pd.DataFrame:
    """Reads the table, without rows that have no answer."""
    table = pd.read_csv(path)
    return table.dropna(subset=[TARGET])

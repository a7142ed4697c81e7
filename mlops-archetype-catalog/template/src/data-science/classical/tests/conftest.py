"""What the tests share: trips made here, so that a test does not change with the sample data."""

import os
from pathlib import Path

# Threads cost more than they gain with little data. It counts only before scikit-learn is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import mlflow
import pandas as pd
import pytest


@pytest.fixture
def raw() -> pd.DataFrame:
    """120 trips whose fare is twice the distance plus three."""
    rows = range(120)
    return pd.DataFrame(
        {
            "pickup_time": [f"2024-03-{1 + row % 28:02d}T{row % 24:02d}:15:00" for row in rows],
            "pickup_zone": [("centre", "airport", "north")[row % 3] for row in rows],
            "rate": ["standard"] * 120,
            "distance_km": [1.0 + row % 40 for row in rows],
            "passengers": [1 + row % 4 for row in rows],
            "fare": [3.0 + 2.0 * (1.0 + row % 40) for row in rows],
        }
    )


@pytest.fixture(autouse=True)
def tracking(tmp_path: Path) -> None:
    """An MLflow tracking store and registry for one test only."""
    mlflow.set_tracking_uri((tmp_path / "mlruns").as_uri())
    mlflow.set_registry_uri((tmp_path / "mlruns").as_uri())

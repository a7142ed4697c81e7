"""What all tests share: a tracking store and a model registry that nobody else uses."""

import os
from pathlib import Path

# Threads cost more than they gain with little data. It counts only before NumPy is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import mlflow
import pytest


@pytest.fixture(autouse=True)
def tracking(tmp_path: Path) -> None:
    """An MLflow tracking store and registry for one test only."""
    mlflow.set_tracking_uri((tmp_path / "mlruns").as_uri())
    mlflow.set_registry_uri((tmp_path / "mlruns").as_uri())

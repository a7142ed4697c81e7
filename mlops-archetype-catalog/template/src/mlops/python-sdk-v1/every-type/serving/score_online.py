"""Answers requests to the web service: loads the MLflow model once, predicts for each request.

A request is the one that MLflow's own servers take: {"input_data": {"columns": …, "index": …, "data": …}}.
"""

import json
import os
from pathlib import Path
from typing import Any

import mlflow.pyfunc
import pandas as pd
from mlflow.pyfunc import PyFuncModel

_loaded: list[PyFuncModel] = []


def find_model(directory: Path) -> Path:
    """The MLflow model somewhere below a directory.

    Raises:
        FileNotFoundError: if there is none.
    """
    found = sorted(directory.rglob("MLmodel"), key=lambda file: len(file.parts))
    if not found:
        raise FileNotFoundError(f"no MLflow model below {directory}")
    return found[0].parent


def init() -> None:
    """Called once, when the service starts."""
    path = find_model(Path(os.environ["AZUREML_MODEL_DIR"]))
    _loaded[:] = [mlflow.pyfunc.load_model(str(path))]


def run(request: str) -> Any:
    """Called for each request; what it returns is sent as JSON."""
    table = pd.DataFrame(**json.loads(request)["input_data"])
    answer = pd.DataFrame(_loaded[0].predict(table))
    return answer.iloc[:, 0].tolist() if answer.shape[1] == 1 else answer.to_dict(orient="records")

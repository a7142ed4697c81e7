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
from mlflow.types import DataType

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


def typed(table: pd.DataFrame, model: PyFuncModel) -> pd.DataFrame:
    """The table with the numbers that the model's signature has; what is not a number is missing.

    MLflow refuses a whole table for one value of another type, and one without rows, which has no types.
    """
    signature = model.metadata.signature
    schema = None if signature is None else signature.inputs
    columns = schema.input_dict() if schema is not None and schema.has_input_names() else {}
    wanted = {name for name, column in columns.items() if column.type == DataType.double}
    return table.assign(
        **{
            name: pd.to_numeric(table[name], errors="coerce").astype("float64")
            for name in table.columns
            if name in wanted
        }
    )


def init() -> None:
    """Called once, when the service starts."""
    path = find_model(Path(os.environ["AZUREML_MODEL_DIR"]))
    _loaded[:] = [mlflow.pyfunc.load_model(str(path))]


def run(request: str) -> Any:
    """Called for each request; what it returns is sent as JSON."""
    table = pd.DataFrame(**json.loads(request)["input_data"])
    answer = pd.DataFrame(_loaded[0].predict(typed(table, _loaded[0])))
    return answer.iloc[:, 0].tolist() if answer.shape[1] == 1 else answer.to_dict(orient="records")

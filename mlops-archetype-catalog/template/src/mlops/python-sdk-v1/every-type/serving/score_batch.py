"""Scores files in bulk: Azure Machine Learning gives each process some files at a time."""

import argparse
from pathlib import Path

import mlflow.pyfunc
import pandas as pd
from azureml.core.model import Model
from mlflow.pyfunc import PyFuncModel
from pandas.errors import EmptyDataError
from score_online import find_model, typed  # type: ignore[import-not-found]

_loaded: list[PyFuncModel] = []


def init() -> None:
    """Called once in each process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model_name", required=True)
    parser.add_argument("--model_version", type=int, required=True)
    # Azure Machine Learning adds options of its own.
    given, _ = parser.parse_known_args()
    path = Model.get_model_path(given.model_name, version=given.model_version)
    _loaded[:] = [mlflow.pyfunc.load_model(str(find_model(Path(path))))]


def run(files: list[str]) -> pd.DataFrame:
    """Called for some files at a time; the rows that it returns are appended to the output."""
    return pd.concat([_score(Path(file)) for file in files], ignore_index=True)


def _score(file: Path) -> pd.DataFrame:
    """The answers to the rows of a file; an empty file has none."""
    try:
        # The values are what the file has: "NA" is a text.
        table = pd.read_csv(file, dtype="object", keep_default_na=False)
    except EmptyDataError:
        return pd.DataFrame()
    answer = pd.DataFrame(_loaded[0].predict(typed(table, _loaded[0])))
    answer.insert(0, "file", file.name)
    return answer

"""Answers files."""

import os
from pathlib import Path

import joblib
import pandas as pd


def init():
    global model
    model = joblib.load(Path(os.environ["AZUREML_MODEL_DIR"]) / "bikes" / "model.joblib")


def run(mini_batch):
    results = []
    for path in mini_batch:
        table = pd.read_csv(path)
        table["prediction"] = model.predict(table)
        results.append(table)
    return pd.concat(results)

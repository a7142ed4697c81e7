"""Answers requests."""

import json
import os

import joblib
import pandas as pd


def init():
    global model
    model = joblib.load(os.path.join(os.environ["AZUREML_MODEL_DIR"], "model.pkl"))


def run(body):
    rows = pd.DataFrame(json.loads(body)["data"])
    rows["pickup_hour"] = rows["pickup_hour"].astype(int)
    return model.predict(rows[["distance", "pickup_hour", "vendor"]]).tolist()

"""Answers requests."""

import json
import logging
import os

import joblib
import numpy as np


def init():
    global model, scaler
    folder = os.path.join(os.getenv("AZUREML_MODEL_DIR"), "bikes")
    model = joblib.load(os.path.join(folder, "model.joblib"))
    with open(os.path.join(folder, "scaler.json")) as file:
        scaler = json.load(file)
    logging.basicConfig(level=os.environ["LOG_LEVEL"])
    logging.info("loaded")


def run(raw_data):
    data = np.array(json.loads(raw_data)["data"])
    limit = float(os.environ["LIMIT"])
    answers = model.predict(data)
    return {"answers": [min(limit, answer) for answer in answers], "mean": scaler["mean"]}

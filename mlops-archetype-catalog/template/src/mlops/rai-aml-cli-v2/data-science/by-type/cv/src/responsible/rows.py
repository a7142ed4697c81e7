"""What the gate looks at: the images of the test data, their brightness, and what the model says."""

from pathlib import Path

import numpy as np
import pandas as pd
from mlflow.pyfunc import PyFuncModel
from PIL import Image

from lifecycle.tables import read_table
from responsible.cohorts import PREDICTION
from surface_defects.columns import IMAGE, TARGET
from surface_defects.images import request_parts

__all__ = ["TARGET", "answered"]


def brightness(file: Path) -> float:
    """The mean of an image's grey values, from 0 for black to 255 for white."""
    with Image.open(file) as image:
        return float(np.asarray(image.convert("L")).mean())


def answered(model: PyFuncModel, test_data: Path) -> pd.DataFrame:
    """The labels and the model's answers; groups can be made of the label and of the brightness."""
    labels: list[str] = []
    answers: list[str] = []
    for requests, truth in request_parts(test_data):
        labels += truth
        answers += pd.DataFrame(model.predict(requests))[TARGET].tolist()
    bright = [brightness(test_data / name) for name in read_table(test_data)[IMAGE]]
    return pd.DataFrame({TARGET: labels, "brightness": bright, PREDICTION: answers})

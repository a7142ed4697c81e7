"""What is judged: the images of the test data, traits of their pixels, what the model says and why."""

import base64
import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from mlflow.pyfunc import PyFuncModel
from numpy.typing import NDArray
from PIL import Image

from lifecycle.tables import read_table
from responsible.cohorts import PREDICTION
from responsible.occlusion import Covered, contributions
from surface_defects.columns import IMAGE, TARGET
from surface_defects.images import request_parts
from surface_defects.served import opened

__all__ = ["CONFIDENCE", "TARGET", "Shown", "answered"]

# The column that says how sure the model is, from 0 to 1.
CONFIDENCE = "confidence"
# An image is covered in so many rows and columns of tiles.
_TILES = 6
# Larger images are made smaller before they are explained.
_LARGEST = 512


def measured(file: Path) -> dict[str, float]:
    """Brightness (mean grey value), contrast (its deviation), sharpness (mean step), width by height."""
    grey = np.asarray(opened(file).convert("L"), dtype="float64")
    steps = [np.abs(np.diff(grey, axis=axis)) for axis in (0, 1)]
    return {
        "brightness": float(grey.mean()),
        "contrast": float(grey.std()),
        "sharpness": float(sum(step.sum() for step in steps) / max(sum(step.size for step in steps), 1)),
        "proportion": grey.shape[1] / grey.shape[0],
    }


def answered(model: PyFuncModel, test_data: Path) -> pd.DataFrame:
    """The labels and the model's answers; groups can be made of the label and of what is measured."""
    labels: list[str] = []
    answers: list[pd.DataFrame] = []
    for requests, truth in request_parts(test_data):
        labels += truth
        answers.append(pd.DataFrame(model.predict(requests)))
    said = pd.concat(answers, ignore_index=True)
    found = pd.DataFrame([measured(test_data / name) for name in read_table(test_data)[IMAGE]])
    judged = {PREDICTION: said[TARGET], CONFIDENCE: said[CONFIDENCE]}
    return pd.concat([pd.DataFrame({TARGET: labels}), found, pd.DataFrame(judged)], axis="columns")


class Shown:
    """Shows images with the places that an answer rests on."""

    def __init__(self, model: PyFuncModel, test_data: Path) -> None:
        """Takes the model and the data that `answered` took."""
        self._model = model
        self._test_data = test_data
        self._files = read_table(test_data)[IMAGE]

    def html(self, row: int, answer: str) -> str:
        """The image, and beside it: what speaks for the answer is green, what speaks against it red."""
        image = opened(self._test_data / self._files[row]).convert("RGB")
        image.thumbnail((_LARGEST, _LARGEST))
        pixels = np.asarray(image)
        tiles = _tiles(pixels.shape[0], pixels.shape[1])
        grey = pixels.mean(axis=(0, 1)).astype("uint8")

        def confidences(covered: Covered) -> Sequence[float]:
            variants = []
            for parts in covered:
                variant = pixels.copy()
                for part in parts:
                    variant[tiles[part]] = grey
                variants.append(_png(Image.fromarray(variant)))
            answers = pd.DataFrame(self._model.predict(pd.DataFrame({IMAGE: variants})))
            return answers[CONFIDENCE].where(answers[TARGET] == answer, 0.0).tolist()

        found = contributions(confidences, len(tiles))
        return "\n".join(
            f'<img alt="{alt}" src="data:image/png;base64,{_png(shown)}">'
            for alt, shown in (
                ("the image", image),
                ("what the answer rests on", _marked(pixels, tiles, found)),
            )
        )


def _tiles(height: int, width: int) -> list[tuple[slice, slice]]:
    """The tiles of an image; small ones have fewer."""
    rows = np.linspace(0, height, min(_TILES, height) + 1).astype(int)
    columns = np.linspace(0, width, min(_TILES, width) + 1).astype(int)
    return [
        (slice(top, bottom), slice(left, right))
        for top, bottom in pairwise(rows)
        for left, right in pairwise(columns)
    ]


def _marked(
    pixels: NDArray[np.uint8], tiles: Sequence[tuple[slice, slice]], found: Sequence[float]
) -> Image.Image:
    """The image in grey, each tile coloured by what it contributes."""
    most = max((abs(value) for value in found), default=0.0) or 1.0
    marked = np.repeat(pixels.mean(axis=2, keepdims=True), 3, axis=2)
    for tile, value in zip(tiles, found, strict=True):
        colour = np.array([30.0, 160.0, 60.0] if value > 0 else [200.0, 40.0, 40.0])
        share = 0.7 * abs(value) / most
        marked[tile] = (1 - share) * marked[tile] + share * colour
    return Image.fromarray(marked.astype("uint8"))


def _png(image: Image.Image) -> str:
    """The file of an image, in base64."""
    file = io.BytesIO()
    image.save(file, format="PNG")
    return base64.b64encode(file.getvalue()).decode("ascii")

"""Features of a table."""

from __future__ import annotations

import json
import logging
import math
from collections import namedtuple
from pathlib import Path

import numpy as np
import pandas as pd

logger = logging.getLogger(__name__)

FEATURES = ["temperature", "humidity", "hour_sin", "hour_cos"]
TARGET = "count"
KINDS = {"low": 0, "middle": 1, "high": 2}
LABELS = Path(__file__).parents[2] / "config" / "labels.json"

Bounds = namedtuple("Bounds", ["lower", "upper"])


def labels() -> dict[str, int]:
    """The labels."""
    return json.loads(LABELS.read_text())


def bounds(values: np.ndarray) -> Bounds:
    """The smallest and the greatest value."""
    return Bounds(lower=float(values.min()), upper=float(values.max()))


def circle(hour: int, hours: int = 24) -> tuple[float, float]:
    """An hour on a circle."""
    angle = 2 * math.pi * hour / hours
    return math.sin(angle), math.cos(angle)


def add_features(table: pd.DataFrame, *, drop: bool = False) -> pd.DataFrame:
    """Adds the features."""
    sine, cosine = zip(*[circle(hour) for hour in table["hour"]])
    table = table.assign(hour_sin=sine, hour_cos=cosine)
    if drop:
        table = table.drop(columns=["hour"])
    logger.info("added features to %d rows", len(table))
    return table


def kind(name: str) -> int:
    """The number of a kind."""
    return KINDS[name]


def busy() -> int:
    """The number of the busiest kind."""
    return KINDS["high"]


class Scaler:
    """Scales a column."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.mean = 0.0
        self.deviation = 1.0

    def fit(self, table: pd.DataFrame) -> Scaler:
        """Learns."""
        self.mean = table[self.column].mean()
        self.deviation = table[self.column].std()
        return self

    def transform(self, table: pd.DataFrame) -> pd.Series:
        """Scales."""
        return (table[self.column] - self.mean) / self.deviation

    @property
    def state(self) -> dict[str, float]:
        """What it knows."""
        return {"mean": self.mean, "deviation": self.deviation}

    @staticmethod
    def names() -> list[str]:
        """What it knows, by name."""
        return ["mean", "deviation"]

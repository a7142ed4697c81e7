"""Tests."""

import pandas as pd

from rides.prepare import features, split


def test_features():
    frame = pd.DataFrame({"ride_id": [1], "pickup": pd.to_datetime(["2026-01-01"]), "distance": [1.0], "duration": [3]})
    made = features(frame)
    assert list(made.columns) == ["distance", "duration", "pickup_hour"]


def test_split():
    train, test = split(pd.DataFrame({"distance": range(10)}), 0.2)
    assert len(train) == 8 and len(test) == 2

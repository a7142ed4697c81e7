from unittest.mock import patch

import pytest
from bikes.features import KINDS, Scaler, add_features, bounds, busy, circle, kind


def test_circle():
    sine, cosine = circle(0)
    assert sine == 0
    assert cosine == 1


def test_features(table):
    assert "hour_sin" in add_features(table).columns


@pytest.mark.parametrize("name, number", [("low", 0), ("middle", 1)])
def test_kind(name, number):
    assert kind(name) == number


@pytest.mark.slow
def test_names(names):
    assert Scaler.names() == names


def test_unknown_kind():
    with pytest.raises(KeyError):
        kind("none")


def test_busy():
    with patch("bikes.features.KINDS", {"high": 5}):
        assert busy() == 5


def test_state(table):
    state = Scaler("hour").fit(table).state
    assert state["mean"] == 5.5
    assert bounds(table["hour"].to_numpy()).upper == 6

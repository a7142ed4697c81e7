"""What the driver's tests share."""

import pytest

from mlops.driver.stage import Stage
from mlops.tests.stages import DEV


@pytest.fixture
def stage() -> Stage:
    return DEV


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What would have been slept: no test sleeps."""
    slept: list[float] = []
    monkeypatch.setattr("mlops.driver.waiting.time.sleep", slept.append)
    return slept

"""What the driver's tests share."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mlops.driver.stage import Stage
from mlops.tests.stages import DEV


@pytest.fixture
def stage() -> Stage:
    return DEV


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The scripts of mlops/scripts that would have been run: none is, since they ask Azure."""
    asked: list[list[str]] = []
    run = subprocess.run

    def noted(command: Sequence[str], **how: Any) -> Any:
        if command[0] != "bash":
            return run(command, **how)
        asked.append([Path(command[1]).name, *command[2:]])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("subprocess.run", noted)
    return asked


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What would have been slept: no test sleeps."""
    slept: list[float] = []
    monkeypatch.setattr("mlops.driver.waiting.time.sleep", slept.append)
    return slept

"""Tickets made here, so that a test does not change with the sample data."""

from pathlib import Path

import mlflow
import pandas as pd
import pytest

from lifecycle.tables import write_table
from support_tickets import train
from support_tickets.columns import TARGET, TEAMS, TEXT


def words(team: str) -> str:
    """The words that only tickets of a team have."""
    return " ".join(f"{word}{TEAMS.index(team)}" for word in ("parcel", "courier", "late"))


def make_tickets() -> pd.DataFrame:
    """100 tickets, all different; each team has words of its own."""
    teams = [TEAMS[row % len(TEAMS)] for row in range(100)]
    texts = [f"Hello, {words(team)} in case {row}" for row, team in enumerate(teams)]
    return pd.DataFrame({TEXT: texts, TARGET: teams})


@pytest.fixture
def raw() -> pd.DataFrame:
    """Tickets as a project gets them."""
    return make_tickets()


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that the step trained, without a download; trained once for all tests."""
    root = tmp_path_factory.mktemp("saved")
    mlflow.set_tracking_uri((root / "mlruns").as_uri())
    write_table(make_tickets(), root / "train")
    train.main(
        [
            f"--train_data={root / 'train'}",
            f"--model={root / 'model'}",
            "--base_model=tiny",
            "--learning_rate=5e-3",
            "--max_length=32",
            "--epochs=8",
        ]
    )
    return root / "model"

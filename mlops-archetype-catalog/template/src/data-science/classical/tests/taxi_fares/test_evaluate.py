import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mlflow.tracking import MlflowClient

from lifecycle import register
from lifecycle.registry import PRODUCTION, ROLE_TAG
from lifecycle.tables import write_table
from taxi_fares import evaluate, prepare, train


@pytest.fixture
def models(raw: pd.DataFrame, tmp_path: Path) -> Path:
    """A directory with test data, a good model and a poor one."""
    table = prepare.derive(raw)
    write_table(table, tmp_path / "train")
    write_table(table, tmp_path / "test")
    for name, iterations in (("good", 200), ("poor", 40)):
        train.main(
            [
                f"--train_data={tmp_path / 'train'}",
                f"--model={tmp_path / name}",
                f"--max_iter={iterations}",
            ]
        )
    return tmp_path


def run(root: Path, model: str, *more: str) -> dict[str, Any]:
    """Runs the step on a model and returns its report."""
    evaluate.main(
        [
            "--model_name=fares",
            f"--model={root / model}",
            f"--test_data={root / 'test'}",
            f"--evaluation={root / 'evaluation'}",
            *more,
        ]
    )
    report: dict[str, Any] = json.loads((root / "evaluation" / "evaluation.json").read_text("utf-8"))
    return report


def put_into_production(root: Path, model: str) -> None:
    """Registers what was approved last and marks it as the deployment does."""
    register.main(
        [
            "--model_name=fares",
            f"--model={root / model}",
            f"--evaluation={root / 'evaluation'}",
            f"--registration={root / 'registration'}",
        ]
    )
    MlflowClient().set_model_version_tag("fares", "1", ROLE_TAG, PRODUCTION)


def test_r2_is_held_to_the_floor(models: Path) -> None:
    report = run(models, "good", "--minimum_r2=0.9999")

    assert report["approved"] is False
    assert report["reason"] == f"R² {report['candidate']['r2']} does not reach the floor of 0.9999"


def test_the_mean_absolute_error_is_compared_with_production(models: Path) -> None:
    assert run(models, "good")["approved"] is True
    put_into_production(models, "good")

    # The same again is no news; worse is not good enough, however high its R².
    same, worse = run(models, "good"), run(models, "poor", "--minimum_r2=0.5")

    assert same["approved"] is False
    assert same["reason"] == "version 1 was made from the same data, code, settings and packages"
    assert same["production"] == same["candidate"]
    assert worse["approved"] is False
    assert worse["candidate"]["mae"] > worse["production"]["mae"]
    assert worse["production_version"] == "1"

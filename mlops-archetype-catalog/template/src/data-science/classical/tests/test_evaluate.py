import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mlflow.tracking import MlflowClient

from taxi_fares import evaluate, prepare, register, train
from taxi_fares.registry import PRODUCTION, ROLE_TAG, production_version
from taxi_fares.tables import write_table

GOOD = {"mae": 1.0, "rmse": 1.5, "r2": 0.95}


def test_without_a_model_in_production_the_floor_decides() -> None:
    assert evaluate.decide(GOOD, None, minimum_r2=0.9, tolerance=0.0) == (
        True,
        "no model is in production and R² 0.95 reaches 0.9",
    )
    assert evaluate.decide(GOOD, None, minimum_r2=0.96, tolerance=0.0) == (
        False,
        "R² 0.95 is below the floor of 0.96",
    )


@pytest.mark.parametrize(("mae", "approved"), [(0.9, True), (1.0, True), (1.02, True), (1.03, False)])
def test_a_candidate_may_be_worse_by_the_tolerance_only(mae: float, approved: bool) -> None:
    decision, reason = evaluate.decide({**GOOD, "mae": mae}, GOOD, minimum_r2=0.9, tolerance=0.02)

    assert decision is approved
    assert f"mean absolute error {mae}, production has 1.0" in reason


def test_a_candidate_better_than_production_is_still_held_to_the_floor() -> None:
    assert not evaluate.decide(GOOD, {**GOOD, "mae": 9.0}, minimum_r2=0.99, tolerance=0.0)[0]


def run(root: Path, model: str) -> dict[str, Any]:
    """Runs the step on a model and returns its report."""
    evaluate.main(
        [
            "--model_name=fares",
            f"--model={root / model}",
            f"--test_data={root / 'test'}",
            f"--evaluation={root / 'evaluation'}",
        ]
    )
    report: dict[str, Any] = json.loads((root / "evaluation" / "evaluation.json").read_text("utf-8"))
    return report


def register_approved(root: Path, model: str) -> dict[str, Any]:
    """Runs the register step and returns its receipt."""
    register.main(
        [
            "--model_name=fares",
            f"--model={root / model}",
            f"--evaluation={root / 'evaluation'}",
            f"--registration={root / 'registration'}",
        ]
    )
    text = (root / "registration" / "registration.json").read_text("utf-8")
    receipt: dict[str, Any] = json.loads(text)
    return receipt


def test_from_the_first_model_to_one_that_is_refused(raw: pd.DataFrame, tmp_path: Path) -> None:
    table = prepare.derive(raw)
    write_table(table, tmp_path / "train")
    write_table(table, tmp_path / "test")
    for name, iterations in (("good", 200), ("poor", 1)):
        train.main(
            [
                f"--train_data={tmp_path / 'train'}",
                f"--model={tmp_path / name}",
                f"--max_iter={iterations}",
            ]
        )

    # Nothing is in production: the floor decides.
    assert run(tmp_path, "good")["production"] is None
    receipt = register_approved(tmp_path, "good")
    assert receipt == {"name": "fares", "version": "1", "registered": True}

    # Registered is not yet in production: the deployment says so.
    assert production_version("fares") is None
    MlflowClient().set_model_version_tag("fares", "1", ROLE_TAG, PRODUCTION)
    assert production_version("fares") == "1"

    # As good as production is good enough.
    report = run(tmp_path, "good")
    assert report["approved"] is True
    assert report["production_version"] == "1"

    # Worse is not, and is not registered.
    assert run(tmp_path, "poor")["approved"] is False
    receipt = register_approved(tmp_path, "poor")
    assert receipt == {"name": "fares", "version": None, "registered": False}

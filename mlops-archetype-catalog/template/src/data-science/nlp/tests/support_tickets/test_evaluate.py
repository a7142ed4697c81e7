import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mlflow.tracking import MlflowClient

from lifecycle import register
from lifecycle.registry import PRODUCTION, ROLE_TAG
from lifecycle.tables import write_table
from support_tickets import evaluate, train
from support_tickets.columns import TEAMS
from support_tickets.metrics import classification_metrics


def test_a_team_that_is_never_found_lowers_the_macro_f1_as_much_as_any_other() -> None:
    others = len(TEAMS) - 1
    truth = [TEAMS[0]] * 8 + TEAMS[1:]

    metrics = classification_metrics(truth, [*truth[:8], TEAMS[0], *truth[9:]])

    assert metrics[f"f1_{TEAMS[1]}"] == 0.0
    assert all(metrics[f"f1_{team}"] == 1.0 for team in TEAMS[2:])
    assert metrics["accuracy"] == round((7 + others) / (8 + others), 4)
    # The F1 of the first team: 16 of 17.
    assert metrics["macro_f1"] == round((16 / 17 + others - 1) / len(TEAMS), 4)


def test_a_team_that_was_not_tested_reaches_no_floor() -> None:
    metrics = classification_metrics([TEAMS[0]] * 3, [TEAMS[0]] * 3)

    assert [metrics[f"f1_{team}"] for team in TEAMS] == [1.0] + [0.0] * (len(TEAMS) - 1)


def run(root: Path, model: str) -> dict[str, Any]:
    """Runs the step on a model and returns its report."""
    evaluate.main(
        [
            "--model_name=tickets",
            f"--model={root / model}",
            f"--test_data={root / 'test'}",
            f"--evaluation={root / 'evaluation'}",
        ]
    )
    report: dict[str, Any] = json.loads((root / "evaluation" / "evaluation.json").read_text("utf-8"))
    return report


def test_a_team_that_is_never_found_approves_nothing(
    saved: Path, raw: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_table(raw, tmp_path / "test")
    (tmp_path / "model").symlink_to(saved)
    good = {"accuracy": 0.97, "macro_f1": 0.9, **{f"f1_{team}": 0.99 for team in TEAMS}}
    monkeypatch.setattr(evaluate, "classification_metrics", lambda *_: {**good, f"f1_{TEAMS[1]}": 0.4})

    report = run(tmp_path, "model")

    assert report["approved"] is False
    assert report["reason"] == f"F1 of {TEAMS[1]} 0.4 does not reach the floor of 0.5"


def test_from_the_first_model_to_one_that_is_refused(raw: pd.DataFrame, tmp_path: Path) -> None:
    write_table(raw, tmp_path / "train")
    write_table(raw, tmp_path / "test")
    for name, rate in (("good", "5e-3"), ("poor", "1e-6")):
        train.main(
            [
                f"--train_data={tmp_path / 'train'}",
                f"--model={tmp_path / name}",
                "--base_model=tiny",
                "--max_length=32",
                "--epochs=8",
                f"--learning_rate={rate}",
            ]
        )

    # Nothing is in production: the minimum quality decides.
    report = run(tmp_path, "poor")
    assert report["approved"] is False
    assert "does not reach the floor of 0.8" in report["reason"]
    report = run(tmp_path, "good")
    assert report["approved"] is True
    assert report["production"] is None
    assert "macro F1" in report["reason"]

    register.main(
        [
            "--model_name=tickets",
            f"--model={tmp_path / 'good'}",
            f"--evaluation={tmp_path / 'evaluation'}",
            f"--registration={tmp_path / 'registration'}",
        ]
    )
    MlflowClient().set_model_version_tag("tickets", "1", ROLE_TAG, PRODUCTION)

    # The model from the registry is measured as the candidate is; the same again is not registered again.
    report = run(tmp_path, "good")
    assert report["approved"] is False
    assert report["reason"] == "version 1 was made from the same data, code, settings and packages"
    assert report["production_version"] == "1"
    assert report["production"] == report["candidate"]

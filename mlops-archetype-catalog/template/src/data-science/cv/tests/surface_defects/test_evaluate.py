import json
from pathlib import Path
from typing import Any

import pytest

from surface_defects import evaluate
from surface_defects.columns import LABELS
from surface_defects.metrics import classification_metrics


def run(model: Path, floor: float) -> dict[str, Any]:
    """Runs the step on a model and returns its report."""
    root = model.parent
    evaluate.main(
        [
            "--model_name=defects",
            f"--model={model}",
            f"--test_data={root / 'test'}",
            f"--evaluation={root / 'evaluation'}",
            f"--minimum_f1={floor}",
            "--minimum_class_f1=0.1",
        ]
    )
    report: dict[str, Any] = json.loads((root / "evaluation" / "evaluation.json").read_text("utf-8"))
    return report


def test_the_macro_f1_is_held_to_the_floor(saved: Path) -> None:
    report = run(saved, 0.7)

    assert report["approved"] is True
    assert report["candidate"]["macro_f1"] >= 0.7
    assert run(saved, 1.01)["reason"] == (
        f"macro F1 {report['candidate']['macro_f1']} does not reach the floor of 1.01"
    )


def test_rare_classes_count_as_much_in_the_mean_of_f1() -> None:
    often, never = LABELS[:2]
    metrics = classification_metrics([often] * 9 + [never], [often] * 10)

    assert metrics["accuracy"] == 0.9
    assert metrics[f"f1_{often}"] == 0.9474  # 18 / 19
    assert metrics[f"f1_{never}"] == 0.0
    assert metrics["macro_f1"] == pytest.approx(18 / 19 / len(LABELS), abs=1e-4)


def test_a_class_that_was_not_tested_reaches_no_floor() -> None:
    metrics = classification_metrics([LABELS[0]] * 3, [LABELS[0]] * 3)

    assert [metrics[f"f1_{label}"] for label in LABELS] == [1.0] + [0.0] * (len(LABELS) - 1)


def test_a_class_that_is_never_found_approves_nothing(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = {"accuracy": 0.97, "macro_f1": 0.9, **{f"f1_{label}": 0.99 for label in LABELS}}
    monkeypatch.setattr(evaluate, "classification_metrics", lambda *_: {**good, f"f1_{LABELS[0]}": 0.0})

    report = run(saved, 0.8)

    assert report["approved"] is False
    assert report["reason"] == f"F1 of {LABELS[0]} 0.0 does not reach the floor of 0.1"

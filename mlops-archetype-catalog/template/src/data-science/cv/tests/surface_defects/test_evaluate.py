import json
from pathlib import Path
from typing import Any

import pytest

from surface_defects import evaluate
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
            f"--minimum_accuracy={floor}",
        ]
    )
    report: dict[str, Any] = json.loads((root / "evaluation" / "evaluation.json").read_text("utf-8"))
    return report


def test_the_accuracy_is_held_to_the_floor(saved: Path) -> None:
    report = run(saved, 0.7)

    assert report["approved"] is True
    assert report["candidate"]["accuracy"] >= 0.7
    assert run(saved, 1.01)["reason"] == (
        f"accuracy {report['candidate']['accuracy']} does not reach the floor of 1.01"
    )


def test_rare_classes_count_as_much_in_the_mean_of_f1() -> None:
    truth = ["sound"] * 8 + ["pits"] + ["stain"]
    metrics = classification_metrics(truth, ["sound"] * 9 + ["stain"])

    assert metrics["accuracy"] == 0.9
    assert metrics["f1_sound"] == pytest.approx(16 / 17, abs=1e-4)
    assert (metrics["f1_pits"], metrics["f1_stain"], metrics["f1_scratch"]) == (0.0, 1.0, 0.0)
    assert metrics["macro_f1"] == pytest.approx((16 / 17 + 1) / 4, abs=1e-4)

from pathlib import Path
from typing import Any

import mlflow.pyfunc
import pandas as pd
from mlflow.models import infer_signature
from mlflow.pyfunc.model import PythonModel

from lifecycle.card import model_card
from lifecycle.evaluation import Evaluation
from lifecycle.origin import ORIGIN, SETTINGS


class Nothing(PythonModel):
    """A model that is only looked at."""

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> Any:  # noqa: ARG002
        """Gives back what it gets."""
        return model_input


def test_the_card_has_what_was_compared_and_what_the_model_is_made_from(tmp_path: Path) -> None:
    rows = pd.DataFrame({"fare": [1.0, 2.5]})
    mlflow.pyfunc.save_model(
        tmp_path / "model",
        python_model=Nothing(),
        signature=infer_signature(rows, rows),
        input_example=rows,
        metadata={ORIGIN: "0123abcd", SETTINGS: {"rate": 0.5, "epochs": 3}},
        pip_requirements=[],
    )
    evaluation = Evaluation(
        True, "better", {"mae": 1.5, "r2": 0.75}, {"mae": 2.0}, "4", {"mae": 1.25, "r2": 0.8}, "2"
    )

    lines = model_card("fares", "run7", tmp_path / "model", evaluation).splitlines()

    assert lines[:3] == ["# fares", "", "Approved: better."]
    assert lines[4:8] == [
        "| Metric on the test data | this model | version 4, in production | version 2, the best |",
        "| --- | --- | --- | --- |",
        "| mae | 1.5 | 2 | 1.25 |",
        "| r2 | 0.75 |  | 0.8 |",
    ]
    assert any('\\"name\\": \\"fare\\"' in line for line in lines)
    assert "- run: `run7`" in lines
    assert "- data, code, settings and packages: `0123abcd`" in lines
    assert '- settings: `{"epochs": 3, "rate": 0.5}`' in lines


def test_a_model_that_says_nothing_has_a_card_too(tmp_path: Path) -> None:
    mlflow.pyfunc.save_model(tmp_path / "model", python_model=Nothing(), pip_requirements=[])

    card = model_card("fares", "run7", tmp_path / "model", Evaluation(True, "good", {"mae": 1.5}, None, None))

    assert "| Metric on the test data | this model |\n| --- | --- |\n| mae | 1.5 |\n" in card
    assert "```json\n{}\n```" in card
    assert "packages: `unknown`" in card

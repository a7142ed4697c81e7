"""What people read about the mistakes of a model, whatever the model is asked."""

import json
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd
import pytest

from responsible import analyse
from responsible.analysis import REPORT
from responsible.cohorts import PREDICTION
from responsible.dashboard import DASHBOARD
from responsible.report import Mistake
from responsible.rows import CONFIDENCE, TARGET

SURE = [0.5, 0.9, 0.7, 0.9, 0.8, 0.6]


def table() -> pd.DataFrame:
    """Six answers; those to rows 1, 2, 3 and 5 are wrong."""
    answers = ["a", "b", "b", "b", "a", "a"]
    truth = ["a", "a", "a", "a", "a", "b"]
    return pd.DataFrame({TARGET: truth, "size": range(6), PREDICTION: answers, CONFIDENCE: SURE})


ERROR = pd.Series([0.0, 1.0, 1.0, 1.0, 0.0, 1.0])


def test_the_mistakes_that_the_model_was_surest_of_come_first() -> None:
    assert analyse.worst(table(), ERROR, 3).index.tolist() == [1, 3, 2]
    assert analyse.worst(table(), ERROR, 9).index.tolist() == [1, 3, 2, 5]


def test_each_mistake_is_shown_with_what_is_right_and_what_was_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Shown:
        def __init__(self, model: str, test_data: Path) -> None:
            self._of = f"{model} in {test_data}"

        def html(self, row: int, answer: str) -> str:
            return f"{self._of}: row {row} is no {answer}"

    monkeypatch.setattr(analyse, "Shown", Shown)

    found = analyse.explain("model", Path("test"), table().loc[[5, 1]])  # type: ignore[arg-type]

    assert found == [
        Mistake("b", "a", 0.6, "model in test: row 5 is no a"),
        Mistake("a", "b", 0.9, "model in test: row 1 is no b"),
    ]


def test_the_gate_and_people_get_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = analyse.parse(
        ["--title=T", "--model=m", "--test_data=t", "--minimum_rows=1", f"--insights={tmp_path / 'new'}"]
    )

    analyse.write(arguments, table(), [Mistake("b", "a", 0.6, "shown")], ERROR)

    tree = json.loads((tmp_path / "new" / DASHBOARD).read_text(encoding="utf-8"))["errorAnalysisData"][0]
    conditions = {node["condition"].split(" ")[0] for node in tree["tree"]}
    # Neither the answer nor how sure the model was is a trait of the data.
    assert conditions <= {"", "size", TARGET}
    report = (tmp_path / "new" / REPORT).read_text(encoding="utf-8")
    # Of a, two were answered with a and three with b; of b, one with a.
    assert "<td>a</td><td>2</td><td>3</td>" in report
    assert "<td>b</td><td>1</td><td>0</td>" in report
    assert "shown" in report
    assert "worst group: Cohort(" in capsys.readouterr().out


def test_the_step_asks_the_model_and_logs_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def answered(model: str, test_data: Path) -> pd.DataFrame:
        asked.append((model, test_data))
        return table()

    def explain(_: str, test_data: Path, chosen: pd.DataFrame) -> list[Mistake]:
        asked.append((test_data, chosen))
        return []

    monkeypatch.setattr(analyse, "answered", answered)
    monkeypatch.setattr(analyse, "explain", explain)
    monkeypatch.setattr(mlflow.pyfunc, "load_model", lambda model: f"the model of {model}")

    options = ["--title=T", "--examples=2", "--minimum_rows=1"]
    analyse.main(["--model=m", "--test_data=t", f"--insights={tmp_path}", *options])

    assert asked[0] == ("the model of m", Path("t"))
    assert asked[1][0] == Path("t")
    assert list(asked[1][1].index) == [1, 3]
    run = mlflow.last_active_run()
    assert run is not None
    logged = mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/{REPORT}")
    assert "66.7% of the answers are wrong" in logged

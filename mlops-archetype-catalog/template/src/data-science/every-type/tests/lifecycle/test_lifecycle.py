import json
from pathlib import Path
from typing import Any

import mlflow
import mlflow.pyfunc
import numpy as np
import pandas as pd
import pytest
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import PyFuncModel
from mlflow.pyfunc.model import PythonModel
from mlflow.tracking import MlflowClient

from lifecycle import register
from lifecycle.decision import Floor, Metric, Rule
from lifecycle.evaluation import Evaluation, compare, conclude, read_report, write_report
from lifecycle.origin import ORIGIN, metadata
from lifecycle.registry import (
    COMPARED_TAG,
    NOT_COMPARED,
    PRODUCTION,
    ROLE_TAG,
    best_version,
    load,
    production_version,
)
from lifecycle.requirements import pinned

SCORE = Metric("score", "score")
RULE = Rule([Floor(SCORE, 0.5)], SCORE, 0.0)


class Constant(PythonModel):
    """A model that gives one answer."""

    def __init__(self, answer: float) -> None:
        """Keeps the answer."""
        self.answer = answer

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> Any:  # noqa: ARG002
        """The answer, once for each row."""
        return np.full(len(model_input), self.answer)


def measure(model: PyFuncModel) -> dict[str, float]:
    """The mean of the answers is how good the model is."""
    return {"score": float(np.asarray(model.predict(pd.DataFrame({"x": [1.0, 2.0]}))).mean())}


def save(directory: Path, answer: float, noted: dict[str, object] | None = None) -> Path:
    """Saves a model that gives this answer."""
    mlflow.pyfunc.save_model(
        directory, python_model=Constant(answer), pip_requirements=pinned("mlflow"), metadata=noted
    )
    return directory


def run_register(root: Path, model: Path) -> dict[str, Any]:
    """Runs the step and returns the receipt."""
    register.main(
        [
            "--model_name=constants",
            f"--model={model}",
            f"--evaluation={root / 'evaluation'}",
            f"--registration={root / 'registration'}",
        ]
    )
    receipt: dict[str, Any] = json.loads((root / "registration" / "registration.json").read_text("utf-8"))
    return receipt


def test_from_the_first_model_to_one_that_is_refused(tmp_path: Path) -> None:
    good, poor = save(tmp_path / "good", 0.9), save(tmp_path / "poor", 0.6)

    # Nothing is in production: the minimum quality decides.
    first = compare("constants", good, measure, RULE)
    assert first == Evaluation(True, first.reason, {"score": 0.9}, None, None)
    conclude(first, RULE, tmp_path / "evaluation")
    assert run_register(tmp_path, good) == {"name": "constants", "version": "1", "registered": True}
    assert MlflowClient().get_model_version("constants", "1").tags["test_score"] == "0.9"
    assert measure(load("constants", "1")) == {"score": 0.9}
    card = Path(mlflow.artifacts.download_artifacts("models:/constants/1/model_card.md")).read_text("utf-8")
    assert card.startswith("# constants\n\nApproved: no model is in production")
    assert "| score | 0.9 |" in card
    assert str(MlflowClient().get_model_version("constants", "1").run_id) in card

    # Registered is not yet in production: the deployment says so.
    assert production_version("constants") is None
    MlflowClient().set_model_version_tag("constants", "1", ROLE_TAG, PRODUCTION)
    assert production_version("constants") == "1"

    # Worse than production is refused, and is not registered.
    second = compare("constants", poor, measure, RULE)
    assert second == Evaluation(False, second.reason, {"score": 0.6}, {"score": 0.9}, "1")
    conclude(second, RULE, tmp_path / "evaluation")
    assert run_register(tmp_path, poor) == {"name": "constants", "version": None, "registered": False}
    with pytest.raises(MlflowException, match="not found"):
        MlflowClient().get_model_version("constants", "2")


def test_of_several_versions_in_production_the_newest_counts(tmp_path: Path) -> None:
    model = save(tmp_path / "model", 0.9)
    write_report(compare("constants", model, measure, RULE), tmp_path / "evaluation")
    for _ in range(11):
        run_register(tmp_path, model)
    for version in ("2", "9", "10"):
        MlflowClient().set_model_version_tag("constants", version, ROLE_TAG, PRODUCTION)
    MlflowClient().set_model_version_tag("constants", "11", ROLE_TAG, "retired")

    assert production_version("constants") == "10"


def test_the_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    report = Evaluation(False, "R² 0.1 is too low", {"score": 0.1}, {"score": 0.2}, "7")

    write_report(report, tmp_path / "evaluation")

    assert read_report(tmp_path / "evaluation") == report


def test_what_was_decided_is_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conclude(Evaluation(False, "worse", {"score": 0.6}, {"score": 0.9}, "1"), RULE, tmp_path / "evaluation")

    run = mlflow.last_active_run()
    assert run is not None
    assert run.data.params == {"floor_score": "0.5", "tolerance": "0.0"}
    assert run.data.metrics == {"test_score": 0.6, "production_score": 0.9, "approved": 0.0}
    assert capsys.readouterr().out == "not approved: worse\n"


def test_classes_of_any_name_are_logged(tmp_path: Path) -> None:
    names = ["f1_R&D", "f1_R+D", "f1_déjà vu", "f1_注文", "f1_a/../b", f"f1_{'x' * 300}"]
    metrics = {"score": 0.9, **dict.fromkeys(names, 0.5)}
    rule = Rule([Floor(SCORE, 0.5), *(Floor(Metric(name, name), 0.5) for name in names)], SCORE, 0.0)

    conclude(Evaluation(True, "good", metrics, None, None), rule, tmp_path / "evaluation")

    run = mlflow.last_active_run()
    assert run is not None
    assert len(run.data.params) == len(names) + 2
    assert len(run.data.metrics) == len(names) + 2
    assert {"test_f1_R_D", "test_f1_R_D_2", "test_f1_déjà vu", "test_f1_注文"} <= set(run.data.metrics)
    assert read_report(tmp_path / "evaluation").candidate == metrics


def test_what_the_best_model_reached_is_logged_too(tmp_path: Path) -> None:
    best = Evaluation(True, "good", {"score": 0.9}, None, None, {"score": 0.8}, "3")

    conclude(best, RULE, tmp_path / "evaluation")

    run = mlflow.last_active_run()
    assert run is not None
    assert run.data.metrics == {"test_score": 0.9, "best_score": 0.8, "approved": 1.0}


def test_a_best_model_that_cannot_be_measured_is_told_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(Evaluation(True, "", {"score": 0.9}, None, None), tmp_path / "evaluation")
    run_register(tmp_path, save(tmp_path / "old", 0.9))

    def picky(model: PyFuncModel) -> dict[str, float]:
        if measure(model) == {"score": 0.9}:
            raise KeyError("a column that is no more")
        return measure(model)

    report = compare("constants", save(tmp_path / "new", 0.6), picky, RULE)

    assert report.approved is True
    assert (report.best, report.best_version) == (None, None)
    assert "not compared with the best approved model: version 1 of constants" in capsys.readouterr().out


def test_the_label_of_a_build_is_no_part_of_a_requirement(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = {"torch": "2.8.0+cpu", "numpy": "2.2.6"}
    monkeypatch.setattr("lifecycle.requirements.version", installed.__getitem__)

    assert pinned("numpy", "torch") == ["numpy==2.2.6", "torch==2.8.0"]


def test_the_best_version_is_compared_with_as_well(tmp_path: Path) -> None:
    for answer in (0.9, 0.8):
        model = save(tmp_path / str(answer), answer)
        write_report(Evaluation(True, "", {"score": answer}, None, None), tmp_path / "evaluation")
        run_register(tmp_path, model)
    MlflowClient().set_model_version_tag("constants", "2", ROLE_TAG, PRODUCTION)
    assert best_version("constants", SCORE) == "1"
    assert best_version("constants", Metric("score", "score", higher_is_better=False)) == "2"

    report = compare("constants", save(tmp_path / "new", 0.85), measure, RULE)

    assert report.approved is False
    assert report.production == {"score": 0.8}
    assert (report.best_version, report.best) == ("1", {"score": 0.9})

    # A person may take a version out of the comparison.
    MlflowClient().set_model_version_tag("constants", "1", COMPARED_TAG, NOT_COMPARED)
    assert compare("constants", tmp_path / "new", measure, RULE).approved is True


def test_what_was_made_from_the_same_is_not_registered_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "rows.csv").write_text("x\n1\n", encoding="utf-8")

    def trained(name: str, **settings: object) -> Path:
        return save(tmp_path / name, 0.9, metadata(data, settings, ["mlflow==1"]))

    first = trained("first", rate=0.1)
    write_report(compare("constants", first, measure, RULE), tmp_path / "evaluation")
    assert run_register(tmp_path, first)["version"] == "1"

    again = compare("constants", trained("again", rate=0.1), measure, RULE)
    assert again.approved is False
    assert again.reason == "version 1 was made from the same data, code, settings and packages"

    # Other settings, or one more row, and it is another model.
    assert compare("constants", trained("rate", rate=0.2), measure, RULE).approved is True
    (data / "rows.csv").write_text("x\n1\n2\n", encoding="utf-8")
    assert compare("constants", trained("more", rate=0.1), measure, RULE).approved is True


def test_everything_that_makes_a_model_is_in_its_origin(tmp_path: Path) -> None:
    data, code = tmp_path / "data", tmp_path / "code"
    for directory in (data, code):
        directory.mkdir()
        (directory / "a.py").write_text("1", encoding="utf-8")

    def origin(settings: dict[str, object], package: str = "p==1") -> object:
        return metadata(data, settings, [package], code)[ORIGIN]

    before = origin({"rate": 1})
    assert origin({"rate": 1}) == before
    assert len(str(before)) == 16
    seen = {before, origin({"rate": 2}), origin({"rate": 1}, "p==2")}
    for directory in (data, code):
        (directory / "a.py").write_text("2", encoding="utf-8")
        seen.add(origin({"rate": 1}))
        (directory / "a.py").rename(directory / "b.py")
        seen.add(origin({"rate": 1}))
    assert len(seen) == 7
    (code / "notes.txt").write_text("not code", encoding="utf-8")
    assert origin({"rate": 1}) in seen


def test_a_model_in_production_that_cannot_be_measured_is_told_and_can_be_taken_out(tmp_path: Path) -> None:
    write_report(Evaluation(True, "", {"score": 0.9}, None, None), tmp_path / "evaluation")
    run_register(tmp_path, save(tmp_path / "old", 0.9))
    MlflowClient().set_model_version_tag("constants", "1", ROLE_TAG, PRODUCTION)
    candidate = save(tmp_path / "new", 0.9)
    asked = 0

    def picky(model: PyFuncModel) -> dict[str, float]:
        nonlocal asked
        asked += 1
        if asked % 2 == 0:  # the candidate comes first
            raise KeyError("a column that is no more")
        return measure(model)

    report = compare("constants", candidate, picky, RULE)

    assert report.approved is False
    assert report.candidate == {"score": 0.9}
    assert report.reason.startswith("version 1 of constants cannot be measured: KeyError: ")
    assert report.reason.endswith("--name constants --version 1 --set tags.compared=no")
    MlflowClient().set_model_version_tag("constants", "1", COMPARED_TAG, NOT_COMPARED)
    assert compare("constants", candidate, picky, RULE).approved is True

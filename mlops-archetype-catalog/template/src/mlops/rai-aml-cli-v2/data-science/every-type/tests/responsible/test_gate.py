import json
from pathlib import Path

import mlflow
import pandas as pd
import pytest

from lifecycle.evaluation import Evaluation, read_report, write_report
from responsible import gate
from responsible.cohorts import PREDICTION
from responsible.rows import TARGET

APPROVED = Evaluation(True, "good", {"score": 1.0}, None, None)


def arguments(tmp_path: Path, *more: str) -> gate.Arguments:
    """What the step is told, with groups made of the column `zone`."""
    return gate.parse(
        [
            f"--model={tmp_path / 'model'}",
            f"--test_data={tmp_path / 'test'}",
            f"--evaluation={tmp_path / 'evaluation'}",
            f"--gated={tmp_path / 'gated'}",
            "--cohorts=zone",
            "--maximum_gap=0.3",
            "--minimum_rows=2",
            *more,
        ]
    )


def table(wrong_in_south: int) -> pd.DataFrame:
    """Ten rows in the north, all right, and ten in the south."""
    answers = ["yes"] * (20 - wrong_in_south) + ["no"] * wrong_in_south
    zones = ["north"] * 10 + ["south"] * 10
    return pd.DataFrame({TARGET: ["yes"] * 20, PREDICTION: answers, "zone": zones})


def test_the_column_of_the_truth_makes_groups_whatever_its_name_is(tmp_path: Path) -> None:
    judged = gate.judge(table(0), arguments(tmp_path, "--cohorts=target,zone"))

    assert [each.source for each in judged] == [TARGET, "zone"]
    names = [[cohort.name for cohort in each.cohorts] for each in judged]
    assert names == [[f"{TARGET} = yes"], ["zone = north", "zone = south"]]


def test_a_model_that_is_as_good_for_every_group_passes(tmp_path: Path) -> None:
    judged = gate.judge(table(0), arguments(tmp_path))

    assert gate.verdict(judged, 0.3) == (True, "none of 2 groups is worse than all rows by more than 0.3")


def test_a_model_that_is_worse_for_one_group_is_stopped_with_its_name(tmp_path: Path) -> None:
    judged = gate.judge(table(8), arguments(tmp_path))

    passed, why = gate.verdict(judged, 0.3)

    assert not passed
    assert why == "worse by more than 0.3 for zone = south: error 0.8, 0.4 for all rows (zone)"


def test_the_step_stops_what_the_evaluation_approved(tmp_path: Path) -> None:
    write_report(APPROVED, tmp_path / "evaluation")
    told = arguments(tmp_path)
    judged = gate.judge(table(8), told)

    gate.conclude(judged, told)

    report = read_report(tmp_path / "gated")
    assert report.approved is False
    assert report.reason.startswith("good; worse by more than 0.3 for zone = south")
    assert report.candidate == APPROVED.candidate
    scorecard = (tmp_path / "gated" / gate.SCORECARD).read_text(encoding="utf-8")
    assert "zone = north" in scorecard
    logged = mlflow.last_active_run()
    assert logged is not None
    assert logged.data.params == {"maximum_gap": "0.3", "minimum_rows": "2"}
    assert logged.data.metrics == {"groups_judged": 2.0, "groups_too_bad": 1.0}
    assert mlflow.artifacts.load_text(f"runs:/{logged.info.run_id}/{gate.SCORECARD}") == scorecard


@pytest.mark.parametrize(("wrong", "approved"), [(0, True), (8, False)])
def test_the_step_judges_the_answers_of_the_model_to_the_test_data(
    wrong: int,
    approved: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = []

    def answered(model: str, test_data: Path) -> pd.DataFrame:
        asked.append((model, test_data))
        return table(wrong)

    monkeypatch.setattr(gate, "answered", answered)
    monkeypatch.setattr(mlflow.pyfunc, "load_model", lambda model: f"the model of {model}")
    write_report(APPROVED, tmp_path / "evaluation")

    gate.main(
        [
            f"--model={tmp_path / 'model'}",
            f"--test_data={tmp_path / 'test'}",
            f"--evaluation={tmp_path / 'evaluation'}",
            f"--gated={tmp_path / 'gated'}",
            "--cohorts=zone",
            "--maximum_gap=0.3",
            "--minimum_rows=2",
        ]
    )

    assert asked == [(f"the model of {tmp_path / 'model'}", tmp_path / "test")]
    assert read_report(tmp_path / "gated").approved is approved
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "without an error analysis: only the groups of the columns were looked at"
    assert said[1].startswith("passed: none of 2" if approved else "stopped: worse by more than 0.3 for")


def test_the_step_does_not_approve_what_the_evaluation_did_not(tmp_path: Path) -> None:
    write_report(Evaluation(False, "poor", {"score": 0.1}, None, None), tmp_path / "evaluation")
    told = arguments(tmp_path)

    gate.conclude(gate.judge(table(0), told), told)

    assert read_report(tmp_path / "gated").approved is False


def test_what_the_error_analysis_found_counts_too(tmp_path: Path) -> None:
    rate = {"metricName": "Error rate", "metricValue": 0.0}
    tree = [
        {"id": 0, "parentId": "", "condition": "", "size": 20, "error": 2, **rate},
        {"id": 1, "parentId": 0, "condition": "words > 9", "size": 5, "error": 4, **rate},
    ]
    dashboard = json.dumps({"errorAnalysisData": [{"tree": tree}]})
    (tmp_path / "dashboard.json").write_text(dashboard, encoding="utf-8")

    judged = gate.judge(table(0), arguments(tmp_path, f"--insights={tmp_path}"))

    assert gate.verdict(judged, 0.3) == (
        False,
        "worse by more than 0.3 for words > 9: error 0.8, 0.1 for all rows (error analysis)",
    )


def test_a_gate_that_judged_nothing_certifies_nothing(tmp_path: Path) -> None:
    judged = gate.judge(table(0), arguments(tmp_path, "--minimum_rows=11"))

    passed, why = gate.verdict(judged, 0.3)

    assert not passed
    assert why.startswith("no group has enough rows to be judged of zone (of 2): ")


def test_a_column_that_was_not_judged_is_not_certified_by_another_one(tmp_path: Path) -> None:
    rows = table(0).assign(street=[str(number) for number in range(20)])
    told = arguments(tmp_path, "--cohorts=zone,street")

    passed, why = gate.verdict(gate.judge(rows, told), 0.3)

    assert not passed
    assert why.startswith("no group has enough rows to be judged of street (of 20): ")


def test_an_error_analysis_that_found_no_group_stops_nothing(tmp_path: Path) -> None:
    root = {"id": 0, "parentId": "", "condition": "", "size": 20, "error": 0, "metricValue": 0.0}
    content = {"errorAnalysisData": [{"tree": [{**root, "metricName": "Error rate"}]}]}
    (tmp_path / "dashboard.json").write_text(json.dumps(content), encoding="utf-8")

    judged = gate.judge(table(0), arguments(tmp_path, f"--insights={tmp_path}"))

    assert gate.verdict(judged, 0.3)[0]


def test_groups_that_are_too_small_are_counted_apart(tmp_path: Path) -> None:
    rows = table(0)
    rows.loc[19, "zone"] = "west"

    judged = gate.judge(rows, arguments(tmp_path))

    assert gate.verdict(judged, 0.3) == (
        True,
        "none of 2 groups is worse than all rows by more than 0.3; too small to be judged: 1",
    )

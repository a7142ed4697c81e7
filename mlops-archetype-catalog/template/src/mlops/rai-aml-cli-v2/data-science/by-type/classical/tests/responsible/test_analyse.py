import json
from pathlib import Path
from typing import Any

import mlflow
import mlflow.pyfunc
import pandas as pd
import pytest
from mlflow.pyfunc.model import PythonModel, PythonModelContext

from lifecycle.tables import write_table
from responsible import analyse
from responsible.analysis import REPORT
from responsible.cohorts import PREDICTION, Cohort
from responsible.dashboard import DASHBOARD, error_cohorts
from responsible.rows import TARGET
from taxi_fares.columns import CATEGORICAL, FEATURES, NUMERIC


class Fixed(PythonModel):
    """Answers twice the first column of numbers."""

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002 - MLflow calls it with these
        model_input: pd.DataFrame,
        params: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> pd.Series:
        """Answers for each row."""
        return model_input[NUMERIC[0]] * 2.0


def rows() -> pd.DataFrame:
    """Forty rows; in those of the kind "odd" the truth is 5 more than what the model answers."""
    count = range(40)
    kinds = ["odd" if number < 10 else "even" for number in count]
    made: dict[str, list[Any]] = {name: [float(number % 7) for number in count] for name in NUMERIC}
    made |= {name: ["same"] * 40 for name in CATEGORICAL}
    made[NUMERIC[0]] = [float(number) for number in count]
    made[CATEGORICAL[0]] = kinds
    made[TARGET] = [2.0 * number + (5.0 if number < 10 else 0.0) for number in count]
    return pd.DataFrame(made)


def run(root: Path, *options: str) -> None:
    mlflow.pyfunc.save_model(root / "model", python_model=Fixed(), pip_requirements=[])
    write_table(rows(), root / "test")
    given = [f"--model={root / 'model'}", f"--test_data={root / 'test'}", f"--insights={root / 'insights'}"]
    analyse.main(["--title=<Fares>", *given, *options])


def test_the_groups_and_the_report_say_for_whom_the_model_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "--minimum_rows=5", "--examples=2")

    everything, groups = error_cohorts(tmp_path / "insights")
    assert everything == Cohort("all rows", 40, 1.25)
    assert sorted((group.rows, group.error) for group in groups) == [(10, 5.0), (30, 0.0)]
    assert "error=5.0" in capsys.readouterr().out
    report = (tmp_path / "insights" / REPORT).read_text(encoding="utf-8")
    assert "the mean error is 1.25" in report
    assert "<Fares>" not in report
    assert report.index("<td>5</td>") < report.index("<h2>What the answers rest on</h2>")
    # The two worst answers: the truth, the answer and the features.
    assert report.count("<td>odd</td>") == 2
    logged = mlflow.last_active_run()
    assert logged is not None
    assert "the mean error" in mlflow.artifacts.load_text(f"runs:/{logged.info.run_id}/{REPORT}")


def test_numbers_are_measured_by_their_distance_and_classes_by_their_share(tmp_path: Path) -> None:
    names = {}
    for kind, table in (("numbers", rows()), ("classes", rows().assign(**{TARGET: "a"}))):
        arguments = analyse.parse(
            ["--title=T", "--model=m", "--test_data=t", "--minimum_rows=5", f"--insights={tmp_path / kind}"]
        )
        analyse.write(arguments, table.assign(**{PREDICTION: table[TARGET]}), {})
        content = json.loads((tmp_path / kind / DASHBOARD).read_text(encoding="utf-8"))
        names[kind] = content["errorAnalysisData"][0]["tree"][0]["metricName"]
    assert names == {"numbers": "Mean absolute error", "classes": "Error rate"}


def test_groups_have_no_fewer_rows_than_asked_for(tmp_path: Path) -> None:
    run(tmp_path, "--minimum_rows=15")

    assert min(group.rows for group in error_cohorts(tmp_path / "insights")[1]) >= 15


def test_what_the_answers_rest_on_is_what_they_lack_without_it() -> None:
    table = rows().assign(**{TARGET: [2.0 * number for number in range(40)]})

    found = analyse.importance(lambda features: features[NUMERIC[0]] * 2.0, table)

    assert list(found) == FEATURES
    assert found[NUMERIC[0]] > 1
    assert {value for name, value in found.items() if name != NUMERIC[0]} == {0.0}


def test_the_answer_is_no_trait_of_a_row(tmp_path: Path) -> None:
    table = rows().assign(**{PREDICTION: [float(number % 3) for number in range(40)]})
    arguments = analyse.parse(
        ["--title=T", "--model=m", "--test_data=t", "--minimum_rows=2", f"--insights={tmp_path}"]
    )

    analyse.write(arguments, table, {})

    tree = json.loads((tmp_path / DASHBOARD).read_text(encoding="utf-8"))["errorAnalysisData"][0]["tree"]
    assert not [node for node in tree if PREDICTION in node["condition"]]

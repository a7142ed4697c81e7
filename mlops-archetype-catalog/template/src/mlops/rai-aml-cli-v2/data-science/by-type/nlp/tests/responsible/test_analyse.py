from pathlib import Path
from typing import Any

import mlflow
import mlflow.pyfunc
import pandas as pd
from mlflow.pyfunc.model import PythonModel, PythonModelContext

from lifecycle.tables import write_table
from responsible import analyse
from responsible.analysis import REPORT
from responsible.cohorts import PREDICTION
from responsible.dashboard import error_cohorts
from responsible.rows import CONFIDENCE, TARGET, Shown, answered
from support_tickets.columns import TEXT


class Keyword(PythonModel):
    """Answers billing where a text has the word invoice, and account where it has not."""

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002 - MLflow calls it with these
        model_input: pd.DataFrame,
        params: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> pd.DataFrame:
        """Classifies the tickets."""
        found = model_input[TEXT].str.contains("invoice")
        teams = found.map({True: "billing", False: "account"})
        return pd.DataFrame({TARGET: teams, "confidence": found.map({True: 0.9, False: 0.6}), "error": ""})


def saved(root: Path) -> None:
    """Saves the model, and tickets of which those that shout are answered wrong."""
    mlflow.pyfunc.save_model(root / "model", python_model=Keyword(), pip_requirements=[])
    calm = [{TEXT: f"my invoice number {row} is wrong", TARGET: "billing"} for row in range(30)]
    loud = [{TEXT: f"WHERE IS MY <BILL> {row}", TARGET: "billing"} for row in range(10)]
    write_table(pd.DataFrame(calm + loud), root / "test")


def test_the_groups_and_the_report_say_for_whom_the_model_is_wrong(tmp_path: Path) -> None:
    saved(tmp_path)

    analyse.main(
        [
            "--title=Tickets",
            f"--model={tmp_path / 'model'}",
            f"--test_data={tmp_path / 'test'}",
            "--minimum_rows=5",
            "--examples=2",
            f"--insights={tmp_path / 'insights'}",
        ]
    )

    everything, groups = error_cohorts(tmp_path / "insights")
    assert (everything.rows, everything.error) == (40, 0.25)
    assert sorted((group.rows, group.error) for group in groups) == [(10, 1.0), (30, 0.0)]
    report = (tmp_path / "insights" / REPORT).read_text(encoding="utf-8")
    assert report.count("<figure>") == 2
    logged = mlflow.last_active_run()
    assert logged is not None
    assert mlflow.artifacts.load_text(f"runs:/{logged.info.run_id}/{REPORT}") == report
    assert "&lt;BILL&gt;" in report
    assert "<BILL>" not in report


def test_the_word_that_an_answer_rests_on_is_marked(tmp_path: Path) -> None:
    saved(tmp_path)
    model = mlflow.pyfunc.load_model(str(tmp_path / "model"))

    shown = Shown(model, tmp_path / "test").html(0, "billing")

    assert 'rgb(30 160 60 / 1.00)">invoice</span>' in shown
    assert shown.count("/ 0.00)") == 5


def test_long_texts_are_explained_by_their_first_words(tmp_path: Path) -> None:
    saved(tmp_path)
    model = mlflow.pyfunc.load_model(str(tmp_path / "model"))
    text = " ".join(["word"] * 199 + ["invoice", "beyond"])
    write_table(pd.DataFrame([{TEXT: text, TARGET: "account"}]), tmp_path / "long")

    shown = Shown(model, tmp_path / "long").html(0, "billing")

    assert shown.count("<span") == 200
    assert 'rgb(30 160 60 / 1.00)">invoice</span></p>' in shown
    assert "beyond" not in shown


def test_a_word_that_speaks_against_an_answer_is_red(tmp_path: Path) -> None:
    saved(tmp_path)
    model = mlflow.pyfunc.load_model(str(tmp_path / "model"))

    shown = Shown(model, tmp_path / "test").html(0, "account")

    # Without it the answer is account, which it was not before.
    assert 'rgb(200 40 40 / 1.00)">invoice</span>' in shown


def test_every_trait_is_measured_beside_the_answer_and_how_sure_it_is(tmp_path: Path) -> None:
    saved(tmp_path)
    model = mlflow.pyfunc.load_model(str(tmp_path / "model"))
    texts = ["AB c1? ö?", "", "invoice"]
    write_table(pd.DataFrame({TEXT: texts, TARGET: ["billing", "account", "delivery"]}), tmp_path / "few")

    rows = answered(model, tmp_path / "few")

    assert rows.to_dict("list") == {
        TARGET: ["billing", "account", "delivery"],
        "words": [3, 0, 1],
        "capitals": [2 / 9, 0.0, 0.0],
        "digits": [1 / 9, 0.0, 0.0],
        "other_letters": [1 / 9, 0.0, 0.0],
        "question_marks": [2, 0, 0],
        PREDICTION: ["account", "account", "billing"],
        CONFIDENCE: [0.6, 0.6, 0.9],
    }


def test_traits_of_the_text_are_numbers(tmp_path: Path) -> None:
    saved(tmp_path)
    model = mlflow.pyfunc.load_model(str(tmp_path / "model"))

    row = answered(model, tmp_path / "test").iloc[39]

    assert row[TARGET] == "billing"
    assert row["words"] == 5
    assert float(row["capitals"]) == 13 / 20
    assert float(row["digits"]) == 1 / 20

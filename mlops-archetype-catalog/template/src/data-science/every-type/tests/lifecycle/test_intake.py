from pathlib import Path

import pandas as pd
import pytest

from lifecycle.intake import PLACE, Intake, UnusableDataError


@pytest.fixture
def raw() -> pd.DataFrame:
    """Twenty rows, ten of each class."""
    rows = range(20)
    return pd.DataFrame(
        {
            "x": [f"value {row}" for row in rows],
            "y": [("yes", "no")[row % 2] for row in rows],
            PLACE: [f"a.csv line {row + 2}" for row in rows],
        }
    )


def test_every_reason_is_told_with_the_first_places(
    raw: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    intake = Intake(raw)
    intake.drop(intake.rows["y"] == "yes", "no yes is wanted")

    rows = intake.finish(0.5)

    assert list(rows.columns) == ["x", "y"]
    assert len(rows) == 10
    assert capsys.readouterr().out == (
        "10 dropped: no yes is wanted (a.csv line 2, a.csv line 4, a.csv line 6, …)\n"
    )


def test_nothing_more_is_hinted_at_when_every_place_is_named(raw: pd.DataFrame) -> None:
    intake = Intake(raw)
    intake.drop(intake.rows["x"].isin(["value 1", "value 2", "value 3"]), "three")

    assert str(intake.dropped[0]) == "3 dropped: three (a.csv line 3, a.csv line 4, a.csv line 5)"


def test_more_than_the_limit_is_refused_with_the_reasons(raw: pd.DataFrame) -> None:
    intake = Intake(raw)
    intake.drop(intake.rows["x"] == "value 3", "three")

    with pytest.raises(UnusableDataError, match=r"1 of 20 rows(.|\n)*1 dropped: three \(a.csv line 5\)"):
        intake.finish(0.04)


def test_as_much_as_the_limit_is_allowed(raw: pd.DataFrame) -> None:
    intake = Intake(raw)
    intake.drop(intake.rows["x"] == "value 3", "three")

    assert len(intake.finish(0.05)) == 19


def test_nothing_left_is_refused_whatever_the_limit(raw: pd.DataFrame) -> None:
    intake = Intake(raw)
    intake.drop(intake.rows["x"] != "", "all")

    with pytest.raises(UnusableDataError, match="20 of 20"):
        intake.finish(1.0)


def test_of_repeated_rows_the_first_stays(raw: pd.DataFrame) -> None:
    raw.loc[20] = [raw.loc[4, "x"], raw.loc[4, "y"], "b.csv line 2"]
    intake = Intake(raw)

    intake.drop_repeated(intake.rows["x"], "y")

    assert len(intake.rows) == 20
    assert "b.csv line 2" not in set(intake.rows[PLACE])


def test_rows_that_contradict_each_other_all_go(raw: pd.DataFrame) -> None:
    raw.loc[20] = [raw.loc[4, "x"], "no", "b.csv line 2"]
    intake = Intake(raw)

    intake.drop_repeated(intake.rows["x"], "y")

    assert len(intake.rows) == 19
    assert "value 4" not in set(intake.rows["x"])


def test_what_was_dropped_is_logged(raw: pd.DataFrame, tmp_path: Path) -> None:
    import mlflow

    intake = Intake(raw)
    intake.drop(intake.rows["x"] == "value 3", "three")
    with mlflow.start_run():
        intake.log()

    run = mlflow.last_active_run()
    assert run is not None
    assert run.data.metrics == {"rows_read": 20.0, "rows_dropped": 1.0}
    told = mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/dropped.txt")
    assert told == "1 dropped: three (a.csv line 5)\n"
    assert tmp_path.exists()


@pytest.mark.parametrize("share", [-0.1, 1.5, float("nan")])
def test_a_limit_that_is_no_share_is_refused(raw: pd.DataFrame, share: float) -> None:
    with pytest.raises(UnusableDataError, match="it is a share, from 0 to 1"):
        Intake(raw).finish(share)

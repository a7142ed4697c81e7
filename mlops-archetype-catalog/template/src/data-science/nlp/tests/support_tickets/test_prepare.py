from pathlib import Path

import mlflow
import pandas as pd
import pytest

from lifecycle.intake import Intake, UnusableDataError
from lifecycle.tables import read_raw, read_table
from support_tickets import prepare
from support_tickets.columns import TARGET, TEAMS, TEXT


def intake(raw: pd.DataFrame, directory: Path) -> Intake:
    """What the step takes of a file with these rows."""
    raw.to_csv(directory / "raw.csv", index=False)
    return prepare.take_in(read_raw(directory / "raw.csv", [TEXT, TARGET]))


def run(raw: pd.DataFrame, root: Path, *more: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Runs the step and returns what it wrote."""
    raw.to_csv(root / "raw.csv", index=False)
    prepare.main(
        [
            f"--raw_data={root / 'raw.csv'}",
            f"--train_data={root / 'train'}",
            f"--test_data={root / 'test'}",
            *more,
        ]
    )
    return read_table(root / "train"), read_table(root / "test")


def test_tickets_without_text_or_team_are_dropped_with_the_reason(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.loc[0, TEXT] = None
    raw.loc[1, TEXT] = " \t "
    raw.loc[2, TARGET] = None
    raw.loc[3, TARGET] = "nobody"

    taken = intake(raw, tmp_path)

    assert len(taken.rows) == len(raw) - 4
    assert [each.reason for each in taken.dropped] == [
        f"{TEXT} is empty",
        f"{TARGET} is none of {', '.join(TEAMS)}: see columns.py",
    ]


def test_a_team_is_known_in_upper_and_lower_case(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw[TARGET] = raw[TARGET].str.upper() + " "

    assert set(intake(raw, tmp_path).rows[TARGET]) == set(TEAMS)


def test_repeated_tickets_go_however_they_are_spaced(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.loc[len(raw)] = [f"  {str(raw.loc[0, TEXT]).upper()}\n", raw.loc[0, TARGET]]

    tickets = intake(raw, tmp_path).rows

    assert len(tickets) == len(raw) - 1


def test_a_ticket_of_two_teams_goes(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.loc[len(raw)] = [raw.loc[0, TEXT], TEAMS[1]]

    assert len(intake(raw, tmp_path).rows) == len(raw) - 2


def test_unknown_teams_for_half_of_the_rows_are_refused(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.loc[::2, TARGET] = "sales"

    with pytest.raises(UnusableDataError, match=rf"50 of 100 rows(.|\n)*{TARGET} is none of {TEAMS[0]}"):
        run(raw, tmp_path)


def test_a_team_that_is_too_rare_is_refused(raw: pd.DataFrame, tmp_path: Path) -> None:
    few = raw[(raw[TARGET] != TEAMS[1]) | (raw.index < 5)]

    with pytest.raises(UnusableDataError, match=f"'{TEAMS[1]}' has"):
        run(few, tmp_path)


def test_tickets_keep_their_side_when_more_come_and_none_is_on_both(
    raw: pd.DataFrame, tmp_path: Path
) -> None:
    early, late = tmp_path / "early", tmp_path / "late"
    early.mkdir()
    late.mkdir()
    train_before, test_before = run(raw.head(70), early, "--fewest=1")
    train_after, test_after = run(raw.sample(frac=1, random_state=1), late, "--fewest=1")

    assert set(train_before[TEXT]) <= set(train_after[TEXT])
    assert set(test_before[TEXT]) <= set(test_after[TEXT])
    assert set(train_after[TEXT]).isdisjoint(test_after[TEXT])
    assert len(train_after) + len(test_after) == len(raw)


def test_what_the_step_did_is_logged(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.loc[len(raw)] = raw.loc[0]

    train, test = run(raw, tmp_path, "--fewest=1")

    logged = mlflow.last_active_run()
    assert logged is not None
    assert logged.data.params == {"test_fraction": "0.25", "seed": "42"}
    assert logged.data.metrics == {
        "rows_train": len(train),
        "rows_test": len(test),
        "rows_read": len(raw),
        "rows_dropped": 1,
    }


def test_the_step_writes_tables_that_the_model_monitor_can_read(raw: pd.DataFrame, tmp_path: Path) -> None:
    run(raw, tmp_path, "--fewest=1")

    assert "type: mltable" in (tmp_path / "train" / "MLTable").read_text(encoding="utf-8")

from pathlib import Path

import pandas as pd

from lifecycle.tables import read_table
from support_tickets import prepare
from support_tickets.columns import TEAMS


def test_clean_drops_tickets_without_text_or_team(raw: pd.DataFrame) -> None:
    raw.loc[0, "text"] = None
    raw.loc[1, "text"] = " \t "
    raw.loc[2, "team"] = None
    raw.loc[3, "team"] = "nobody"

    assert len(prepare.clean(raw)) == len(raw) - 4


def test_clean_drops_repeated_tickets_however_they_are_spaced(raw: pd.DataFrame) -> None:
    raw.loc[len(raw)] = [f"  {raw.loc[0, 'text']}\n", "billing"]

    tickets = prepare.clean(raw)

    assert len(tickets) == len(raw) - 1
    assert tickets.loc[0, "team"] == raw.loc[0, "team"]


def test_split_is_the_same_for_the_same_seed(raw: pd.DataFrame) -> None:
    first, _ = prepare.split(raw, 0.25, seed=7)
    second, _ = prepare.split(raw, 0.25, seed=7)
    other, _ = prepare.split(raw, 0.25, seed=8)

    pd.testing.assert_frame_equal(first, second)
    assert not first.index.equals(other.index)


def test_split_keeps_the_teams_in_proportion_and_loses_nothing(raw: pd.DataFrame) -> None:
    train, test = prepare.split(raw, 0.25, seed=7)

    assert test["team"].value_counts().to_dict() == dict.fromkeys(TEAMS, 5)
    assert sorted([*train.index, *test.index]) == list(range(100))


def test_the_step_writes_tables_that_the_model_monitor_can_read(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.to_csv(tmp_path / "raw.csv", index=False)

    prepare.main(
        [
            f"--raw_data={tmp_path / 'raw.csv'}",
            f"--train_data={tmp_path / 'train'}",
            f"--test_data={tmp_path / 'test'}",
        ]
    )

    assert len(read_table(tmp_path / "train")) == 75
    assert len(read_table(tmp_path / "test")) == 25
    assert "type: mltable" in (tmp_path / "train" / "MLTable").read_text(encoding="utf-8")

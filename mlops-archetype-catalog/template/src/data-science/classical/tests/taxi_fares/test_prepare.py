from pathlib import Path

import pandas as pd

from lifecycle.tables import read_table
from taxi_fares import prepare
from taxi_fares.columns import FEATURES, TARGET


def test_clean_drops_incomplete_and_impossible_trips(raw: pd.DataFrame) -> None:
    raw.loc[0, "distance_km"] = None
    raw.loc[1, "distance_km"] = 0.0
    raw.loc[2, "fare"] = -1.0
    raw.loc[3, "passengers"] = 0

    assert len(prepare.clean(raw)) == len(raw) - 4


def test_derive_takes_hour_and_weekday_from_the_pickup_time(raw: pd.DataFrame) -> None:
    raw.loc[0, "pickup_time"] = "2024-03-02T23:59:00"  # a Saturday

    table = prepare.derive(raw)

    assert list(table.columns) == [*FEATURES, TARGET]
    assert table.loc[0, "pickup_hour"] == 23.0
    assert table.loc[0, "pickup_weekday"] == 5.0


def test_split_is_the_same_for_the_same_seed(raw: pd.DataFrame) -> None:
    table = prepare.derive(raw)

    first, _ = prepare.split(table, 0.25, seed=7)
    second, _ = prepare.split(table, 0.25, seed=7)
    other, _ = prepare.split(table, 0.25, seed=8)

    pd.testing.assert_frame_equal(first, second)
    assert not first.index.equals(other.index)


def test_split_loses_and_repeats_nothing(raw: pd.DataFrame) -> None:
    train, test = prepare.split(prepare.derive(raw), 0.25, seed=7)

    assert len(test) == 30
    assert sorted([*train.index, *test.index]) == list(range(120))


def test_the_step_writes_tables_that_the_model_monitor_can_read(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.to_csv(tmp_path / "raw.csv", index=False)

    prepare.main(
        [
            f"--raw_data={tmp_path / 'raw.csv'}",
            f"--train_data={tmp_path / 'train'}",
            f"--test_data={tmp_path / 'test'}",
        ]
    )

    assert len(read_table(tmp_path / "train")) == 90
    assert len(read_table(tmp_path / "test")) == 30
    assert "type: mltable" in (tmp_path / "train" / "MLTable").read_text(encoding="utf-8")

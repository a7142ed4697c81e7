from pathlib import Path

import mlflow
import pandas as pd
import pytest

from lifecycle.intake import Intake, UnusableDataError
from lifecycle.tables import read_raw, read_table
from taxi_fares import prepare
from taxi_fares.columns import FEATURES, RAW, TARGET


def intake(raw: pd.DataFrame, directory: Path) -> Intake:
    """What the step takes of a file with these rows."""
    raw.to_csv(directory / "raw.csv", index=False)
    return prepare.take_in(read_raw(directory / "raw.csv", RAW))


def test_incomplete_impossible_and_repeated_trips_are_dropped_with_the_reason(
    raw: pd.DataFrame, tmp_path: Path
) -> None:
    broken = raw.astype("object")
    broken.loc[0, "distance_km"] = None
    broken.loc[1, "distance_km"] = 0.0
    broken.loc[2, "fare"] = -1.0
    broken.loc[3, "passengers"] = 0
    broken.loc[4, "pickup_zone"] = None
    broken.loc[5, "pickup_time"] = "yesterday"
    broken.loc[6, "fare"] = "12,5"
    broken.loc[120] = list(raw.loc[7])

    taken = intake(broken, tmp_path)

    assert len(taken.rows) == len(raw) - 7
    assert [each.reason for each in taken.dropped] == [
        "pickup_zone is empty",
        "distance_km is not a number with a decimal point",
        "fare is not a number with a decimal point",
        "distance_km is not above zero",
        "passengers is not above zero",
        "fare is not above zero",
        "pickup_time is not a time such as 2026-01-31 08:15",
        "the same as an earlier one",
    ]


def test_trips_are_the_same_however_they_are_written(raw: pd.DataFrame, tmp_path: Path) -> None:
    once = raw.head(2).astype("object")
    again = once.assign(
        pickup_time=once["pickup_time"].str.replace("T", " "),
        pickup_zone=[" Centre", "AIRPORT "],
        distance_km=["1.00", "2e0"],
        passengers=["1.0", "+2"],
    )

    taken = intake(pd.concat([once, again]), tmp_path)

    assert [str(each) for each in taken.dropped] == [
        "2 dropped: the same as an earlier one (raw.csv line 4, raw.csv line 5)"
    ]
    assert list(taken.rows["pickup_zone"]) == ["centre", "airport"]


def test_ids_in_upper_and_lower_case_are_different(
    raw: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "KEY", ["id"])
    monkeypatch.setattr(prepare, "_READ", [*RAW, "id"])
    pd.concat([raw.head(1)] * 3).assign(id=["aB", "AB", " aB"]).to_csv(tmp_path / "raw.csv", index=False)

    taken = prepare.take_in(read_raw(tmp_path / "raw.csv", [*RAW, "id"]))

    assert list(taken.rows["id"]) == ["aB", "AB"]


def test_data_that_says_nothing_about_a_model_is_refused(raw: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(UnusableDataError, match=r"fare is 7\.0 in all"):
        run(raw.assign(fare=7.0), tmp_path)
    with pytest.raises(UnusableDataError, match="--fewest asks for 20"):
        run(raw.head(40), tmp_path)


def test_decimal_commas_everywhere_are_refused_with_file_and_line(raw: pd.DataFrame, tmp_path: Path) -> None:
    commas = raw.assign(fare=raw["fare"].astype(str).str.replace(".", ","))

    with pytest.raises(UnusableDataError, match=r"120 of 120 .*\n.*fare is not a number.*raw.csv line 2"):
        intake(commas, tmp_path).finish(0.1)


def test_times_with_offsets_from_utc_keep_the_hour_that_a_clock_showed(
    raw: pd.DataFrame, tmp_path: Path
) -> None:
    times = [
        "2026-01-31 08:15",
        "2026-01-31T08:15:00+01:00",
        "2026-07-31 08:15:30.25 +0200",
        "2026-01-31T08:15Z",
        "2026-01-31T08:15:00-05",
    ]
    some = raw.head(5).assign(pickup_time=times)

    taken = intake(some, tmp_path)

    assert taken.dropped == []
    assert prepare.derive(taken.finish(0.0))["pickup_hour"].tolist() == [8.0] * 5


@pytest.mark.parametrize("column", ["customer", "pickup_zone"])
def test_rows_of_one_key_are_different_rows_and_stay_on_one_side(
    raw: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    monkeypatch.setattr(prepare, "KEY", [column])
    monkeypatch.setattr(prepare, "_READ", list(dict.fromkeys([*RAW, column])))
    keyed = raw.assign(customer=[f"c{number % 30}" for number in range(120)])
    keyed["passengers"] = range(1, 121)

    train, test = run(keyed, tmp_path)

    assert len(train) + len(test) == 120
    if column == "customer":
        numbers = [{(int(row) - 1) % 30 for row in table["passengers"]} for table in (train, test)]
        assert numbers[0].isdisjoint(numbers[1])
    else:
        assert set(train["pickup_zone"]).isdisjoint(test["pickup_zone"])


def test_a_key_that_is_missing_is_named(
    raw: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "KEY", ["customer"])
    monkeypatch.setattr(prepare, "_READ", [*RAW, "customer"])
    raw.assign(customer=["", *["c"] * 119]).to_csv(tmp_path / "raw.csv", index=False)

    taken = prepare.take_in(read_raw(tmp_path / "raw.csv", [*RAW, "customer"]))

    assert str(taken.dropped[0]) == "1 dropped: customer is empty (raw.csv line 2)"


def test_derive_takes_hour_and_weekday_from_the_pickup_time(raw: pd.DataFrame) -> None:
    raw.loc[0, "pickup_time"] = "2024-03-02T23:59:00"  # a Saturday

    table = prepare.derive(raw)

    assert list(table.columns) == [*FEATURES, TARGET]
    assert table.loc[0, "pickup_hour"] == 23.0
    assert table.loc[0, "pickup_weekday"] == 5.0


def run(raw: pd.DataFrame, root: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Runs the step and returns what it wrote."""
    raw.to_csv(root / "raw.csv", index=False)
    prepare.main(
        [
            f"--raw_data={root / 'raw.csv'}",
            f"--train_data={root / 'train'}",
            f"--test_data={root / 'test'}",
        ]
    )
    return read_table(root / "train"), read_table(root / "test")


def test_what_is_trained_with_and_tested_with_has_no_row_in_common(raw: pd.DataFrame, tmp_path: Path) -> None:
    train, test = run(raw, tmp_path)

    assert len(train) + len(test) == 120
    assert len(train) > len(test) > 10
    assert pd.merge(train, test, how="inner").empty


def test_trips_keep_their_side_when_more_come(raw: pd.DataFrame, tmp_path: Path) -> None:
    early, late = tmp_path / "early", tmp_path / "late"
    early.mkdir()
    late.mkdir()
    train_before, test_before = run(raw.head(80), early)
    train_after, test_after = run(raw, late)

    assert len(pd.merge(train_before, train_after, how="inner").drop_duplicates()) == len(train_before)
    assert len(pd.merge(test_before, test_after, how="inner").drop_duplicates()) == len(test_before)


def test_what_the_step_did_is_logged(raw: pd.DataFrame, tmp_path: Path) -> None:
    raw.loc[120] = raw.loc[0]

    train, test = run(raw, tmp_path)

    logged = mlflow.last_active_run()
    assert logged is not None
    assert logged.data.params == {"test_fraction": "0.25", "seed": "42"}
    assert logged.data.metrics == {
        "rows_train": len(train),
        "rows_test": len(test),
        "rows_read": 121,
        "rows_dropped": 1,
    }


def test_the_step_writes_tables_that_the_model_monitor_can_read(raw: pd.DataFrame, tmp_path: Path) -> None:
    run(raw, tmp_path)

    assert "type: mltable" in (tmp_path / "train" / "MLTable").read_text(encoding="utf-8")

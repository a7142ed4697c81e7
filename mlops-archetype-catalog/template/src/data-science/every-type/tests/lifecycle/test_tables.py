from pathlib import Path

import pandas as pd
import pytest

from lifecycle.tables import read_raw, read_table, write_table


@pytest.fixture
def table() -> pd.DataFrame:
    """Numbers, and texts that a CSV file has to quote."""
    return pd.DataFrame({"x": [1.5, 2.5, 3.5], "text": ["plain", 'a "quoted", one', "größer"]})


def test_a_table_is_read_as_it_was_written(table: pd.DataFrame, tmp_path: Path) -> None:
    write_table(table, tmp_path / "new" / "table")

    pd.testing.assert_frame_equal(read_table(tmp_path / "new" / "table"), table)


def test_a_table_is_one_that_the_model_monitor_can_read(table: pd.DataFrame, tmp_path: Path) -> None:
    write_table(table, tmp_path)

    description = (tmp_path / "MLTable").read_text(encoding="utf-8")
    assert "type: mltable" in description
    assert "file: ./data.csv" in description
    assert (tmp_path / "data.csv").is_file()


def test_a_directory_is_read_whole_in_the_order_of_names(table: pd.DataFrame, tmp_path: Path) -> None:
    table.iloc[2:].to_csv(tmp_path / "b.csv", index=False)
    table.iloc[:2].to_csv(tmp_path / "a.csv", index=False)

    pd.testing.assert_frame_equal(read_raw(tmp_path, ["x"]), table)


def test_an_empty_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no CSV file in"):
        read_raw(tmp_path, ["x"])


def test_missing_columns_are_named(table: pd.DataFrame, tmp_path: Path) -> None:
    table.to_csv(tmp_path / "a.csv", index=False)

    with pytest.raises(ValueError, match="lacks the columns fare, rate"):
        read_raw(tmp_path / "a.csv", ["x", "rate", "fare"])

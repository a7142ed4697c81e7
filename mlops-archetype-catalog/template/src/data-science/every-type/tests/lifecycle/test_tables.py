from pathlib import Path

import pandas as pd
import pytest

from lifecycle.intake import PLACE, UnusableDataError
from lifecycle.tables import numbers, read_raw, read_table, write_table


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


def test_types_survive_what_csv_cannot_tell(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "label": ["0", "NA", "None", "", "1e3", "007"],
            "x": [0.1 + 0.2, float("nan"), 3.0, 4.0, 5e-324, 2.0**60],
            "count": [1, 2, 3, 4, 5, 6],
            "text": [" padded ", "two\nlines", "a\rb", '"', "nan", "null"],
        }
    )

    write_table(table, tmp_path)

    pd.testing.assert_frame_equal(read_table(tmp_path), table, check_exact=True)


def test_a_directory_is_read_whole_in_the_order_of_names(table: pd.DataFrame, tmp_path: Path) -> None:
    for folder in (".ipynb_checkpoints", "_temporary", "later"):
        (tmp_path / folder).mkdir()
        table.iloc[2:].to_csv(tmp_path / folder / "B.CSV", index=False)
    table.iloc[:2].to_csv(tmp_path / "a.csv", index=False)
    table.to_csv(tmp_path / ".a-checkpoint.csv", index=False)
    for name in ("README.md", "MLTable", "_SUCCESS", "Thumbs.db"):
        (tmp_path / name).touch()

    raw = read_raw(tmp_path, ["text", "x"])

    assert list(raw["x"]) == ["1.5", "2.5", "3.5"]
    assert list(raw["text"]) == list(table["text"])
    assert list(raw[PLACE]) == ["a.csv line 2", "a.csv line 3", "later/B.CSV line 2"]


def test_data_in_other_files_is_not_left_out_without_a_word(table: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    table.to_csv(tmp_path / "a.csv", index=False)
    (tmp_path / "later" / "more.xlsx").touch()

    with pytest.raises(UnusableDataError, match=r"1 of 2 files .* no CSV files, such as later/more\.xlsx"):
        read_raw(tmp_path, ["x"])


def test_an_empty_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no CSV file in"):
        read_raw(tmp_path, ["x"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.csv is empty"),
        (b"x,y,rate\n", "a.csv has no rows below its header"),
        (b"x,fare\n1,2\n", "a.csv lacks the columns rate, y"),
        (b"x;y;rate\n1;2;3\n", "delimited by ';'"),
        (b"x\ty\trate\n1\t2\t3\n", r"delimited by '\\t'"),
        (b"fare\n1\n", "lacks the columns rate, x, y$"),
        (b"x,a;b\n1,2\n", "lacks the columns rate, y$"),
        (b"X,Y,Rate\n1,2,3\n", r"did you mean rate \(it has 'Rate'\), x \(it has 'X'\)"),
        ("x,y,rate\n1,größer,3\n".encode("latin-1"), "a.csv is not in UTF-8"),
        ("x,y,rate\n1,2,3\n".encode("utf-16"), "a.csv is not in UTF-8"),
        (b"x,y,rate\n1,2,3\n4,5,12,5\n", "a.csv line 3 has 4 values and the header has 3"),
        (b'x,y,rate\n1,"2,3\n', "a.csv line 2 is not CSV"),
        ("x,y,rate\n1,2,3\n".encode("utf-16-le"), "a.csv line 1 has a NUL character"),
        (b"x,y,rate\n1,2,\0\n", "a.csv line 2 has a NUL character"),
        (b"x,y,rate,x\n1,2,3,4\n", "more than one column x"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    with pytest.raises(UnusableDataError, match=message):
        read_raw(tmp_path / "a.csv", ["x", "y", "rate"])


def test_a_byte_order_mark_and_blank_lines_are_no_data(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfx,y\r\n1,2\r\n\r\n3,4\r\n")

    raw = read_raw(tmp_path / "a.csv", ["x", "y"])

    assert list(raw["x"]) == ["1", "3"]
    assert list(raw[PLACE]) == ["a.csv line 2", "a.csv line 4"]


def test_long_texts_are_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"x\n{'a' * 200_000}\n", encoding="utf-8")

    assert len(read_raw(tmp_path / "a.csv", ["x"])["x"][0]) == 200_000


def test_numbers_have_a_decimal_point() -> None:
    found = numbers(pd.Series(["1.5", " 2 ", "1,5", "", "inf", "1e3", "abc"]))

    assert list(found.isna()) == [False, False, True, True, True, False, True]

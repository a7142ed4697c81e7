"""Tables as the steps hand them on: a directory with one CSV file, which is an MLTable as well.

The MLTable file lets the model monitor read the training data as the reference to compare with. A third
file has the types of the columns, since CSV has none: a class `0`, `NA` or `None` stays the text it was.
"""

import csv
import json
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from lifecycle.intake import PLACE, UnusableDataError, left_behind

_DATA = "data.csv"
_TYPES = "types.json"
_TEXT = "text"
# The endings of files beside the data that say what it is: README.md, LICENSE, MLTable.
_ABOUT = {"", ".md"}
# So many characters may be in one value.
_LONGEST = 10_000_000
_MLTABLE = """\
type: mltable
paths:
  - file: ./data.csv
transformations:
  - read_delimited:
      delimiter: ","
      encoding: utf8
      header: all_files_same_headers
"""


def write_table(table: pd.DataFrame, directory: Path) -> None:
    """Writes a table; the directory is made if it is missing."""
    directory.mkdir(parents=True, exist_ok=True)
    # Quoted, since a text may have a carriage return, which ends a row elsewhere.
    file = directory / _DATA
    table.to_csv(file, index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    numeric = pd.api.types.is_numeric_dtype
    types = {name: str(table[name].dtype) if numeric(table[name]) else _TEXT for name in table.columns}
    (directory / _TYPES).write_text(json.dumps(types, indent=2) + "\n", encoding="utf-8")
    (directory / "MLTable").write_text(_MLTABLE, encoding="utf-8")


def read_table(directory: Path) -> pd.DataFrame:
    """Reads what write_table wrote, with the types and the values that it had."""
    types: dict[str, str] = json.loads((directory / _TYPES).read_text(encoding="utf-8"))
    columns: dict[Hashable, Any] = {name: "object" if kind == _TEXT else kind for name, kind in types.items()}
    numeric = {name: [""] for name, kind in types.items() if kind != _TEXT}
    return pd.read_csv(
        directory / _DATA,
        dtype=columns,
        keep_default_na=False,
        na_values=numeric,
        float_precision="round_trip",
    )


def read_raw(path: Path, columns: Collection[str]) -> pd.DataFrame:
    """Reads one CSV file, or all of a directory in the order of their names; every value is a text.

    A directory may have folders. What editors, notebooks, file managers and Spark leave behind is left out.

    Returns:
        The columns that were asked for, and one that says in which file and row each was.

    Raises:
        FileNotFoundError: if a directory has no CSV file.
        UnusableDataError: if a file is empty, not in UTF-8 or lacks one of the columns, or a directory has
            other files beside the CSV files, which may be data; names the file.
    """
    if path.is_file():
        return _read(path, path.name, list(columns))
    names = _tables_in(path)
    if not names:
        raise FileNotFoundError(f"no CSV file in {path}")
    return pd.concat([_read(path / name, name, list(columns)) for name in names], ignore_index=True)


def _tables_in(directory: Path) -> list[str]:
    """The paths of the CSV files of a directory, in their order."""
    files = [file.relative_to(directory) for file in sorted(directory.rglob("*")) if file.is_file()]
    there = [file for file in files if not left_behind(file) and not any(p[0] == "_" for p in file.parts)]
    tables = [file.as_posix() for file in there if file.suffix.lower() == ".csv"]
    others = [f.as_posix() for f in there if f.suffix.lower() not in {*_ABOUT, ".csv"}]
    if others:
        raise UnusableDataError(
            f"{len(others)} of {len(there)} files in {directory} are no CSV files, such as {others[0]}: "
            "save data as CSV, and keep what is no data elsewhere"
        )
    return tables


def _read(file: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """Reads one CSV file, which messages call by a name."""
    csv.field_size_limit(_LONGEST)
    rows, places = [], []
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(_without_nul(name, lines), strict=True)
            header = [column.strip() for column in next(reader, [])]
            if not header:
                raise UnusableDataError(f"{name} is empty: it needs a first row with the columns")
            at = _positions(name, header, columns)
            for row in reader:
                if row and len(row) != len(header):
                    raise UnusableDataError(
                        f"{name} line {reader.line_num} has {len(row)} values and the header has "
                        f"{len(header)}: quote values with commas, and write numbers with a decimal point"
                    )
                if row:
                    rows.append([row[position] for position in at])
                    places.append(f"{name} line {reader.line_num}")
    except UnicodeDecodeError as error:
        raise UnusableDataError(f"{name} is not in UTF-8 ({error.reason}): save it as UTF-8") from None
    except csv.Error as error:
        raise UnusableDataError(f"{name} line {reader.line_num} is not CSV: {error}") from None
    if not rows:
        raise UnusableDataError(f"{name} has no rows below its header: remove it, or add rows")
    return pd.DataFrame(rows, columns=list(columns), dtype="object").assign(**{PLACE: places})


def _without_nul(name: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines of a file that is a text."""
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            raise UnusableDataError(
                f"{name} line {number} has a NUL character, as UTF-16 or a binary file has: save it as UTF-8"
            )
        yield line


def _positions(file: str, header: Sequence[str], columns: Sequence[str]) -> list[int]:
    """Where the columns are in a file."""
    twice = sorted({name for name in columns if header.count(name) > 1})
    if twice:
        raise UnusableDataError(f"{file} has more than one column {', '.join(twice)}: rename one")
    missing = sorted(set(columns) - set(header))
    if missing:
        raise UnusableDataError(f"{file} lacks the columns {', '.join(missing)}{_hint(header, missing)}")
    return [header.index(name) for name in columns]


def _hint(header: Sequence[str], missing: Sequence[str]) -> str:
    """What may be meant by a column that is missing."""
    others = [mark for mark in ";\t|" if mark in header[0]]
    if len(header) == 1 and others:
        return f": it seems to be delimited by {others[0]!r}, save it with commas"
    spelled = {name.lower(): name for name in header}
    meant = [f"{name} (it has {spelled[name.lower()]!r})" for name in missing if name.lower() in spelled]
    return f": did you mean {', '.join(meant)}?" if meant else ""


def numbers(texts: pd.Series) -> pd.Series:
    """Texts as floating-point numbers; what is not a finite number with a decimal point is missing."""
    values = pd.to_numeric(texts.str.strip(), errors="coerce").astype("float64")
    return values.where(values.abs() != float("inf"))

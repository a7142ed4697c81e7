"""Tables as the steps hand them on: a directory with one CSV file, which is an MLTable as well.

The MLTable file lets the model monitor read the training data as the reference to compare with.
"""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

_DATA = "data.csv"
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
    table.to_csv(directory / _DATA, index=False, lineterminator="\n")
    (directory / "MLTable").write_text(_MLTABLE, encoding="utf-8")


def read_table(directory: Path) -> pd.DataFrame:
    """Reads what write_table wrote."""
    return pd.read_csv(directory / _DATA)


def read_raw(path: Path, columns: Collection[str]) -> pd.DataFrame:
    """Reads one CSV file, or all of a directory in the order of their names.

    Raises:
        FileNotFoundError: if a directory has no CSV file.
        ValueError: if one of the columns is missing; the message names it.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise FileNotFoundError(f"no CSV file in {path}")
    raw = pd.concat([pd.read_csv(file) for file in files], ignore_index=True)
    missing = sorted(set(columns) - set(raw.columns))
    if missing:
        raise ValueError(f"the raw data lacks the columns {', '.join(missing)}")
    return raw

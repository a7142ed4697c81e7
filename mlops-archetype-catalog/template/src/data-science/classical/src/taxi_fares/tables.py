"""Tables as the steps hand them on: a directory with one CSV file, which is an MLTable as well.

The MLTable file lets the model monitor read the training data as the reference to compare with.
"""

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

"""Makes the sample request and the sample of a batch from the rows that a trained model has as its example.

After a change of the columns: run the pipeline on this machine, then

    cd data-science/src
    python -m lifecycle.samples --model ../../.local/outputs/train/model --data ../../data
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow.pyfunc
import pandas as pd

REQUEST = "online-request.json"
BATCH = "batch"
BATCH_FILE = "sample.csv"


@dataclass(frozen=True)
class Arguments:
    """What the command is told."""

    model: Path
    data: Path


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--data", type=Path, required=True, help="directory with the samples to replace")
    return Arguments(**vars(parser.parse_args(argv)))


def write_samples(rows: pd.DataFrame, directory: Path) -> None:
    """Writes the request, as the online endpoint takes it, and a file for the batch endpoint."""
    table = json.loads(rows.reset_index(drop=True).to_json(orient="split"))
    request = {name: table[name] for name in ("columns", "index", "data")}
    text = json.dumps({"input_data": request}, indent=2, ensure_ascii=False) + "\n"
    batch = directory / BATCH
    batch.mkdir(parents=True, exist_ok=True)
    for old in batch.glob("*.csv"):
        old.unlink()
    (directory / REQUEST).write_text(text, encoding="utf-8")
    rows.to_csv(batch / BATCH_FILE, index=False, lineterminator="\n")


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command."""
    arguments = parse(argv)
    rows = mlflow.pyfunc.load_model(str(arguments.model)).input_example
    write_samples(rows, arguments.data)
    print(f"{len(rows)} rows in {arguments.data / REQUEST} and {arguments.data / BATCH / BATCH_FILE}")


if __name__ == "__main__":
    main()

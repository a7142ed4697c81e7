"""Registers the model if it is good enough."""

import argparse
import json
import sys
from pathlib import Path

from rides.config import Settings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    args = parser.parse_args()
    with open(Path(args.model) / "metrics.json") as f:
        metrics = json.load(f)
    limit = Settings.thresholds()["rmse"]
    try:
        good = metrics["rmse"] < limit
    except KeyError:
        sys.exit("no metrics")
    print(f"{metrics['rows']} rows: {good}")


if __name__ == "__main__":
    main()

"""What the analysis of any model shares: its arguments, and the files that the gate and people read."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd

from responsible.cohorts import Cohort
from responsible.dashboard import DASHBOARD, error_cohorts
from responsible.error_tree import grow, traits

REPORT = "report.html"


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    title: str
    model: Path
    test_data: Path
    minimum_rows: int
    examples: int
    insights: Path


def read_arguments(description: str | None, examples: str, argv: Sequence[str] | None) -> Arguments:
    """Reads the command line.

    Args:
        description: what the step does.
        examples: what --examples counts.
        argv: the arguments, or None for those of the process.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--title", required=True, help="heading of the report")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--test_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--minimum_rows", type=int, default=20, help="no group is smaller")
    parser.add_argument("--examples", type=int, default=8, help=examples)
    parser.add_argument("--insights", type=Path, required=True, help="directory to write")
    return Arguments(**vars(parser.parse_args(argv)))


def gathered(
    arguments: Arguments, rows: pd.DataFrame, target: str, error: pd.Series, metric: str
) -> tuple[Cohort, list[Cohort]]:
    """Writes the tree of errors, which the gate reads; returns all rows and the groups that errors gather in.

    Args:
        arguments: what the step was told.
        rows: target, answers, and what rows can be told apart by.
        target: the column of the true classes or numbers.
        error: the error of each row.
        metric: what the mean of the errors is called.
    """
    nodes = grow(traits(rows, target), error, arguments.minimum_rows, metric=metric)
    arguments.insights.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"errorAnalysisData": [{"tree": nodes}]}, indent=2, ensure_ascii=False) + "\n"
    (arguments.insights / DASHBOARD).write_text(content, encoding="utf-8")
    return error_cohorts(arguments.insights)


def write_report(arguments: Arguments, report: str, groups: Sequence[Cohort]) -> None:
    """Writes the page that people read, and says which group is worst."""
    (arguments.insights / REPORT).write_text(report, encoding="utf-8")
    worst = max(groups, key=lambda group: group.error, default=None)
    print("no group stands out" if worst is None else f"worst group: {worst}")


def log_report(arguments: Arguments) -> None:
    """Logs the page to MLflow."""
    with mlflow.start_run():
        mlflow.log_artifact(str(arguments.insights / REPORT))

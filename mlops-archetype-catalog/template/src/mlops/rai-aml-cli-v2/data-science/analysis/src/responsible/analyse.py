"""Analyses a model before the gate decides: where its errors gather, and what its worst mistakes rest on.

It runs in the environment that the model was trained in, on a laptop as in Azure Machine Learning.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlflow
import mlflow.pyfunc
import pandas as pd
from mlflow.pyfunc import PyFuncModel

from responsible.cohorts import PREDICTION, errors
from responsible.dashboard import DASHBOARD, error_cohorts
from responsible.error_tree import grow, traits
from responsible.report import Mistake, page
from responsible.rows import CONFIDENCE, TARGET, Shown, answered

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


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--title", required=True, help="heading of the report")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--test_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--minimum_rows", type=int, default=20, help="no group is smaller")
    parser.add_argument("--examples", type=int, default=8, help="so many mistakes are explained")
    parser.add_argument("--insights", type=Path, required=True, help="directory to write")
    return Arguments(**vars(parser.parse_args(argv)))


def worst(table: pd.DataFrame, error: pd.Series, most: int) -> pd.DataFrame:
    """The wrong answers that the model was surest of, the surest first."""
    wrong = table[error > 0]
    return wrong.sort_values(CONFIDENCE, ascending=False, kind="stable")[:most]


def explain(model: PyFuncModel, test_data: Path, chosen: pd.DataFrame) -> list[Mistake]:
    """What each of these answers rests on."""
    shown = Shown(model, test_data)
    return [
        Mistake(str(truth), str(answer), float(sure), shown.html(int(row), str(answer)))
        for row, truth, answer, sure in zip(
            chosen.index, chosen[TARGET], chosen[PREDICTION], chosen[CONFIDENCE], strict=True
        )
    ]


def write(arguments: Arguments, table: pd.DataFrame, mistakes: Sequence[Mistake], error: pd.Series) -> None:
    """Writes what the gate reads and what people read."""
    arguments.insights.mkdir(parents=True, exist_ok=True)
    looked_at = traits(table.drop(columns=[CONFIDENCE]), TARGET)
    nodes = grow(looked_at, error, arguments.minimum_rows)
    content = json.dumps({"errorAnalysisData": [{"tree": nodes}]}, indent=2, ensure_ascii=False) + "\n"
    (arguments.insights / DASHBOARD).write_text(content, encoding="utf-8")
    everything, groups = error_cohorts(arguments.insights)
    confusion = pd.crosstab(table[TARGET], table[PREDICTION])
    report = page(arguments.title, everything, groups, confusion, mistakes)
    (arguments.insights / REPORT).write_text(report, encoding="utf-8")
    worst_group = max(groups, key=lambda group: group.error, default=None)
    print("no group stands out" if worst_group is None else f"worst group: {worst_group}")


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    model = mlflow.pyfunc.load_model(str(arguments.model))
    table = answered(model, arguments.test_data)
    error = errors(table[TARGET], table[PREDICTION])
    mistakes = explain(model, arguments.test_data, worst(table, error, arguments.examples))
    write(arguments, table, mistakes, error)
    with mlflow.start_run():
        mlflow.log_artifact(str(arguments.insights / REPORT))


if __name__ == "__main__":
    main()

"""Analyses a model before the gate decides: where its errors gather, and what its worst mistakes rest on.

It runs in the environment that the model was trained in, on a laptop as in Azure Machine Learning.
"""

from collections.abc import Sequence
from pathlib import Path

import mlflow.pyfunc
import pandas as pd
from mlflow.pyfunc import PyFuncModel

from responsible.analysis import Arguments, gathered, log_report, read_arguments, write_report
from responsible.cohorts import PREDICTION, errors
from responsible.error_tree import ERROR_RATE
from responsible.report import Mistake, page
from responsible.rows import CONFIDENCE, TARGET, Shown, answered


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    return read_arguments(__doc__, "so many mistakes are explained", argv)


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
    rows = table.drop(columns=[CONFIDENCE])
    everything, groups = gathered(arguments, rows, TARGET, error, ERROR_RATE)
    confusion = pd.crosstab(table[TARGET], table[PREDICTION])
    write_report(arguments, page(arguments.title, everything, groups, confusion, mistakes), groups)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    model = mlflow.pyfunc.load_model(str(arguments.model))
    table = answered(model, arguments.test_data)
    error = errors(table[TARGET], table[PREDICTION])
    mistakes = explain(model, arguments.test_data, worst(table, error, arguments.examples))
    write(arguments, table, mistakes, error)
    log_report(arguments)


if __name__ == "__main__":
    main()

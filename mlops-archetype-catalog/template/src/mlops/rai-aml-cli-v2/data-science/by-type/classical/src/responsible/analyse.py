"""Analyses a model before the gate decides: where its errors gather, and what its answers rest on.

It runs in the environment that the model was trained in, on a laptop as in Azure Machine Learning.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import mlflow.pyfunc
import pandas as pd

from responsible.analysis import Arguments, gathered, log_report, read_arguments, write_report
from responsible.cohorts import PREDICTION, Cohort, errors, of_columns
from responsible.error_tree import ABSOLUTE, ERROR_RATE
from responsible.report import document, table
from responsible.rows import TARGET, answered
from taxi_fares.columns import FEATURES


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    return read_arguments(__doc__, "so many answers are shown, the worst", argv)


def importance(
    predict: Callable[[pd.DataFrame], pd.Series], rows: pd.DataFrame, seed: int = 0
) -> dict[str, float]:
    """For each feature, what the mean error gains when its values are dealt out to other rows."""

    def error(features: pd.DataFrame) -> float:
        return float(errors(rows[TARGET], predict(features)).mean())

    as_they_are = error(rows[FEATURES])
    gained = {}
    for feature in FEATURES:
        dealt = rows[FEATURES].copy()
        dealt[feature] = dealt[feature].sample(frac=1, random_state=seed).set_axis(dealt.index)
        gained[feature] = error(dealt) - as_they_are
    return gained


def page(
    title: str,
    groups: tuple[Cohort, Sequence[Cohort]],
    of_target: Sequence[Cohort],
    rests_on: Mapping[str, float],
    worst: pd.DataFrame,
) -> str:
    """The page that people read.

    Args:
        title: what it is about.
        groups: all rows, and the groups that the errors gather in.
        of_target: the groups that the target makes.
        rests_on: what `importance` found.
        worst: the rows with the largest errors.
    """
    everything, found = groups
    by_importance = sorted(rests_on.items(), key=lambda each: each[1], reverse=True)
    return document(
        title,
        [
            f"<h1>{escape(title)}</h1>",
            f"<p>{everything.rows} rows of the test data; the mean error is {everything.error:.4g}.</p>",
            "<h2>Groups</h2>",
            _cohorts(sorted(found, key=lambda group: group.error, reverse=True)),
            f"<h2>{escape(TARGET)}</h2>",
            _cohorts(of_target),
            "<h2>What the answers rest on</h2>",
            table(["feature", "error without it"], [[name, f"{more:+.4g}"] for name, more in by_importance]),
            "<h2>Worst answers</h2>",
            table(list(worst.columns), [[str(cell) for cell in row] for row in worst.to_numpy()]),
        ],
    )


def _cohorts(groups: Sequence[Cohort]) -> str:
    rows = [[group.name, str(group.rows), f"{group.error:.4g}"] for group in groups]
    return table(["what the rows have in common", "rows", "mean error"], rows)


def write(arguments: Arguments, rows: pd.DataFrame, rests_on: Mapping[str, float]) -> None:
    """Writes what the gate reads and what people read."""
    error = errors(rows[TARGET], rows[PREDICTION])
    metric = ABSOLUTE if pd.api.types.is_numeric_dtype(rows[TARGET]) else ERROR_RATE
    groups = gathered(arguments, rows[[*FEATURES, TARGET, PREDICTION]], TARGET, error, metric)
    largest = error.sort_values(ascending=False, kind="stable").index[: arguments.examples]
    report = page(
        arguments.title,
        groups,
        of_columns(rows, [TARGET], error),
        rests_on,
        rows.loc[largest, [TARGET, PREDICTION, *FEATURES]],
    )
    write_report(arguments, report, groups[1])


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    model = mlflow.pyfunc.load_model(str(arguments.model))
    rows = answered(model, arguments.test_data)

    def predict(features: pd.DataFrame) -> pd.Series:
        return pd.Series(model.predict(features), index=features.index)

    write(arguments, rows, importance(predict, rows))
    log_report(arguments)


if __name__ == "__main__":
    main()

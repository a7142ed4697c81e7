"""Decides whether a model that was approved may be registered: it must be good for every group."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import mlflow
import mlflow.pyfunc
import pandas as pd

from lifecycle.evaluation import read_report, write_report
from responsible.cohorts import PREDICTION, Cohort, Limits, errors, of_columns, overall
from responsible.dashboard import error_cohorts
from responsible.rows import TARGET, answered

SCORECARD = "scorecard.json"
_TREE = "error analysis"
# What the column of the true answers is called in --cohorts, whatever its name is.
_TARGET = "target"


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    model: Path
    test_data: Path
    cohorts: Sequence[str]
    evaluation: Path
    insights: Path | None
    maximum_gap: float
    minimum_rows: int
    gated: Path


@dataclass(frozen=True)
class Judged:
    """The groups of a column or of the error analysis, and those that the model is too bad for."""

    source: str
    overall: Cohort
    cohorts: Sequence[Cohort]
    too_bad: Sequence[Cohort]
    judged: int
    """How many of the groups have enough rows to be judged."""


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--test_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--cohorts", required=True, help="columns of groups, or target, commas between")
    parser.add_argument("--evaluation", type=Path, required=True, help="directory that evaluate wrote")
    parser.add_argument("--insights", type=Path, help="directory with dashboard.json, if there is one")
    parser.add_argument("--maximum_gap", type=float, required=True, help="how much worse a group may be")
    parser.add_argument("--minimum_rows", type=int, default=20, help="smaller groups are not judged")
    parser.add_argument("--gated", type=Path, required=True, help="directory to write, as evaluate does")
    given = vars(parser.parse_args(argv))
    return Arguments(**{**given, "cohorts": given["cohorts"].split(",")})


def judge(table: pd.DataFrame, arguments: Arguments) -> list[Judged]:
    """Looks at the groups of each column, and at those that the error analysis found if it ran."""
    limits = Limits(arguments.maximum_gap, arguments.minimum_rows)
    error = errors(table[TARGET], table[PREDICTION])
    columns = [TARGET if name == _TARGET else name for name in arguments.cohorts]
    everything = overall(error)
    judged = [_judged(name, everything, of_columns(table, [name], error), limits) for name in columns]
    if arguments.insights is not None:
        judged.append(_judged(_TREE, *error_cohorts(arguments.insights), limits))
    return judged


def _judged(source: str, everything: Cohort, found: Sequence[Cohort], limits: Limits) -> Judged:
    enough = sum(limits.judges(cohort) for cohort in found)
    return Judged(source, everything, found, limits.too_bad(everything, found), enough)


def verdict(judged: Sequence[Judged], maximum_gap: float) -> tuple[bool, str]:
    """Whether the model passes, and why, in words for the person who looks it up."""
    reasons = [
        f"{cohort.name}: error {cohort.error}, {each.overall.error} for all rows ({each.source})"
        for each in judged
        for cohort in each.too_bad
    ]
    if reasons:
        return False, f"worse by more than {maximum_gap} for {'; '.join(reasons)}"
    groups, enough = sum(len(each.cohorts) for each in judged), sum(each.judged for each in judged)
    # An error analysis that found no group has nothing to say; a column that somebody named was to be judged.
    unjudged = [each for each in judged if not each.judged and (each.cohorts or each.source != _TREE)]
    if unjudged:
        named = ", ".join(f"{each.source} (of {len(each.cohorts)})" for each in unjudged)
        return False, (
            f"no group has enough rows to be judged of {named}: "
            "add test data, name other columns with --cohorts, or lower --minimum_rows"
        )
    return True, (
        f"none of {enough} groups is worse than all rows by more than {maximum_gap}"
        + (f"; too small to be judged: {groups - enough}" if groups > enough else "")
    )


def conclude(judged: Sequence[Judged], arguments: Arguments) -> None:
    """Writes the evaluation with the gate's verdict, and the scorecard; says what was decided."""
    passed, why = verdict(judged, arguments.maximum_gap)
    evaluation = read_report(arguments.evaluation)
    reason = f"{evaluation.reason}; {why}"
    write_report(replace(evaluation, approved=evaluation.approved and passed, reason=reason), arguments.gated)
    scorecard = json.dumps([asdict(each) for each in judged], indent=2, ensure_ascii=False) + "\n"
    (arguments.gated / SCORECARD).write_text(scorecard, encoding="utf-8")
    with mlflow.start_run():
        mlflow.log_params({"maximum_gap": arguments.maximum_gap, "minimum_rows": arguments.minimum_rows})
        mlflow.log_metric("groups_judged", float(sum(each.judged for each in judged)))
        mlflow.log_metric("groups_too_bad", float(sum(len(each.too_bad) for each in judged)))
        mlflow.log_artifact(str(arguments.gated / SCORECARD))
    if arguments.insights is None:
        print("without an error analysis: only the groups of the columns were looked at")
    print(f"{'passed' if passed else 'stopped'}: {why}")


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step. A model that does not pass is a result, not an error."""
    arguments = parse(argv)
    model = mlflow.pyfunc.load_model(str(arguments.model))
    conclude(judge(answered(model, arguments.test_data), arguments), arguments)


if __name__ == "__main__":
    main()

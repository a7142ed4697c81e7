"""Step 3: measures the new model on the test data and decides whether it may replace the old one."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from mlflow.pyfunc import PyFuncModel

from lifecycle.decision import Floor, Metric, Rule
from lifecycle.evaluation import compare, conclude
from lifecycle.tables import read_table
from support_tickets.columns import TARGET, TEAMS, TEXT
from support_tickets.metrics import classification_metrics

MACRO_F1 = Metric("macro_f1", "macro F1")


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    model_name: str
    model: Path
    test_data: Path
    evaluation: Path
    minimum_f1: float
    minimum_class_f1: float
    tolerance: float


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model_name", required=True, help="name in the model registry")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--test_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--evaluation", type=Path, required=True, help="directory to write")
    parser.add_argument(
        "--minimum_f1", type=float, default=0.8, help="macro F1 below which no model is approved"
    )
    parser.add_argument(
        "--minimum_class_f1", type=float, default=0.5, help="F1 of any team below which no model is approved"
    )
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0.02,
        help="share by which the macro F1 may be below that of the model in production",
    )
    return Arguments(**vars(parser.parse_args(argv)))


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    test = read_table(arguments.test_data)

    def measure(model: PyFuncModel) -> dict[str, float]:
        answers = pd.DataFrame(model.predict(test[[TEXT]]))
        return classification_metrics(test[TARGET].tolist(), answers[TARGET].tolist())

    floors = [Floor(MACRO_F1, arguments.minimum_f1)]
    # A mean hides a team that is never found.
    floors += [Floor(Metric(f"f1_{team}", f"F1 of {team}"), arguments.minimum_class_f1) for team in TEAMS]
    rule = Rule(floors, MACRO_F1, arguments.tolerance)
    evaluation = compare(arguments.model_name, arguments.model, measure, rule)
    conclude(evaluation, rule, arguments.evaluation)


if __name__ == "__main__":
    main()

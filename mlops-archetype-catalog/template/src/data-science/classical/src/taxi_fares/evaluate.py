"""Step 3: measures the new model on the test data and decides whether it may replace the old one."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mlflow.pyfunc import PyFuncModel

from lifecycle.decision import Floor, Metric, Rule
from lifecycle.evaluation import compare, conclude
from lifecycle.tables import read_table
from taxi_fares.columns import FEATURES, TARGET
from taxi_fares.metrics import regression_metrics

R2 = Metric("r2", "R²")
ERROR = Metric("mae", "mean absolute error", higher_is_better=False)


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    model_name: str
    model: Path
    test_data: Path
    evaluation: Path
    minimum_r2: float
    tolerance: float


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model_name", required=True, help="name in the model registry")
    parser.add_argument("--model", type=Path, required=True, help="directory that train wrote")
    parser.add_argument("--test_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--evaluation", type=Path, required=True, help="directory to write")
    parser.add_argument("--minimum_r2", type=float, default=0.8, help="below it no model is approved")
    parser.add_argument(
        "--tolerance",
        type=float,
        default=0.02,
        help="share by which the mean absolute error may exceed that of the model in production",
    )
    return Arguments(**vars(parser.parse_args(argv)))


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    test = read_table(arguments.test_data)

    def measure(model: PyFuncModel) -> dict[str, float]:
        return regression_metrics(test[TARGET], model.predict(test[FEATURES]))

    rule = Rule([Floor(R2, arguments.minimum_r2)], ERROR, arguments.tolerance)
    evaluation = compare(arguments.model_name, arguments.model, measure, rule)
    conclude(evaluation, rule, arguments.evaluation)


if __name__ == "__main__":
    main()

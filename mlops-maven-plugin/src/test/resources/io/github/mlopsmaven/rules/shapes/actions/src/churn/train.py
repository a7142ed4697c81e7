"""Trains the model."""

import argparse

import mlflow
from sklearn.ensemble import GradientBoostingClassifier

from churn.table import TARGET, read


def parse() -> argparse.Namespace:
    """What the step is told."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--model", required=True)
    return parser.parse_args()


def main() -> None:
    """Reads, fits, saves."""
    arguments = parse()
    table = read(arguments.data)
    model = GradientBoostingClassifier(learning_rate=arguments.rate)
    model.fit(table.drop(columns=[TARGET]), table[TARGET])
    mlflow.sklearn.save_model(model, arguments.model)


if __name__ == "__main__":
    main()

"""Step 2: trains the model and saves it in MLflow's format, with signature and example."""

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import mlflow
import mlflow.sklearn
import pandas as pd
from mlflow.models import infer_signature
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from lifecycle.origin import metadata
from lifecycle.requirements import SERVER, pinned
from lifecycle.tables import read_table
from taxi_fares.columns import CATEGORICAL, FEATURES, NUMERIC, TARGET
from taxi_fares.metrics import regression_metrics
from taxi_fares.served import CompleteRows


@dataclass(frozen=True)
class Hyperparameters:
    """How the model learns."""

    learning_rate: float = 0.08
    max_iter: int = 200
    max_leaf_nodes: int = 15
    seed: int = 42


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    train_data: Path
    model: Path
    hyperparameters: Hyperparameters


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    default = Hyperparameters()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--model", type=Path, required=True, help="directory to write")
    parser.add_argument("--learning_rate", type=float, default=default.learning_rate)
    parser.add_argument("--max_iter", type=int, default=default.max_iter)
    parser.add_argument("--max_leaf_nodes", type=int, default=default.max_leaf_nodes)
    parser.add_argument("--seed", type=int, default=default.seed)
    given = vars(parser.parse_args(argv))
    train_data, model = given.pop("train_data"), given.pop("model")
    return Arguments(train_data, model, Hyperparameters(**given))


def build(hyperparameters: Hyperparameters) -> CompleteRows:
    """An untrained model. Values that it has not seen in training are ignored, not refused."""
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CATEGORICAL),
        ("passthrough", NUMERIC),
    )
    regressor = HistGradientBoostingRegressor(
        learning_rate=hyperparameters.learning_rate,
        max_iter=hyperparameters.max_iter,
        max_leaf_nodes=hyperparameters.max_leaf_nodes,
        random_state=hyperparameters.seed,
    )
    return CompleteRows(make_pipeline(encode, regressor), NUMERIC, CATEGORICAL)


def save(model: CompleteRows, examples: pd.DataFrame, arguments: Arguments) -> None:
    """Saves the model; what was in the directory is replaced."""
    directory = arguments.model
    if directory.exists():
        shutil.rmtree(directory)
    packages = pinned("mlflow", "numpy", "pandas", "scikit-learn", *SERVER)
    with TemporaryDirectory() as scratch:
        # Where it is served there is nothing of this project: the code that its class needs goes along.
        sources = Path(__file__).parent
        code = Path(scratch, sources.name)
        code.mkdir()
        for name in ("__init__.py", "served.py"):
            shutil.copyfile(sources / name, code / name)
        mlflow.sklearn.save_model(
            model,
            directory,
            code_paths=[str(code)],
            signature=infer_signature(examples, model.predict(examples)),
            input_example=examples.head(2),
            pip_requirements=packages,
            metadata=metadata(arguments.train_data, asdict(arguments.hyperparameters), packages),
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    table = read_table(arguments.train_data)
    model = build(arguments.hyperparameters).fit(table[FEATURES], table[TARGET])
    metrics = regression_metrics(table[TARGET], model.predict(table[FEATURES]))
    with mlflow.start_run():
        mlflow.log_params(asdict(arguments.hyperparameters))
        mlflow.log_metrics({f"train_{name}": value for name, value in metrics.items()})
    save(model, table[FEATURES], arguments)
    print(f"trained on {len(table)} rows: {metrics}")


if __name__ == "__main__":
    main()

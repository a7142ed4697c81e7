from pathlib import Path

import mlflow.pyfunc
import pandas as pd
import pytest
from mlflow.exceptions import MlflowException

from lifecycle.tables import write_table
from taxi_fares import prepare, train
from taxi_fares.columns import FEATURES, TARGET


@pytest.fixture
def saved(raw: pd.DataFrame, tmp_path: Path) -> Path:
    """A model that the step trained."""
    write_table(prepare.derive(raw), tmp_path / "train")
    train.main([f"--train_data={tmp_path / 'train'}", f"--model={tmp_path / 'model'}"])
    return tmp_path / "model"


def test_the_saved_model_predicts(saved: Path, raw: pd.DataFrame) -> None:
    table = prepare.derive(raw)

    predicted = mlflow.pyfunc.load_model(str(saved)).predict(table[FEATURES])

    assert abs(predicted - table[TARGET]).mean() < 3.0


def test_the_model_states_its_signature_and_what_it_needs(saved: Path) -> None:
    signature = mlflow.pyfunc.load_model(str(saved)).metadata.signature

    assert signature.inputs.input_names() == FEATURES
    assert "scikit-learn==" in (saved / "requirements.txt").read_text(encoding="utf-8")


def test_a_request_that_lacks_a_column_is_refused(saved: Path, raw: pd.DataFrame) -> None:
    incomplete = prepare.derive(raw)[FEATURES].drop(columns=["rate"])

    with pytest.raises(MlflowException, match="missing inputs"):
        mlflow.pyfunc.load_model(str(saved)).predict(incomplete)


def test_a_zone_that_is_new_is_predicted_too(saved: Path, raw: pd.DataFrame) -> None:
    request = prepare.derive(raw)[FEATURES].head(1).assign(pickup_zone="moon")

    assert len(mlflow.pyfunc.load_model(str(saved)).predict(request)) == 1


def test_the_same_seed_makes_the_same_model(raw: pd.DataFrame) -> None:
    table = prepare.derive(raw)
    models = [train.build(train.Hyperparameters()).fit(table[FEATURES], table[TARGET]) for _ in range(2)]

    first, second = (model.predict(table[FEATURES]) for model in models)

    assert list(first) == list(second)


def test_training_again_replaces_the_model(saved: Path, tmp_path: Path) -> None:
    (saved / "left-over").touch()

    train.main([f"--train_data={tmp_path / 'train'}", f"--model={saved}", "--max_iter=1"])

    assert not (saved / "left-over").exists()

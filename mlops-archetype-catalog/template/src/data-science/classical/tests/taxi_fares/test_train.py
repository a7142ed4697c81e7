import json
import math
from pathlib import Path

import mlflow
import mlflow.pyfunc
import pandas as pd
import pytest
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import scoring_server

from lifecycle.tables import write_table
from taxi_fares import prepare, train
from taxi_fares.columns import CATEGORICAL, FEATURES, NUMERIC, TARGET
from taxi_fares.metrics import regression_metrics

SAMPLE = Path(__file__).parents[3] / "data" / "online-request.json"
of_categories = pytest.mark.skipif(not CATEGORICAL, reason="there are none")


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
    requirements = (saved / "requirements.txt").read_text(encoding="utf-8")
    assert "scikit-learn==" in requirements
    assert "starlette==" in requirements


def test_the_model_is_served_without_this_project(saved: Path) -> None:
    code = sorted(file.name for file in (saved / "code").rglob("*.py"))

    assert code == ["__init__.py", "served.py"]
    for file in (saved / "code").rglob("*.py"):
        assert "import lifecycle" not in file.read_text("utf-8")
        assert "from taxi_fares" not in file.read_text("utf-8")


def test_a_request_that_lacks_a_column_is_refused(saved: Path, raw: pd.DataFrame) -> None:
    incomplete = prepare.derive(raw)[FEATURES].drop(columns=[FEATURES[-1]])

    with pytest.raises(MlflowException, match="missing inputs"):
        mlflow.pyfunc.load_model(str(saved)).predict(incomplete)


@of_categories
def test_a_category_that_is_new_is_predicted_too(saved: Path, raw: pd.DataFrame) -> None:
    request = prepare.derive(raw)[FEATURES].head(1).assign(**{CATEGORICAL[0]: "moon"})

    assert len(mlflow.pyfunc.load_model(str(saved)).predict(request)) == 1


@of_categories
def test_categories_are_known_in_upper_and_lower_case(saved: Path, raw: pd.DataFrame) -> None:
    # Here a category decides, so that one that is not known would change the answer.
    name, table = CATEGORICAL[0], prepare.derive(raw)
    fares = table[name].map({kind: 40.0 * number for number, kind in enumerate(table[name].unique())})
    model = train.build(train.Hyperparameters()).fit(table[FEATURES], fares)
    request = table[FEATURES].drop_duplicates(name)

    answers = model.predict(request.assign(**{name: " " + request[name].str.upper()}))

    assert list(answers) == list(model.predict(request))
    assert abs(answers - fares[request.index]).max() < 5.0
    served = mlflow.pyfunc.load_model(str(saved))
    shouted = request.assign(**{name: request[name].str.upper()})
    assert list(served.predict(shouted)) == list(served.predict(request))


@of_categories
def test_a_row_without_a_value_gets_no_fare_and_the_others_do(saved: Path, raw: pd.DataFrame) -> None:
    model = mlflow.pyfunc.load_model(str(saved))
    whole = prepare.derive(raw)[FEATURES].head(5)
    request = whole.copy()
    request.loc[1, NUMERIC[0]] = math.nan
    request.loc[2, NUMERIC[-1]] = math.inf
    request.loc[3, CATEGORICAL[-1]] = None
    request.loc[4, CATEGORICAL[0]] = " "

    answers = model.predict(request)

    assert list(answers) == [model.predict(whole)[0], None, None, None, None]


def test_a_table_without_rows_gets_no_answers(saved: Path, raw: pd.DataFrame) -> None:
    assert len(mlflow.pyfunc.load_model(str(saved)).predict(prepare.derive(raw)[FEATURES].head(0))) == 0


def test_mlflows_own_server_answers_the_sample_request(saved: Path) -> None:
    model = mlflow.pyfunc.load_model(str(saved))
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))["input_data"]
    sample["data"][0][0] = None

    # Azure Machine Learning calls the table `input_data`, and MLflow `dataframe_split`.
    server = scoring_server.init(model)
    answer = scoring_server.invocations(  # type: ignore[no-untyped-call]
        json.dumps({"dataframe_split": sample}), "application/json", model, model.metadata.get_input_schema()
    )

    assert "/invocations" in {getattr(route, "path", "") for route in server.routes}
    assert answer.status == 200
    fares = json.loads(answer.response)["predictions"]
    assert [type(fare) for fare in fares] == [type(None), float]


def test_the_same_seed_makes_the_same_model(raw: pd.DataFrame) -> None:
    table = prepare.derive(raw)
    models = [train.build(train.Hyperparameters()).fit(table[FEATURES], table[TARGET]) for _ in range(2)]

    first, second = (model.predict(table[FEATURES]) for model in models)

    assert list(first) == list(second)


def test_how_it_learned_and_how_well_is_logged(raw: pd.DataFrame, tmp_path: Path) -> None:
    table = prepare.derive(raw)
    write_table(table, tmp_path / "train")

    train.main([f"--train_data={tmp_path / 'train'}", f"--model={tmp_path / 'model'}", "--max_iter=7"])

    logged = mlflow.last_active_run()
    assert logged is not None
    assert logged.data.params["max_iter"] == "7"
    predicted = mlflow.pyfunc.load_model(str(tmp_path / "model")).predict(table[FEATURES])
    expected = regression_metrics(table[TARGET], predicted)
    assert logged.data.metrics == {f"train_{name}": value for name, value in expected.items()}


def test_the_metrics_are_those_of_the_truth_and_have_four_digits() -> None:
    metrics = regression_metrics(pd.Series([1.0, 2.0, 4.0]), [2.0, 2.0, 3.0])

    assert metrics == {"mae": 0.6667, "rmse": 0.8165, "r2": 0.5714}


def test_the_example_is_the_first_rows_of_the_training(saved: Path, raw: pd.DataFrame) -> None:
    example = mlflow.pyfunc.load_model(str(saved)).input_example

    assert example.to_dict("list") == prepare.derive(raw)[FEATURES].head(2).to_dict("list")


def test_training_again_replaces_the_model(saved: Path, tmp_path: Path) -> None:
    (saved / "left-over").touch()

    train.main([f"--train_data={tmp_path / 'train'}", f"--model={saved}", "--max_iter=1"])

    assert not (saved / "left-over").exists()

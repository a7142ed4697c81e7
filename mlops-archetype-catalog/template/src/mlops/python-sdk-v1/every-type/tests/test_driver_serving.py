import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import mlflow.pyfunc
import pandas as pd
import pytest
from azureml.core.model import Model
from mlflow.models import ModelSignature
from mlflow.pyfunc.model import PythonModel
from mlflow.types import ColSpec, DataType, Schema

from mlops.driver.project import ROOT


class Counter(PythonModel):
    def predict(self, context: object, model_input: pd.DataFrame, params: object = None) -> pd.DataFrame:
        assert context is not None
        assert params is None
        return pd.DataFrame({"columns": [model_input.shape[1]] * len(model_input)})


class Twice(PythonModel):
    def predict(self, context: object, model_input: pd.DataFrame, params: object = None) -> pd.Series:
        assert context is not None
        assert params is None
        return model_input["number"] * 2


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    directory = tmp_path / "downloaded" / "model"
    mlflow.pyfunc.save_model(str(directory), python_model=Counter())
    return directory.parent


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "mlops" / "serving"))
    return importlib.import_module(name)


def test_a_request_is_answered(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    online = script("score_online", monkeypatch)
    monkeypatch.setenv("AZUREML_MODEL_DIR", str(saved))
    online.init()
    table = {"columns": ["a", "b"], "index": [0, 1], "data": [[1, 2], [3, 4]]}

    assert json.dumps(online.run(json.dumps({"input_data": table}))) == "[2, 2]"


def test_a_directory_without_a_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError, match="no MLflow model below"):
        script("score_online", monkeypatch).find_model(tmp_path)


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "twice"
    columns = Schema([ColSpec(DataType.double, "number"), ColSpec(DataType.string, "text")])
    mlflow.pyfunc.save_model(str(directory), python_model=Twice(), signature=ModelSignature(columns))
    monkeypatch.setenv("AZUREML_MODEL_DIR", str(directory))
    monkeypatch.setattr(Model, "get_model_path", lambda *_, **__: str(directory))
    monkeypatch.setattr(sys, "argv", ["score_batch.py", "--model_name", "twice", "--model_version", "1"])
    return directory


def test_one_bad_row_fails_no_request(twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    online = script("score_online", monkeypatch)
    online.init()
    table = {"columns": ["number", "text"], "data": [["12,5", "a"], [4, "b"], [None, None]]}

    answers = online.run(json.dumps({"input_data": table}))

    assert twice.is_dir()
    assert [pd.isna(answer) for answer in answers] == [True, False, True]
    assert answers[1] == 8.0


@pytest.mark.parametrize("text", ["", "number,text\n"])
def test_an_empty_file_of_a_batch_has_no_answers(
    twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    batch = script("score_batch", monkeypatch)
    batch.init()
    (tmp_path / "empty.csv").write_text(text, encoding="utf-8")
    (tmp_path / "full.csv").write_text("number,text\n4,NA\nfour,b\n", encoding="utf-8")

    assert twice.is_dir()
    assert len(batch.run([str(tmp_path / "empty.csv")])) == 0
    answers = batch.run([str(tmp_path / "empty.csv"), str(tmp_path / "full.csv")])
    assert list(answers["file"]) == ["full.csv", "full.csv"]
    assert answers.iloc[0, 1] == 8.0
    assert pd.isna(answers.iloc[1, 1])


def test_files_are_scored(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = script("score_batch", monkeypatch)
    asked = []

    def get_model_path(name: str, version: int) -> str:
        asked.append((name, version))
        return str(saved)

    monkeypatch.setattr(Model, "get_model_path", get_model_path)
    options = ["--model_name", "counter", "--model_version", "3", "--added_by_azure", "x"]
    monkeypatch.setattr(sys, "argv", ["score_batch.py", *options])
    file = tmp_path / "rows.csv"
    file.write_text("a,b,c\n1,2,3\n4,5,6\n", encoding="utf-8")
    batch.init()

    answer = batch.run([str(file)])

    assert asked == [("counter", 3)]
    assert answer.to_dict(orient="list") == {"file": ["rows.csv", "rows.csv"], "columns": [3, 3]}

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import mlflow.pyfunc
import pandas as pd
import pytest
from azureml.core.model import Model
from mlflow.pyfunc.model import PythonModel

from mlops.driver.project import ROOT


class Counter(PythonModel):
    def predict(self, context: object, model_input: pd.DataFrame, params: object = None) -> pd.DataFrame:
        assert context is not None
        assert params is None
        return pd.DataFrame({"columns": [model_input.shape[1]] * len(model_input)})


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

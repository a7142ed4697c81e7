import json
from pathlib import Path
from typing import Any

import mlflow.pyfunc
import pandas as pd
from mlflow.models import infer_signature
from mlflow.pyfunc.model import PythonModel

from lifecycle import samples


class Length(PythonModel):
    """A model that counts letters."""

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> Any:  # noqa: ARG002
        """The number of letters of each text."""
        return model_input["text"].str.len()


def test_the_samples_are_rows_that_the_model_takes(tmp_path: Path) -> None:
    rows = pd.DataFrame({"text": ["größer", "a, b"], "x": [1.0, 2.5]}, index=[7, 9])
    signature = infer_signature(rows, [6.0, 4.0])
    model = tmp_path / "model"
    mlflow.pyfunc.save_model(
        model, python_model=Length(), signature=signature, input_example=rows, pip_requirements=[]
    )
    (tmp_path / "data" / "batch").mkdir(parents=True)
    (tmp_path / "data" / "batch" / "trips.csv").write_text("old\n1\n", encoding="utf-8")

    samples.main([f"--model={model}", f"--data={tmp_path / 'data'}"])

    request = json.loads((tmp_path / "data" / "online-request.json").read_text(encoding="utf-8"))
    assert request == {
        "input_data": {"columns": ["text", "x"], "index": [0, 1], "data": [["größer", 1.0], ["a, b", 2.5]]}
    }
    assert [file.name for file in (tmp_path / "data" / "batch").iterdir()] == ["sample.csv"]
    table = pd.read_csv(tmp_path / "data" / "batch" / "sample.csv")
    assert list(table.columns) == ["text", "x"]
    assert list(mlflow.pyfunc.load_model(str(model)).predict(table)) == [6, 4]

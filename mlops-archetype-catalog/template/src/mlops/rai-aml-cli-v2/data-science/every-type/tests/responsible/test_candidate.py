import json
from pathlib import Path
from typing import Any

import mlflow.pyfunc
from mlflow.pyfunc.model import PythonModel, PythonModelContext
from mlflow.tracking import MlflowClient

from responsible import candidate


class Echo(PythonModel):
    """A model that gives back what it gets."""

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002 - MLflow calls it with these
        model_input: list[str],
        params: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> list[str]:
        """Gives it back."""
        return model_input


def test_each_candidate_is_a_version_that_the_components_can_find(tmp_path: Path) -> None:
    mlflow.pyfunc.save_model(tmp_path / "model", python_model=Echo(), pip_requirements=[])
    for expected in ("1", "2"):
        candidate.main(
            [
                "--candidate_name=fares-candidate",
                f"--model={tmp_path / 'model'}",
                f"--model_info={tmp_path / 'info'}",
            ]
        )

        info = json.loads((tmp_path / "info" / "model_info.json").read_text(encoding="utf-8"))
        assert info == {"id": f"fares-candidate:{expected}"}
        assert MlflowClient().get_model_version("fares-candidate", expected).name == "fares-candidate"
        model = mlflow.pyfunc.load_model(f"models:/fares-candidate/{expected}")
        assert model.predict(["a"]) == ["a"]

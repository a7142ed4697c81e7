"""The model as it is served: this file is saved with the model and run where the model is loaded.

So it may import packages that the model states as its requirements, and nothing of this project.
"""

from collections.abc import Mapping
from typing import Any

import mlflow
import pandas as pd
import torch
from mlflow.pyfunc.model import PythonModel, PythonModelContext
from transformers import TextClassificationPipeline, pipeline

# The name that the model's files have in MLflow's format.
ARTIFACT = "classifier"

_NO_TEXT = ("", 0.0, "the text is empty")


class TicketClassifier(PythonModel):
    """Takes a table with the column `text`, gives one with `team` and how sure it is of it.

    A row without a text gets no team, and the column `error` says why; the other rows are answered.
    """

    def load_context(self, context: PythonModelContext) -> None:
        """Loads the model once, when its process starts."""
        directory = context.artifacts[ARTIFACT]
        self._model: TextClassificationPipeline = pipeline(
            "text-classification",
            model=directory,
            tokenizer=directory,
            truncation=True,
            device="cuda" if torch.cuda.is_available() else "cpu",
        )

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002 - MLflow calls it with these
        model_input: pd.DataFrame,
        params: dict[str, object] | None = None,  # noqa: ARG002
    ) -> pd.DataFrame:
        """Classifies the tickets, some at a time: a batch endpoint hands over whole files."""
        texts = ["" if pd.isna(text) else str(text) for text in model_input["text"]]
        usable = [text for text in texts if text.strip()]
        answers = iter(self._model(usable, batch_size=32) if usable else [])
        rows = [self._row(next(answers)) if text.strip() else _NO_TEXT for text in texts]
        return pd.DataFrame(rows, columns=["team", "confidence", "error"])

    @staticmethod
    def _row(answer: Mapping[str, Any]) -> tuple[str, float, str]:
        """Team, confidence and error of a text that was classified."""
        return str(answer["label"]), float(answer["score"]), ""


mlflow.models.set_model(TicketClassifier())

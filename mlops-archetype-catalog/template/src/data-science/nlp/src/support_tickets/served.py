"""The model as it is served: this file is saved with the model and run where the model is loaded.

So it may import packages that the model states as its requirements, and nothing of this project.
"""

import mlflow
import pandas as pd
from mlflow.pyfunc.model import PythonModel, PythonModelContext
from transformers import TextClassificationPipeline, pipeline

# The name that the model's files have in MLflow's format.
ARTIFACT = "classifier"


class TicketClassifier(PythonModel):
    """Takes a table with the column `text`, gives one with `team` and how sure it is of it."""

    def load_context(self, context: PythonModelContext) -> None:
        """Loads the model once, when its process starts."""
        directory = context.artifacts[ARTIFACT]
        # The Responsible AI components of Azure Machine Learning look for an attribute of this name.
        self._model: TextClassificationPipeline = pipeline(
            "text-classification", model=directory, tokenizer=directory, truncation=True
        )

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002 - MLflow calls it with these
        model_input: pd.DataFrame,
        params: dict[str, object] | None = None,  # noqa: ARG002
    ) -> pd.DataFrame:
        """Classifies the tickets, some at a time: a batch endpoint hands over whole files."""
        answers = self._model(model_input["text"].tolist(), batch_size=32)
        return pd.DataFrame(
            {
                "team": [answer["label"] for answer in answers],
                "confidence": [float(answer["score"]) for answer in answers],
            }
        )


mlflow.models.set_model(TicketClassifier())

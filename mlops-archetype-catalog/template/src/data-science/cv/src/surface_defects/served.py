"""The model as it is served: this file is saved with the model and run where the model is loaded.

So it may import packages that the model states as its requirements, and nothing of this project. The
training takes `pixels` and `network` from here: what is served is what was trained.
"""

import base64
import io
import json
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import pandas as pd
import torch
from mlflow.pyfunc.model import PythonModel, PythonModelContext
from PIL import Image
from torch import Tensor, nn
from torchvision import models  # type: ignore[import-untyped]

# The names that the model's files have in MLflow's format.
WEIGHTS, SETTINGS = "weights", "settings"

# The pretrained weights want their images like this.
_MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(3, 1, 1)
_DEVIATION = torch.tensor([0.229, 0.224, 0.225]).reshape(3, 1, 1)

# A batch endpoint hands over whole files; so many images at a time fit into memory.
_AT_A_TIME = 32


def pixels(image: Image.Image, size: int) -> Tensor:
    """The image as a square in colour, normalised."""
    square = image.convert("RGB").resize((size, size), Image.Resampling.BILINEAR)
    values = torch.from_numpy(np.array(square)).permute(2, 0, 1).float() / 255
    return (values - _MEAN) / _DEVIATION


def network(classes: int) -> nn.Module:
    """The network, without its weights."""
    untrained: nn.Module = models.resnet18(weights=None, num_classes=classes)
    return untrained


class DefectClassifier(PythonModel):
    """Takes a table with the column `image`, gives one with `label` and how sure it is of it.

    An image is the content of a file that Pillow reads, in base64: this goes into the JSON of a
    request and into the CSV file of a batch in the same way.
    """

    def load_context(self, context: PythonModelContext) -> None:
        """Loads the model once, when its process starts."""
        settings = json.loads(Path(context.artifacts[SETTINGS]).read_text(encoding="utf-8"))
        self._labels: list[str] = settings["labels"]
        self._size: int = settings["image_size"]
        self._network = network(len(self._labels))
        self._network.load_state_dict(
            torch.load(context.artifacts[WEIGHTS], map_location="cpu", weights_only=True)
        )
        self._network.eval()

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002
        model_input: pd.DataFrame,
        params: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> pd.DataFrame:
        """Classifies the images, some at a time."""
        texts = model_input["image"].tolist()
        parts = [self._classify(texts[at : at + _AT_A_TIME]) for at in range(0, len(texts), _AT_A_TIME)]
        return pd.concat(parts, ignore_index=True)

    def _classify(self, texts: list[str]) -> pd.DataFrame:
        """Classifies a few images."""
        batch = torch.stack([self._read(text) for text in texts])
        with torch.inference_mode():
            confidence, chosen = self._network(batch).softmax(dim=1).max(dim=1)
        labels = [self._labels[number] for number in chosen.tolist()]
        return pd.DataFrame({"label": labels, "confidence": confidence.tolist()})

    def _read(self, text: str) -> Tensor:
        """One image of a request."""
        with Image.open(io.BytesIO(base64.b64decode(text))) as image:
            return pixels(image, self._size)


mlflow.models.set_model(DefectClassifier())

"""The model as it is served: this file is saved with the model and run where the model is loaded.

So it may import packages that the model states as its requirements, and nothing of this project. The
training takes `pixels` and `network` from here: what is served is what was trained.
"""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import pandas as pd
import torch
from mlflow.pyfunc.model import PythonModel, PythonModelContext
from PIL import Image, ImageOps
from torch import Tensor, nn
from torchvision import models  # type: ignore[import-untyped]

# The names that the model's files have in MLflow's format.
WEIGHTS, SETTINGS = "weights", "settings"

# The pretrained weights want their images like this.
_MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(3, 1, 1)
_DEVIATION = torch.tensor([0.229, 0.224, 0.225]).reshape(3, 1, 1)

# What Pillow calls images of at most eight bits for each value: others would be cut off at 255.
_MODES = {"1", "CMYK", "HSV", "L", "LA", "LAB", "P", "PA", "RGB", "RGBA", "RGBX", "YCbCr"}
_MOST_PIXELS = 100_000_000

# A batch endpoint hands over whole files; so many images at a time fit into memory.
_AT_A_TIME = 32


class UnusableImageError(ValueError):
    """A file that no answer can be given for; the message says why, and what to do."""


def opened(file: Path | io.BytesIO) -> Image.Image:
    """An image, read to its end and turned as its camera says (EXIF).

    Raises:
        UnusableImageError: if it cannot be read, is huge, has values of more than eight bits, or is one of
            several pictures in a file: pages, or the frames of an animation.
    """
    try:
        with Image.open(file) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UnusableImageError(f"it has more than {_MOST_PIXELS:,} pixels: make it smaller")
            if image.mode not in _MODES:
                raise UnusableImageError("its values have more than 8 bits: convert it to 8 bits")
            # Cameras put a small one beside the picture itself, which comes first (MPO).
            if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                raise UnusableImageError("it has more than one picture: save each in a file")
            image.load()
            return _turned(image)
    except UnusableImageError:
        raise
    except Image.DecompressionBombError:
        raise UnusableImageError(f"it has more than {_MOST_PIXELS:,} pixels: make it smaller") from None
    except (OSError, ValueError, SyntaxError, EOFError):  # what Pillow raises, by format
        raise UnusableImageError("it is not a complete image") from None


def _turned(image: Image.Image) -> Image.Image:
    """The image as its camera says it was held; what a camera says and nobody can read turns nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


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
    request and into the CSV file of a batch in the same way. A row that is no such image gets no label,
    and the column `error` says why; the other rows are answered.
    """

    def load_context(self, context: PythonModelContext) -> None:
        """Loads the model once, when its process starts."""
        settings = json.loads(Path(context.artifacts[SETTINGS]).read_text(encoding="utf-8"))
        self._labels: list[str] = settings["labels"]
        self._size: int = settings["image_size"]
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._network = network(len(self._labels))
        self._network.load_state_dict(
            torch.load(context.artifacts[WEIGHTS], map_location="cpu", weights_only=True)
        )
        self._network.eval().to(self._device)

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002
        model_input: pd.DataFrame,
        params: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> pd.DataFrame:
        """Classifies the images, some at a time."""
        texts = model_input["image"].tolist()
        rows: list[tuple[str, float, str]] = []
        for at in range(0, len(texts), _AT_A_TIME):
            rows += self._classify(texts[at : at + _AT_A_TIME])
        return pd.DataFrame(rows, columns=["label", "confidence", "error"])

    def _classify(self, texts: list[Any]) -> list[tuple[str, float, str]]:
        """Classifies a few images: label, confidence and error of each."""
        read = [self._read(text) for text in texts]
        usable = [values for values in read if isinstance(values, Tensor)]
        answers: Iterator[tuple[str, float, str]] = iter([])
        if usable:
            with torch.inference_mode():
                batch = torch.stack(usable).to(self._device)
                confidence, chosen = self._network(batch).softmax(dim=1).max(dim=1)
            labels = [self._labels[number] for number in chosen.tolist()]
            answers = iter(
                [(label, sure, "") for label, sure in zip(labels, confidence.tolist(), strict=True)]
            )
        return [next(answers) if isinstance(values, Tensor) else ("", 0.0, values) for values in read]

    def _read(self, text: Any) -> Tensor | str:
        """One image of a request, or in words why it is none."""
        try:
            return pixels(opened(io.BytesIO(base64.b64decode(text, validate=True))), self._size)
        except UnusableImageError as error:
            return str(error)
        except (TypeError, ValueError):
            return "it is not base64"


mlflow.models.set_model(DefectClassifier())

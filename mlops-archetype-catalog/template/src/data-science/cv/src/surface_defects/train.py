"""Step 2: fine-tunes a network and saves it in MLflow's format, with signature and example."""

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

# Has to be set before CUDA starts: without it, cuBLAS has no deterministic algorithms.
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")

import mlflow
import mlflow.pyfunc
import pandas as pd
import torch
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, DataType, Schema
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import OneCycleLR
from torch.optim.swa_utils import update_bn
from torch.utils.data import DataLoader
from torchvision.models import ResNet18_Weights  # type: ignore[import-untyped]

from lifecycle.origin import metadata
from lifecycle.requirements import pinned
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.dataset import Images
from surface_defects.images import as_requests
from surface_defects.served import SETTINGS, WEIGHTS, network

_SIGNATURE = ModelSignature(
    inputs=Schema([ColSpec(DataType.string, IMAGE)]),
    outputs=Schema(
        [
            ColSpec(DataType.string, TARGET),
            ColSpec(DataType.double, "confidence"),
            ColSpec(DataType.string, "error"),
        ]
    ),
)


@dataclass(frozen=True)
class Hyperparameters:
    """What the network starts from and how it learns."""

    weights: str = "imagenet"
    image_size: int = 64
    learning_rate: float = 0.001
    epochs: int = 10
    batch_size: int = 16
    seed: int = 42


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    train_data: Path
    model: Path
    hyperparameters: Hyperparameters


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    default = Hyperparameters()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--model", type=Path, required=True, help="directory to write")
    parser.add_argument(
        "--weights",
        choices=["imagenet", "none"],
        default=default.weights,
        help="what the network starts from: imagenet is downloaded, none is random",
    )
    parser.add_argument(
        "--image_size", type=int, default=default.image_size, help="images are made squares of this size"
    )
    parser.add_argument(
        "--learning_rate", type=float, default=default.learning_rate, help="the highest of the training"
    )
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--batch_size", type=int, default=default.batch_size)
    parser.add_argument("--seed", type=int, default=default.seed)
    given = vars(parser.parse_args(argv))
    train_data, model = given.pop("train_data"), given.pop("model")
    return Arguments(train_data, model, Hyperparameters(**given))


def build(weights: str) -> nn.Module:
    """A network that is to be trained; its last layer knows nothing in any case."""
    untrained = network(len(LABELS))
    if weights == "imagenet":
        pretrained = ResNet18_Weights.IMAGENET1K_V1.get_state_dict(progress=False, check_hash=True)
        body = {name: value for name, value in pretrained.items() if not name.startswith("fc.")}
        loaded = untrained.load_state_dict(body, strict=False)
        missing = [name for name in loaded.missing_keys if not name.startswith("fc.")]
        if missing or loaded.unexpected_keys:
            raise ValueError(
                f"the pretrained weights lack {len(missing)} tensors of the network in served.py and have "
                f"{len(loaded.unexpected_keys)} others: take the weights of the same network"
            )
    return untrained


def fit(images: Images, how: Hyperparameters) -> tuple[nn.Module, float]:
    """Trains a network; returns it with the share of right answers in the last epoch.

    A surface has no top: each batch is flipped at random. The learning rate rises, then falls to zero.
    """
    torch.manual_seed(how.seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = build(how.weights).to(device).train()
    # A last batch of one image has no variance to normalise by.
    rest = len(images) % how.batch_size == 1
    loader = DataLoader(images, how.batch_size, shuffle=True, drop_last=rest)
    optimizer = AdamW(model.parameters(), lr=how.learning_rate, weight_decay=0.01)
    schedule = OneCycleLR(optimizer, max_lr=how.learning_rate, total_steps=how.epochs * len(loader))
    accuracy = 0.0
    for epoch in range(how.epochs):
        losses, right, seen = 0.0, 0, 0
        for pictures, labels in loader:
            flips = [axis for axis in (2, 3) if torch.rand(1).item() < 0.5]
            answers = model(pictures.flip(flips).to(device))
            truth = labels.to(device)
            loss = nn.functional.cross_entropy(answers, truth)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            losses += loss.item() * len(labels)
            right += int((answers.argmax(dim=1) == truth).sum())
            seen += len(labels)
        accuracy = right / seen
        mlflow.log_metrics({"train_loss": losses / seen, "train_accuracy": accuracy}, step=epoch + 1)
        print(f"epoch {epoch + 1} of {how.epochs}: loss {losses / seen:.3f}", flush=True)
    # The means that the network normalises by when it is asked lag behind it after so few steps.
    update_bn(loader, model, device)
    return model.cpu().eval(), accuracy


def save(model: nn.Module, examples: pd.DataFrame, arguments: Arguments) -> None:
    """Saves the model; what was in the directory is replaced."""
    directory, how = arguments.model, arguments.hyperparameters
    packages = pinned("mlflow", "numpy", "pandas", "pillow", "torch", "torchvision")
    if directory.exists():
        shutil.rmtree(directory)
    with TemporaryDirectory() as files:
        weights, settings = Path(files, "weights.pt"), Path(files, "settings.json")
        torch.save(model.state_dict(), weights)
        settings.write_text(json.dumps({"labels": LABELS, "image_size": how.image_size}), encoding="utf-8")
        mlflow.pyfunc.save_model(
            directory,
            python_model=str(Path(__file__).with_name("served.py")),
            artifacts={WEIGHTS: str(weights), SETTINGS: str(settings)},
            signature=_SIGNATURE,
            input_example=examples,
            pip_requirements=packages,
            metadata=metadata(arguments.train_data, asdict(how), packages),
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    how = arguments.hyperparameters
    images = Images(arguments.train_data, how.image_size)
    with mlflow.start_run():
        mlflow.log_params(asdict(how))
        model, accuracy = fit(images, how)
    examples, _ = as_requests(arguments.train_data, most=2)
    save(model, examples, arguments)
    print(f"trained on {len(images)} images: accuracy {accuracy:.3f} in the last epoch")


if __name__ == "__main__":
    main()

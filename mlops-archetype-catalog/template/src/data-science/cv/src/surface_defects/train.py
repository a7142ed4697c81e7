"""Step 2: fine-tunes a network and saves it in MLflow's format, with signature and example."""

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

# Must be set before CUDA starts: without it, cuBLAS has no deterministic algorithms.
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

from lifecycle.origin import ORIGIN, metadata
from lifecycle.requirements import SERVER, pinned
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.dataset import Images
from surface_defects.images import as_requests
from surface_defects.served import SETTINGS, WEIGHTS, network
from tuning.arguments import EQUAL, FULL, add_tuning
from tuning.balance import class_weights
from tuning.checkpoints import Checkpoints
from tuning.precision import Precision

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
    precision: str = FULL
    class_weights: str = EQUAL


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    train_data: Path
    model: Path
    checkpoints: Path | None
    workers: int
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
    add_tuning(parser)
    parser.add_argument(
        "--workers", type=int, default=0, help="processes that read images while the network computes"
    )
    parser.add_argument(
        "--checkpoints", type=Path, help="directory to write; a training that was interrupted goes on from it"
    )
    given = vars(parser.parse_args(argv))
    own = {name: given.pop(name) for name in ("train_data", "model", "checkpoints", "workers")}
    return Arguments(**own, hyperparameters=Hyperparameters(**given))


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


def fit(
    images: Images, how: Hyperparameters, checkpoints: Checkpoints | None = None, workers: int = 0
) -> tuple[nn.Module, float]:
    """Trains a network; returns it with the share of right answers in the last epoch.

    A surface has no top: each batch is flipped at random. The learning rate rises, then falls to zero.
    """
    torch.manual_seed(how.seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = build(how.weights).to(device).train()
    # A last batch of one image has no variance to normalise by.
    rest = len(images) % how.batch_size == 1
    loader = DataLoader(
        images,
        how.batch_size,
        shuffle=True,
        drop_last=rest,
        num_workers=workers,
        pin_memory=device.type == "cuda",
    )
    optimizer = AdamW(model.parameters(), lr=how.learning_rate, weight_decay=0.01)
    schedule = OneCycleLR(optimizer, max_lr=how.learning_rate, total_steps=how.epochs * len(loader))
    precision = Precision(how.precision, device)
    weights = class_weights(images.labels, len(LABELS), how.class_weights)
    criterion = nn.CrossEntropyLoss(weights).to(device)
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule, "precision": precision}
    kept = checkpoints or Checkpoints()
    done, noted = kept.resume(parts)
    for epoch in range(done, how.epochs):
        losses, right, seen = 0.0, 0, 0
        for pictures, labels in loader:
            flips = [axis for axis in (2, 3) if torch.rand(1).item() < 0.5]
            truth = labels.to(device)
            with precision.forward():
                answers = model(pictures.flip(flips).to(device))
                loss = criterion(answers, truth)
            precision.step(loss, optimizer)
            schedule.step()
            losses += loss.item() * len(labels)
            right += int((answers.argmax(dim=1) == truth).sum())
            seen += len(labels)
        noted = {"train_loss": losses / seen, "train_accuracy": right / seen}
        mlflow.log_metrics(noted, step=epoch + 1)
        print(f"epoch {epoch + 1} of {how.epochs}: loss {losses / seen:.3f}", flush=True)
        kept.save(epoch + 1, noted, parts)
    # The means that the network normalises by when it is asked lag behind it after so few steps.
    update_bn(loader, model, device)
    return model.cpu().eval(), noted.get("train_accuracy", 0.0)


def _packages() -> list[str]:
    """What the model is trained with and served with."""
    return pinned("mlflow", "numpy", "pandas", "pillow", "torch", "torchvision", *SERVER)


def save(
    model: nn.Module, examples: pd.DataFrame, directory: Path, image_size: int, noted: dict[str, object]
) -> None:
    """Saves the model with what is noted about it; what was in the directory is replaced."""
    if directory.exists():
        shutil.rmtree(directory)
    with TemporaryDirectory() as files:
        weights, settings = Path(files, "weights.pt"), Path(files, "settings.json")
        torch.save(model.state_dict(), weights)
        settings.write_text(json.dumps({"labels": LABELS, "image_size": image_size}), encoding="utf-8")
        mlflow.pyfunc.save_model(
            directory,
            python_model=str(Path(__file__).with_name("served.py")),
            artifacts={WEIGHTS: str(weights), SETTINGS: str(settings)},
            signature=_SIGNATURE,
            input_example=examples,
            pip_requirements=_packages(),
            metadata=noted,
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    how = arguments.hyperparameters
    images = Images(arguments.train_data, how.image_size)
    noted = metadata(arguments.train_data, asdict(how), _packages())
    checkpoints = Checkpoints(arguments.checkpoints, str(noted[ORIGIN]))
    with mlflow.start_run():
        mlflow.log_params(asdict(how))
        model, accuracy = fit(images, how, checkpoints, arguments.workers)
    examples, _ = as_requests(arguments.train_data, most=2)
    save(model, examples, arguments.model, how.image_size, noted)
    print(f"trained on {len(images)} images: accuracy {accuracy:.3f} in the last epoch")


if __name__ == "__main__":
    main()

"""Step 2: fine-tunes a transformer and saves it in MLflow's format, with signature and example."""

import argparse
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import mlflow
import mlflow.pyfunc
import pandas as pd
import torch
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, DataType, Schema
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from transformers import PreTrainedModel, PreTrainedTokenizerBase, set_seed

from lifecycle.origin import ORIGIN, metadata
from lifecycle.requirements import SERVER, pinned
from lifecycle.tables import read_table
from support_tickets import base_model
from support_tickets.columns import TARGET, TEXT
from support_tickets.served import ARTIFACT
from tuning.arguments import EQUAL, FULL, add_tuning
from tuning.balance import class_weights
from tuning.checkpoints import Checkpoints
from tuning.precision import Precision

_SIGNATURE = ModelSignature(
    inputs=Schema([ColSpec(DataType.string, TEXT)]),
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
    """What the model starts from and how it learns."""

    base_model: str = "distilbert/distilbert-base-uncased@12040accade4e8a0f71eabdb258fecc2e7e948be"
    learning_rate: float = 5e-5
    epochs: int = 3
    batch_size: int = 16
    max_length: int = 128
    seed: int = 42
    precision: str = FULL
    class_weights: str = EQUAL


@dataclass(frozen=True)
class Arguments:
    """What the step is told."""

    train_data: Path
    model: Path
    checkpoints: Path | None
    hyperparameters: Hyperparameters


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the command line."""
    default = Hyperparameters()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train_data", type=Path, required=True, help="directory that prepare wrote")
    parser.add_argument("--model", type=Path, required=True, help="directory to write")
    parser.add_argument(
        "--base_model",
        default=default.base_model,
        help="NAME@REVISION on the Hugging Face hub, a directory, or tiny: small, untrained, no download",
    )
    parser.add_argument("--learning_rate", type=float, default=default.learning_rate)
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--batch_size", type=int, default=default.batch_size)
    parser.add_argument("--max_length", type=int, default=default.max_length, help="tokens of a ticket")
    parser.add_argument("--seed", type=int, default=default.seed)
    add_tuning(parser)
    parser.add_argument(
        "--checkpoints", type=Path, help="directory to write; a training that was interrupted goes on from it"
    )
    given = vars(parser.parse_args(argv))
    own = {name: given.pop(name) for name in ("train_data", "model", "checkpoints")}
    return Arguments(**own, hyperparameters=Hyperparameters(**given))


def batches(rows: int, size: int, generator: torch.Generator) -> Iterator[list[int]]:
    """The indices of all rows in a random order, a few at a time."""
    order = torch.randperm(rows, generator=generator).tolist()
    for start in range(0, rows, size):
        yield order[start : start + size]


def share_of_rate(step: int, steps: int) -> float:
    """The learning rate of a step as a share of the highest.

    It rises in the first tenth of the steps and falls to zero from there.
    """
    warm_up = max(1, steps // 10)
    return min((step + 1) / warm_up, (steps - step) / max(1, steps - warm_up))


def fit(
    tickets: pd.DataFrame, how: Hyperparameters, checkpoints: Checkpoints | None = None
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase, float]:
    """Trains a model; returns it with its tokenizer and the mean loss of the last epoch."""
    set_seed(how.seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    texts, teams = tickets[TEXT].tolist(), sorted(tickets[TARGET].unique())
    model, tokenizer = base_model.load(how.base_model, teams, texts, how.max_length)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    numbers = [teams.index(team) for team in tickets[TARGET]]
    labels = torch.tensor(numbers)
    criterion = nn.CrossEntropyLoss(class_weights(numbers, len(teams), how.class_weights)).to(device)
    steps = how.epochs * -(-len(texts) // how.batch_size)
    optimizer = AdamW(model.parameters(), lr=how.learning_rate, weight_decay=0.01)
    schedule = LambdaLR(optimizer, lambda step: share_of_rate(step, steps))
    generator = torch.Generator().manual_seed(how.seed)
    precision = Precision(how.precision, device)
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule, "precision": precision}
    kept = checkpoints or Checkpoints()
    done, noted = kept.resume(parts, [generator])
    for epoch in range(done, how.epochs):
        losses = []
        for chosen in batches(len(texts), how.batch_size, generator):
            encoded = tokenizer(
                [texts[index] for index in chosen], truncation=True, padding=True, return_tensors="pt"
            )
            with precision.forward():
                loss = criterion(model(**encoded.to(device)).logits, labels[chosen].to(device))
            precision.step(loss, optimizer, clip=model.parameters())
            schedule.step()
            losses.append(loss.item())
        noted = {"train_loss": sum(losses) / len(losses)}
        mlflow.log_metrics(noted, step=epoch + 1)
        print(f"epoch {epoch + 1} of {how.epochs}: loss {noted['train_loss']:.3f}", flush=True)
        kept.save(epoch + 1, noted, parts, [generator])
    return model.cpu().eval(), tokenizer, noted.get("train_loss", 0.0)


def _packages() -> list[str]:
    """What the model is trained with and served with."""
    return pinned("mlflow", "numpy", "pandas", "torch", "transformers", *SERVER)


def save(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    examples: pd.DataFrame,
    directory: Path,
    noted: dict[str, object],
) -> None:
    """Saves the model with what is noted about it; what was in the directory is replaced."""
    if directory.exists():
        shutil.rmtree(directory)
    with TemporaryDirectory() as scratch:
        files = str(Path(scratch) / ARTIFACT)
        model.save_pretrained(files)
        tokenizer.save_pretrained(files)
        mlflow.pyfunc.save_model(
            directory,
            python_model=str(Path(__file__).with_name("served.py")),
            artifacts={ARTIFACT: files},
            signature=_SIGNATURE,
            input_example=examples.head(2),
            pip_requirements=_packages(),
            metadata=noted,
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the step."""
    arguments = parse(argv)
    tickets = read_table(arguments.train_data)
    how = arguments.hyperparameters
    noted = metadata(arguments.train_data, asdict(how), _packages())
    checkpoints = Checkpoints(arguments.checkpoints, str(noted[ORIGIN]))
    with mlflow.start_run():
        mlflow.log_params(asdict(how))
        model, tokenizer, loss = fit(tickets, how, checkpoints)
    save(model, tokenizer, tickets[[TEXT]], arguments.model, noted)
    print(f"trained on {len(tickets)} tickets: loss {loss:.3f}")


if __name__ == "__main__":
    main()

"""What a training leaves for the pipelines: how far it is, and the receipt of the step `register`."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

RECEIPT = "registration.json"
PROGRESS = "training.json"


@dataclass(frozen=True)
class Receipt:
    """Whether a model was good enough to be registered, and which version it has."""

    name: str
    version: str | None
    registered: bool


def find_receipt(directory: Path) -> Receipt:
    """Reads the receipt somewhere below a directory that was downloaded.

    Raises:
        SystemExit: if there is none.
    """
    found = sorted(directory.rglob(RECEIPT))
    if not found:
        raise SystemExit(f"the training run left no {RECEIPT}")
    return Receipt(**json.loads(found[0].read_text(encoding="utf-8")))


def write_receipt(receipt: Receipt, directory: Path) -> None:
    """Leaves the receipt where the pipelines look for it, and prints it."""
    text = json.dumps(asdict(receipt), indent=2) + "\n"
    (directory / RECEIPT).write_text(text, encoding="utf-8")
    print(text, end="")


def write_progress(job: str, ended: bool, directory: Path) -> None:
    """Leaves the name of the job and whether it has ended, for the next one that waits for it."""
    text = json.dumps({"job": job, "ended": ended}) + "\n"
    (directory / PROGRESS).write_text(text, encoding="utf-8")

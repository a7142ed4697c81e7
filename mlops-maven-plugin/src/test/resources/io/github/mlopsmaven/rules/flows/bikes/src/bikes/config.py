"""Reads the settings."""

import os
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DEFAULTS = {"alpha": 0.1, "epochs": 5, "target": "count"}


class Stage(str, Enum):
    """Where it runs."""

    DEV = "dev"
    PROD = "prod"


@dataclass
class Split:
    """How the data is split."""

    test: float = 0.2
    seed: int = 7
    columns: list[str] = field(default_factory=list)


def load_config(name: str = "train.yml") -> dict[str, Any]:
    """Reads a file of settings."""
    with open(ROOT / "config" / name, encoding="utf-8") as file:
        return yaml.safe_load(file)


def settings() -> dict[str, Any]:
    """The settings of training."""
    config = yaml.safe_load((ROOT / "config" / "train.yml").read_text())
    return config


def tracking_uri() -> str:
    """Where MLflow is."""
    return os.environ["MLFLOW_TRACKING_URI"]

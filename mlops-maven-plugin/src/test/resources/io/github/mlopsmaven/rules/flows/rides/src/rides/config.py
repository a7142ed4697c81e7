"""Reads the settings."""

import json
import os
from pathlib import Path

import yaml

BASE_DIR = Path(__file__).resolve().parent.parent.parent
CONFIG_DIR = os.path.join(BASE_DIR, "config")


def load_yaml(path):
    """A file of settings."""
    with open(path) as f:
        return yaml.safe_load(f)


def read_config(stage):
    """The settings of a stage."""
    return load_yaml(os.path.join(CONFIG_DIR, f"{stage}.yml"))


class Settings:
    """What a run needs."""

    def __init__(self, stage: str) -> None:
        self.raw = read_config(stage)
        self.model_name = self.raw["model"]["name"]
        self.epochs = self.raw["training"]["epochs"]

    @property
    def compute(self) -> str:
        return self.raw["compute"]["name"]

    @staticmethod
    def thresholds() -> dict:
        return json.loads((BASE_DIR / "config" / "thresholds.json").read_text())


def connection() -> dict:
    """The workspace."""
    return {
        "subscription": os.environ["RIDES_SUBSCRIPTION"],
        "workspace": os.getenv("RIDES_WORKSPACE", "rides"),
    }

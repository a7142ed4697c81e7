"""Images made here, so that a test does not change with the sample data."""

from pathlib import Path

import mlflow
import numpy as np
import pytest
from PIL import Image
from torch import nn

from surface_defects import prepare, train
from surface_defects.columns import LABELS


def make_images(directory: Path) -> Path:
    """A folder for each class with 24 images; each class is brighter than the one before."""
    noise = np.random.default_rng(7)
    for level, label in enumerate(LABELS):
        folder = directory / label
        folder.mkdir(parents=True)
        for number in range(24):
            values = 40 + 200 * level // len(LABELS) + noise.integers(0, 12, size=(16, 16))
            Image.fromarray(values.astype(np.uint8)).save(folder / f"{number}.png")
    return directory


def prepare_images(root: Path) -> Path:
    """Runs the step prepare; its images are in train and test of the directory that is returned."""
    raw = make_images(root / "raw")
    prepare.main([f"--raw_data={raw}", f"--train_data={root / 'train'}", f"--test_data={root / 'test'}"])
    return root


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Images as a project gets them."""
    return make_images(tmp_path / "raw")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A directory with what the step prepare made."""
    return prepare_images(tmp_path)


def small(classes: int) -> nn.Module:
    """A network that learns in a moment; like the real one it normalises, so one image is too few for it."""
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=2),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.BatchNorm1d(8),
        nn.Linear(8, classes),
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the train step train a small network: how it is trained does not depend on the network."""
    monkeypatch.setattr(train, "network", small)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that the step trained, without the download, beside its data; trained once for all tests."""
    root = tmp_path_factory.mktemp("saved")
    mlflow.set_tracking_uri((root / "mlruns").as_uri())
    prepare_images(root)
    train.main(
        [
            f"--train_data={root / 'train'}",
            f"--model={root / 'model'}",
            "--weights=none",
            "--image_size=32",
            "--batch_size=16",
            "--epochs=8",
        ]
    )
    return root / "model"

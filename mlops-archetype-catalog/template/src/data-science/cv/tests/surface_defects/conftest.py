"""Images made here, so that a test does not change with the sample data."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from surface_defects import prepare, train
from surface_defects.columns import LABELS


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder for each class with eight images; each class is brighter than the one before."""
    noise = np.random.default_rng(7)
    for level, label in enumerate(LABELS):
        folder = tmp_path / "raw" / label
        folder.mkdir(parents=True)
        for number in range(8):
            values = 40 + 60 * level + noise.integers(0, 12, size=(16, 16))
            Image.fromarray(values.astype(np.uint8)).save(folder / f"{number}.png")
    return tmp_path / "raw"


@pytest.fixture
def prepared(raw: Path) -> Path:
    """A directory with what the step prepare made, in train and test."""
    root = raw.parent
    prepare.main([f"--raw_data={raw}", f"--train_data={root / 'train'}", f"--test_data={root / 'test'}"])
    return root


@pytest.fixture
def saved(prepared: Path) -> Path:
    """A model that the step trained, without the download."""
    train.main(
        [
            f"--train_data={prepared / 'train'}",
            f"--model={prepared / 'model'}",
            "--weights=none",
            "--image_size=32",
            "--batch_size=8",
            "--epochs=8",
        ]
    )
    return prepared / "model"

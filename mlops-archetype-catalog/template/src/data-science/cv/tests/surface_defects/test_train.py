import json
import os
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlflow
import mlflow.models
import pandas as pd
import pytest
import torch
from mlflow.tracking import MlflowClient
from PIL import Image
from torch import Tensor, nn
from torch.optim.swa_utils import update_bn
from torch.utils.data import DataLoader

from lifecycle.origin import SETTINGS, noted_with
from lifecycle.tables import read_table
from surface_defects import train
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.dataset import Images
from surface_defects.images import as_requests
from surface_defects.served import network, opened, pixels
from tuning.checkpoints import Checkpoints
from tuning.precision import Precision

HOW = train.Hyperparameters(weights="none", image_size=16, learning_rate=0.05, batch_size=24, epochs=3)


def fit(images: Images, how: train.Hyperparameters = HOW, **more: Any) -> tuple[dict[str, Tensor], float]:
    """Trains a network in a run of its own; returns its weights and the share of right answers."""
    with mlflow.start_run():
        model, accuracy = train.fit(images, how, **more)
    return model.state_dict(), accuracy


def same(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    """Whether all weights are equal."""
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


@pytest.fixture
def images(prepared: Path) -> Images:
    """What the step prepare made to train with."""
    return Images(prepared / "train", 16)


def test_pixels_are_normalised_as_the_pretrained_weights_want_them() -> None:
    values = pixels(Image.new("RGB", (10, 10), (124, 0, 255)), 4)

    assert values.shape == (3, 4, 4)
    expected = [(124 / 255 - 0.485) / 0.229, -0.456 / 0.224, (1 - 0.406) / 0.225]
    assert values[:, 2, 1].tolist() == pytest.approx(expected, abs=1e-5)


def test_images_are_the_labels_of_their_rows(prepared: Path) -> None:
    images, table = Images(prepared / "train", 16), read_table(prepared / "train")

    assert [LABELS[number] for number in images.labels] == table[TARGET].tolist()
    assert images[3][1] == images.labels[3]
    assert torch.equal(images[0][0], pixels(opened(prepared / "train" / table[IMAGE][0]), 16))


def pretrained(monkeypatch: pytest.MonkeyPatch, weights: dict[str, Tensor]) -> dict[str, Any]:
    """Has these weights downloaded; returns what is asked for."""
    asked: dict[str, Any] = {}

    def get_state_dict(*_: Any, **named: Any) -> dict[str, Tensor]:
        asked.update(named)
        return weights

    monkeypatch.setattr("surface_defects.train.ResNet18_Weights.get_state_dict", get_state_dict)
    return asked


def test_the_pretrained_body_is_taken_and_the_head_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = network(1000).state_dict()
    asked = pretrained(monkeypatch, weights)

    built = train.build("imagenet").state_dict()

    assert asked["check_hash"] is True
    assert torch.equal(built["conv1.weight"], weights["conv1.weight"])
    assert torch.equal(built["layer4.1.bn2.running_var"], weights["layer4.1.bn2.running_var"])
    assert built["fc.weight"].shape == (len(LABELS), 512)


def test_weights_of_another_network_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    own = network(1000).state_dict()
    foreign = {f"features.{name}": value for name, value in own.items()}
    cases = [
        (foreign, "lack 100 tensors of the network in served.py and have 122 others"),
        ({name: value for name, value in own.items() if name != "conv1.weight"}, "lack 1 tensors .* have 0"),
        ({**own, "more": torch.zeros(1)}, "lack 0 tensors .* have 1 others"),
    ]
    for weights, message in cases:
        pretrained(monkeypatch, weights)
        with pytest.raises(ValueError, match=message):
            train.build("imagenet")


@pytest.mark.usefixtures("quick")
def test_the_same_seed_makes_the_same_model(images: Images) -> None:
    first, _ = fit(images)

    assert same(first, fit(images)[0])
    assert not same(first, fit(images, replace(HOW, seed=HOW.seed + 1))[0])
    # What has no deterministic algorithm warns; on a GPU, cuBLAS needs to be told before it starts.
    assert torch.are_deterministic_algorithms_enabled()
    assert torch.is_deterministic_algorithms_warn_only_enabled()
    assert os.environ["CUBLAS_WORKSPACE_CONFIG"] == ":4096:8"


@pytest.mark.usefixtures("quick")
def test_a_last_batch_of_one_image_is_left_out_and_no_other(
    images: Images, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    step = Precision.step

    def noted(self: Precision, loss: Tensor, *more: Any, **named: Any) -> None:
        seen.append(1)
        step(self, loss, *more, **named)

    monkeypatch.setattr(Precision, "step", noted)
    batches = []
    for rest in (1, 2):
        fit(images, replace(HOW, batch_size=len(images) - rest, epochs=1))
        batches.append(len(seen))
        seen.clear()

    assert batches == [1, 2]


class Flipped(nn.Module):
    """Keeps the batches that it is trained with, and is surest of the first class."""

    def __init__(self) -> None:
        """Has seen nothing."""
        super().__init__()
        self.seen: list[Tensor] = []
        self.bias = nn.Parameter(torch.eye(len(LABELS))[0])

    def forward(self, batch: Tensor) -> Tensor:
        """The same answer for every image."""
        self.seen.append(batch)
        return self.bias.expand(len(batch), -1)


@pytest.fixture
def flipped(monkeypatch: pytest.MonkeyPatch) -> Flipped:
    """A network that keeps what it sees."""
    made = Flipped()
    monkeypatch.setattr(train, "network", lambda _: made)
    return made


def test_every_image_is_seen_once_in_an_epoch_in_another_order_and_flipped_at_random(
    prepared: Path, flipped: Flipped
) -> None:
    images = Images(prepared / "train", 16)
    fit(images, replace(HOW, batch_size=1, epochs=2))
    once, originals = len(images), [images[number][0] for number in range(len(images))]

    def found(picture: Tensor) -> tuple[int, str]:
        """Which image of the data it is, and how it is flipped."""
        kinds = {"": [], "down": [1], "right": [2], "both": [1, 2]}
        return next(
            (number, kind)
            for number, original in enumerate(originals)
            for kind, axes in kinds.items()
            if torch.equal(picture, original.flip(axes))
        )

    epochs = [[found(batch[0]) for batch in flipped.seen[at : at + once]] for at in (0, once)]
    for epoch in epochs:
        assert sorted(number for number, _ in epoch) == list(range(once))
        assert {kind for _, kind in epoch} == {"", "down", "right", "both"}
    order = [[number for number, _ in epoch] for epoch in epochs]
    assert order[0] != sorted(order[0])
    assert order[0] != order[1]


def test_what_is_logged_is_the_mean_of_all_images(images: Images, flipped: Flipped) -> None:
    first = images.labels.count(0) / len(images)
    with mlflow.start_run() as run:
        _, accuracy = train.fit(images, replace(HOW, learning_rate=0.0, batch_size=20, epochs=2))

    # The loss of an image is the same for all of a class.
    loss = nn.functional.cross_entropy(flipped.bias.expand(len(images), -1), torch.tensor(images.labels))
    history = {
        name: MlflowClient().get_metric_history(run.info.run_id, name)
        for name in ("train_loss", "train_accuracy")
    }
    assert [each.step for each in history["train_loss"]] == [1, 2]
    assert [each.value for each in history["train_loss"]] == pytest.approx([loss.item()] * 2, abs=1e-5)
    assert [each.value for each in history["train_accuracy"]] == pytest.approx([first] * 2)
    assert accuracy == pytest.approx(first)


@pytest.mark.usefixtures("quick")
def test_the_loss_falls_and_the_learning_rate_rises_and_falls(
    images: Images, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups: list[dict[str, Any]] = []
    step = Precision.step

    def noted(self: Precision, loss: Tensor, optimizer: Any, *more: Any) -> None:
        groups.append({"loss": loss.item(), **optimizer.param_groups[0]})
        step(self, loss, optimizer, *more)

    monkeypatch.setattr(Precision, "step", noted)
    fit(images, replace(HOW, epochs=6))

    assert 0 < groups[-1]["loss"] < groups[0]["loss"] < 5
    rates = [group["lr"] for group in groups]
    assert len(rates) == 6 * -(-len(images) // HOW.batch_size)
    assert max(rates) == pytest.approx(HOW.learning_rate, rel=0.05)
    assert rates[0] < rates[1]
    assert rates[-1] < rates[0]
    assert {group["weight_decay"] for group in groups} == {0.01}


@pytest.mark.usefixtures("quick")
def test_the_means_to_normalise_by_are_those_of_the_trained_network(images: Images) -> None:
    with mlflow.start_run():
        model, _ = train.fit(images, replace(HOW, batch_size=len(images)))
    again = deepcopy(model)
    update_bn(DataLoader(images, len(images)), again)

    assert not model.training
    for name, value in again.state_dict().items():
        assert torch.allclose(value, model.state_dict()[name], atol=1e-4), name


@pytest.mark.usefixtures("quick")
def test_processes_that_read_images_change_nothing(images: Images) -> None:
    how = replace(HOW, epochs=1)

    assert same(fit(images, how)[0], fit(images, how, workers=1)[0])


@pytest.mark.usefixtures("quick")
def test_a_training_that_was_interrupted_ends_as_one_that_was_not(
    images: Images, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, accuracy = fit(images)
    kept = Checkpoints(tmp_path / "checkpoints", "this")
    save, saved = kept.save, []

    def interrupted(*state: Any) -> None:
        save(*state)
        saved.append(state)
        if len(saved) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(kept, "save", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fit(images, checkpoints=kept)
    again, its_accuracy = fit(images, checkpoints=Checkpoints(tmp_path / "checkpoints", "this"))

    assert its_accuracy == accuracy
    assert same(whole, again)


@pytest.mark.usefixtures("quick")
def test_mixed_precision_and_weights_of_classes_change_the_training(images: Images) -> None:
    images.labels = [min(number, 1) for number in images.labels]
    usual, mixed, balanced = (
        fit(images, how)[0]
        for how in (HOW, replace(HOW, precision="mixed"), replace(HOW, class_weights="balanced"))
    )

    assert not same(usual, mixed)
    assert not same(usual, balanced)


def test_training_again_replaces_the_model_and_says_how(prepared: Path) -> None:
    model, kept = prepared / "model", prepared / "kept"
    model.mkdir()
    (model / "left-over").touch()
    small = ["--weights=none", "--image_size=16", "--epochs=1", "--batch_size=24"]

    train.main(
        [
            f"--train_data={prepared / 'train'}",
            f"--model={model}",
            f"--checkpoints={kept}",
            "--class_weights=balanced",
            *small,
        ]
    )

    assert (model / "MLmodel").is_file()
    assert not (model / "left-over").exists()
    assert (kept / "last.pt").is_file()
    settings = noted_with(model)[SETTINGS]
    assert isinstance(settings, dict)
    assert (settings["class_weights"], settings["precision"]) == ("balanced", "full")
    assert json.loads((model / "artifacts" / "settings.json").read_text("utf-8")) == {
        "labels": LABELS,
        "image_size": 16,
    }
    logged = mlflow.last_active_run()
    assert logged is not None
    assert (logged.data.params["epochs"], logged.data.params["weights"]) == ("1", "none")
    first, _ = as_requests(prepared / "train", most=2)
    example = mlflow.models.Model.load(str(model)).load_input_example(str(model))
    assert isinstance(example, pd.DataFrame)
    assert example[IMAGE].tolist() == first[IMAGE].tolist()

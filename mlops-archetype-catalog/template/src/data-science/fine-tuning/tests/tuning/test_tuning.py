from pathlib import Path

import pytest
import torch
from torch import nn
from torch.optim import SGD

from tuning.balance import class_weights
from tuning.checkpoints import FILE, Checkpoints
from tuning.precision import Precision

CPU = torch.device("cpu")


def test_balanced_weights_make_rare_classes_count_as_much() -> None:
    weights = class_weights([0, 0, 0, 1, 3, 3], 4, "balanced")

    assert weights is not None
    assert weights.tolist() == pytest.approx([2 / 3, 2.0, 0.0, 1.0])
    assert class_weights([0, 0, 1], 2, "equal") is None


def test_mixed_precision_computes_in_16_bits_and_keeps_weights_in_32() -> None:
    layer, seen = nn.Linear(4, 4), {}
    for name in ("full", "mixed"):
        with Precision(name, CPU).forward():
            seen[name] = layer(torch.ones(1, 4)).dtype

    assert seen == {"full": torch.float32, "mixed": torch.bfloat16}
    assert layer.weight.dtype is torch.float32


def test_a_step_takes_the_gradients_of_its_batch_only_and_makes_long_ones_shorter() -> None:
    precision, weight = Precision("full", CPU), nn.Parameter(torch.zeros(1))
    optimizer = SGD([weight], lr=1.0)

    precision.step((weight * 3).sum(), optimizer)
    assert weight.item() == -3.0
    precision.step((weight * 3).sum(), optimizer, clip=[weight], longest=0.5)

    assert weight.item() == pytest.approx(-3.5, abs=1e-4)
    assert Precision("full", CPU).state_dict() == {}
    precision.load_state_dict({})


def training(checkpoints: Checkpoints, epochs: int, stop_after: int | None = None) -> list[float]:
    """Trains one weight with random numbers of both kinds, from where it was interrupted."""
    torch.manual_seed(1)
    generator = torch.Generator().manual_seed(2)
    layer = nn.Linear(1, 1)
    optimizer = SGD(layer.parameters(), lr=0.1, momentum=0.9)
    parts = {"layer": layer, "optimizer": optimizer}
    done, noted = checkpoints.resume(parts, [generator])
    for epoch in range(done, epochs):
        if epoch == stop_after:
            raise KeyboardInterrupt
        data = torch.rand(1, 1) + torch.rand(1, 1, generator=generator)
        optimizer.zero_grad()
        layer(data).sum().backward()
        optimizer.step()
        noted = {"loss": float(epoch)}
        checkpoints.save(epoch + 1, noted, parts, [generator])
    return [layer.weight.item(), layer.bias.item(), noted["loss"]]


def test_a_training_that_was_interrupted_ends_as_one_that_was_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = training(Checkpoints(), 5)

    with pytest.raises(KeyboardInterrupt):
        training(Checkpoints(tmp_path / "made", "one"), 5, stop_after=3)

    assert training(Checkpoints(tmp_path / "made", "one"), 5) == whole
    assert capsys.readouterr().out == "goes on after epoch 3\n"
    assert [file.name for file in (tmp_path / "made").iterdir()] == [FILE]
    # Once more, and there is nothing left to do.
    assert training(Checkpoints(tmp_path / "made", "one"), 5) == whole


def test_checkpoints_of_another_training_and_broken_ones_are_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = training(Checkpoints(tmp_path, "one"), 2)

    assert training(Checkpoints(tmp_path, "other"), 2) == whole
    assert "is of another training: starts anew" in capsys.readouterr().out

    (tmp_path / FILE).write_bytes(b"half a file")
    assert training(Checkpoints(tmp_path, "other"), 2) == whole
    assert "cannot be read" in capsys.readouterr().out


def test_without_a_directory_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    training(Checkpoints(), 1)

    assert list(tmp_path.iterdir()) == []

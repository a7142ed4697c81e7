from pathlib import Path

import pytest
import torch
from torch import nn
from torch.optim import SGD

from tuning import precision as precisions
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


class Scaler:
    """Notes what it is asked for, as PyTorch's scaler of losses would be asked on an old GPU."""

    def __init__(self, device: str, enabled: bool) -> None:
        """Notes what it is made with."""
        self.calls = [f"{device} {enabled}"]

    def scale(self, loss: torch.Tensor) -> torch.Tensor:
        """Makes a loss larger."""
        self.calls.append("scale")
        return loss * 8

    def unscale_(self, optimizer: SGD) -> None:
        """Makes the gradients as small as they are."""
        self.calls.append("unscale")
        for group in optimizer.param_groups:
            for weight in group["params"]:
                weight.grad /= 8

    def step(self, optimizer: SGD) -> None:
        """Changes the weights."""
        self.calls.append("step")
        optimizer.step()

    def update(self) -> None:
        """Ends the step."""
        self.calls.append("update")

    def load_state_dict(self, state: dict[str, float]) -> None:
        """Takes the scale that a checkpoint kept."""
        self.calls.append(f"load {state}")


@pytest.mark.parametrize(
    ("name", "device", "knows_bfloat16", "scaled", "kind"),
    [
        ("mixed", "cuda", False, True, torch.float16),
        ("mixed", "cuda", True, False, torch.bfloat16),
        ("full", "cuda", False, False, torch.float16),
        ("mixed", "cpu", False, False, torch.bfloat16),
    ],
)
def test_losses_are_scaled_where_16_bits_would_lose_them(
    name: str,
    device: str,
    knows_bfloat16: bool,
    scaled: bool,
    kind: torch.dtype,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: knows_bfloat16)
    monkeypatch.setattr(precisions, "GradScaler", Scaler)

    made = Precision(name, torch.device(device))

    assert vars(made)["_scaler"].calls == [f"{device} {scaled}"]
    assert vars(made)["_type"] is kind


def test_scaled_gradients_are_made_shorter_as_they_are_and_the_scale_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(precisions, "GradScaler", Scaler)
    made, weight = Precision("mixed", CPU), nn.Parameter(torch.zeros(1))

    made.step((weight * 3).sum(), SGD([weight], lr=1.0), clip=[weight], longest=4.0)

    assert weight.item() == pytest.approx(-3.0)
    assert vars(made)["_scaler"].calls[1:] == ["scale", "unscale", "step", "update"]


def test_the_scale_goes_on_from_a_checkpoint_that_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precisions, "GradScaler", Scaler)
    made = Precision("mixed", CPU)

    made.load_state_dict({})
    made.load_state_dict({"scale": 8.0})

    assert vars(made)["_scaler"].calls[1:] == ["load {'scale': 8.0}"]


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


class Harmful:
    """What runs a command when it is unpickled."""

    def __init__(self, file: Path) -> None:
        """Remembers what shows that it ran."""
        self._file = file

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        """The command."""
        return Path.touch, (self._file,)


def test_a_checkpoint_runs_nothing_when_it_is_read(tmp_path: Path) -> None:
    torch.save({"origin": "one", "parts": Harmful(tmp_path / "ran")}, tmp_path / FILE)

    training(Checkpoints(tmp_path, "one"), 1)

    assert not (tmp_path / "ran").exists()


def test_without_a_directory_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    training(Checkpoints(), 1)

    assert list(tmp_path.iterdir()) == []

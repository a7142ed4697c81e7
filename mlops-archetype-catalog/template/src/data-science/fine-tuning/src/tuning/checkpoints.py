"""Checkpoints: a training that was interrupted goes on behind its last complete epoch.

A job on machines of low priority is interrupted when somebody else needs them, and is started again with
the same output directory. It ends with the weights that it would have had without the interruption.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

FILE = "last.pt"


class Checkpoints:
    """The last complete epoch of one training, in a directory."""

    def __init__(self, directory: Path | None = None, origin: str = "") -> None:
        """Remembers where.

        Args:
            directory: where the file is or will be; None keeps no checkpoints.
            origin: says what is trained: a checkpoint of other data, code, settings or packages is not used.
        """
        self._file = None if directory is None else directory / FILE
        self._origin = origin

    def resume(
        self, parts: Mapping[str, Any], generators: Sequence[torch.Generator] = ()
    ) -> tuple[int, dict[str, float]]:
        """Puts everything back into the state that it had behind the last complete epoch.

        Args:
            parts: what changes in training, by name: model, optimizer, and so on; each has state_dict and
                load_state_dict.
            generators: the generators of random numbers beside PyTorch's own.

        Returns:
            How many epochs are done, and what was noted of the last one; 0 and nothing for a new training.
        """
        found = self._read()
        if found is None:
            return 0, {}
        for name, part in parts.items():
            part.load_state_dict(found["parts"][name])
        torch.set_rng_state(found["random"])
        if torch.cuda.is_available() and found["random_of_gpus"]:
            torch.cuda.set_rng_state_all(found["random_of_gpus"])
        for generator, state in zip(generators, found["generators"], strict=True):
            generator.set_state(state)
        print(f"goes on after epoch {found['epochs']}", flush=True)
        return found["epochs"], found["noted"]

    def save(
        self,
        epochs: int,
        noted: Mapping[str, float],
        parts: Mapping[str, Any],
        generators: Sequence[torch.Generator] = (),
    ) -> None:
        """Writes the state behind a complete epoch; an interruption leaves the one before."""
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        state = {
            "origin": self._origin,
            "epochs": epochs,
            "noted": dict(noted),
            "parts": {name: part.state_dict() for name, part in parts.items()},
            "random": torch.get_rng_state(),
            "random_of_gpus": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
            "generators": [generator.get_state() for generator in generators],
        }
        torch.save(state, new)
        new.replace(self._file)

    def _read(self) -> dict[str, Any] | None:
        if self._file is None or not self._file.is_file():
            return None
        try:
            found: dict[str, Any] = torch.load(self._file, map_location="cpu", weights_only=True)
        except Exception as error:  # by what is broken in the file
            print(f"{self._file} cannot be read ({type(error).__name__}): starts anew", flush=True)
            return None
        if found["origin"] != self._origin:
            print(f"{self._file} is of another training: starts anew", flush=True)
            return None
        return found

"""Full or mixed precision, the same for both in a training loop."""

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.amp.grad_scaler import GradScaler
from torch.optim import Optimizer

from tuning.arguments import MIXED


class Precision:
    """Computes a network in 32 bits, or in 16 where PyTorch knows that to be enough.

    GPUs that have bfloat16 use it, as CPUs do. Older ones have float16 only: small gradients would become
    zero, so the loss is scaled.
    """

    def __init__(self, name: str, device: torch.device) -> None:
        """Takes `full` or `mixed`."""
        self._mixed, self._device = name == MIXED, device
        old = device.type == "cuda" and not torch.cuda.is_bf16_supported()
        self._type = torch.float16 if old else torch.bfloat16
        self._scaler = GradScaler(device.type, enabled=self._mixed and old)

    def forward(self) -> torch.autocast:
        """In this context the network and the loss are computed."""
        return torch.autocast(self._device.type, dtype=self._type, enabled=self._mixed)

    def step(
        self, loss: Tensor, optimizer: Optimizer, clip: Iterable[nn.Parameter] = (), longest: float = 1.0
    ) -> None:
        """Computes the gradients and changes the weights.

        Args:
            loss: of a batch.
            optimizer: changes the weights; its gradients are new ones after this.
            clip: the gradients of these parameters are made shorter together.
            longest: if they are longer than this.
        """
        optimizer.zero_grad()
        self._scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
        clipped = list(clip)
        if clipped:
            self._scaler.unscale_(optimizer)
            nn.utils.clip_grad_norm_(clipped, longest)
        self._scaler.step(optimizer)
        self._scaler.update()

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return self._scaler.state_dict()

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Takes what a checkpoint kept."""
        if state:
            self._scaler.load_state_dict(state)

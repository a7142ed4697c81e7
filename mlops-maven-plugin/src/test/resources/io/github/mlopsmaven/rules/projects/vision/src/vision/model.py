"""The network."""
import torch
from torch import nn


class Net(nn.Module):
    """A small network."""

    def __init__(self, hidden: int = 8) -> None:
        super().__init__()
        self.layer = nn.Linear(hidden, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x)

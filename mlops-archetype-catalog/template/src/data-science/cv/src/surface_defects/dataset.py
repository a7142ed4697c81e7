"""Images as a network sees them."""

from pathlib import Path

from torch import Tensor
from torch.utils.data import Dataset

from lifecycle.tables import read_table
from surface_defects.columns import IMAGE, LABELS, TARGET
from surface_defects.served import opened, pixels


class Images(Dataset[tuple[Tensor, int]]):
    """What write_images wrote, as a network sees it; files are read when they are asked for."""

    def __init__(self, directory: Path, size: int) -> None:
        """Lists the images of a directory, which will be squares of this size; `labels` are their classes."""
        table = read_table(directory)
        self._files = [directory / name for name in table[IMAGE]]
        self.labels = [LABELS.index(label) for label in table[TARGET]]
        self._size = size

    def __len__(self) -> int:
        """How many images there are."""
        return len(self._files)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        """One image and the number of its class."""
        return pixels(opened(self._files[index]), self._size), self.labels[index]

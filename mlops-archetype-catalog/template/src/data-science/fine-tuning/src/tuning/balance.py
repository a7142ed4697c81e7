"""How much the examples of a class count in the loss."""

from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor

from tuning.arguments import BALANCED


def class_weights(numbers: Sequence[int], classes: int, how: str) -> Tensor | None:
    """The weight of each class, or None if all examples count alike.

    Args:
        numbers: the class of each example, from 0 on.
        classes: how many classes there are; one without an example has the weight 0.
        how: `equal` or `balanced`. Balanced weights are inverse to the number of examples, and the mean
            weight of an example is 1.
    """
    if how != BALANCED:
        return None
    counted = Counter(numbers)
    mean = len(numbers) / len(counted)
    return torch.tensor([mean / counted[number] if counted[number] else 0.0 for number in range(classes)])

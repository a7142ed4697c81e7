"""What an answer rests on: how much its confidence falls when a part of the input is covered."""

from collections.abc import Callable, Sequence

# Which parts of an input are covered, for each of its variants.
Covered = Sequence[set[int]]


def contributions(
    confidences: Callable[[Covered], Sequence[float]], parts: int, most: int = 32
) -> list[float]:
    """Covers each part alone.

    Args:
        confidences: gives, for each set of covered parts, how sure the model is of the answer to explain.
        parts: how many parts the input has.
        most: so many variants are asked for at a time, since each takes memory.

    Returns:
        For each part, what the confidence loses without it; below zero where the part speaks against it.
    """
    (whole,) = confidences([set()])
    without: list[float] = []
    for start in range(0, parts, most):
        without += confidences([{part} for part in range(start, min(start + most, parts))])
    return [whole - sure for sure in without]

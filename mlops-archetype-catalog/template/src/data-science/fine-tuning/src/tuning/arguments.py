"""The arguments of a train step that do not depend on the network."""

import argparse

FULL, MIXED = "full", "mixed"
EQUAL, BALANCED = "equal", "balanced"


def add_tuning(parser: argparse.ArgumentParser) -> None:
    """Adds `--precision` and `--class_weights`, which are hyperparameters."""
    parser.add_argument(
        "--precision",
        choices=[FULL, MIXED],
        default=FULL,
        help="mixed computes in 16 bits where that is enough: faster on a GPU, with half of the memory",
    )
    parser.add_argument(
        "--class_weights",
        choices=[EQUAL, BALANCED],
        default=EQUAL,
        help="balanced makes each class count as much as any other, however rare it is",
    )

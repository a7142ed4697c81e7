"""A training pipeline as data: which steps there are, what each takes and gives.

The SDK v1 makes its objects from it (driver/pipeline.py); a run without Azure reads it too
(driver/local_steps.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

RAW_DATA = "raw_data"


@dataclass(frozen=True)
class Step:
    """A command line of data-science/src. Its options are what it takes and gives, by the same names.

    Attributes:
        name: of the step in the pipeline.
        module: what `python -m` runs.
        takes: `raw_data`, parameters of the pipeline, and what earlier steps give.
        gives: the directories that it writes; no two steps give the same.
        reuse: whether the same inputs give the same outputs, which are then used again.
    """

    name: str
    module: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    reuse: bool = True


# The answer depends on the model registry, which changes between runs.
REGISTER = Step(
    "register",
    "lifecycle.register",
    takes=("model_name", "model", "evaluation"),
    gives=("registration",),
    reuse=False,
)


def check(steps: Iterable[Step], parameters: Iterable[str]) -> None:
    """Refuses steps that take what nobody gives.

    Raises:
        ValueError: naming the step and what it lacks.
    """
    known = {RAW_DATA, *parameters}
    for step in steps:
        missing = sorted(set(step.takes) - known)
        if missing:
            raise ValueError(
                f"the step {step.name} takes {', '.join(missing)}, which nothing before it gives"
            )
        twice = sorted(set(step.gives) & known)
        if twice:
            raise ValueError(f"the step {step.name} gives {', '.join(twice)}, which is there already")
        known |= set(step.gives)

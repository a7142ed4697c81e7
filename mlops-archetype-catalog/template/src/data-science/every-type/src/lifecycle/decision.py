"""Whether a new model may replace the one in production: one rule for every kind of model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """A metric: its key among those that were measured, what people call it, and which way is better."""

    name: str
    title: str
    higher_is_better: bool = True

    def reaches(self, value: float, limit: float) -> bool:
        """Whether a value is as good as a limit; one that is not a number never is."""
        return value >= limit if self.higher_is_better else value <= limit


@dataclass(frozen=True)
class Floor:
    """The worst value of a metric that is acceptable, whatever is in production."""

    metric: Metric
    limit: float

    def broken(self, measured: Mapping[str, float]) -> str | None:
        """In words what does not reach the floor, None if it does."""
        value = measured[self.metric.name]
        if self.metric.reaches(value, self.limit):
            return None
        return f"{self.metric.title} {value} does not reach the floor of {self.limit}"


@dataclass(frozen=True)
class Rule:
    """When a model is approved.

    Attributes:
        floors: what every model must reach; the first is the main metric.
        compared: the metric that is compared with other models.
        tolerance: share of another model's value by which a new model may be worse; 0.02 is two percent.
    """

    floors: Sequence[Floor]
    compared: Metric
    tolerance: float

    def decide(
        self, candidate: Mapping[str, float], others: Mapping[str, Mapping[str, float]]
    ) -> tuple[bool, str]:
        """Whether the candidate is approved, and why, in words for the person who looks it up.

        Args:
            candidate: what was measured for the new model, by the names of the metrics.
            others: the same for the models that it is compared with, by what they are: the one in
                production, and the best that was approved, so that small losses do not add up over time.
        """
        broken = [words for floor in self.floors if (words := floor.broken(candidate))]
        if broken:
            return False, "; ".join(broken)
        first = self.floors[0]
        reached = f"{first.metric.title} {candidate[first.metric.name]} reaches the floor of {first.limit}"
        if not others:
            return True, f"no model is in production and {reached}"
        worse = [words for name, other in others.items() if (words := self._worse(candidate, name, other))]
        if worse:
            return False, "; ".join(worse)
        new = candidate[self.compared.name]
        found = " and ".join(f"{name} has {other[self.compared.name]}" for name, other in others.items())
        return True, (
            f"{self.compared.title} {new}, {found}: better, or worse by no more than {self.tolerance:.1%}"
        )

    def _worse(self, candidate: Mapping[str, float], name: str, other: Mapping[str, float]) -> str | None:
        """In words by how much the candidate is worse than another model, None if it is not."""
        new, old = candidate[self.compared.name], other[self.compared.name]
        margin = abs(old) * self.tolerance
        limit = old - margin if self.compared.higher_is_better else old + margin
        if self.compared.reaches(new, limit):
            return None
        return f"{self.compared.title} {new}, {name} has {old}: worse by more than {self.tolerance:.1%}"

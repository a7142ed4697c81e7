"""Whether a new model may replace the one in production: one rule for every kind of model."""

from collections.abc import Mapping
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
class Rule:
    """When a model is approved.

    Attributes:
        floor_metric: the metric that has to reach the floor, whatever is in production.
        floor: the worst value that is acceptable.
        compared: the metric that is compared with the model in production.
        tolerance: share of production's value by which a new model may be worse; 0.02 is two percent.
    """

    floor_metric: Metric
    floor: float
    compared: Metric
    tolerance: float

    def decide(
        self, candidate: Mapping[str, float], production: Mapping[str, float] | None
    ) -> tuple[bool, str]:
        """Whether the candidate is approved, and why, in words for the person who looks it up.

        Args:
            candidate: what was measured for the new model, by the names of the metrics.
            production: the same for the model in production, None if there is none.
        """
        measured = candidate[self.floor_metric.name]
        floor = f"{self.floor_metric.title} {measured}"
        if not self.floor_metric.reaches(measured, self.floor):
            return False, f"{floor} does not reach the floor of {self.floor}"
        if production is None:
            return True, f"no model is in production and {floor} reaches the floor of {self.floor}"
        new, old = candidate[self.compared.name], production[self.compared.name]
        margin = abs(old) * self.tolerance
        limit = old - margin if self.compared.higher_is_better else old + margin
        comparison = f"{self.compared.title} {new}, production has {old}"
        if not self.compared.reaches(new, limit):
            return False, f"{comparison}: worse by more than {self.tolerance:.1%}"
        return True, f"{comparison}: better, or worse by no more than {self.tolerance:.1%}"

"""How good a model is."""

from collections.abc import Sequence

from sklearn.metrics import accuracy_score, f1_score

from support_tickets.columns import TEAMS


def classification_metrics(truth: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """Share of right answers, the F1 of every team, and their mean, in which small teams count as much."""
    of_teams = f1_score(truth, predicted, labels=TEAMS, average=None, zero_division=0.0)
    metrics = {
        "macro_f1": sum(of_teams) / len(TEAMS),
        "accuracy": accuracy_score(truth, predicted),
        **{f"f1_{team}": value for team, value in zip(TEAMS, of_teams, strict=True)},
    }
    return {name: round(float(value), 4) for name, value in metrics.items()}

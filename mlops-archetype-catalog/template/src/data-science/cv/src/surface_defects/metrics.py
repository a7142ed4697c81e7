"""How good a model is."""

from collections.abc import Sequence

from sklearn.metrics import accuracy_score, f1_score

from surface_defects.columns import LABELS


def classification_metrics(truth: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """Share of right answers, the F1 of every class, and their mean, in which rare classes count as much."""
    of_classes = f1_score(truth, predicted, labels=LABELS, average=None, zero_division=0.0)
    metrics = {
        "accuracy": accuracy_score(truth, predicted),
        "macro_f1": sum(of_classes) / len(LABELS),
        **{f"f1_{label}": value for label, value in zip(LABELS, of_classes, strict=True)},
    }
    return {name: round(float(value), 4) for name, value in metrics.items()}

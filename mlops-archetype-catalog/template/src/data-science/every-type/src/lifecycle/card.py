"""The model card: what a person who meets a registered model wants to know, kept with its files."""

import json
from collections.abc import Mapping
from pathlib import Path

import mlflow.models

from lifecycle.evaluation import Evaluation
from lifecycle.origin import ORIGIN, SETTINGS

CARD = "model_card.md"


def model_card(name: str, run: str, model: Path, evaluation: Evaluation) -> str:
    """The text of the card.

    Args:
        name: name in the model registry.
        run: the run that registered it; it leads to the data, the commit and the environment.
        model: directory of the model, in MLflow's format.
        evaluation: how it did.
    """
    saved = mlflow.models.Model.load(str(model))
    noted: Mapping[str, object] = saved.metadata or {}
    signature = saved.signature
    lines = [
        f"# {name}",
        "",
        f"Approved: {evaluation.reason}.",
        "",
        *_table("Metric on the test data", {"this model": evaluation.candidate, **_others(evaluation)}),
        "",
        "## Asked and answered",
        "",
        "```json",
        json.dumps({} if signature is None else signature.to_dict(), indent=2),
        "```",
        "",
        "## Made from",
        "",
        f"- run: `{run}`",
        f"- data, code, settings and packages: `{noted.get(ORIGIN, 'unknown')}`",
        f"- settings: `{json.dumps(noted.get(SETTINGS, {}), sort_keys=True)}`",
        "",
        "## Left to say",
        "",
        "What it is for and what not, who is affected, and what is known about groups that it serves worse:"
        " write it beside the code, in README.md, where it stays with every version.",
    ]
    return "\n".join(lines) + "\n"


def _others(evaluation: Evaluation) -> dict[str, Mapping[str, float]]:
    """The models that it was compared with."""
    others: dict[str, Mapping[str, float]] = {}
    if evaluation.production is not None:
        others[f"version {evaluation.production_version}, in production"] = evaluation.production
    if evaluation.best is not None:
        others[f"version {evaluation.best_version}, the best"] = evaluation.best
    return others


def _table(title: str, columns: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Rows of a table: a metric each."""
    names = sorted({name for column in columns.values() for name in column})
    rows = [[name, *(_number(column.get(name)) for column in columns.values())] for name in names]
    head = [title, *columns]
    return [f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows]]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"

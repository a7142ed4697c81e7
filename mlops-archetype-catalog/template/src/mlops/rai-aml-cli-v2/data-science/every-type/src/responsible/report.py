"""The page that people read: how wrong the model is, for whom, and what its worst mistakes rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from responsible.cohorts import Cohort

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
td, th { border: 1px solid #8888; padding: .3rem .6rem; text-align: right; }
td:first-child, th:first-child { text-align: left; }
figure { border: 1px solid #8888; margin: 1rem 0; padding: 1rem; overflow-wrap: anywhere; }
img { height: 12rem; image-rendering: pixelated; margin-right: 1rem; width: auto; }
:root { color-scheme: light dark; }
"""


@dataclass(frozen=True)
class Mistake:
    """One wrong answer.

    Attributes:
        truth: the class that is right.
        answer: the class that the model gave.
        confidence: how sure it was, from 0 to 1.
        shown: HTML that shows the input and what the answer rests on.
    """

    truth: str
    answer: str
    confidence: float
    shown: str


def page(
    title: str,
    everything: Cohort,
    groups: Sequence[Cohort],
    confusion: pd.DataFrame,
    worst: Sequence[Mistake],
) -> str:
    """The whole page; it needs nothing from anywhere else.

    Args:
        title: what it is about.
        everything: all rows.
        groups: the groups that the errors gather in.
        confusion: rows are the true classes, columns the answers.
        worst: the mistakes that the model was surest of.
    """
    told = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{everything.rows} rows of the test data; {everything.error:.1%} of the answers are wrong.</p>",
        "<h2>Groups</h2>",
        _groups(groups),
        "<h2>Classes</h2>",
        _confusion(confusion),
        "<h2>Mistakes that the model was surest of</h2>",
        *(_mistake(mistake) for mistake in worst),
    ]
    if not worst:
        told.append("<p>There is none.</p>")
    return document(title, told)


def document(title: str, told: Sequence[str]) -> str:
    """A page of HTML that needs nothing from anywhere else; `told` is HTML."""
    body = "\n".join(told)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _groups(groups: Sequence[Cohort]) -> str:
    ordered = sorted(groups, key=lambda group: group.error, reverse=True)
    rows = [[group.name, str(group.rows), f"{group.error:.1%}"] for group in ordered]
    return table(["what the rows have in common", "rows", "wrong"], rows)


def _confusion(confusion: pd.DataFrame) -> str:
    rows = [
        [str(truth), *map(str, counts)]
        for truth, counts in zip(confusion.index, confusion.to_numpy(), strict=True)
    ]
    return table(["is / was answered", *map(str, confusion.columns)], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts."""
    first = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    rest = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<tr>{first}</tr>\n{rest}\n</table>"


def _mistake(mistake: Mistake) -> str:
    said = f"{escape(mistake.answer)} ({mistake.confidence:.0%} sure), and it is {escape(mistake.truth)}"
    return f"<figure>\n{mistake.shown}\n<figcaption>{said}</figcaption>\n</figure>"

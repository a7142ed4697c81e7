"""What is judged: the tickets of the test data, traits of their text, what the model says and why."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd
from mlflow.pyfunc import PyFuncModel

from lifecycle.tables import read_table
from responsible.cohorts import PREDICTION
from responsible.occlusion import Covered, contributions
from support_tickets.columns import TARGET, TEXT

__all__ = ["CONFIDENCE", "TARGET", "Shown", "answered"]

# The column that says how sure the model is, from 0 to 1.
CONFIDENCE = "confidence"
_GREEN, _RED = "30 160 60", "200 40 40"
# Longer texts are explained by their first words.
_MOST_WORDS = 200


def _share(texts: pd.Series, pattern: str) -> pd.Series:
    """How much of a text is of a kind of character, from 0 to 1."""
    return texts.str.count(pattern) / texts.str.len().clip(lower=1)


def answered(model: PyFuncModel, test_data: Path) -> pd.DataFrame:
    """The teams and the model's answers; groups can be made of the team and of the columns of numbers.

    `words` is the number of words; `capitals`, `digits` and `other_letters` (beyond a to z) are shares of the
    characters, and `question_marks` are counted. Add what may make a ticket hard for your model.
    """
    test = read_table(test_data)
    texts = test[TEXT]
    answers = pd.DataFrame(model.predict(test[[TEXT]]))
    return pd.DataFrame(
        {
            TARGET: test[TARGET],
            "words": texts.str.split().str.len(),
            "capitals": _share(texts, "[A-Z]"),
            "digits": _share(texts, "[0-9]"),
            "other_letters": _share(texts, r"[^\W\da-zA-Z_]"),
            "question_marks": texts.str.count(r"\?"),
            PREDICTION: answers[TARGET].to_numpy(),
            CONFIDENCE: answers[CONFIDENCE].to_numpy(),
        }
    )


class Shown:
    """Shows tickets with the words that an answer rests on."""

    def __init__(self, model: PyFuncModel, test_data: Path) -> None:
        """Takes the model and the data that `answered` took."""
        self._model = model
        self._texts = read_table(test_data)[TEXT]

    def html(self, row: int, answer: str) -> str:
        """The text: what speaks for the answer is green, what speaks against it red."""
        words = str(self._texts[row]).split()[:_MOST_WORDS]

        def confidences(covered: Covered) -> Sequence[float]:
            kept = [" ".join(word for at, word in enumerate(words) if at not in parts) for parts in covered]
            answers = pd.DataFrame(self._model.predict(pd.DataFrame({TEXT: kept})))
            return answers[CONFIDENCE].where(answers[TARGET] == answer, 0.0).tolist()

        found = contributions(confidences, len(words))
        most = max((abs(value) for value in found), default=0.0) or 1.0
        spans = [
            f'<span style="background: rgb({_GREEN if value > 0 else _RED} / {abs(value) / most:.2f})">'
            f"{escape(word)}</span>"
            for word, value in zip(words, found, strict=True)
        ]
        return f"<p>{' '.join(spans)}</p>"

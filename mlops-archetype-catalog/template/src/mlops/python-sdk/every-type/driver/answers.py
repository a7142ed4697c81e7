"""Whether what an endpoint answers is a prediction."""

import json
from typing import Any


def answered(response: str) -> bool:
    """Whether each row of a response got an answer, rather than nothing (null) or an error of its own.

    The model answers rows one by one, so a response may be one although no row of it could be answered.
    """
    try:
        content: Any = json.loads(response)
        # Servers hand on a text of JSON as a text.
        content = json.loads(content) if isinstance(content, str) else content
    except ValueError:
        return False
    rows = content.get("predictions", []) if isinstance(content, dict) else content
    return isinstance(rows, list) and bool(rows) and all(map(_is_answer, rows))


def _is_answer(row: Any) -> bool:
    return not row.get("error") if isinstance(row, dict) else row is not None

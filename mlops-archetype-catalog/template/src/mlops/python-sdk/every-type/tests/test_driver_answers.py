import json

import pytest

from mlops.driver.answers import answered


@pytest.mark.parametrize(
    "response",
    [
        "[12.5, 3]",
        '{"predictions": [12.5]}',
        '[{"label": "a", "confidence": 0.9, "error": ""}]',
        json.dumps('[{"label": "a", "confidence": 0.9, "error": ""}]'),
    ],
)
def test_rows_with_an_answer(response: str) -> None:
    assert answered(response)


@pytest.mark.parametrize(
    "response",
    [
        "",
        "<html>502</html>",
        "[]",
        "12",
        "[12.5, null]",
        '{"message": "an unexpected error, 424"}',
        '[{"label": "a", "error": ""}, {"label": "", "error": "the text is empty"}]',
        json.dumps('[{"label": "", "confidence": 0.0, "error": "it is not base64"}]'),
    ],
)
def test_a_row_without_an_answer_is_no_prediction(response: str) -> None:
    assert not answered(response)

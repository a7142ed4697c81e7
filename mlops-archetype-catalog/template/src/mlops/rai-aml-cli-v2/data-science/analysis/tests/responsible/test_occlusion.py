from collections.abc import Sequence

import pytest

from responsible.occlusion import Covered, contributions


@pytest.mark.parametrize("most", [1, 2, 32])
def test_a_part_is_worth_what_the_answer_loses_without_it(most: int) -> None:
    worth = [0.5, 0.0, -0.25]
    asked: list[int] = []

    def confidences(covered: Covered) -> Sequence[float]:
        asked.append(len(covered))
        return [0.5 - sum(worth[part] for part in parts) for parts in covered]

    assert contributions(confidences, 3, most) == worth
    assert max(asked) <= most


def test_an_input_without_parts_has_no_contributions() -> None:
    assert contributions(lambda covered: [0.3 for _ in covered], 0) == []

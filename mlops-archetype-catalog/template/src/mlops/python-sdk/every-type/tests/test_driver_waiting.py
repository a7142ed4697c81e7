from collections.abc import Callable

import pytest

from mlops.driver.waiting import SECONDS_BETWEEN, until_ended


def answers(*given: str | Exception) -> Callable[[], str]:
    left = list(given)

    def ask() -> str:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


@pytest.mark.parametrize("end", ["Completed", "Finished", "Failed", "Canceled"])
def test_it_asks_until_the_end_and_says_what_changes(
    end: str, pauses: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    assert until_ended(answers("Queued", "Running", "Running", end), "job 1") == end

    assert capsys.readouterr().out.splitlines() == ["job 1: Queued", "job 1: Running", f"job 1: {end}"]
    assert pauses == [SECONDS_BETWEEN] * 3


def test_after_the_minutes_it_says_that_there_is_no_end() -> None:
    assert until_ended(answers("Running"), "job 1", minutes=0) is None
    assert until_ended(answers("Completed"), "job 1", minutes=0) == "Completed"


def test_a_question_may_fail_now_and_then() -> None:
    trouble = [ConnectionError("reset")] * 4

    assert until_ended(answers(*trouble, "Running", *trouble, "Completed"), "job 1") == "Completed"


def test_what_fails_every_time_fails_the_wait() -> None:
    with pytest.raises(ConnectionError, match="reset"):
        until_ended(answers(*[ConnectionError("reset")] * 5), "job 1")

import pytest

from lifecycle.decision import Metric, Rule

ACCURACY = Metric("accuracy", "accuracy")
ERROR = Metric("mae", "mean absolute error", higher_is_better=False)
GOOD = {"accuracy": 0.95, "mae": 1.0}


def test_without_a_model_in_production_the_floor_decides() -> None:
    assert Rule(ACCURACY, 0.9, ERROR, 0.0).decide(GOOD, None) == (
        True,
        "no model is in production and accuracy 0.95 reaches the floor of 0.9",
    )
    assert Rule(ACCURACY, 0.96, ERROR, 0.0).decide(GOOD, None) == (
        False,
        "accuracy 0.95 does not reach the floor of 0.96",
    )


def test_the_floor_of_an_error_is_a_ceiling() -> None:
    assert Rule(ERROR, 1.0, ACCURACY, 0.0).decide(GOOD, None)[0]
    assert not Rule(ERROR, 0.9, ACCURACY, 0.0).decide(GOOD, None)[0]


@pytest.mark.parametrize(("error", "approved"), [(0.9, True), (1.0, True), (1.02, True), (1.03, False)])
def test_an_error_may_be_higher_by_the_tolerance_only(error: float, approved: bool) -> None:
    decision, reason = Rule(ACCURACY, 0.9, ERROR, 0.02).decide({**GOOD, "mae": error}, GOOD)

    assert decision is approved
    assert reason.startswith(f"mean absolute error {error}, production has 1.0: ")


@pytest.mark.parametrize(("accuracy", "approved"), [(1.0, True), (0.95, True), (0.94, True), (0.92, False)])
def test_a_score_may_be_lower_by_the_tolerance_only(accuracy: float, approved: bool) -> None:
    decision, reason = Rule(ACCURACY, 0.5, ACCURACY, 0.02).decide({**GOOD, "accuracy": accuracy}, GOOD)

    assert decision is approved
    assert reason.startswith(f"accuracy {accuracy}, production has 0.95: ")


def test_a_negative_score_has_its_tolerance_on_the_worse_side() -> None:
    rule = Rule(ACCURACY, -9.0, ACCURACY, 0.1)

    assert rule.decide({"accuracy": -1.05}, {"accuracy": -1.0})[0]
    assert not rule.decide({"accuracy": -1.15}, {"accuracy": -1.0})[0]


def test_a_candidate_better_than_production_is_still_held_to_the_floor() -> None:
    assert not Rule(ACCURACY, 0.99, ERROR, 0.0).decide(GOOD, {**GOOD, "mae": 9.0})[0]


def test_a_metric_that_is_not_a_number_approves_nothing() -> None:
    broken = {"accuracy": float("nan"), "mae": float("nan")}

    assert not Rule(ACCURACY, 0.0, ERROR, 0.0).decide(broken, None)[0]
    assert not Rule(ACCURACY, 0.0, ERROR, 0.0).decide({**broken, "accuracy": 1.0}, GOOD)[0]

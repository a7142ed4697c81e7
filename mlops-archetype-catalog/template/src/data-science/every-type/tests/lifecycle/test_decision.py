import pytest

from lifecycle.decision import Floor, Metric, Rule

ACCURACY = Metric("accuracy", "accuracy")
ERROR = Metric("mae", "mean absolute error", higher_is_better=False)
GOOD = {"accuracy": 0.95, "mae": 1.0}


def test_without_a_model_in_production_the_floor_decides() -> None:
    assert Rule([Floor(ACCURACY, 0.9)], ERROR, 0.0).decide(GOOD, {}) == (
        True,
        "no model is in production and accuracy 0.95 reaches the floor of 0.9",
    )
    assert Rule([Floor(ACCURACY, 0.96)], ERROR, 0.0).decide(GOOD, {}) == (
        False,
        "accuracy 0.95 does not reach the floor of 0.96",
    )


def test_the_floor_of_an_error_is_a_ceiling() -> None:
    assert Rule([Floor(ERROR, 1.0)], ACCURACY, 0.0).decide(GOOD, {})[0]
    assert not Rule([Floor(ERROR, 0.9)], ACCURACY, 0.0).decide(GOOD, {})[0]


@pytest.mark.parametrize(("error", "approved"), [(0.9, True), (1.0, True), (1.02, True), (1.03, False)])
def test_an_error_may_be_higher_by_the_tolerance_only(error: float, approved: bool) -> None:
    decision, reason = Rule([Floor(ACCURACY, 0.9)], ERROR, 0.02).decide(
        {**GOOD, "mae": error}, {"production": GOOD}
    )

    assert decision is approved
    assert reason.startswith(f"mean absolute error {error}, production has 1.0: ")


@pytest.mark.parametrize(("accuracy", "approved"), [(1.0, True), (0.95, True), (0.94, True), (0.92, False)])
def test_a_score_may_be_lower_by_the_tolerance_only(accuracy: float, approved: bool) -> None:
    decision, reason = Rule([Floor(ACCURACY, 0.5)], ACCURACY, 0.02).decide(
        {**GOOD, "accuracy": accuracy}, {"production": GOOD}
    )

    assert decision is approved
    assert reason.startswith(f"accuracy {accuracy}, production has 0.95: ")


def test_a_negative_score_has_its_tolerance_on_the_worse_side() -> None:
    rule = Rule([Floor(ACCURACY, -9.0)], ACCURACY, 0.1)

    assert rule.decide({"accuracy": -1.05}, {"production": {"accuracy": -1.0}})[0]
    assert not rule.decide({"accuracy": -1.15}, {"production": {"accuracy": -1.0}})[0]


def test_the_tolerance_is_a_share_of_what_the_other_model_has() -> None:
    half = Rule([Floor(ACCURACY, 0.0)], ACCURACY, 0.5)
    errors = Rule([Floor(ACCURACY, 0.0)], ERROR, 0.5)

    assert half.decide({"accuracy": 0.5}, {"production": {"accuracy": 0.95}})[0]
    assert not errors.decide({"accuracy": 1.0, "mae": 1.7}, {"production": GOOD})[0]


def test_a_candidate_better_than_production_is_still_held_to_the_floor() -> None:
    assert not Rule([Floor(ACCURACY, 0.99)], ERROR, 0.0).decide(GOOD, {"production": {**GOOD, "mae": 9.0}})[0]


def test_a_metric_that_is_not_a_number_approves_nothing() -> None:
    broken = {"accuracy": float("nan"), "mae": float("nan")}

    assert not Rule([Floor(ACCURACY, 0.0)], ERROR, 0.0).decide(broken, {})[0]
    reaches = {**broken, "accuracy": 1.0}
    assert not Rule([Floor(ACCURACY, 0.0)], ERROR, 0.0).decide(reaches, {"production": GOOD})[0]


def test_every_floor_that_is_broken_is_named() -> None:
    found, rare = Metric("f1_found", "F1 of found"), Metric("f1_rare", "F1 of rare")
    rule = Rule([Floor(ACCURACY, 0.9), Floor(found, 0.5), Floor(rare, 0.5)], ACCURACY, 0.0)

    decision, reason = rule.decide({"accuracy": 0.95, "f1_found": 0.9, "f1_rare": 0.0}, {})

    assert not decision
    assert reason == "F1 of rare 0.0 does not reach the floor of 0.5"


def test_small_losses_do_not_add_up() -> None:
    rule = Rule([Floor(ACCURACY, 0.5)], ACCURACY, 0.02)
    others = {"production": {"accuracy": 0.9}, "version 3, the best so far,": {"accuracy": 0.95}}

    decision, reason = rule.decide({"accuracy": 0.89}, others)

    assert not decision
    assert reason == "accuracy 0.89, version 3, the best so far, has 0.95: worse by more than 2.0%"
    assert rule.decide({"accuracy": 0.94}, others)[0]

import numpy as np
import pandas as pd
import pytest

from lifecycle.intake import UnusableDataError
from lifecycle.split import position, require_classes, require_numbers, split


def table(rows: int) -> pd.DataFrame:
    """Rows with a number that identifies them."""
    return pd.DataFrame({"id": [str(row) for row in range(rows)], "x": np.arange(rows, dtype="float64")})


def test_rows_keep_their_side_when_data_grows_and_is_shuffled() -> None:
    before = table(500)
    after = table(900).sample(frac=1, random_state=3)

    train_before, test_before = split(before, before["id"], 0.25, seed=42)
    train_after, test_after = split(after, after["id"], 0.25, seed=42)

    assert set(train_before["id"]) <= set(train_after["id"])
    assert set(test_before["id"]) <= set(test_after["id"])
    assert set(train_after["id"]).isdisjoint(test_after["id"])


def test_nothing_is_lost_or_repeated_and_the_share_is_about_right() -> None:
    rows = table(4000)
    train, test = split(rows, rows["id"], 0.25, seed=42)

    assert sorted([*train.index, *test.index]) == list(range(4000))
    assert 0.22 < len(test) / len(rows) < 0.28


def test_another_seed_makes_another_split() -> None:
    rows = table(100)

    assert not split(rows, rows["id"], 0.25, 1)[1].index.equals(split(rows, rows["id"], 0.25, 2)[1].index)


def test_rows_of_one_key_are_on_one_side() -> None:
    rows = table(300)
    customers = [str(row // 10) for row in range(300)]

    _, test = split(rows, customers, 0.25, seed=42)

    assert all(size == 10 for size in (test.index // 10).value_counts())


def test_a_position_never_changes() -> None:
    # A promise: a version that moved it would test the model in production with what it was trained with.
    assert position("a", 42) == pytest.approx(0.5901377484, abs=1e-9)


@pytest.mark.parametrize("fraction", [0.0, 1.0, -0.5, 1.5])
def test_a_fraction_that_leaves_a_side_empty_is_refused(fraction: float) -> None:
    with pytest.raises(UnusableDataError, match="between 0 and 1"):
        split(table(3), ["a", "b", "c"], fraction, 42)


def test_classes_that_are_too_rare_are_all_named() -> None:
    train = pd.DataFrame({"y": ["a"] * 9 + ["b"]})
    test = pd.DataFrame({"y": ["a"] * 3 + ["c"]})

    with pytest.raises(UnusableDataError, match=r"'b' has 1 to train with and 0.*'c' has 0 .* and 1"):
        require_classes(train, test, "y", ["a", "b", "c"], 2)
    require_classes(train, test, "y", ["a"], 3)


def test_a_class_needs_rows_on_both_sides() -> None:
    many, few = pd.DataFrame({"y": ["a"] * 9}), pd.DataFrame({"y": ["a"]})

    for train, test, counted in ((many, few, "9 .* and 1 to test"), (few, many, "1 .* and 9 to test")):
        with pytest.raises(UnusableDataError, match=f"'a' has {counted}"):
            require_classes(train, test, "y", ["a"], 2)


@pytest.mark.parametrize(
    ("train", "test", "message"),
    [
        ([1.0, 2.0], [1.0, 2.0, 3.0], "2 rows to train with and 3 to test with: --fewest asks for 3"),
        ([1.0, 2.0, 3.0], [], "3 rows to train with and 0 to test with"),
        ([5.0] * 3, [1.0, 2.0, 3.0], r"y is 5\.0 in all 3 rows to train with"),
        ([1.0, 2.0, 3.0], [7.5] * 4, r"y is 7\.5 in all 4 rows to test with"),
    ],
)
def test_numbers_that_say_nothing_about_a_model_are_refused(
    train: list[float], test: list[float], message: str
) -> None:
    with pytest.raises(UnusableDataError, match=message):
        require_numbers(pd.DataFrame({"y": train}), pd.DataFrame({"y": test}), "y", 3)


def test_few_different_numbers_are_enough() -> None:
    require_numbers(pd.DataFrame({"y": [0.0, 1.0, 1.0]}), pd.DataFrame({"y": [1.0, 0.0, 1.0]}), "y", 3)


def test_the_better_of_two_models_wins_on_data_that_neither_has_seen() -> None:
    """A champion trained early and a challenger with more data: the split must not favor the champion."""
    noise = np.random.default_rng(5)
    everything = table(600).assign(x=lambda t: noise.normal(size=len(t)))
    everything["y"] = 2 * everything["x"] + noise.normal(scale=2.0, size=600)
    wins = 0
    for trial in range(10):
        early = everything.head(120)
        old_train, _ = split(early, early["id"], 0.4, seed=trial)
        new_train, test = split(everything, everything["id"], 0.4, seed=trial)
        assert set(old_train["id"]).isdisjoint(test["id"])
        old, new = (np.polyfit(rows["x"], rows["y"], 9) for rows in (old_train, new_train))
        errors = [float(np.abs(np.polyval(each, test["x"]) - test["y"]).mean()) for each in (old, new)]
        wins += errors[1] < errors[0]
    assert wins >= 9

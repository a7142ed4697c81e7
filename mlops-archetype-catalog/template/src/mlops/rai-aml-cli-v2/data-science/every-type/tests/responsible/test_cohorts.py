import math

import pandas as pd
import pytest

from responsible.cohorts import Cohort, Limits, errors, of_columns, overall

ALL = Cohort("all rows", 100, 1.0)


def test_errors_of_numbers_are_distances() -> None:
    assert list(errors(pd.Series([1.0, 2.0]), pd.Series([1.5, 0.0]))) == [0.5, 2.0]


def test_errors_of_classes_are_one_or_zero() -> None:
    assert list(errors(pd.Series(["a", "b"]), pd.Series(["a", "a"]))) == [0.0, 1.0]


def test_a_column_makes_a_group_of_each_value() -> None:
    table = pd.DataFrame({"zone": ["north", "south", "south"]})

    assert of_columns(table, ["zone"], pd.Series([1.0, 2.0, 4.0])) == [
        Cohort("zone = north", 1, 1.0),
        Cohort("zone = south", 2, 3.0),
    ]


def test_rows_without_a_value_are_a_group() -> None:
    texts = pd.DataFrame({"zone": ["north", None, None]})
    numbers = pd.DataFrame({"distance": [*range(40), None, None]})

    assert [cohort.rows for cohort in of_columns(texts, ["zone"], pd.Series([1.0, 2.0, 4.0]))] == [1, 2]
    found = of_columns(numbers, ["distance"], pd.Series([0.0] * 40 + [1.0, 1.0]))
    assert [(cohort.rows, cohort.error) for cohort in found][-1] == (2, 1.0)


def test_many_numbers_are_cut_into_quarters() -> None:
    table = pd.DataFrame({"distance": range(40)})

    found = of_columns(table, ["distance"], pd.Series(range(40), dtype="float64"))

    assert [cohort.rows for cohort in found] == [10, 10, 10, 10]
    assert [cohort.error for cohort in found] == [4.5, 14.5, 24.5, 34.5]


def test_few_different_numbers_are_groups_of_their_own() -> None:
    errors_of = pd.Series([1.0, 2.0, 2.0] * 11)
    ten, eleven = pd.DataFrame({"x": [row % 10 for row in range(33)]}), pd.DataFrame({"x": range(11)})

    assert len(of_columns(ten, ["x"], errors_of)) == 10
    assert len(of_columns(eleven, ["x"], errors_of[:11])) == 4
    zones = pd.DataFrame({"zone": ["north"] * 3})
    assert of_columns(zones, ["zone"], errors_of[:3]) == [Cohort("zone = north", 3, 1.6667)]
    assert overall(errors_of[:3]).error == 1.6667


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="lacks the columns colour"):
        of_columns(pd.DataFrame({"zone": ["north"]}), ["zone", "colour"], pd.Series([1.0]))


def test_the_mean_of_all_rows() -> None:
    assert overall(pd.Series([1.0, 2.0])) == Cohort("all rows", 2, 1.5)


@pytest.mark.parametrize(("error", "too_bad"), [(0.5, False), (1.5, False), (1.51, True), (math.nan, True)])
def test_a_group_may_be_worse_by_the_gap(error: float, too_bad: bool) -> None:
    cohort = Cohort("zone = north", 20, error)

    assert (Limits(0.5, 20).too_bad(ALL, [cohort]) == [cohort]) is too_bad


def test_a_small_group_is_not_judged() -> None:
    assert Limits(0.5, 20).too_bad(ALL, [Cohort("zone = north", 19, 9.0)]) == []


def test_the_worst_comes_first() -> None:
    bad, worse = Cohort("a", 20, 2.0), Cohort("b", 20, 3.0)

    assert Limits(0.5, 20).too_bad(ALL, [bad, worse]) == [worse, bad]

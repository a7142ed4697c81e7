import pandas as pd

from responsible.cohorts import Cohort
from responsible.report import Mistake, page

CONFUSION = pd.crosstab(pd.Series(["a", "<b>"], name="truth"), pd.Series(["a", "a"], name="answer"))


def test_the_page_has_the_groups_with_the_worst_first() -> None:
    groups = [Cohort("words <= 5", 30, 0.1), Cohort("words > 5", 10, 0.9)]

    text = page("Tickets", Cohort("all rows", 40, 0.3), groups, CONFUSION, [])

    assert "30.0% of the answers are wrong" in text
    assert text.index("words &gt; 5") < text.index("words &lt;= 5")
    assert "There is none" in text


def test_the_page_shows_each_mistake_and_no_text_becomes_markup() -> None:
    mistakes = [Mistake("<script>", "a & b", 0.87, "<p>shown</p>")]

    text = page("<i>Tickets</i>", Cohort("all rows", 40, 0.3), [], CONFUSION, mistakes)

    assert "a &amp; b (87% sure), and it is &lt;script&gt;" in text
    assert "<p>shown</p>" in text
    assert "<i>" not in text
    assert "&lt;b&gt;" in text

"""Tickets made here, so that a test does not change with the sample data."""

import pandas as pd
import pytest

from support_tickets.columns import TEAMS

WORDS = {
    "account": "login password profile",
    "billing": "invoice card charged",
    "delivery": "parcel courier late",
    "returns": "exchange label refund",
    "technical": "crash screen update",
}


@pytest.fixture
def raw() -> pd.DataFrame:
    """100 tickets, all different; each team has words of its own."""
    teams = [TEAMS[row % len(TEAMS)] for row in range(100)]
    texts = [f"Hello, {WORDS[team]} in case {row}" for row, team in enumerate(teams)]
    return pd.DataFrame({"text": texts, "team": teams})

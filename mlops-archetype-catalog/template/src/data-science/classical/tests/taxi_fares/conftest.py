"""Trips made here, so that a test does not change with the sample data."""

import pandas as pd
import pytest


@pytest.fixture
def raw() -> pd.DataFrame:
    """120 trips whose fare is twice the distance plus three."""
    rows = range(120)
    return pd.DataFrame(
        {
            "pickup_time": [f"2024-03-{1 + row % 28:02d}T{row % 24:02d}:15:00" for row in rows],
            "pickup_zone": [("centre", "airport", "north")[row % 3] for row in rows],
            "rate": ["standard"] * 120,
            "distance_km": [1.0 + row % 40 for row in rows],
            "passengers": [1 + row % 4 for row in rows],
            "fare": [3.0 + 2.0 * (1.0 + row % 40) for row in rows],
        }
    )

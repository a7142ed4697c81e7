import pandas as pd
import pytest


@pytest.fixture
def table():
    return pd.DataFrame({"temperature": [1.0, 2.0], "humidity": [3.0, 4.0], "hour": [5, 6], "count": [7, 8]})


@pytest.fixture(scope="session")
def names():
    return ["mean", "deviation"]

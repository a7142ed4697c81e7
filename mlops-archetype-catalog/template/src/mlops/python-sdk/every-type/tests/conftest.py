"""What the driver's tests share."""

import pytest

from mlops.driver.stage import Stage
from mlops.tests.stages import DEV


@pytest.fixture
def stage() -> Stage:
    return DEV

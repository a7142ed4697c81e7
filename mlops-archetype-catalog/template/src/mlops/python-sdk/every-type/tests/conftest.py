"""What the driver's tests share."""

import pytest

from mlops.driver.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage(
        name="dev",
        location="westeurope",
        resource_group="rg-test",
        workspace="mlw-test",
        online_endpoint="oep-test",
        batch_endpoint="bep-test",
        alert_email="team@example.com",
    )

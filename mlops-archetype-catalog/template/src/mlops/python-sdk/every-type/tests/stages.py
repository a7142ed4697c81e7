"""A stage to test with."""

from mlops.driver.stage import Stage

DEV = Stage(
    name="dev",
    location="westeurope",
    resource_group="rg-test",
    workspace="mlw-test",
    online_endpoint="oep-test",
    batch_endpoint="bep-test",
    alert_email="team@example.com",
    private_network=False,
    shared_keys=False,
    recovery_days=0,
)

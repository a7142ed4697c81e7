"""Gives the traffic of a stage's online endpoint back, without a new deployment.

A canary loses its share. If there is none, the deployment that was in production before takes all of the
traffic, after a smoke test, and its version is marked as the one in production.
"""

from collections.abc import Sequence

from azure.ai.ml import MLClient

from mlops.driver.client import connect
from mlops.driver.command_line import rollback_arguments
from mlops.driver.deploy_online import promote, smoke_test
from mlops.driver.stage import Stage
from mlops.driver.traffic import Endpoint, now, other_than, version_of


def rollback(client: MLClient, stage: Stage) -> dict[str, int]:
    """Goes back, and returns who serves how much then.

    Raises:
        SystemExit: if there is nothing to go back to, or it does not answer; then the traffic is as it was.
    """
    endpoint = Endpoint(client, stage)
    bad = endpoint.production()
    if bad is None:
        raise SystemExit(f"nothing is in production at {endpoint.name}")
    good = other_than(bad)
    there = endpoint.model_of(good)
    if there is None:
        raise SystemExit(
            f"there is no deployment to go back to, only {bad}: deploy an earlier version with"
            f" deploy-online.sh {stage.name} VERSION"
        )
    if endpoint.shares()[good] > 0:
        print(f"{good} is a canary: {bad} gets all of the traffic")
        endpoint.move({bad: 100, good: 0}, production=bad, canary_since=0, idle_since=now())
        return endpoint.shares()
    version = version_of(there)
    print(f"back from {bad} to {good} with version {version}")
    if smoke_test(endpoint, good) is None:
        raise SystemExit("the smoke test failed; the traffic is as it was")
    promote(client, stage, endpoint, good, version)
    return endpoint.shares()


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = rollback_arguments(__doc__, argv)
    print(rollback(connect(stage), stage))


if __name__ == "__main__":
    main()

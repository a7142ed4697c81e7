"""Removes the deployment of a stage's online endpoint that has had no traffic for `keep_idle_days`.

It costs as much as the live one.
"""

from collections.abc import Sequence

from azure.ai.ml import MLClient

from mlops.driver.client import connect
from mlops.driver.command_line import tidy_arguments
from mlops.driver.stage import Stage, setting_of
from mlops.driver.traffic import IDLE_SINCE, Endpoint, now, other_than

DAY = 24 * 60 * 60


def tidy(client: MLClient, stage: Stage, days: int) -> str:
    """Removes it, and returns in words what was done.

    Args:
        client: of the stage's workspace.
        stage: whose endpoint.
        days: that a deployment stays without traffic.
    """
    endpoint = Endpoint(client, stage)
    serving = endpoint.production()
    if serving is None:
        return f"nothing is in production at {endpoint.name}: nothing is removed"
    idle = other_than(serving)
    if endpoint.model_of(idle) is None or endpoint.shares()[idle] > 0:
        return f"no deployment of {endpoint.name} is without traffic"
    since = endpoint.tag(IDLE_SINCE)
    if since is None or not since.isdecimal():
        endpoint.note(idle_since=now())
        return f"since when {idle} has had no traffic is not known: its {days} days begin today"
    passed = (now() - int(since)) // DAY
    if passed < days:
        return f"{idle} has had no traffic for {passed} days; it stays until there are {days}"
    endpoint.remove(idle)
    return f"{idle} is removed: it had no traffic for {days} days or more"


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = tidy_arguments(__doc__, argv)
    print(tidy(connect(stage), stage, int(setting_of(stage.name, "keep_idle_days"))))


if __name__ == "__main__":
    main()

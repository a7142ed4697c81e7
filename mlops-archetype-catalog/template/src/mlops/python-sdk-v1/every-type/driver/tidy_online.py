"""Removes the service where people try a model, when it is `keep_idle_days` old.

It costs as much as the live one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from azureml.core import Workspace
from azureml.core.webservice import Webservice

from mlops.driver.client import connect
from mlops.driver.command_line import tidy_arguments
from mlops.driver.deploy_online import beside_name
from mlops.driver.stage import Stage, setting_of


def tidy(workspace: Workspace, stage: Stage, days: int) -> str:
    """Removes it, and returns in words what was done.

    Args:
        workspace: where the services are.
        stage: whose service.
        days: that the service beside it stays.
    """
    beside = beside_name(stage.online_endpoint)
    if beside not in {each.name for each in Webservice.list(workspace)}:
        return f"there is no {beside}: nothing is removed"
    service = Webservice(workspace, beside)
    age = (datetime.now(UTC) - service.created_time).days
    if age < days:
        return f"{beside} is {age} days old; it stays until it is {days}"
    service.delete()
    return f"{beside} is removed: it is {age} days old"


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = tidy_arguments(__doc__, argv)
    print(tidy(connect(stage), stage, int(setting_of(stage.name, "keep_idle_days"))))


if __name__ == "__main__":
    main()

"""Gives a stage's web service the model back that it had before.

A service beside it, where people try a model, is removed. The version that serves again is marked as the one
in production.
"""

from collections.abc import Sequence

from azureml.core import Workspace
from azureml.core.webservice import Webservice

from mlops.driver.client import connect, find_model
from mlops.driver.command_line import rollback_arguments
from mlops.driver.deploy_online import beside_name, replace
from mlops.driver.models import mark, production_model, version_before
from mlops.driver.stage import Stage


def rollback(workspace: Workspace, stage: Stage) -> str:
    """Goes back, and returns in words what was done.

    Raises:
        SystemExit: if there is nothing to go back to, or it does not answer; then the service is as it was.
    """
    beside = beside_name(stage.online_endpoint)
    if beside in {each.name for each in Webservice.list(workspace)}:
        Webservice(workspace, beside).delete()
        return f"{beside} is removed; {stage.online_endpoint} is as it was"
    bad = production_model(workspace)
    version = None if bad is None else version_before(bad)
    if version is None:
        raise SystemExit(
            "there is no model to go back to: deploy an earlier version with"
            f" deploy-online.sh {stage.name} VERSION"
        )
    replace(workspace, stage.online_endpoint, find_model(workspace, version))
    mark(workspace, version)
    return f"{stage.online_endpoint} has version {version} again"


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    stage = rollback_arguments(__doc__, argv)
    print(rollback(connect(stage), stage))


if __name__ == "__main__":
    main()

"""The workspace, and what every script asks it."""

from azure.identity import AzureCliCredential
from azureml.core import Workspace
from azureml.core.authentication import TokenAuthentication
from azureml.core.model import Model
from azureml.pipeline.core import PipelineRun

from mlops.azureml.settings import PROJECT
from mlops.driver.command_line import LATEST, PRODUCTION
from mlops.driver.notice import show_notice
from mlops.driver.sign_in import subscription
from mlops.driver.stage import Stage
from mlops.driver.waiting import until_ended


def token(audience: str) -> str:
    """A token of who is signed in with `az login`; the SDK's own sign-in knows no workload identities."""
    return str(AzureCliCredential().get_token(f"{audience.rstrip('/')}/.default").token)


def connect(stage: Stage) -> Workspace:
    """The stage's workspace."""
    show_notice()
    print(f"workspace {stage.workspace} in {stage.resource_group}")
    return Workspace(
        subscription_id=subscription(),
        resource_group=stage.resource_group,
        workspace_name=stage.workspace,
        auth=TokenAuthentication(token),
    )


def find_model(workspace: Workspace, version: str) -> Model:
    """The registered model of a version, or the newest, or the one in production.

    While nothing is in production, the newest stands for it.

    Raises:
        SystemExit: if there is no such version.
    """
    models = Model.list(workspace, name=PROJECT.name)
    if version == PRODUCTION:
        wanted = [each for each in models if (each.tags or {}).get("role") == PRODUCTION] or models
    else:
        wanted = [each for each in models if version in (LATEST, str(each.version))]
    if not wanted:
        raise SystemExit(f"there is no version {version} of the model {PROJECT.name}")
    return max(wanted, key=lambda each: int(each.version))


def wait_for(run: PipelineRun, minutes: int | None = None) -> bool:
    """Waits until a run has ended, or for some minutes; returns whether it has.

    Raises:
        SystemExit: if it ended and did not complete.
    """
    status = until_ended(lambda: str(run.get_status()), f"run {run.id}", minutes)
    if status not in (None, "Completed", "Finished"):
        raise SystemExit(f"the run {run.id} ended as {status}")
    return status is not None

"""The service client, and what every script asks it."""

from azure.ai.ml import MLClient
from azure.ai.ml.entities import Model
from azure.ai.ml.exceptions import MlException
from azure.core.exceptions import ResourceNotFoundError
from azure.identity import AzureCliCredential

from mlops.azureml.settings import PROJECT
from mlops.driver.command_line import LATEST, PRODUCTION
from mlops.driver.sign_in import subscription
from mlops.driver.stage import Stage
from mlops.driver.waiting import until_ended


def connect(stage: Stage) -> MLClient:
    """A client of the stage's workspace, as who is signed in with `az login`."""
    print(f"workspace {stage.workspace} in {stage.resource_group}")
    return MLClient(AzureCliCredential(), subscription(), stage.resource_group, stage.workspace)


def provision_network(client: MLClient, stage: Stage) -> None:
    """Makes the network that Azure Machine Learning manages, if the stage has a private one.

    The first compute cluster makes it too, but without Spark, which the model monitor runs on. What is there
    stays.
    """
    if stage.private_network:
        client.workspaces.begin_provision_network(workspace_name=stage.workspace, include_spark=True).result()


def find_model(client: MLClient, version: str) -> Model:
    """The registered model of a version, or the newest, or the one in production.

    While nothing is in production, the newest stands for it.
    """
    if version == PRODUCTION:
        models = client.models.list(name=PROJECT.name)
        tagged = [each for each in models if (each.tags or {}).get("role") == PRODUCTION]
        version = max((str(each.version) for each in tagged), key=int, default=LATEST)
    try:
        model: Model = (
            client.models.get(PROJECT.name, label=LATEST)
            if version == LATEST
            else client.models.get(PROJECT.name, version=version)
        )
    except (ResourceNotFoundError, MlException) as error:
        raise SystemExit(f"there is no version {version} of the model {PROJECT.name}: {error}") from error
    return model


def wait_for(client: MLClient, job: str, minutes: int | None = None) -> bool:
    """Waits until a job has ended, or for some minutes; returns whether it has.

    Raises:
        SystemExit: if it ended and did not complete.
    """
    status = until_ended(lambda: str(client.jobs.get(job).status), f"job {job}", minutes)
    if status not in (None, "Completed"):
        raise SystemExit(f"the job {job} ended as {status}")
    return status is not None

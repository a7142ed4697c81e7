"""What a training run needs in the workspace: its environment and its data."""

from azure.ai.ml import MLClient
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import BuildContext, Data, Environment
from azure.core.exceptions import ResourceNotFoundError

from mlops.azureml.settings import PROJECT
from mlops.driver.content import environment_version
from mlops.driver.project import ENVIRONMENT


def environment() -> Environment:
    """The training image, which the workspace's registry builds from data-science/environment."""
    return Environment(
        name=PROJECT.environment,
        version=environment_version(),
        description="Pinned in data-science/environment.",
        build=BuildContext(path=str(ENVIRONMENT), dockerfile_path="Dockerfile"),
    )


def sample() -> Data:
    """The first version of the data asset; your own data are the versions after it."""
    return Data(
        name=PROJECT.name,
        version="1",
        type=PROJECT.data_type,
        path=str(PROJECT.sample),
        description="The sample of the repository.",
    )


def reference(job: str) -> Data:
    """What the model of a training run was trained on: the monitor compares production with it."""
    return Data(
        name=PROJECT.reference,
        type=AssetTypes.MLTABLE,
        path=f"azureml://jobs/{job}/outputs/train_data",
        description="Training data of the newest model.",
    )


def provide(client: MLClient) -> None:
    """Creates the environment and the data where they do not exist yet."""
    wanted = environment()
    try:
        client.environments.get(wanted.name, version=wanted.version)
    except ResourceNotFoundError:
        client.environments.create_or_update(wanted)
    if not has_data(client):
        client.data.create_or_update(sample())


def has_data(client: MLClient) -> bool:
    """Whether there is any version of the data asset."""
    try:
        return any(client.data.list(name=PROJECT.name))
    except ResourceNotFoundError:
        return False

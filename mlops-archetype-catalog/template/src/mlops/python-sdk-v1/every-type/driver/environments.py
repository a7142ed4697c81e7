"""The environments that models are trained and served in."""

from collections.abc import Iterable

from azureml.core import Environment, Workspace
from azureml.core.conda_dependencies import CondaDependencies
from azureml.core.environment import DockerBuildContext

from mlops.azureml.settings import PROJECT
from mlops.driver.content import environment_version
from mlops.driver.project import ENVIRONMENT

# What the SDK v1 needs in an image that serves.
SERVING = "azureml-defaults==1.62.0"
BASE_IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20260715.v1"


def training_environment(workspace: Workspace) -> Environment:
    """The training image of data-science/environment, registered under a hash of what is in it.

    An unchanged one is not built again.
    """
    name = f"{PROJECT.environment}-{environment_version()}"
    if name in Environment.list(workspace):
        return Environment.get(workspace, name)
    context = DockerBuildContext.from_local_directory(
        workspace, str(ENVIRONMENT), dockerfile_path="Dockerfile"
    )
    return Environment.from_docker_build_context(name, context).register(workspace)


def serving_environment(requirements: Iterable[str]) -> Environment:
    """What a model needs where it is served: the packages that it was saved with, and the SDK's own.

    Args:
        requirements: the lines of the model's requirements.txt.
    """
    environment = Environment(f"{PROJECT.name}-serving")
    environment.docker.base_image = BASE_IMAGE
    environment.inferencing_stack_version = "latest"
    packages = [line.strip() for line in requirements if line.strip()]
    environment.python.conda_dependencies = CondaDependencies.create(
        python_version="3.11", pip_packages=[*packages, SERVING]
    )
    return environment

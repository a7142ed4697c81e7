"""The deployments blue and green of an online endpoint: who serves how much."""

from collections.abc import Mapping

from azure.ai.ml import MLClient
from azure.ai.ml.entities import ManagedOnlineDeployment
from azure.core.exceptions import ResourceNotFoundError

from mlops.driver.serving import online_endpoint
from mlops.driver.stage import Stage

COLOURS = ("blue", "green")


class Endpoint:
    """The online endpoint of a stage; it is made if it is missing."""

    def __init__(self, client: MLClient, stage: Stage) -> None:
        """Finds the endpoint or makes it."""
        self._client = client
        self.name = stage.online_endpoint
        try:
            client.online_endpoints.get(self.name)
        except ResourceNotFoundError:
            client.online_endpoints.begin_create_or_update(online_endpoint(stage)).result()

    def shares(self) -> dict[str, int]:
        """The percentages of the traffic."""
        traffic = self._client.online_endpoints.get(self.name).traffic or {}
        return {colour: int(traffic.get(colour, 0)) for colour in COLOURS}

    def move(self, traffic: Mapping[str, int]) -> None:
        """Gives deployments other percentages."""
        endpoint = self._client.online_endpoints.get(self.name)
        endpoint.traffic = dict(traffic)
        self._client.online_endpoints.begin_create_or_update(endpoint).result()

    def model_of(self, deployment: str) -> str | None:
        """The id of the model behind a deployment, or None if there is no such deployment."""
        try:
            return str(self._client.online_deployments.get(deployment, self.name).model)
        except ResourceNotFoundError:
            return None

    def deploy(self, deployment: ManagedOnlineDeployment) -> None:
        """Creates a deployment and waits until it is there."""
        self._client.online_deployments.begin_create_or_update(deployment).result()

    def remove(self, deployment: str) -> None:
        """Deletes a deployment."""
        self._client.online_deployments.begin_delete(deployment, self.name).result()

    def ask(self, deployment: str, request_file: str) -> str:
        """What a deployment answers."""
        return str(
            self._client.online_endpoints.invoke(
                self.name, deployment_name=deployment, request_file=request_file
            )
        )

    def log_of(self, deployment: str) -> str:
        """The newest lines of a deployment's log."""
        return str(self._client.online_deployments.get_logs(deployment, self.name, lines=100))

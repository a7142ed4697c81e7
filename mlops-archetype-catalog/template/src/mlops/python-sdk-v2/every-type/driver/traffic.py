"""The deployments blue and green of an online endpoint: who serves how much."""

import re
import time
from collections.abc import Mapping
from typing import Any

from azure.ai.ml import MLClient
from azure.ai.ml.entities import ManagedOnlineDeployment
from azure.core.exceptions import ResourceNotFoundError

from mlops.driver.serving import online_endpoint
from mlops.driver.stage import Stage

COLOURS = ("blue", "green")

# Tags of the endpoint: the deployment in production; when the canary got its first share, 0 if there is none;
# since when the other deployment has had no traffic. Times are in seconds since 1970.
PRODUCTION = "production"
CANARY_SINCE = "canary_since"
IDLE_SINCE = "idle_since"


def other_than(colour: str) -> str:
    """The other one of blue and green."""
    return "green" if colour == "blue" else "blue"


def version_of(model: str) -> str:
    """The version in a model's id, whichever way it is written."""
    return re.split("[:/]", model)[-1]


def now() -> int:
    """The time, in seconds since 1970."""
    return int(time.time())


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

    @property
    def id(self) -> str:
        """The endpoint's resource id, which Azure Monitor knows it by."""
        return str(self._client.online_endpoints.get(self.name).id)

    def shares(self) -> dict[str, int]:
        """The percentages of the traffic."""
        traffic = self._client.online_endpoints.get(self.name).traffic or {}
        return {colour: int(traffic.get(colour, 0)) for colour in COLOURS}

    def tag(self, name: str) -> str | None:
        """What a tag of the endpoint says, or None if it has no such tag."""
        return (self._client.online_endpoints.get(self.name).tags or {}).get(name)

    def production(self) -> str | None:
        """The deployment that is in production, or None if nothing is.

        The endpoint's tag says it. The shares of the traffic do not: a canary may have more than half of
        them. An endpoint that was made by other means has no such tag; there it is what serves most.
        """
        named = self.tag(PRODUCTION)
        if named in COLOURS and self.model_of(named) is not None:
            return named
        shares = self.shares()
        return max(COLOURS, key=lambda colour: shares[colour]) if sum(shares.values()) else None

    def move(self, traffic: Mapping[str, int], **tags: object) -> None:
        """Gives deployments other percentages, and the endpoint tags, in one step."""
        endpoint = self._client.online_endpoints.get(self.name)
        endpoint.traffic = dict(traffic)
        self._change(endpoint, tags)

    def note(self, **tags: object) -> None:
        """Gives the endpoint tags."""
        self._change(self._client.online_endpoints.get(self.name), tags)

    def _change(self, endpoint: Any, tags: Mapping[str, object]) -> None:
        endpoint.tags = {**(endpoint.tags or {}), **{name: str(value) for name, value in tags.items()}}
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

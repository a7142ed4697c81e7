"""Deploys a model to a stage's online endpoint, beside the one that serves, and moves the traffic.

Of the deployments blue and green the one that serves less is replaced. It gets traffic only after the
smoke test and is removed if that fails. At 100 percent the version is marked as the one in production,
which the next training run has to beat; the other deployment stays without traffic, to go back to.
"""

import re
import sys
from collections.abc import Sequence

from azure.ai.ml import MLClient
from azure.ai.ml.exceptions import MlException
from azure.core.exceptions import AzureError, HttpResponseError

from mlops.azureml.settings import PROJECT
from mlops.driver.client import connect, find_model
from mlops.driver.command_line import online_arguments
from mlops.driver.project import ONLINE_REQUEST
from mlops.driver.serving import online_deployment
from mlops.driver.stage import Stage
from mlops.driver.traffic import Endpoint

ROLE = "role"
PRODUCTION = "production"
RETIRED = "retired"


def deploy(client: MLClient, stage: Stage, version: str, percent: int) -> dict[str, int]:
    """Deploys, tests, moves the traffic, and returns who serves how much then.

    Raises:
        SystemExit: if the smoke test fails; then the traffic is as it was.
    """
    model = find_model(client, version)
    print(f"{model.name} version {model.version} for {percent} % of the traffic of {stage.online_endpoint}")
    endpoint = Endpoint(client, stage)
    shares = endpoint.shares()
    new, old = ("green", "blue") if shares["blue"] > shares["green"] else ("blue", "green")
    first = sum(shares.values()) == 0
    there = endpoint.model_of(new)
    if there is not None and re.search(rf"[:/]{re.escape(str(model.version))}$", there) and shares[new]:
        print(f"{new} serves this version already, with a part of the traffic")
    else:
        if there is not None:
            if not first:
                endpoint.move({old: 100, new: 0})
            endpoint.remove(new)
        endpoint.deploy(online_deployment(new, endpoint.name, f"azureml:{model.name}:{model.version}"))
    answer = smoke_test(endpoint, new)
    if answer is None:
        if not first:
            endpoint.move({old: 100, new: 0})
        endpoint.remove(new)
        raise SystemExit("the smoke test failed; the traffic is as it was")
    print(f"smoke test: {answer}")
    if first or percent == 100:
        there_is_old = endpoint.model_of(old) is not None
        endpoint.move({new: 100, old: 0} if there_is_old else {new: 100})
        mark(client, str(model.version))
    else:
        endpoint.move({new: percent, old: 100 - percent})
    return endpoint.shares()


def smoke_test(endpoint: Endpoint, deployment: str) -> str | None:
    """What the deployment answers to the sample request, or None if that is no prediction."""
    try:
        answer = endpoint.ask(deployment, str(ONLINE_REQUEST))
    except (AzureError, MlException) as error:
        print(error, file=sys.stderr)
    else:
        if re.search(r"\d", answer):
            return answer
        print(f"no prediction: {answer}", file=sys.stderr)
    try:
        print(endpoint.log_of(deployment), file=sys.stderr)
    except HttpResponseError as error:
        print(f"there is no log: {error.message}", file=sys.stderr)
    return None


def mark(client: MLClient, version: str) -> None:
    """Tags a version as the one in production, and retires the one before."""
    for model in client.models.list(name=PROJECT.name):
        role = (model.tags or {}).get(ROLE)
        wanted = PRODUCTION if str(model.version) == version else RETIRED
        if role == wanted or (wanted == RETIRED and role != PRODUCTION):
            continue
        model.tags = {**(model.tags or {}), ROLE: wanted}
        client.models.create_or_update(model)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    arguments = online_arguments(__doc__, argv)
    stage = arguments.stage
    print(deploy(connect(stage), stage, arguments.version, arguments.percent))


if __name__ == "__main__":
    main()

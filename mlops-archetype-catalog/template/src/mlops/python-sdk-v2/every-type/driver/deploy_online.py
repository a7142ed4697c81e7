"""Deploys a model to a stage's online endpoint, beside the one in production, and shifts the traffic.

Of the deployments blue and green the one that is not in production is replaced. It gets traffic only after
the smoke test and is removed if that fails. With less than 100 percent it is a canary. A canary goes into
production (100 percent) only when it has served for `canary_minutes`, and its errors and latency are within
the limits of config-infra-*.yml. The version in production is marked: the next training run must beat it.
The other deployment stays without traffic, for rollback-online.sh, until tidy-online.sh or the next
deployment removes it.
"""

import subprocess
import sys
from collections.abc import Sequence

from azure.ai.ml import MLClient
from azure.ai.ml.exceptions import MlException
from azure.core.exceptions import AzureError, HttpResponseError

from mlops.azureml.settings import PROJECT
from mlops.driver.answers import answered
from mlops.driver.client import connect, find_model, provision_network
from mlops.driver.command_line import PRODUCTION, online_arguments
from mlops.driver.monitor import is_on, switch
from mlops.driver.project import ONLINE_REQUEST, ROOT
from mlops.driver.serving import online_deployment
from mlops.driver.stage import Stage, setting_of
from mlops.driver.traffic import CANARY_SINCE, Endpoint, now, other_than, version_of

ROLE = "role"
RETIRED = "retired"


def deploy(client: MLClient, stage: Stage, version: str, percent: int) -> dict[str, int]:
    """Deploys, tests, shifts the traffic, and returns who serves how much then.

    Raises:
        SystemExit: if the smoke test fails; then the traffic is as it was.
    """
    model = find_model(client, version)
    print(f"{model.name} version {model.version} for {percent} % of the traffic of {stage.online_endpoint}")
    provision_network(client, stage)
    endpoint = Endpoint(client, stage)
    set_alerts(stage, endpoint.id)
    version = str(model.version)
    old = endpoint.production()
    new = other_than(old or "green")
    there = endpoint.model_of(new)
    canary = old is not None and there is not None and endpoint.shares()[new] > 0
    if canary and version_of(str(there)) == version:
        print(f"{new} serves this version already, as a canary")
        if percent == 100:
            judge(stage, endpoint.id, new, str(old), endpoint.tag(CANARY_SINCE) or "0")
    else:
        canary = False
        if there is not None:
            withdraw(endpoint, new, old)
        instances = int(setting_of(stage.name, "online_instances"))
        endpoint.deploy(online_deployment(new, endpoint.name, f"azureml:{model.name}:{version}", instances))
    answer = smoke_test(endpoint, new)
    if answer is None:
        withdraw(endpoint, new, old)
        raise SystemExit("the smoke test failed; the traffic is as it was")
    print(f"smoke test: {answer}")
    if old is None or percent == 100:
        promote(client, stage, endpoint, new, version)
    elif canary:
        endpoint.move({new: percent, old: 100 - percent})
    else:
        endpoint.move({new: percent, old: 100 - percent}, production=old, canary_since=now())
    return endpoint.shares()


def set_alerts(stage: Stage, endpoint_id: str) -> None:
    """Sets the alerts of the endpoint as config-infra-*.yml has them, before anything changes.

    Raises:
        SystemExit: if Azure Monitor does not take them.
    """
    script = ROOT / "mlops" / "scripts" / "alerts.sh"
    command = ["bash", str(script), stage.name, endpoint_id]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603
        raise SystemExit("the alerts of the endpoint could not be set; nothing was deployed")


def withdraw(endpoint: Endpoint, new: str, old: str | None) -> None:
    """Removes a deployment; what is in production gets its share back."""
    if old is not None:
        endpoint.move({old: 100, new: 0}, production=old, canary_since=0)
    endpoint.remove(new)


def promote(client: MLClient, stage: Stage, endpoint: Endpoint, new: str, version: str) -> None:
    """Gives a deployment all of the traffic and marks its version; the monitor follows, if it is on."""
    old = other_than(new)
    there_is_old = endpoint.model_of(old) is not None
    shares = {new: 100, old: 0} if there_is_old else {new: 100}
    endpoint.move(shares, production=new, canary_since=0, idle_since=now())
    mark(client, version)
    if is_on(client):
        switch(client, stage, "monitor", on=True)


def judge(stage: Stage, endpoint_id: str, canary: str, production: str, since: str) -> None:
    """Waits until a canary has served long enough, and judges it.

    Raises:
        SystemExit: if it is not to go into production.
    """
    script = ROOT / "mlops" / "scripts" / "canary.sh"
    command = ["bash", str(script), stage.name, endpoint_id, canary, production, since]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603
        raise SystemExit(f"{canary} stays a canary")


def smoke_test(endpoint: Endpoint, deployment: str) -> str | None:
    """What the deployment answers to the sample request, or None if that is no prediction."""
    try:
        answer = endpoint.ask(deployment, str(ONLINE_REQUEST))
    except (AzureError, MlException) as error:
        print(error, file=sys.stderr)
    else:
        if answered(answer):
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

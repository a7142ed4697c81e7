"""Deploys a model to a stage's batch endpoint and scores the sample with it.

The deployment becomes the endpoint's default only after the smoke test; of the others the default before
stays.
"""

from collections.abc import Sequence

from azure.ai.ml import Input, MLClient
from azure.ai.ml.constants import AssetTypes
from azure.core.exceptions import ResourceNotFoundError

from mlops.driver.client import connect, find_model, wait_for
from mlops.driver.command_line import batch_arguments
from mlops.driver.project import BATCH_SAMPLE
from mlops.driver.serving import batch_deployment, batch_endpoint


def deploy(client: MLClient, endpoint_name: str, version: str) -> str:
    """Deploys, tests, makes it the default, and returns the deployment's name.

    Raises:
        SystemExit: if the smoke test does not complete; then the default is as it was.
    """
    model = find_model(client, version)
    deployment = f"v{model.version}"
    print(f"{model.name} version {model.version} as {deployment} of {endpoint_name}")
    try:
        client.batch_endpoints.get(endpoint_name)
    except ResourceNotFoundError:
        client.batch_endpoints.begin_create_or_update(batch_endpoint(endpoint_name)).result()
    wanted = batch_deployment(deployment, endpoint_name, f"azureml:{model.name}:{model.version}")
    client.batch_deployments.begin_create_or_update(wanted).result()
    smoke_test(client, endpoint_name, deployment)
    endpoint = client.batch_endpoints.get(endpoint_name)
    before = (endpoint.defaults or {}).get("deployment_name")
    endpoint.defaults = {"deployment_name": deployment}
    client.batch_endpoints.begin_create_or_update(endpoint).result()
    if before == deployment:
        # Deployed once more, it is its own predecessor: the one to go back to is among the others, and stays.
        return deployment
    for old in [str(each.name) for each in client.batch_deployments.list(endpoint_name)]:
        if old not in (deployment, before):
            client.batch_deployments.begin_delete(old, endpoint_name).result()
            print(f"{old} is removed")
    return deployment


def smoke_test(client: MLClient, endpoint_name: str, deployment: str) -> None:
    """Scores the sample.

    Raises:
        SystemExit: if the job does not complete; nothing is changed then.
    """
    job = client.batch_endpoints.invoke(
        endpoint_name,
        deployment_name=deployment,
        input=Input(type=AssetTypes.URI_FOLDER, path=str(BATCH_SAMPLE)),
    )
    print(f"smoke test: job {job.name}")
    wait_for(client, str(job.name))


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    arguments = batch_arguments(__doc__, argv)
    stage = arguments.stage
    deployment = deploy(connect(stage), stage.batch_endpoint, arguments.version)
    print(f"{deployment} is the default of {stage.batch_endpoint}")


if __name__ == "__main__":
    main()

"""Deploys a model to a stage's web service in Azure Container Instances.

The SDK v1 cannot drive managed online endpoints, and container instances cannot split traffic. So the
model is deployed beside the service first, as `<endpoint>-new`, and tested there. Below 100 percent it
stays there for people to try, and the service is as it was. At 100 percent the service is updated and
tested; if that fails it goes back to the model before. Then the version is marked as the one in
production, which the next training run must beat.
"""

import json
import sys
from collections.abc import Sequence

from azureml.core import Workspace
from azureml.core.model import InferenceConfig, Model
from azureml.core.webservice import AciWebservice, Webservice
from azureml.exceptions import WebserviceException

from mlops.azureml.settings import PROJECT
from mlops.driver.answers import answered
from mlops.driver.client import connect, find_model
from mlops.driver.command_line import online_arguments
from mlops.driver.environments import serving_environment
from mlops.driver.models import mark, production_model, requirements_of
from mlops.driver.project import ONLINE_REQUEST, ROOT
from mlops.driver.stage import Stage

# Azure's limit for the name of a container group.
LONGEST_NAME = 32


def beside_name(endpoint: str) -> str:
    """What the service beside the endpoint is called, where a model is tested and tried."""
    return f"{endpoint}-new"


def inference_config(model: Model) -> InferenceConfig:
    """The scoring script and the environment of a model."""
    return InferenceConfig(
        entry_script="score_online.py",
        source_directory=str(ROOT / "mlops" / "serving"),
        environment=serving_environment(requirements_of(model)),
    )


def deploy(workspace: Workspace, stage: Stage, version: str, percent: int) -> str:
    """Deploys and tests, and returns the address where the model answers.

    Raises:
        SystemExit: if the stage has a private network, which container instances of the SDK v1 cannot join;
            if the smoke test fails, and then the service is as it was.
    """
    if stage.private_network:
        raise SystemExit(
            "container instances answer on the public network, which enable_private_network in"
            f" config-infra-{stage.name}.yml rules out: move to the SDK v2 (README.md), or set it to false"
        )
    endpoint = stage.online_endpoint
    model = find_model(workspace, version)
    beside = beside_name(endpoint)
    if len(beside) > LONGEST_NAME:
        raise SystemExit(
            f"{beside} is longer than {LONGEST_NAME}: shorten online_endpoint in config-infra-*.yml"
        )
    print(f"{model.name} version {model.version} as {beside}")
    candidate = create(workspace, beside, model)
    if not answers(candidate):
        candidate.delete()
        raise SystemExit(f"the smoke test failed; {endpoint} is as it was")
    if percent < 100:
        print(f"no traffic is split: container instances cannot; {beside} is there to be tried")
        return str(candidate.scoring_uri)
    service = replace(workspace, endpoint, model)
    candidate.delete()
    mark(workspace, str(model.version))
    return str(service.scoring_uri)


def create(workspace: Workspace, name: str, model: Model) -> Webservice:
    """A new service for a model; one of that name is replaced."""
    configuration = AciWebservice.deploy_configuration(
        cpu_cores=1,
        memory_gb=4,
        auth_enabled=True,
        description=PROJECT.description,
        tags={"model_version": str(model.version)},
    )
    service = Model.deploy(workspace, name, [model], inference_config(model), configuration, overwrite=True)
    service.wait_for_deployment(show_output=True)
    return service


def replace(workspace: Workspace, name: str, model: Model) -> Webservice:
    """Gives the service the model, and the one before if that does not answer.

    Raises:
        SystemExit: if the smoke test fails.
    """
    if name not in {each.name for each in Webservice.list(workspace)}:
        service = create(workspace, name, model)
        if not answers(service):
            service.delete()
            raise SystemExit("the smoke test failed; there is no service")
        return service
    before = production_model(workspace)
    service = Webservice(workspace, name)
    update(service, model)
    if not answers(service):
        if before is not None:
            update(service, before)
        raise SystemExit(f"the smoke test failed; {name} has the model before")
    return service


def update(service: Webservice, model: Model) -> None:
    """Gives a service another model; its address stays."""
    service.update(
        models=[model], inference_config=inference_config(model), tags={"model_version": str(model.version)}
    )
    service.wait_for_deployment(show_output=True)


def answers(service: Webservice) -> bool:
    """Whether a service answers the sample request with a prediction."""
    try:
        said = service.run(ONLINE_REQUEST.read_bytes())
        # The SDK has read the JSON already.
        answer = said if isinstance(said, str) else json.dumps(said)
    except WebserviceException as error:
        print(error, file=sys.stderr)
    else:
        if answered(answer):
            print(f"smoke test: {answer}")
            return True
        print(f"no prediction: {answer}", file=sys.stderr)
    print(service.get_logs(num_lines=100), file=sys.stderr)
    return False


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    arguments = online_arguments(__doc__, argv)
    stage = arguments.stage
    print(deploy(connect(stage), stage, arguments.version, arguments.percent))


if __name__ == "__main__":
    main()

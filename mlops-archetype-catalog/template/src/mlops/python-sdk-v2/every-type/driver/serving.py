"""Endpoints and deployments. A model in MLflow's format needs no scoring script and no environment."""

from azure.ai.ml.entities import (
    BatchEndpoint,
    BatchRetrySettings,
    DataCollector,
    DeploymentCollection,
    ManagedOnlineDeployment,
    ManagedOnlineEndpoint,
    ModelBatchDeployment,
    ModelBatchDeploymentSettings,
    OnlineRequestSettings,
    ResourceConfiguration,
)

from mlops.azureml.settings import PROJECT
from mlops.driver.project import COMPUTE
from mlops.driver.stage import Stage


def online_endpoint(stage: Stage) -> ManagedOnlineEndpoint:
    """The address that clients ask; its name is unique in its Azure region."""
    return ManagedOnlineEndpoint(
        name=stage.online_endpoint,
        description=PROJECT.description,
        auth_mode="aad_token",
        public_network_access="disabled" if stage.private_network else "enabled",
    )


def online_deployment(name: str, endpoint: str, model: str, instances: int) -> ManagedOnlineDeployment:
    """A model behind the endpoint. What the settings say is kept, for the model monitor to look at."""
    return ManagedOnlineDeployment(
        name=name,
        endpoint_name=endpoint,
        model=model,
        instance_type=PROJECT.machine,
        instance_count=instances,
        request_settings=OnlineRequestSettings(request_timeout_ms=PROJECT.request_timeout_ms),
        data_collector=DataCollector(
            collections={name: DeploymentCollection(enabled="True") for name in PROJECT.collected}
        ),
    )


def batch_endpoint(name: str) -> BatchEndpoint:
    """The address that batch jobs are sent to."""
    return BatchEndpoint(name=name, description=PROJECT.description, auth_mode="aad_token")


def batch_deployment(name: str, endpoint: str, model: str) -> ModelBatchDeployment:
    """The model on the compute cluster, one file of the input at a time."""
    return ModelBatchDeployment(
        name=name,
        endpoint_name=endpoint,
        description="The model on the compute cluster, one file of the input at a time.",
        model=model,
        compute=COMPUTE,
        resources=ResourceConfiguration(instance_count=1),
        settings=ModelBatchDeploymentSettings(
            max_concurrency_per_instance=PROJECT.batch.concurrency,
            mini_batch_size=1,
            output_action="append_row",
            output_file_name="predictions.csv",
            error_threshold=0,
            retry_settings=BatchRetrySettings(max_retries=3, timeout=PROJECT.batch.timeout),
            logging_level="info",
        ),
    )

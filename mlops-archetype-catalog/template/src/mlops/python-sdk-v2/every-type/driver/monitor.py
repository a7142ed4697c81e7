"""Switches the model monitor, or Azure Machine Learning's own retraining, on or off."""

from collections.abc import Sequence

from azure.ai.ml import MLClient
from azure.ai.ml.entities import (
    AlertNotification,
    MonitorDefinition,
    MonitoringTarget,
    MonitorSchedule,
    RecurrencePattern,
    RecurrenceTrigger,
    ServerlessSparkCompute,
)
from azure.core.exceptions import ResourceNotFoundError

from mlops.azureml.monitoring import TASK, signals
from mlops.azureml.settings import PROJECT
from mlops.driver.client import connect, provision_network
from mlops.driver.command_line import Watch, monitor_arguments
from mlops.driver.job import retraining
from mlops.driver.stage import Stage
from mlops.driver.traffic import Endpoint


def monitor(stage: Stage, deployment: str) -> MonitorSchedule:
    """Compares daily what the online endpoint is asked and answers with the training data."""
    return MonitorSchedule(
        name=PROJECT.monitor,
        display_name=f"{PROJECT.name} in production",
        description="Compares production with the training data, and writes to the address of the stage.",
        trigger=RecurrenceTrigger(
            frequency="day", interval=1, schedule=RecurrencePattern(hours=[4], minutes=[15])
        ),
        create_monitor=MonitorDefinition(
            compute=ServerlessSparkCompute(instance_type="standard_e4s_v3", runtime_version="3.5"),
            monitoring_target=MonitoringTarget(
                ml_task=TASK, endpoint_deployment_id=f"azureml:{stage.online_endpoint}:{deployment}"
            ),
            monitoring_signals=dict(signals()),
            alert_notification=AlertNotification(emails=[stage.alert_email]),
        ),
    )


def in_production(client: MLClient, stage: Stage) -> str:
    """The deployment that is in production.

    Raises:
        SystemExit: if nothing is.
    """
    deployment = Endpoint(client, stage).production()
    if deployment is None:
        raise SystemExit(
            f"nothing is in production at {stage.online_endpoint}: deploy first, with"
            f" deploy-online.sh {stage.name}"
        )
    return deployment


def is_on(client: MLClient) -> bool:
    """Whether the model monitor is there and enabled."""
    try:
        return bool(client.schedules.get(PROJECT.monitor).is_enabled)
    except ResourceNotFoundError:
        return False


def readable(stage: Stage) -> None:
    """Refuses what the monitor cannot read: a storage account without keys that keeps what was deleted.

    https://github.com/Azure/azureml-assets: model_data_collector_preprocessor/mdc_utils.py

    Raises:
        SystemExit: if it is such a one; the message says what to change.
    """
    if not stage.shared_keys and stage.recovery_days:
        raise SystemExit(
            "the model monitor cannot read a storage account that takes no keys and keeps what was deleted:"
            " set storage_recovery_days to 0, or storage_shared_keys to true, in"
            f" config-infra-{stage.name}.yml, and deploy the infrastructure"
        )


def switch(client: MLClient, stage: Stage, what: Watch, on: bool) -> str:
    """Switches, and returns the name of the schedule."""
    name = PROJECT.monitor if what == "monitor" else PROJECT.schedule
    if not on:
        client.schedules.begin_disable(name).result()
        return name
    if what == "monitor":
        readable(stage)
        provision_network(client, stage)
    wanted = monitor(stage, in_production(client, stage)) if what == "monitor" else retraining()
    client.schedules.begin_create_or_update(wanted).result()
    client.schedules.begin_enable(name).result()
    return name


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    arguments = monitor_arguments(__doc__, argv)
    name = switch(connect(arguments.stage), arguments.stage, arguments.what, arguments.on)
    print(f"{name} is {'on' if arguments.on else 'off'}")


if __name__ == "__main__":
    main()

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from azure.ai.ml import MLClient
from azure.core.exceptions import ResourceNotFoundError

from mlops.azureml.settings import PROJECT
from mlops.driver import deploy_online, monitor, rollback_online, signals
from mlops.driver.command_line import Watch
from mlops.driver.stage import Stage
from mlops.tests.service import Service


def client(service: Service) -> MLClient:
    return service  # type: ignore[return-value]


def test_the_monitor_watches_what_is_in_production(stage: Stage) -> None:
    service = Service(versions=["1", "2"])
    deploy_online.deploy(client(service), stage, "1", 100)
    deploy_online.deploy(client(service), stage, "2", 100)

    assert monitor.switch(client(service), stage, "monitor", True) == PROJECT.monitor

    made: Any = service.schedules.on[PROJECT.monitor]
    target = made.create_monitor.monitoring_target
    assert target.endpoint_deployment_id == f"azureml:{stage.online_endpoint}:green"
    assert made.create_monitor.alert_notification.emails == [stage.alert_email]


def test_the_monitor_looks_for_the_column_that_the_steps_predict(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / PROJECT.package).mkdir()
    (tmp_path / PROJECT.package / "columns.py").write_text('TARGET = "another one"\n', encoding="utf-8")
    monkeypatch.setattr(signals, "STEPS", tmp_path)

    made: Any = monitor.monitor(stage, "blue").create_monitor

    targets = [
        signal.reference_data.data_column_names["target_column"]
        for signal in made.monitoring_signals.values()
    ]
    assert set(targets) == {"another one"}


def test_the_monitor_follows_what_is_in_production(stage: Stage) -> None:
    service = Service(versions=["1", "2"])
    deploy_online.deploy(client(service), stage, "1", 100)
    monitor.switch(client(service), stage, "monitor", True)

    def watched() -> str:
        made: Any = service.schedules.on[PROJECT.monitor]
        return str(made.create_monitor.monitoring_target.endpoint_deployment_id).rsplit(":", 1)[-1]

    assert watched() == "blue"
    deploy_online.deploy(client(service), stage, "2", 100)
    assert watched() == "green"
    rollback_online.rollback(client(service), stage)
    assert watched() == "blue"


def test_a_monitor_that_is_off_stays_off(stage: Stage) -> None:
    service = Service(versions=["1", "2"])
    deploy_online.deploy(client(service), stage, "1", 100)
    monitor.switch(client(service), stage, "monitor", True)
    monitor.switch(client(service), stage, "monitor", False)

    deploy_online.deploy(client(service), stage, "2", 100)

    assert service.schedules.on == {}


def test_nothing_in_production_cannot_be_monitored(stage: Stage) -> None:
    with pytest.raises(SystemExit, match="nothing is in production"):
        monitor.switch(client(Service()), stage, "monitor", True)


@pytest.mark.parametrize(("keys", "days", "works"), [(False, 0, True), (True, 14, True), (False, 14, False)])
def test_the_monitor_is_not_switched_on_where_it_cannot_read(
    keys: bool, days: int, works: bool, stage: Stage
) -> None:
    service = Service()
    deploy_online.deploy(client(service), stage, "1", 100)
    kept = replace(stage, shared_keys=keys, recovery_days=days)

    if works:
        monitor.switch(client(service), kept, "monitor", True)
    else:
        with pytest.raises(SystemExit, match="storage_recovery_days to 0"):
            monitor.switch(client(service), kept, "monitor", True)
    assert bool(service.schedules.on) is works
    monitor.switch(client(service), kept, "retraining", True)


def test_the_network_of_the_workspace_is_made_with_spark(stage: Stage) -> None:
    service = Service()
    deploy_online.deploy(client(service), stage, "1", 100)
    monitor.switch(client(service), stage, "monitor", True)
    assert service.workspaces.networks == {}

    private = replace(stage, private_network=True)
    deploy_online.deploy(client(service), private, "1", 100)
    assert service.workspaces.networks == {stage.workspace: True}
    service.workspaces.networks.clear()
    monitor.switch(client(service), private, "monitor", True)
    assert service.workspaces.networks == {stage.workspace: True}


def test_production_is_compared_with_the_training_data(stage: Stage) -> None:
    made: Any = monitor.monitor(stage, "blue")

    for signal in made.create_monitor.monitoring_signals.values():
        assert signal.reference_data.input_data.path == f"azureml:{PROJECT.reference}@latest"


def test_retraining_runs_the_same_pipeline(stage: Stage) -> None:
    service = Service()

    assert monitor.switch(client(service), stage, "retraining", True) == PROJECT.schedule

    made: Any = service.schedules.on[PROJECT.schedule]
    assert list(made.create_job.jobs) == ["prepare", "train", "evaluate", "register"]


@pytest.mark.parametrize("what", ["monitor", "retraining"])
def test_on_then_off_then_on(what: Watch, stage: Stage) -> None:
    service = Service()
    deploy_online.deploy(client(service), stage, "1", 100)

    name = monitor.switch(client(service), stage, what, True)
    monitor.switch(client(service), stage, what, False)
    assert name in service.schedules.off
    assert name not in service.schedules.on
    monitor.switch(client(service), stage, what, True)
    assert name in service.schedules.on


def test_what_was_never_on_cannot_be_switched_off(stage: Stage) -> None:
    with pytest.raises(ResourceNotFoundError):
        monitor.switch(client(Service()), stage, "monitor", False)

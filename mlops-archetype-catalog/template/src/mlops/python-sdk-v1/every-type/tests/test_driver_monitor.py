import pytest

from mlops.azureml.settings import PROJECT
from mlops.driver import monitor
from mlops.tests.service import Service, offline


def test_there_is_no_model_monitor(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    with pytest.raises(SystemExit, match=r"the SDK v1 has no model monitor.*MIGRATE\.md"):
        monitor.switch(service.workspace, "monitor", True)


def test_retraining_on_and_off(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    assert monitor.switch(service.workspace, "retraining", True) == PROJECT.schedule
    monitor.switch(service.workspace, "retraining", True)

    (schedule,) = service.schedules
    assert schedule.pipeline_id == service.published[-1].id
    assert schedule.recurrence.frequency == "Week"

    monitor.switch(service.workspace, "retraining", False)
    assert service.schedules == []
    with pytest.raises(SystemExit, match="is not on"):
        monitor.switch(service.workspace, "retraining", False)

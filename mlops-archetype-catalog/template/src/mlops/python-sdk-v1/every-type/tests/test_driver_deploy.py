from dataclasses import replace
from datetime import timedelta

import pytest

from mlops.azureml.settings import PROJECT
from mlops.driver import deploy_batch, deploy_online, rollback_online, tidy_online
from mlops.driver.environments import SERVING, serving_environment
from mlops.driver.stage import Stage
from mlops.tests.service import Service, offline, refused
from mlops.tests.stages import DEV


def online(service: Service, version: str = "latest", percent: int = 100, stage: Stage = DEV) -> str:
    return deploy_online.deploy(service.workspace, stage, version, percent)


def test_the_first_model_becomes_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    assert online(service) == "http://oep-test/score"

    assert list(service.services) == ["oep-test"]
    assert service.roles() == {"1": "production"}


def test_below_a_hundred_percent_the_model_waits_beside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    service = Service(versions=("1", "2"))
    offline(monkeypatch, service)
    online(service, "1")

    assert online(service, "2", 10) == "http://oep-test-new/score"

    assert service.services["oep-test"].model.version == "1"
    assert service.roles() == {"1": "production"}
    assert "no traffic is split" in capsys.readouterr().out

    online(service, "2", 100)
    assert list(service.services) == ["oep-test"]
    assert [each.version for each in service.services["oep-test"].history] == ["1", "2"]
    assert service.roles() == {"1": "retired", "2": "production"}


@pytest.mark.parametrize("answer", ["no idea", refused()])
def test_a_model_that_fails_beside_does_not_reach_the_service(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str | Exception
) -> None:
    service = Service(versions=("1", "2"), answers={"oep-test-new/2": answer})
    offline(monkeypatch, service)
    online(service, "1")

    with pytest.raises(SystemExit, match="the smoke test failed; oep-test is as it was"):
        online(service, "2")

    assert list(service.services) == ["oep-test"]
    assert [each.version for each in service.services["oep-test"].history] == ["1"]
    assert "100 lines of oep-test-new" in capsys.readouterr().err


def test_a_service_that_fails_gets_the_model_before(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(versions=("1", "2"), answers={"oep-test/2": refused()})
    offline(monkeypatch, service)
    online(service, "1")

    with pytest.raises(SystemExit, match="oep-test has the model before"):
        online(service, "2")

    assert [each.version for each in service.services["oep-test"].history] == ["1", "2", "1"]
    assert service.roles() == {"1": "production"}


def test_a_rollback_gives_the_service_the_model_before(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(versions=("1", "2", "3"))
    offline(monkeypatch, service)
    for version in ("1", "3"):
        online(service, version)

    assert rollback_online.rollback(service.workspace, DEV) == "oep-test has version 1 again"

    assert [each.version for each in service.services["oep-test"].history] == ["1", "3", "1"]
    assert service.roles() == {"1": "production", "3": "retired"}


def test_a_rollback_takes_away_what_is_only_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(versions=("1", "2"))
    offline(monkeypatch, service)
    online(service, "1")
    online(service, "2", 10)

    assert "oep-test-new is removed" in rollback_online.rollback(service.workspace, DEV)

    assert list(service.services) == ["oep-test"]
    with pytest.raises(SystemExit, match="no model to go back to"):
        rollback_online.rollback(service.workspace, DEV)


def test_what_is_only_tried_goes_after_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(versions=("1", "2"))
    offline(monkeypatch, service)
    online(service, "1")
    assert "nothing is removed" in tidy_online.tidy(service.workspace, DEV, 7)
    online(service, "2", 10)

    assert "0 days old" in tidy_online.tidy(service.workspace, DEV, 7)
    service.services["oep-test-new"].created_time -= timedelta(days=8)
    assert "oep-test-new is removed" in tidy_online.tidy(service.workspace, DEV, 7)

    assert list(service.services) == ["oep-test"]


def test_a_version_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    with pytest.raises(SystemExit, match=f"there is no version 9 of the model {PROJECT.name}"):
        online(service, "9")


def test_a_name_that_is_too_long_for_container_instances_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    with pytest.raises(SystemExit, match="is longer than 32: shorten online_endpoint"):
        online(service, stage=replace(DEV, online_endpoint="oep-" + "x" * 25))


def test_nothing_is_deployed_to_container_instances_from_a_private_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = Service()
    offline(monkeypatch, service)

    with pytest.raises(SystemExit, match=r"enable_private_network in config-infra-dev\.yml rules out"):
        online(service, stage=replace(DEV, private_network=True))

    assert service.services == {}


def test_a_model_is_served_with_what_it_was_saved_with() -> None:
    packages = list(serving_environment(["mlflow==2.22.5", ""]).python.conda_dependencies.pip_packages)

    assert packages == ["mlflow==2.22.5", SERVING]


def test_batch_becomes_the_default_after_the_smoke_test(
    monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    service = Service(versions=("1", "2"))
    offline(monkeypatch, service)

    assert deploy_batch.deploy(service.workspace, stage.batch_endpoint, "1") == "v1"
    assert deploy_batch.deploy(service.workspace, stage.batch_endpoint, "latest") == "v2"

    endpoint = service.endpoints[stage.batch_endpoint]
    assert [each.version for each in endpoint.versions] == ["1", "2"]
    assert endpoint.default.version == "2"
    (node,) = endpoint.default.pipeline.graph.module_nodes
    assert node.name == "score"
    assert service.workspace.datastore.uploaded == [f"{PROJECT.name}/batch"] * 2


def test_batch_follows_what_is_in_production(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    service = Service(versions=("1", "2", "3"))
    offline(monkeypatch, service)
    assert deploy_batch.deploy(service.workspace, stage.batch_endpoint, "production") == "v3"
    online(service, "2")

    assert deploy_batch.deploy(service.workspace, stage.batch_endpoint, "production") == "v2"


def test_a_batch_smoke_test_that_fails_leaves_the_default(
    monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    service = Service(versions=("1", "2"))
    offline(monkeypatch, service)
    deploy_batch.deploy(service.workspace, stage.batch_endpoint, "1")
    service.status = "Failed"

    with pytest.raises(SystemExit, match="ended as Failed"):
        deploy_batch.deploy(service.workspace, stage.batch_endpoint, "2")

    assert service.endpoints[stage.batch_endpoint].default.version == "1"

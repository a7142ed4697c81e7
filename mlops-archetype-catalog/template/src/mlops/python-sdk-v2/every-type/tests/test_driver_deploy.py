from dataclasses import replace
from subprocess import CompletedProcess
from typing import Any

import pytest
from azure.ai.ml import MLClient

from mlops.azureml.settings import PROJECT
from mlops.driver import deploy_batch, deploy_online, rollback_online, tidy_online
from mlops.driver.stage import Stage
from mlops.driver.traffic import now
from mlops.tests.service import Service, refused
from mlops.tests.stages import DEV


def online(
    service: Service, version: str = "latest", percent: int = 100, stage: Stage = DEV
) -> dict[str, int]:
    client: MLClient = service  # type: ignore[assignment]
    return deploy_online.deploy(client, stage, version, percent)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int]]:
    """The canaries that were judged, beside what is in production, and since when they served."""
    canaries: list[tuple[str, str, int]] = []

    def judge(_stage: Stage, _endpoint: str, canary: str, production: str, since: str) -> None:
        canaries.append((canary, production, int(since)))

    monkeypatch.setattr(deploy_online, "judge", judge)
    return canaries


def tags_of_endpoint(service: Service) -> dict[str, str]:
    tags = service.online_endpoints.made[0].tags
    assert tags is not None
    return tags


def rollback(service: Service) -> dict[str, int]:
    client: MLClient = service  # type: ignore[assignment]
    return rollback_online.rollback(client, DEV)


def tidy(service: Service, days: int) -> str:
    client: MLClient = service  # type: ignore[assignment]
    return tidy_online.tidy(client, DEV, days)


def batch(service: Service, version: str = "latest") -> str:
    client: MLClient = service  # type: ignore[assignment]
    return deploy_batch.deploy(client, "bep-test", version)


def test_the_first_model_takes_all_of_the_traffic() -> None:
    service = Service()

    assert online(service, percent=10) == {"blue": 100, "green": 0}

    assert service.models.roles() == {"1": "production"}
    deployment: Any = service.online_deployments.made[0]
    assert deployment.model == f"azureml:{PROJECT.name}:1"
    assert set(deployment.data_collector.collections) == set(PROJECT.collected)
    assert deployment.request_settings.request_timeout_ms == PROJECT.request_timeout_ms


@pytest.mark.parametrize(("private", "access"), [(False, "enabled"), (True, "disabled")])
def test_a_private_network_takes_the_endpoint_off_the_public_one(private: bool, access: str) -> None:
    service = Service()

    online(service, stage=replace(DEV, private_network=private))

    assert service.online_endpoints.made[0].public_network_access == access


def test_a_deployment_has_as_many_instances_as_the_stage_says(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    settings = {("dev", "online_instances"): "3"}
    monkeypatch.setattr(deploy_online, "setting_of", lambda *asked: settings[asked])

    online(service)

    assert service.online_deployments.made[0].instance_count == 3


def test_the_alerts_are_set_with_each_deployment(scripts: list[list[str]]) -> None:
    service = Service(versions=["1", "2"])

    online(service, "1")
    online(service, "2", 10)

    assert scripts == [["alerts.sh", "dev", str(service.online_endpoints.made[0].id)]] * 2


def test_alerts_that_cannot_be_set_deploy_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    monkeypatch.setattr("subprocess.run", lambda _command, **_how: CompletedProcess([], returncode=1))

    with pytest.raises(SystemExit, match="nothing was deployed"):
        online(service)

    assert service.online_deployments.created == []


@pytest.mark.parametrize("error", ["it is not base64", "the text is empty"])
def test_an_answer_that_is_an_error_fails_the_smoke_test(error: str) -> None:
    service = Service(answer=f'[{{"answer": "", "confidence": 0.0, "error": "{error}"}}]')

    with pytest.raises(SystemExit, match="the smoke test failed"):
        online(service)

    assert service.models.roles() == {}


def test_a_tenth_first_then_all(judged: list[tuple[str, str, int]]) -> None:
    service = Service(versions=["1", "2"])
    before = now()

    online(service, "1")
    assert online(service, "2", 10) == {"blue": 90, "green": 10}
    assert online(service, "2", 20) == {"blue": 80, "green": 20}
    assert service.models.roles() == {"1": "production"}
    assert judged == []
    assert online(service, "2", 100) == {"blue": 0, "green": 100}

    assert service.models.roles() == {"1": "retired", "2": "production"}
    assert service.online_deployments.created == ["blue", "green"]
    ((canary, production, since),) = judged
    assert (canary, production) == ("green", "blue")
    assert before <= since <= now()


def test_a_canary_with_more_than_half_of_the_traffic_is_a_canary() -> None:
    service = Service(versions=["1", "2", "3"])
    online(service, "1")
    online(service, "2", 60)
    service.answer = refused()

    with pytest.raises(SystemExit, match="the smoke test failed"):
        online(service, "3", 20)

    assert [each.name for each in service.online_deployments.made] == ["blue"]
    assert service.online_endpoints.made[0].traffic["blue"] == 100
    assert service.models.roles() == {"1": "production"}


def test_a_canary_that_is_judged_bad_stays_a_canary(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(versions=["1", "2"])
    online(service, "1")
    online(service, "2", 10)
    judged = [0, 1]  # the alerts are set, the canary is refused
    monkeypatch.setattr("subprocess.run", lambda _command, **_how: CompletedProcess([], judged.pop(0)))

    with pytest.raises(SystemExit, match="green stays a canary"):
        online(service, "2")

    assert service.online_endpoints.made[0].traffic == {"blue": 90, "green": 10}
    assert service.models.roles() == {"1": "production"}


def test_the_share_of_a_canary_is_taken_back() -> None:
    service = Service(versions=["1", "2"])
    online(service, "1")
    online(service, "2", 70)

    assert rollback(service) == {"blue": 100, "green": 0}

    assert service.models.roles() == {"1": "production"}


def test_a_rollback_deploys_nothing() -> None:
    service = Service(versions=["1", "2"])
    online(service, "1")
    online(service, "2")

    assert rollback(service) == {"blue": 100, "green": 0}

    assert service.models.roles() == {"1": "production", "2": "retired"}
    assert service.online_deployments.created == ["blue", "green"]


def test_a_rollback_to_what_does_not_answer_moves_nothing() -> None:
    service = Service(versions=["1", "2"])
    online(service, "1")
    online(service, "2")
    service.answer = refused()

    with pytest.raises(SystemExit, match="the traffic is as it was"):
        rollback(service)

    assert service.online_endpoints.made[0].traffic == {"blue": 0, "green": 100}


def test_there_has_to_be_something_to_go_back_to() -> None:
    service = Service()
    with pytest.raises(SystemExit, match="nothing is in production"):
        rollback(service)
    online(service)

    with pytest.raises(SystemExit, match="no deployment to go back to, only blue"):
        rollback(service)


def test_what_has_had_no_traffic_goes_after_a_time() -> None:
    service = Service(versions=["1", "2"])
    assert "nothing is in production" in tidy(service, 7)
    online(service, "1")
    assert "no deployment of oep-test is without traffic" in tidy(service, 7)
    online(service, "2")

    assert "blue has had no traffic for 0 days" in tidy(service, 7)
    tags_of_endpoint(service)["idle_since"] = str(now() - 8 * tidy_online.DAY)
    assert "blue is removed" in tidy(service, 7)

    assert [each.name for each in service.online_deployments.made] == ["green"]


def test_the_days_without_traffic_begin_when_they_are_not_known() -> None:
    service = Service(versions=["1", "2"])
    online(service, "1")
    online(service, "2")
    del tags_of_endpoint(service)["idle_since"]

    assert "its 7 days begin today" in tidy(service, 7)

    assert tags_of_endpoint(service)["idle_since"].isdecimal()
    assert len(service.online_deployments.made) == 2


def test_a_canary_is_not_tidied_up() -> None:
    service = Service(versions=["1", "2"])
    online(service, "1")
    online(service, "2", 10)

    assert "is without traffic" in tidy(service, 0)


def test_an_endpoint_of_other_means_has_in_production_what_serves_most() -> None:
    service = Service(versions=["1", "2", "3"])
    online(service, "1")
    online(service, "2")
    service.online_endpoints.made[0].tags = None

    assert online(service, "3", 10) == {"blue": 10, "green": 90}


def test_the_deployment_without_traffic_is_replaced() -> None:
    service = Service(versions=["1", "2", "3"])

    for version in ("1", "2", "3"):
        online(service, version)

    assert service.online_deployments.created == ["blue", "green", "blue"]
    assert service.online_endpoints.made[0].traffic == {"blue": 100, "green": 0}
    assert service.models.roles() == {"1": "retired", "2": "retired", "3": "production"}


def test_going_back() -> None:
    service = Service(versions=["1", "2"])

    online(service, "1")
    online(service, "2")
    assert online(service, "1") == {"blue": 100, "green": 0}

    assert service.models.roles() == {"1": "production", "2": "retired"}


@pytest.mark.parametrize("answer", ["no idea", refused()])
def test_a_failed_smoke_test_leaves_the_traffic_as_it_was(
    answer: str | Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    service = Service(versions=["1", "2"])
    online(service, "1")
    service.answer = answer

    with pytest.raises(SystemExit, match="the smoke test failed; the traffic is as it was"):
        online(service, "2")

    assert [each.name for each in service.online_deployments.made] == ["blue"]
    assert service.online_endpoints.made[0].traffic["blue"] == 100
    assert service.models.roles() == {"1": "production"}
    assert "100 lines of green" in capsys.readouterr().err


def test_a_first_model_that_fails_is_removed() -> None:
    service = Service(answer=refused())

    with pytest.raises(SystemExit, match="the smoke test failed"):
        online(service)

    assert service.online_deployments.made == []
    assert service.models.roles() == {}


def test_a_version_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SystemExit, match=f"there is no version 9 of the model {PROJECT.name}"):
        online(Service(), "9")


def test_batch_becomes_the_default_after_the_smoke_test() -> None:
    service = Service(versions=["1", "2"])

    assert batch(service) == "v2"

    assert service.batch_endpoints.made[0].defaults == {"deployment_name": "v2"}
    deployment: Any = service.batch_deployments.made[0]
    assert deployment.model == f"azureml:{PROJECT.name}:2"
    assert deployment.settings.retry_settings.timeout == PROJECT.batch.timeout
    assert str(service.batch_endpoints.asked[0].path).endswith("batch")


def test_batch_follows_what_is_in_production() -> None:
    service = Service(versions=["1", "2", "3"])
    assert batch(service, "production") == "v3"
    online(service, "2")

    assert batch(service, "production") == "v2"


def test_of_the_batch_deployments_the_default_before_stays() -> None:
    service = Service(versions=["1", "2", "3"])
    for version in ("1", "2", "3", "3"):
        batch(service, version)

    # Deployed once more, v3 is not its own predecessor: there still is one to go back to.
    assert [each.name for each in service.batch_deployments.made] == ["v2", "v3"]
    batch(service, "1")
    assert [each.name for each in service.batch_deployments.made] == ["v3", "v1"]


def test_a_batch_smoke_test_that_fails_leaves_the_default() -> None:
    service = Service(versions=["1", "2"])
    batch(service, "1")
    service.job_status = "Failed"

    with pytest.raises(SystemExit, match="ended as Failed"):
        batch(service, "2")

    assert service.batch_endpoints.made[0].defaults == {"deployment_name": "v1"}


def test_the_scripts_deploy_to_the_endpoints_of_the_stage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stage: Stage
) -> None:
    service = Service()
    for script in (deploy_online, deploy_batch, rollback_online, tidy_online):
        monkeypatch.setattr(script, "connect", lambda _stage: service)
    monkeypatch.setattr("mlops.driver.command_line.read_stage", lambda _name: stage)

    deploy_online.main(["dev", "1", "50"])
    deploy_batch.main(["dev"])
    tidy_online.main(["dev"])
    with pytest.raises(SystemExit, match="no deployment to go back to"):
        rollback_online.main(["dev"])

    assert [each.name for each in service.online_endpoints.made] == [stage.online_endpoint]
    assert [each.name for each in service.batch_endpoints.made] == [stage.batch_endpoint]
    assert "v1 is the default of bep-test" in capsys.readouterr().out

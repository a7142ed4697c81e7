import json
from pathlib import Path
from typing import Any

import pytest
from azure.ai.ml import MLClient

from mlops.azureml.settings import PROJECT
from mlops.driver import train as script
from mlops.driver.client import wait_for
from mlops.driver.content import environment_version
from mlops.driver.receipt import Receipt
from mlops.tests.service import Service


def client(service: Service) -> MLClient:
    return service  # type: ignore[return-value]


def train(to: MLClient) -> Receipt:
    job = script.submit(to)
    assert wait_for(to, job)
    return script.collect(to, job)


def test_the_first_run_brings_environment_and_sample() -> None:
    service = Service()

    receipt = train(client(service))

    assert receipt.registered
    assert [(each.name, each.version) for each in service.environments.made] == [
        (PROJECT.environment, environment_version())
    ]
    first = service.data.made[0]
    assert (first.name, first.version, str(first.path)) == (PROJECT.name, "1", str(PROJECT.sample))


def test_what_is_there_is_not_made_again() -> None:
    service = Service()

    train(client(service))
    train(client(service))

    assert len(service.environments.made) == 1
    assert len([each for each in service.data.made if each.name == PROJECT.name]) == 1


def test_the_job_trains_with_the_newest_data_of_this_commit() -> None:
    service = Service()

    train(client(service))

    job: Any = service.jobs.made[0]
    assert job.inputs["raw_data"]._data.path == f"azureml:{PROJECT.name}@latest"
    assert job.experiment_name == PROJECT.experiment
    assert "commit" in job.tags
    assert {name: output._data.mode for name, output in job.outputs.items()} == {
        "train_data": "upload",
        "model": "upload",
        "evaluation": "upload",
        "registration": "upload",
    }


def test_the_monitors_reference_is_what_the_model_was_trained_on() -> None:
    service = Service()

    train(client(service))

    reference = service.data.made[-1]
    assert (reference.name, reference.type) == (PROJECT.reference, "mltable")
    assert reference.path == "azureml://jobs/job-1/outputs/train_data"


def test_a_model_that_is_not_approved_changes_nothing() -> None:
    service = Service(registers=False)

    receipt = train(client(service))

    assert (receipt.registered, receipt.version) == (False, None)
    assert PROJECT.reference not in {each.name for each in service.data.made}


@pytest.mark.parametrize("status", ["Failed", "Canceled"])
def test_a_run_that_does_not_complete_fails(status: str) -> None:
    with pytest.raises(SystemExit, match=f"the job job-1 ended as {status}"):
        train(client(Service(job_status=status)))


def test_the_receipt_lies_in_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(script, "connect", lambda _stage: Service())

    script.main(["dev"])

    receipt = json.loads((tmp_path / "registration.json").read_text(encoding="utf-8"))
    assert receipt == {"name": PROJECT.name, "version": "1", "registered": True}


def test_a_job_can_be_submitted_by_one_run_and_waited_for_by_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(asked_before_the_end=1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(script, "connect", lambda _stage: service)
    left = []

    for more in (["submit"], ["job-1", "0"], ["job-1", "0"]):
        script.main(["dev", *more])
        progress = json.loads((tmp_path / "training.json").read_text(encoding="utf-8"))
        left.append((progress, (tmp_path / "registration.json").exists()))

    assert left == [
        ({"job": "job-1", "ended": False}, False),
        ({"job": "job-1", "ended": False}, False),
        ({"job": "job-1", "ended": True}, True),
    ]
    assert len(service.jobs.made) == 1


def test_a_registered_version_says_where_it_came_from() -> None:
    service = Service()

    train(client(service))

    assert service.models.all[0].tags == {
        "job": "job-1",
        "commit": "c0ffee",
        "data": f"azureml:{PROJECT.name}:4",
    }

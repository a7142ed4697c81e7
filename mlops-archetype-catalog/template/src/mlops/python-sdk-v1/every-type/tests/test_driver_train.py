import json
from pathlib import Path

import pytest
from azureml.core import Workspace
from azureml.pipeline.core import PipelineRun

from mlops.azureml.settings import PROJECT
from mlops.azureml.training import PARAMETERS, STEPS
from mlops.driver import train as script
from mlops.driver.client import wait_for
from mlops.driver.content import environment_version
from mlops.driver.notice import NOTICE, show_notice
from mlops.driver.pipeline import training_pipeline
from mlops.driver.receipt import Receipt
from mlops.driver.steps import RAW_DATA, Step, check
from mlops.tests.service import Service, offline


def train(workspace: Workspace) -> Receipt:
    run = script.submit(workspace)
    assert wait_for(run)
    return script.collect(workspace, run)


def test_the_pipeline_compiles_to_a_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    graph = training_pipeline(service.workspace).graph

    nodes = {node.name: node for node in graph.module_nodes}
    assert list(nodes) == [step.name for step in STEPS]
    edges = {
        (edge.source_port.node.name, edge.dest_port.node.name, edge.source_port.name) for edge in graph.edges
    }
    wanted = {(RAW_DATA in step.takes, step.name) for step in STEPS}
    assert (True, "prepare") in wanted
    for giver in STEPS:
        for taker in STEPS:
            for name in set(giver.gives) & set(taker.takes):
                assert (giver.name, taker.name, name) in edges
    assert set(graph.params) == set(PARAMETERS)


def test_the_first_run_brings_environment_and_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    train(service.workspace)
    train(service.workspace)

    assert list(service.environments) == [f"{PROJECT.environment}-{environment_version()}"]
    assert list(service.datasets) == [PROJECT.name]
    assert service.workspace.datastore.uploaded == [f"{PROJECT.name}/sample"]
    assert all("commit" in each.tags for each in service.submitted)


@pytest.mark.parametrize("registers", [True, False])
def test_the_receipt_lies_in_the_current_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, registers: bool
) -> None:
    service = Service(registers=registers)
    offline(monkeypatch, service)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(script, "connect", lambda _stage: service.workspace)

    script.main(["dev"])

    receipt = json.loads((tmp_path / "registration.json").read_text(encoding="utf-8"))
    assert receipt == {"name": PROJECT.name, "version": "1" if registers else None, "registered": registers}


def test_a_run_can_be_submitted_by_one_and_waited_for_by_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(asked_before_the_end=1)
    offline(monkeypatch, service)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(script, "connect", lambda _stage: service.workspace)
    monkeypatch.setattr(PipelineRun, "get", lambda _workspace, job: service.run() if job == "run-1" else None)
    left = []

    for more in (["submit"], ["run-1", "0"], ["run-1", "0"]):
        script.main(["dev", *more])
        progress = json.loads((tmp_path / "training.json").read_text(encoding="utf-8"))
        left.append((progress, (tmp_path / "registration.json").exists()))

    assert left == [
        ({"job": "run-1", "ended": False}, False),
        ({"job": "run-1", "ended": False}, False),
        ({"job": "run-1", "ended": True}, True),
    ]
    assert len(service.submitted) == 1


def test_a_registered_version_says_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service()
    offline(monkeypatch, service)

    train(service.workspace)

    assert service.models[0].tags == {"job": "run-1", "commit": "c0ffee"}


def test_a_run_that_does_not_complete_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(status="Failed")
    offline(monkeypatch, service)

    with pytest.raises(SystemExit, match="ended as Failed"):
        train(service.workspace)


def test_a_step_that_takes_what_nobody_gives_is_refused() -> None:
    with pytest.raises(ValueError, match="the step train takes speed, which nothing before it gives"):
        check([Step("train", "x.train", takes=("speed",), gives=())], [])


def test_a_step_that_gives_what_is_there_is_refused() -> None:
    with pytest.raises(ValueError, match="the step train gives seed, which is there already"):
        check([Step("train", "x.train", takes=(), gives=("seed",))], ["seed"])


def test_the_end_of_support_is_said_where_results_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    show_notice()

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"{NOTICE}\n"
    assert "2026-06-30" in printed.err

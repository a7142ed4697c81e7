"""Runs mlops/scripts of a project against the stand-in for the Azure CLI: python -m kit.scripts PROJECT."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kit import process

STANDIN = Path(__file__).resolve().parent / "standin"
INVOKE = "ml online-endpoint invoke"


class Azure:
    """One workspace, for one story."""

    def __init__(self, project: Path) -> None:
        self.project = project.resolve()
        self.work = Path(tempfile.mkdtemp())

    def run(self, script: str, *arguments: str, code: int = 0, **environment: str) -> str:
        """Runs a script, which has to end with the code, and returns what it said."""
        done = process.completed(
            ["bash", str(self.project / "mlops" / "scripts" / script), *arguments],
            cwd=self.work,
            env={
                **os.environ,
                **environment,
                "AZ_STATE": str(self.work / "state.json"),
                "PATH": f"{STANDIN}{os.pathsep}{os.environ['PATH']}",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        said = done.stdout + done.stderr
        assert done.returncode == code, f"{script} {arguments}: exit {done.returncode}\n{said}"
        return said

    def state(self) -> dict:
        """What the workspace holds."""
        return json.loads((self.work / "state.json").read_text())

    def change(self, how: Callable[[dict], object]) -> None:
        """Changes what the workspace holds."""
        state = self.state()
        how(state)
        (self.work / "state.json").write_text(json.dumps(state))

    def serving(self) -> dict[str, int]:
        """Version of the model to share of the traffic."""
        (endpoint,) = self.state()["online"].values()
        versions = {name: model[-1] for name, model in endpoint["deployments"].items()}
        return {versions[name]: share for name, share in endpoint["traffic"].items() if share}

    def production(self) -> list[str]:
        """The versions that are marked as being in production."""
        models = self.state()["models"]
        return [version for version, tags in models.items() if tags.get("role") == "production"]


def online_deployment(project: Path) -> None:
    """The first model, a tenth of the traffic for the second, all of it, a failure, the newest."""
    azure = Azure(project)
    azure.run("deploy-online.sh", "dev", "1")
    assert (azure.serving(), azure.production()) == ({"1": 100}, ["1"])
    with configured(project, "dev", online_instances='"3"'):
        azure.run("deploy-online.sh", "dev", "2", "10")
    (endpoint,) = azure.state()["online"].values()
    assert endpoint["instances"] == {"blue": 1, "green": 3}, "the instances are not those of the stage"
    assert (azure.serving(), azure.production()) == ({"1": 90, "2": 10}, ["1"])
    assert "serves this version already" in azure.run("deploy-online.sh", "dev", "2", "100")
    assert (azure.serving(), azure.production()) == ({"2": 100}, ["2"])
    azure.run("deploy-online.sh", "dev", "3", "20", code=1, AZ_FAIL=INVOKE)
    assert (azure.serving(), azure.production()) == ({"2": 100}, ["2"])
    azure.run("deploy-online.sh", "dev", "3", "20")
    azure.run("deploy-online.sh", "dev", "3", "50", code=1, AZ_FAIL=INVOKE)
    assert (azure.serving(), azure.production()) == ({"2": 100}, ["2"])
    azure.run("deploy-online.sh", "dev")
    assert (azure.serving(), azure.production()) == ({"3": 100}, ["3"])
    assert "from 1 to 100" in azure.run("deploy-online.sh", "dev", "1", "0", code=1)
    assert "the stage is dev or prod" in azure.run("deploy-online.sh", "staging", code=1)


def canary(project: Path) -> None:
    """A canary of any share is no production; it is promoted after its time, if it is well."""
    azure = Azure(project)
    well = {"AZ_METRICS": "green 200 995,green 404 300,green 503 5", "AZ_LATENCY": "green 80,blue 70"}
    azure.run("deploy-online.sh", "prod", "1")
    azure.run("deploy-online.sh", "prod", "2", "60")
    assert (azure.serving(), azure.production()) == ({"1": 40, "2": 60}, ["1"])
    azure.run("deploy-online.sh", "prod", "3", "20", code=1, AZ_FAIL=INVOKE)
    assert (azure.serving(), azure.production()) == ({"1": 100}, ["1"])
    azure.run("deploy-online.sh", "prod", "2", "70")
    for bad, reason in [
        ({}, "answered no request"),
        (well | {"AZ_METRICS": "green 200 90,green 424 10"}, "canary_max_error_percent"),
        (well | {"AZ_LATENCY": "green 190,blue 70"}, "canary_max_latency_ratio"),
    ]:
        assert reason in azure.run("deploy-online.sh", "prod", "2", code=1, **bad)
        assert (azure.serving(), azure.production()) == ({"1": 30, "2": 70}, ["1"])
    assert "slept" in azure.run("deploy-online.sh", "prod", "2", **well)
    assert (azure.serving(), azure.production()) == ({"2": 100}, ["2"])


def rollback(project: Path) -> None:
    """The traffic goes back without a new deployment; what no longer serves goes after its days."""
    azure = Azure(project)
    azure.run("deploy-online.sh", "dev", "1")
    assert "no deployment to go back to" in azure.run("rollback-online.sh", "dev", code=1)
    azure.run("deploy-online.sh", "dev", "2", "80")
    azure.run("rollback-online.sh", "dev")
    assert (azure.serving(), azure.production()) == ({"1": 100}, ["1"])
    azure.run("deploy-online.sh", "dev", "2")
    azure.run("rollback-online.sh", "dev", code=1, AZ_FAIL=INVOKE)
    assert (azure.serving(), azure.production()) == ({"2": 100}, ["2"])
    azure.run("rollback-online.sh", "dev", AZ_FAIL="ml online-deployment create")
    assert (azure.serving(), azure.production()) == ({"1": 100}, ["1"])
    assert "it stays until" in azure.run("tidy-online.sh", "dev")
    azure.change(lambda state: next(iter(state["online"].values()))["tags"].update(idle_since="1"))
    assert "is removed" in azure.run("tidy-online.sh", "dev")
    assert (azure.serving(), azure.production()) == ({"1": 100}, ["1"])


def answers_that_are_errors(project: Path) -> None:
    """A response in which a row has an error, or no answer, is no prediction: nothing goes into production."""
    row = '{"label": "%s", "confidence": 0.9, "error": "%s"}'
    for bad in (f"[{row % ('', 'it is not base64')}]", f"[{row % ('a', '')}, {row % ('', 'empty')}]", "[null]", "[19.1, null]", "{}"):
        azure = Azure(project)
        assert "the smoke test failed" in azure.run("deploy-online.sh", "dev", "1", code=1, AZ_ANSWER=bad), bad
        assert (azure.serving(), azure.production()) == ({}, [])
    Azure(project).run("deploy-online.sh", "dev", "1", AZ_ANSWER=f"[{row % ('null', '')}, {row % ('b', '')}]")


def alerts(project: Path) -> None:
    """With monitoring the endpoint's errors and latency are watched; without it nothing of that stays."""
    azure = Azure(project)
    config = project / "config-infra-dev.yml"
    before = config.read_text(encoding="utf-8")
    azure.run("deploy-online.sh", "dev", "1")
    assert "alerts" not in azure.state()
    try:
        config.write_text(before.replace("enable_monitoring: false", "enable_monitoring: true"), encoding="utf-8")
        azure.run("deploy-online.sh", "dev", "2", code=1, AZ_FAIL="monitor metrics alert create")
        assert (azure.serving(), azure.production()) == ({"1": 100}, ["1"])
        for _again in range(2):
            azure.run("deploy-online.sh", "dev", "2")
        errors, latency = azure.state()["alerts"].values()
        assert errors.startswith("avg RequestsPerMinute > 1 where statusCode includes 424")
        assert latency == "avg RequestLatency_P95 > 2000"
        azure.run("alerts.sh", "dev", "off")
        assert azure.state()["alerts"] == {}
        azure.run("deploy-online.sh", "dev", "1")
        assert len(azure.state()["alerts"]) == 2
    finally:
        config.write_text(before, encoding="utf-8")
    azure.run("deploy-online.sh", "dev", "2")
    assert azure.state()["alerts"] == {}


def first_deployment_that_fails(project: Path) -> None:
    """Nothing serves after it, and nothing is in production."""
    azure = Azure(project)
    azure.run("deploy-online.sh", "dev", "1", code=1, AZ_FAIL=INVOKE)
    assert (azure.serving(), azure.production()) == ({}, [])


def training(project: Path) -> None:
    """A run that succeeds leaves the receipt and the reference for the monitor; one that fails does not.

    It can be submitted by one run of the script and waited for by others, each signed in anew.
    """
    azure = Azure(project)
    azure.run("train.sh", "dev", code=1, AZ_JOB_STATUS="Failed")
    assert not (azure.work / "registration.json").exists()
    azure.run("train.sh", "dev")
    assert json.loads((azure.work / "registration.json").read_text())["registered"] is True
    assert any(asset.endswith("-reference") for asset in azure.state()["assets"])

    azure = Azure(project)
    receipt, progress = azure.work / "registration.json", azure.work / "training.json"
    azure.run("train.sh", "dev", "submit")
    assert json.loads(progress.read_text()) == {"job": "job-1", "ended": False}
    azure.run("train.sh", "dev", "job-1", "0", AZ_JOB_RUNS="2")
    assert (json.loads(progress.read_text())["ended"], receipt.exists()) == (False, False)
    assert "slept" in azure.run("train.sh", "dev", "job-1", AZ_JOB_RUNS="2")
    assert (json.loads(progress.read_text())["ended"], receipt.exists()) == (True, True)
    assert "usage:" in azure.run("train.sh", "dev", "submit", "5", code=1)
    assert "goes on in Azure" in azure.run("train.sh", "dev", "job-1", "50", code=1, AZ_FAIL="ml job show")


def promotion(project: Path) -> None:
    """A model of dev arrives in prod once, with its tags and its files, and only if nobody changed them."""
    dev, prod = Azure(project), Azure(project)
    prod.work = dev.work / "prod"
    prod.work.mkdir()
    dev.run("train.sh", "dev")
    dev.run("deploy-online.sh", "dev", "3")
    dev.run("export-model.sh", "dev", "production")
    (dev.work / "promoted-model").rename(prod.work / "promoted-model")
    for _again in range(2):
        prod.run("import-model.sh", "prod")
        assert json.loads((prod.work / "registration.json").read_text())["version"] == "4"
    arrived = prod.state()["models"]["4"]
    assert sorted(prod.state()["models"]) == ["1", "2", "3", "4"], "it arrived twice"
    assert {"job": "job-1", "commit": "c0ffee", "data": "azureml:data:4"}.items() <= arrived.items()
    assert arrived["promoted_from"].startswith("dev:") and "role" not in arrived
    with (prod.work / "promoted-model" / "model" / "MLmodel").open("a") as model:
        model.write("more: 1\n")
    assert "not those that were exported" in prod.run("import-model.sh", "prod", code=1)
    assert "is in production in dev" in Azure(project).run("export-model.sh", "dev", "production", code=1)


def batch_deployment(project: Path) -> None:
    """The default moves only if the sample could be scored, and follows what is in production."""
    azure = Azure(project)
    azure.run("deploy-batch.sh", "dev", "1")
    azure.run("deploy-batch.sh", "dev", "2", code=1, AZ_JOB_STATUS="Failed")
    assert list(azure.state()["batch"].values()) == ["deployment_name=v1"]
    azure.run("deploy-batch.sh", "dev")
    azure.run("deploy-online.sh", "dev", "2")
    azure.run("deploy-batch.sh", "dev")
    assert list(azure.state()["batch"].values()) == ["deployment_name=v2"]
    assert azure.state()["deployed"] == ["v3", "v2"]
    # Once more: it is not its own predecessor, which would leave nothing to go back to.
    azure.run("deploy-batch.sh", "dev")
    assert azure.state()["deployed"] == ["v3", "v2"]


@contextmanager
def configured(project: Path, stage: str, **settings: str) -> Iterator[None]:
    """The project with other settings of a stage."""
    file = project / f"config-infra-{stage}.yml"
    before = file.read_text(encoding="utf-8")
    text = before
    for name, value in settings.items():
        text = re.sub(rf"(?m)^  {name}: .*$", f"  {name}: {value}", text)
    try:
        file.write_text(text, encoding="utf-8")
        yield
    finally:
        file.write_text(before, encoding="utf-8")


def private_network(project: Path) -> None:
    """What runs in the managed network finds it, with Spark; and nobody asks for one who has none."""
    azure = Azure(project)
    azure.run("deploy-online.sh", "dev", "1")
    assert "network" not in azure.state()
    with configured(project, "dev", enable_private_network="true", storage_recovery_days="0"):
        azure.run("deploy-online.sh", "dev", "2")
        assert azure.state()["network"] == "spark"
        azure.change(lambda state: state.pop("network"))
        azure.run("monitor.sh", "dev", "monitor", "on")
        assert azure.state()["network"] == "spark"


def storage_that_the_monitor_reads(project: Path) -> None:
    """Without keys and with soft delete it cannot, and says so before anything is switched on."""
    for keys, days, code in (("false", "14", 1), ("false", "0", 0), ("true", "14", 0)):
        azure = Azure(project)
        azure.run("deploy-online.sh", "prod", "1")
        with configured(project, "prod", storage_shared_keys=keys, storage_recovery_days=days):
            said = azure.run("monitor.sh", "prod", "monitor", "on", code=code)
            assert ("set storage_recovery_days to 0" in said) == bool(code), said
            assert bool(azure.state()["schedules"]) != bool(code)
            azure.run("monitor.sh", "prod", "retraining", "on")


def monitoring(project: Path) -> None:
    """The monitor watches the endpoint of the stage and writes to the stage's address."""
    with configured(project, "prod", storage_recovery_days="0"):
        monitor_follows(project)


def monitor_follows(project: Path) -> None:
    """Where it can read."""
    azure = Azure(project)
    azure.run("deploy-online.sh", "prod", "1")
    azure.run("monitor.sh", "prod", "monitor", "on")
    azure.run("monitor.sh", "prod", "retraining", "on")
    (columns,) = project.glob("data-science/src/*/columns.py")
    before = columns.read_text(encoding="utf-8")
    try:
        columns.write_text(re.sub(r'(?m)^TARGET = .*$', 'TARGET = "another_one"', before), encoding="utf-8")
        azure.run("monitor.sh", "prod", "monitor", "on")
    finally:
        columns.write_text(before, encoding="utf-8")
    (texts,) = [text for text in azure.state()["schedules"].values() if "target_column" in text]
    assert set(re.findall(r"target_column: (.*)", texts)) == {'"another_one"'}
    azure.run("monitor.sh", "prod", "monitor", "off")
    (endpoint,) = azure.state()["online"]
    texts = "".join(azure.state()["schedules"].values())
    assert f"azureml:{endpoint}:blue" in texts
    azure.run("monitor.sh", "prod", "monitor", "on")
    azure.run("deploy-online.sh", "prod", "2")
    assert f"azureml:{endpoint}:green" in "".join(azure.state()["schedules"].values())
    assert "usage:" in azure.run("monitor.sh", "prod", "nothing", "on", code=1)


def main(project: Path) -> None:
    """Runs every story."""
    stories = [
        online_deployment,
        canary,
        rollback,
        first_deployment_that_fails,
        answers_that_are_errors,
        alerts,
        training,
        promotion,
        batch_deployment,
        monitoring,
        storage_that_the_monitor_reads,
        private_network,
    ]
    for story in stories:
        story(project)
    print(f"{len(stories)} stories of mlops/scripts passed")


if __name__ == "__main__":
    process.end_what_runs_too()
    main(Path(sys.argv[1]))

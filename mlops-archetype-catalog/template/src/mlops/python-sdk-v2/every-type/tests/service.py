"""Azure Machine Learning as far as the driver asks it, in memory: the only thing that the tests replace.

What is sent is checked as the SDK checks it before it sends it: validated, and turned into the request.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from azure.ai.ml import Input
from azure.ai.ml.entities import (
    BatchEndpoint,
    Data,
    Environment,
    JobSchedule,
    ManagedOnlineDeployment,
    ManagedOnlineEndpoint,
    Model,
    ModelBatchDeployment,
    MonitorSchedule,
    PipelineJob,
)
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from mlops.azureml.settings import PROJECT


class Poller:
    """An operation that is done at once."""

    def __init__(self, value: Any = None) -> None:
        self._value = value

    def result(self) -> Any:
        return self._value


@dataclass
class Service:
    """The workspace, and how it is to behave."""

    registers: bool = True
    job_status: str = "Completed"
    # So many questions are answered before a job has ended.
    asked_before_the_end: int = 0
    answer: str | Exception = "[12.5]"
    versions: list[str] = field(default_factory=lambda: ["1"])

    def __post_init__(self) -> None:
        self.environments = Environments()
        self.data = DataAssets()
        self.models = Models(self.versions)
        self.jobs = Jobs(self)
        self.online_endpoints = OnlineEndpoints(self)
        self.online_deployments = OnlineDeployments()
        self.batch_endpoints = BatchEndpoints()
        self.batch_deployments = BatchDeployments()
        self.schedules = Schedules()
        self.workspaces = Workspaces()


class Workspaces:
    def __init__(self) -> None:
        self.networks: dict[str, bool] = {}

    def begin_provision_network(self, *, workspace_name: str, include_spark: bool) -> Poller:
        self.networks[workspace_name] = include_spark
        return Poller()


class Environments:
    def __init__(self) -> None:
        self.made: list[Environment] = []

    def get(self, name: str, version: str) -> Any:
        return found(each for each in self.made if (each.name, each.version) == (name, version))

    def create_or_update(self, environment: Environment) -> Environment:
        build: Any = environment.build
        assert (Path(build.path) / build.dockerfile_path).is_file()
        self.made.append(environment)
        return environment


class DataAssets:
    def __init__(self) -> None:
        self.made: list[Data] = []

    def list(self, name: str) -> Iterable[Data]:
        versions = [each for each in self.made if each.name == name]
        found(versions)
        return versions

    def create_or_update(self, data: Data) -> Data:
        data._to_rest_object()
        self.made.append(data)
        return data


class Models:
    def __init__(self, versions: Iterable[str]) -> None:
        self.all = [
            Model(name=PROJECT.name, version=each, path="azureml://jobs/1/outputs/model", type="mlflow_model")
            for each in versions
        ]

    def get(self, name: str, version: str | None = None, label: str | None = None) -> Any:
        of_name = [each for each in self.all if each.name == name]
        return of_name[-1] if label == "latest" else found(m for m in of_name if m.version == version)

    def list(self, name: str) -> Iterable[Model]:
        return [each for each in self.all if each.name == name]

    def create_or_update(self, model: Model) -> Model:
        model._to_rest_object()
        if model.version is None:
            assert Path(str(model.path), "MLmodel").is_file()
            model.version = str(len(self.all) + 1)
            self.all.append(model)
        return model

    def download(self, name: str, version: str, download_path: str) -> None:
        self.get(name, version)
        directory = Path(download_path) / name / "model"
        (directory / "data").mkdir(parents=True)
        (directory / "MLmodel").write_text("flavors: {}\n", encoding="utf-8")
        (directory / "data" / "weights").write_bytes(b"\x00\x01")

    def roles(self) -> dict[str, str]:
        tags = {str(each.version): each.tags or {} for each in self.all}
        return {version: each["role"] for version, each in tags.items() if "role" in each}


class Jobs:
    def __init__(self, service: Service) -> None:
        self._service = service
        self.made: list[PipelineJob] = []

    def create_or_update(self, job: PipelineJob) -> PipelineJob:
        problems = job._validate()
        assert problems.passed, problems.error_messages
        job.name = f"job-{len(self.made) + 1}"
        self.made.append(job)
        return job

    def get(self, job: str) -> SimpleNamespace:
        self._service.asked_before_the_end -= 1
        runs = self._service.asked_before_the_end >= 0
        path = f"azureml:{PROJECT.name}:4"
        return SimpleNamespace(
            name=job,
            status="Running" if runs else self._service.job_status,
            tags={"commit": "c0ffee"},
            inputs={"raw_data": SimpleNamespace(path=path)},
        )

    def download(self, job: str, *, output_name: str, download_path: str) -> None:
        made = found(each for each in self.made if each.name == job)
        assert output_name in made.outputs
        directory = Path(download_path) / "named-outputs" / output_name
        directory.mkdir(parents=True)
        registered = self._service.registers
        receipt = {"name": PROJECT.name, "version": "1" if registered else None, "registered": registered}
        (directory / "registration.json").write_text(json.dumps(receipt), encoding="utf-8")


class OnlineEndpoints:
    def __init__(self, service: Service) -> None:
        self._service = service
        self.made: list[ManagedOnlineEndpoint] = []

    def get(self, name: str) -> Any:
        return found(each for each in self.made if each.name == name)

    def begin_create_or_update(self, endpoint: ManagedOnlineEndpoint) -> Poller:
        traffic = endpoint.traffic or {}
        deployments = {each.name for each in self._service.online_deployments.made}
        assert set(traffic) <= deployments, f"traffic for a deployment that is not there: {traffic}"
        assert sum(traffic.values()) in (0, 100)
        endpoint._to_rest_online_endpoint("westeurope")
        if endpoint not in self.made:
            self.made.append(endpoint)
        return Poller(endpoint)

    def invoke(self, name: str, *, deployment_name: str, request_file: str) -> str:
        self._service.online_deployments.get(deployment_name, name)
        assert Path(request_file).is_file()
        if isinstance(self._service.answer, Exception):
            raise self._service.answer
        return self._service.answer


class OnlineDeployments:
    def __init__(self) -> None:
        self.made: list[ManagedOnlineDeployment] = []
        self.created: list[str] = []

    def get(self, name: str, endpoint: str) -> Any:
        return found(each for each in self.made if (each.name, each.endpoint_name) == (name, endpoint))

    def begin_create_or_update(self, deployment: ManagedOnlineDeployment) -> Poller:
        deployment._to_rest_object("westeurope")
        assert deployment.name not in {each.name for each in self.made}, "it has to be removed first"
        self.made.append(deployment)
        self.created.append(str(deployment.name))
        return Poller(deployment)

    def begin_delete(self, name: str, endpoint: str) -> Poller:
        self.made.remove(self.get(name, endpoint))
        return Poller()

    def get_logs(self, name: str, endpoint: str, lines: int) -> str:
        self.get(name, endpoint)
        return f"{lines} lines of {name}"


class BatchEndpoints:
    def __init__(self) -> None:
        self.made: list[BatchEndpoint] = []
        self.asked: list[Input] = []

    def get(self, name: str) -> Any:
        return found(each for each in self.made if each.name == name)

    def begin_create_or_update(self, endpoint: BatchEndpoint) -> Poller:
        endpoint._to_rest_batch_endpoint("westeurope")
        if endpoint not in self.made:
            self.made.append(endpoint)
        return Poller(endpoint)

    def invoke(self, name: str, *, deployment_name: str, input: Input) -> SimpleNamespace:  # noqa: A002
        assert any(Path(str(input.path)).iterdir())
        self.asked.append(input)
        return SimpleNamespace(name=f"{name}-{deployment_name}-job")


class BatchDeployments:
    def __init__(self) -> None:
        self.made: list[ModelBatchDeployment] = []

    def list(self, endpoint: str) -> Iterable[ModelBatchDeployment]:
        return [each for each in self.made if each.endpoint_name == endpoint]

    def begin_create_or_update(self, deployment: ModelBatchDeployment) -> Poller:
        deployment._to_rest_object("westeurope")
        self.made = [each for each in self.made if each.name != deployment.name]
        self.made.append(deployment)
        return Poller(deployment)

    def begin_delete(self, name: str, endpoint: str) -> Poller:
        self.made.remove(found(each for each in self.list(endpoint) if each.name == name))
        return Poller()


class Schedules:
    def __init__(self) -> None:
        self.on: dict[str, JobSchedule | MonitorSchedule] = {}
        self.off: dict[str, JobSchedule | MonitorSchedule] = {}

    def get(self, name: str) -> SimpleNamespace:
        found(each for each in [*self.on, *self.off] if each == name)
        return SimpleNamespace(is_enabled=name in self.on)

    def begin_create_or_update(self, schedule: JobSchedule | MonitorSchedule) -> Poller:
        if isinstance(schedule, MonitorSchedule):
            schedule._to_rest_object()
        else:
            job: Any = schedule.create_job
            problems = job._validate()
            assert problems.passed, problems.error_messages
        self.off[str(schedule.name)] = schedule
        return Poller(schedule)

    def begin_enable(self, name: str) -> Poller:
        self.on[name] = found(v for k, v in [*self.off.items(), *self.on.items()] if k == name)
        self.off.pop(name, None)
        return Poller()

    def begin_disable(self, name: str) -> Poller:
        self.off[name] = found(value for key, value in self.on.items() if key == name)
        del self.on[name]
        return Poller()


def found(candidates: Iterable[Any]) -> Any:
    """The first, or the error that the service answers when there is none."""
    for candidate in candidates:
        return candidate
    raise ResourceNotFoundError("not found")


def refused() -> HttpResponseError:
    return HttpResponseError("the deployment answers with status 500")

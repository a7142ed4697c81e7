"""Azure Machine Learning as far as the driver asks it, in memory: the only thing that the tests replace.

The objects of the SDK v1 are the real ones: steps, datasets, outputs, environments and the graph that a
pipeline is compiled to. What is replaced is what they ask the service: stored assets, runs, web services.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from azureml._restclient.service_context import ServiceContext
from azureml.core import Dataset, Environment, Experiment, Workspace
from azureml.core.authentication import TokenAuthentication
from azureml.core.compute import AmlCompute
from azureml.core.environment import DockerBuildContext
from azureml.core.model import Model
from azureml.core.webservice import Webservice
from azureml.data import FileDataset
from azureml.data.azure_storage_datastore import AzureBlobDatastore
from azureml.exceptions import WebserviceException
from azureml.pipeline.core import Pipeline, PipelineEndpoint, Schedule
from azureml.pipeline.core._aeva_provider import _AevaWorkflowProvider

from mlops.azureml.settings import PROJECT
from mlops.driver.project import COMPUTE

REQUIREMENTS = "mlflow==2.22.5\n\nnumpy==2.2.6\n"


class OfflineDatastore(AzureBlobDatastore):  # type: ignore[misc]
    """A datastore that remembers what is uploaded."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "workspaceblobstore", "container", "account")
        self.uploaded: list[str] = []

    def upload(self, src_dir: str, target_path: str, overwrite: bool, show_progress: bool) -> None:
        assert any(Path(src_dir).iterdir())
        assert overwrite
        assert not show_progress
        self.uploaded.append(target_path)

    def upload_files(self, files: list[str], target_path: str, overwrite: bool, show_progress: bool) -> None:
        assert all(Path(each).is_file() for each in files)
        assert overwrite
        assert not show_progress
        self.uploaded.append(target_path)


class OfflineWorkspace(Workspace):  # type: ignore[misc]
    """A workspace that is not looked up."""

    def __init__(self) -> None:
        super().__init__(
            "00000000-0000-0000-0000-000000000000",
            "rg-test",
            "mlw-test",
            auth=TokenAuthentication(lambda _audience: "token"),
            _location="westeurope",
            _disable_service_check=True,
            _workspace_id="11111111-0000-0000-0000-000000000000",
        )
        self.datastore = OfflineDatastore(self)

    @property
    def compute_targets(self) -> dict[str, AmlCompute]:
        cluster = object.__new__(AmlCompute)
        cluster.name, cluster.type = COMPUTE, "AmlCompute"
        return {COMPUTE: cluster}

    def get_default_datastore(self) -> OfflineDatastore:
        return self.datastore


@dataclass
class Service:
    """What is in the workspace, and how it is to behave."""

    versions: tuple[str, ...] = ("1",)
    status: str = "Finished"
    # So many questions are answered before a run has ended.
    asked_before_the_end: int = 0
    registers: bool = True
    # What the web services answer, by the name of the service; the newest model where nothing is said.
    answers: dict[str, str | Exception] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workspace = OfflineWorkspace()
        self.datasets: dict[str, FileDataset] = {}
        self.environments: dict[str, Environment] = {}
        self.submitted: list[Any] = []
        self.services: dict[str, SimpleNamespace] = {}
        self.published: list[SimpleNamespace] = []
        self.endpoints: dict[str, SimpleNamespace] = {}
        self.schedules: list[SimpleNamespace] = []
        self.models = [self._model(version) for version in self.versions]

    def roles(self) -> dict[str, str]:
        return {each.version: each.tags["role"] for each in self.models if "role" in each.tags}

    def run(self, *_what: Any, **_how: Any) -> SimpleNamespace:
        """A run that was submitted."""
        return SimpleNamespace(
            id=f"run-{len(self.submitted)}",
            get_status=self._status,
            get_tags=lambda: {"commit": "c0ffee"},
            find_step_run=lambda name: [SimpleNamespace(get_output_data=self._output)] * (name == "register"),
        )

    def _status(self) -> str:
        self.asked_before_the_end -= 1
        return "Running" if self.asked_before_the_end >= 0 else self.status

    def _model(self, version: str) -> SimpleNamespace:
        tags: dict[str, str] = {}

        def download(target_dir: str, exist_ok: bool) -> None:
            assert exist_ok
            directory = Path(target_dir) / "model"
            directory.mkdir()
            (directory / "MLmodel").write_text("flavors: {}\n", encoding="utf-8")
            (directory / "requirements.txt").write_text(REQUIREMENTS, encoding="utf-8")

        return SimpleNamespace(
            name=PROJECT.name, version=version, tags=tags, add_tags=tags.update, download=download
        )

    def _output(self, name: str) -> SimpleNamespace:
        def download(directory: str) -> None:
            receipt = {
                "name": PROJECT.name,
                "version": "1" if self.registers else None,
                "registered": self.registers,
            }
            (Path(directory) / f"{name}.json").write_text(json.dumps(receipt), encoding="utf-8")

        return SimpleNamespace(download=download)

    def submit(self, pipeline: Pipeline, tags: dict[str, str]) -> SimpleNamespace:
        self.submitted.append(SimpleNamespace(pipeline=pipeline, tags=tags))
        return self.run()

    def web_service(self, name: str, model: SimpleNamespace) -> SimpleNamespace:
        service = SimpleNamespace(name=name, scoring_uri=f"http://{name}/score", model=model, history=[model])

        def ask(request: bytes) -> str:
            assert "input_data" in json.loads(request)
            answer = self.answers.get(f"{name}/{service.model.version}", "[12.5]")
            if isinstance(answer, Exception):
                raise answer
            return answer

        def update(models: list[SimpleNamespace], inference_config: Any, tags: dict[str, str]) -> None:
            inference_config.validate_configuration()
            (service.model,) = models
            assert tags == {"model_version": service.model.version}
            service.history.append(service.model)

        service.created_time = datetime.now(UTC)
        service.run = ask
        service.update = update
        service.wait_for_deployment = lambda show_output: show_output
        service.get_logs = lambda num_lines: f"{num_lines} lines of {name}"
        service.delete = lambda: self.services.pop(name)
        self.services[name] = service
        return service

    def publish(self, pipeline: Pipeline, name: str, version: str | None = None) -> SimpleNamespace:
        published = SimpleNamespace(
            id=f"pipeline-{len(self.published)}",
            name=name,
            version=version,
            pipeline=pipeline,
            submit=self.run,
        )
        self.published.append(published)
        return published

    def pipeline_endpoint(self, name: str, published: SimpleNamespace) -> SimpleNamespace:
        endpoint = SimpleNamespace(name=name, versions=[published], default=published)
        endpoint.add = endpoint.versions.append
        endpoint.set_default = lambda wanted: setattr(endpoint, "default", wanted)
        self.endpoints[name] = endpoint
        return endpoint

    def schedule(self, name: str, pipeline_id: str, **how: Any) -> None:
        schedule = SimpleNamespace(name=name, pipeline_id=pipeline_id, **how)

        def disable(wait_for_provisioning: bool) -> None:
            assert wait_for_provisioning
            self.schedules.remove(schedule)

        schedule.disable = disable
        self.schedules.append(schedule)


def offline(patch: pytest.MonkeyPatch, service: Service) -> None:
    """Lets the SDK ask the service in memory."""

    def register_dataset(dataset: FileDataset, _workspace: Workspace, name: str, **_how: str) -> FileDataset:
        service.datasets[name] = dataset
        return dataset

    def register_environment(environment: Environment, _workspace: Workspace) -> Environment:
        service.environments[environment.name] = environment
        return environment

    def build_context(_workspace: Workspace, path: str, dockerfile_path: str) -> DockerBuildContext:
        assert (Path(path) / dockerfile_path).is_file()
        context = DockerBuildContext()
        context.location, context.dockerfile_path = path, dockerfile_path
        return context

    def models(_workspace: Workspace, name: str) -> Iterable[SimpleNamespace]:
        return [each for each in service.models if each.name == name]

    def deploy_model(
        _workspace: Workspace, name: str, models: Any, inference: Any, configuration: Any, overwrite: bool
    ) -> SimpleNamespace:
        inference.validate_configuration()
        assert configuration.auth_enabled
        assert overwrite
        return service.web_service(name, models[0])

    patch.setattr(ServiceContext, "_fetch_endpoints", lambda _self: defaultdict(lambda: "http://127.0.0.1:9"))
    patch.setattr(_AevaWorkflowProvider, "create_provider", lambda **_how: MagicMock())
    patch.setattr(FileDataset, "_ensure_saved", lambda *_what, **_how: "saved")
    patch.setattr(FileDataset, "register", register_dataset)
    patch.setattr(Dataset, "get_all", lambda _workspace: service.datasets)
    patch.setattr(Dataset, "get_by_name", lambda _workspace, name: service.datasets[name])
    patch.setattr(Environment, "list", lambda _workspace: service.environments)
    patch.setattr(Environment, "get", lambda _workspace, name: service.environments[name])
    patch.setattr(Environment, "register", register_environment)
    patch.setattr(DockerBuildContext, "from_local_directory", build_context)
    made = Experiment.__init__
    patch.setattr(
        Experiment, "__init__", lambda self, *what, **_how: made(self, *what, _create_in_cloud=False)
    )
    patch.setattr(Experiment, "submit", lambda _self, pipeline, tags: service.submit(pipeline, tags))
    patch.setattr(Model, "list", models)
    patch.setattr(Model, "deploy", deploy_model)
    patch.setattr(Webservice, "list", lambda _workspace: list(service.services.values()))
    patch.setattr(Webservice, "__new__", lambda _type, _workspace, name: service.services[name])
    patch.setattr(Pipeline, "publish", lambda self, **how: service.publish(self, **how))
    patch.setattr(PipelineEndpoint, "list", lambda _workspace: list(service.endpoints.values()))
    patch.setattr(PipelineEndpoint, "get", lambda _workspace, name: service.endpoints[name])
    patch.setattr(
        PipelineEndpoint,
        "publish",
        lambda _workspace, name, _description, published: service.pipeline_endpoint(name, published),
    )
    patch.setattr(Schedule, "list", lambda _workspace: list(service.schedules))
    patch.setattr(Schedule, "create", lambda _workspace, **how: service.schedule(**how))


def refused() -> WebserviceException:
    return WebserviceException("the service answers with status 502")

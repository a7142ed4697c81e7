"""What a project is called and what it runs on: the record that mlops/azureml/settings.py fills in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = ROOT / "data-science" / "src"
ENVIRONMENT = ROOT / "data-science" / "environment"
ONLINE_REQUEST = ROOT / "data" / "online-request.json"
BATCH_SAMPLE = ROOT / "data" / "batch"
COMPUTE = "cpu-cluster"


@dataclass(frozen=True)
class Batch:
    """How files are scored in bulk.

    Attributes:
        concurrency: files at a time on each machine.
        timeout: seconds for one file.
    """

    concurrency: int
    timeout: int


@dataclass(frozen=True)
class Project:
    """What a project is called and what it runs on.

    Attributes:
        name: of the model and of the data asset; other names are made from it.
        package: the Python package of the steps.
        sample: the data that is registered as version 1 of the data asset.
        data_type: whether that is one file or a folder.
        description: what the model tells, for the person who sees the endpoint in Azure.
        machine: the machine that the online endpoint serves from.
        batch: how files are scored in bulk.
        collected: what is kept of requests and answers for the model monitor, where there is one.
        request_timeout_ms: how long the online endpoint lets a request take.
    """

    name: str
    package: str
    sample: Path
    data_type: Literal["uri_file", "uri_folder"]
    description: str
    machine: str
    batch: Batch
    collected: tuple[str, ...] = ("model_inputs", "model_outputs")
    request_timeout_ms: int = 5000

    @property
    def environment(self) -> str:
        """The environment that models are trained in."""
        return f"{self.name}-train"

    @property
    def experiment(self) -> str:
        """What training runs are listed under."""
        return f"{self.name}-training"

    @property
    def reference(self) -> str:
        """The training data of the newest model, which production is compared with."""
        return f"{self.name}-reference"

    @property
    def schedule(self) -> str:
        """Retraining that Azure Machine Learning starts itself."""
        return f"{self.name}-retraining"

    @property
    def monitor(self) -> str:
        """The schedule that watches the online endpoint."""
        return f"{self.name}-monitor"

"""Deploys a model as a published pipeline that scores files, and scores the sample with it.

The pipeline is a version of the stage's pipeline endpoint; it becomes the default only after the smoke
test.
"""

from collections.abc import Sequence

from azureml.core import Dataset, Workspace
from azureml.core.model import Model
from azureml.data import FileDataset
from azureml.data.dataset_consumption_config import DatasetConsumptionConfig
from azureml.pipeline.core import Pipeline, PipelineData, PipelineEndpoint, PipelineParameter
from azureml.pipeline.core.graph import PublishedPipeline
from azureml.pipeline.steps import ParallelRunConfig, ParallelRunStep

from mlops.azureml.settings import PROJECT
from mlops.driver.client import connect, find_model, wait_for
from mlops.driver.command_line import batch_arguments
from mlops.driver.environments import serving_environment
from mlops.driver.models import requirements_of
from mlops.driver.project import BATCH_SAMPLE, COMPUTE, ROOT


def sample(workspace: Workspace) -> FileDataset:
    """The input of the smoke test, uploaded."""
    datastore = workspace.get_default_datastore()
    target = f"{PROJECT.name}/batch"
    datastore.upload(str(BATCH_SAMPLE), target_path=target, overwrite=True, show_progress=False)
    return Dataset.File.from_files(path=(datastore, f"{target}/**"), validate=False)


def batch_pipeline(workspace: Workspace, model: Model, default_input: FileDataset) -> Pipeline:
    """Scores the files of the dataset that the parameter `input` names, one file at a time."""
    datastore = workspace.get_default_datastore()
    files = DatasetConsumptionConfig(
        "files", PipelineParameter("input", default_value=default_input)
    ).as_mount()
    environment = serving_environment(requirements_of(model))
    config = ParallelRunConfig(
        environment=environment,
        entry_script="score_batch.py",
        source_directory=str(ROOT / "mlops" / "serving"),
        compute_target=COMPUTE,
        node_count=1,
        process_count_per_node=PROJECT.batch.concurrency,
        mini_batch_size="1",
        run_invocation_timeout=PROJECT.batch.timeout,
        run_max_try=3,
        error_threshold=0,
        output_action="append_row",
        append_row_file_name="predictions.csv",
        logging_level="INFO",
    )
    step = ParallelRunStep(
        name="score",
        parallel_run_config=config,
        inputs=[files],
        output=PipelineData("predictions", datastore=datastore),
        arguments=["--model_name", model.name, "--model_version", str(model.version)],
        allow_reuse=False,
    )
    return Pipeline(workspace, steps=[step], default_datastore=datastore)


def endpoint_with(workspace: Workspace, name: str, published: PublishedPipeline) -> PipelineEndpoint:
    """The pipeline endpoint with one more version; it is made if it is missing."""
    if name in {each.name for each in PipelineEndpoint.list(workspace)}:
        endpoint = PipelineEndpoint.get(workspace, name=name)
        endpoint.add(published)
        return endpoint
    return PipelineEndpoint.publish(workspace, name, PROJECT.description, published)


def deploy(workspace: Workspace, endpoint_name: str, version: str) -> str:
    """Publishes, tests, makes it the default, and returns the name of the published pipeline.

    Raises:
        SystemExit: if the smoke test does not complete; then the default is as it was.
    """
    model = find_model(workspace, version)
    name = f"v{model.version}"
    print(f"{model.name} version {model.version} as {name} of {endpoint_name}")
    pipeline = batch_pipeline(workspace, model, sample(workspace))
    published = pipeline.publish(name=f"{endpoint_name}-{name}", version=str(model.version))
    run = published.submit(workspace, f"{PROJECT.name}-batch")
    print(f"smoke test: run {run.id}")
    wait_for(run)
    endpoint_with(workspace, endpoint_name, published).set_default(published)
    return name


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    arguments = batch_arguments(__doc__, argv)
    stage = arguments.stage
    name = deploy(connect(stage), stage.batch_endpoint, arguments.version)
    print(f"{name} is the default of {stage.batch_endpoint}")


if __name__ == "__main__":
    main()

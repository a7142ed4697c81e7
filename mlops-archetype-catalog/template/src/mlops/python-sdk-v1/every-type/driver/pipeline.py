"""The training pipeline as objects of the SDK v1."""

from typing import Any

from azureml.core import Dataset, RunConfiguration, Workspace
from azureml.data import FileDataset
from azureml.pipeline.core import Pipeline, PipelineData, PipelineParameter
from azureml.pipeline.steps import CommandStep

from mlops.azureml.settings import PROJECT
from mlops.azureml.training import PARAMETERS, STEPS
from mlops.driver import project
from mlops.driver.environments import training_environment
from mlops.driver.steps import RAW_DATA, Step, check


def training_data(workspace: Workspace) -> FileDataset:
    """The newest version of the data; the sample is registered if there is none."""
    if PROJECT.name in Dataset.get_all(workspace):
        return Dataset.get_by_name(workspace, PROJECT.name)
    datastore = workspace.get_default_datastore()
    target = f"{PROJECT.name}/sample"
    if PROJECT.sample.is_dir():
        datastore.upload(str(PROJECT.sample), target_path=target, overwrite=True, show_progress=False)
        path = f"{target}/**"
    else:
        datastore.upload_files([str(PROJECT.sample)], target_path=target, overwrite=True, show_progress=False)
        path = f"{target}/{PROJECT.sample.name}"
    sample = Dataset.File.from_files(path=(datastore, path), validate=False)
    return sample.register(workspace, PROJECT.name, description="The sample of the repository.")


def training_pipeline(workspace: Workspace) -> Pipeline:
    """The pipeline with the newest version of the data."""
    check(STEPS, PARAMETERS)
    datastore = workspace.get_default_datastore()
    runconfig = RunConfiguration()
    runconfig.environment = training_environment(workspace)
    known: dict[str, Any] = {
        name: PipelineParameter(name, default_value=value) for name, value in PARAMETERS.items()
    }
    known[RAW_DATA] = training_data(workspace).as_named_input(RAW_DATA).as_mount()
    steps = []
    for step in STEPS:
        outputs = {name: PipelineData(name, datastore=datastore, is_directory=True) for name in step.gives}
        steps.append(_command_step(step, {name: known[name] for name in step.takes}, outputs, runconfig))
        known |= outputs
    return Pipeline(workspace, steps=steps, description=PROJECT.experiment, default_datastore=datastore)


def _command_step(
    step: Step, inputs: dict[str, Any], outputs: dict[str, PipelineData], runconfig: RunConfiguration
) -> CommandStep:
    options = [word for name, value in {**inputs, **outputs}.items() for word in (f"--{name}", value)]
    return CommandStep(
        name=step.name,
        command=["python", "-m", step.module, *options],
        inputs=[value for value in inputs.values() if not isinstance(value, PipelineParameter)],
        outputs=list(outputs.values()),
        compute_target=project.COMPUTE,
        runconfig=runconfig,
        source_directory=str(project.STEPS),
        allow_reuse=step.reuse,
    )

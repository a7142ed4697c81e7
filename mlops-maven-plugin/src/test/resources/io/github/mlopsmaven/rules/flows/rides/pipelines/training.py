"""The training pipeline."""

import os

from azureml.core import Dataset, Workspace
from azureml.core.runconfig import RunConfiguration
from azureml.data import OutputFileDatasetConfig
from azureml.pipeline.core import Pipeline, PipelineData, PipelineParameter
from azureml.pipeline.steps import PythonScriptStep

workspace = Workspace.from_config()
store = workspace.get_default_datastore()
run_config = RunConfiguration()
raw = Dataset.get_by_name(workspace, "rides").as_named_input("rides").as_mount()
prepared = OutputFileDatasetConfig(name="prepared")
model = PipelineData("model", datastore=store)
depth = PipelineParameter(name="depth", default_value=4)

prepare_step = PythonScriptStep(
    name="prepare",
    script_name="rides/prepare.py",
    source_directory="src",
    arguments=["--input", raw, "--output", prepared, "--share", 0.2],
    compute_target="cpu",
    runconfig=run_config,
)
train_step = PythonScriptStep(
    name="train",
    script_name="rides/train.py",
    source_directory="src",
    arguments=["--data", prepared.as_input(), "--model", model, "--depth", depth],
    outputs=[model],
    compute_target=os.environ["RIDES_COMPUTE"],
    runconfig=run_config,
)
register_step = PythonScriptStep(
    name="register",
    script_name="rides/register.py",
    source_directory="src",
    arguments=["--model", model],
    inputs=[model],
    compute_target="cpu",
    runconfig=run_config,
)
pipeline = Pipeline(workspace, steps=[prepare_step, train_step, register_step])

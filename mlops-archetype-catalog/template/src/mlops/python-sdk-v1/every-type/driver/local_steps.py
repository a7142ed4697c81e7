"""The steps of the training pipeline, for a run without Azure."""

from mlops.azureml.settings import PROJECT
from mlops.azureml.training import PARAMETERS, STEPS
from mlops.driver.local import LocalPipeline, LocalStep
from mlops.driver.notice import show_notice
from mlops.driver.steps import RAW_DATA, Step, check


def local_pipeline() -> LocalPipeline:
    """The pipeline with the sample as its data."""
    show_notice()
    check(STEPS, PARAMETERS)
    given = {RAW_DATA: str(PROJECT.sample), **{name: str(value) for name, value in PARAMETERS.items()}}
    known = {name: f"${{{{parent.inputs.{name}}}}}" for name in given}
    steps = []
    for step in STEPS:
        steps.append(_step(step, known))
        known |= {name: f"${{{{parent.jobs.{step.name}.outputs.{name}}}}}" for name in step.gives}
    return LocalPipeline(PROJECT.experiment, given, tuple(steps))


def _step(step: Step, known: dict[str, str]) -> LocalStep:
    options = [f"--{name} ${{{{inputs.{name}}}}}" for name in step.takes]
    options += [f"--{name} ${{{{outputs.{name}}}}}" for name in step.gives]
    return LocalStep(
        name=step.name,
        command=" ".join([f"python -m {step.module}", *options]),
        inputs={name: known[name] for name in step.takes},
        outputs=step.gives,
    )

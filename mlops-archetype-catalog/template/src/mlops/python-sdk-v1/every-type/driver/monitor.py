"""Switches retraining by Azure Machine Learning itself on or off. The SDK v1 has no model monitor."""

from collections.abc import Sequence

from azureml.core import Workspace
from azureml.pipeline.core import Schedule, ScheduleRecurrence

from mlops.azureml.settings import PROJECT
from mlops.driver.client import connect
from mlops.driver.command_line import Watch, monitor_arguments
from mlops.driver.pipeline import training_pipeline

NO_MONITOR = (
    "the SDK v1 has no model monitor: it collects what a model is asked on Kubernetes only. "
    "The SDK v2 has one for online endpoints: see mlops/MIGRATE.md"
)


def switch(workspace: Workspace, what: Watch, on: bool) -> str:
    """Switches, and returns the name of the schedule.

    Raises:
        SystemExit: if the model monitor is asked for, or nothing is there to be switched off.
    """
    if what == "monitor":
        raise SystemExit(NO_MONITOR)
    running = [each for each in Schedule.list(workspace) if each.name == PROJECT.schedule]
    if not on and not running:
        raise SystemExit(f"{PROJECT.schedule} is not on")
    # A schedule keeps the pipeline that it was made with, so that a newer one takes its place.
    for schedule in running:
        schedule.disable(wait_for_provisioning=True)
    if on:
        published = training_pipeline(workspace).publish(name=PROJECT.schedule)
        Schedule.create(
            workspace,
            name=PROJECT.schedule,
            pipeline_id=published.id,
            experiment_name=PROJECT.experiment,
            recurrence=ScheduleRecurrence(
                frequency="Week", interval=1, week_days=["Monday"], time_of_day="03:00", time_zone="UTC"
            ),
            description="Trains on the data of the day it was switched on, Monday 03:00 UTC.",
        )
    return PROJECT.schedule


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the script."""
    arguments = monitor_arguments(__doc__, argv)
    name = switch(connect(arguments.stage), arguments.what, arguments.on)
    print(f"{name} is {'on' if arguments.on else 'off'}")


if __name__ == "__main__":
    main()

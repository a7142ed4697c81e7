"""The command lines of mlops/scripts: the same for every way of driving Azure Machine Learning."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from mlops.driver.stage import Stage, read_stage

LATEST = "latest"
# The version in production, the newest until there is one.
PRODUCTION = "production"
# Instead of a job: only submit one.
SUBMIT = "submit"
Watch = Literal["monitor", "retraining"]


@dataclass(frozen=True)
class TrainArguments:
    """Where to train, and how long to wait.

    Attributes:
        stage: where.
        job: the job that was submitted before; None to submit one.
        minutes: how long to wait for it; None for until it has ended.
        submit_only: do not wait.
    """

    stage: Stage
    job: str | None
    minutes: int | None
    submit_only: bool


@dataclass(frozen=True)
class OnlineArguments:
    """Which model goes where, and how much of the traffic it gets."""

    stage: Stage
    version: str
    percent: int


@dataclass(frozen=True)
class BatchArguments:
    """Which model goes where."""

    stage: Stage
    version: str


@dataclass(frozen=True)
class MonitorArguments:
    """What is switched on or off."""

    stage: Stage
    what: Watch
    on: bool


def _parser(script: str, description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=script, description=description)
    parser.add_argument("stage", choices=["dev", "prod"], help="where")
    return parser


def _percent(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 100 is needed, not {text}")
    return int(text)


def _minutes(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"whole minutes are needed, not {text}")
    return int(text)


def train_arguments(description: str | None, argv: Sequence[str] | None = None) -> TrainArguments:
    """The command line of train.sh."""
    parser = _parser("train.sh", description)
    parser.add_argument("job", nargs="?", help=f"`{SUBMIT}`, or a job to wait for; default: both in one")
    parser.add_argument("minutes", nargs="?", type=_minutes, help="to wait at most; default: to its end")
    given = parser.parse_args(argv)
    submits = given.job in (None, SUBMIT)
    if submits and given.minutes is not None:
        parser.error("minutes go with a job, and with nothing else")
    job = None if submits else given.job
    return TrainArguments(read_stage(given.stage), job, given.minutes, given.job == SUBMIT)


def rollback_arguments(description: str | None, argv: Sequence[str] | None = None) -> Stage:
    """The command line of rollback-online.sh."""
    return read_stage(_parser("rollback-online.sh", description).parse_args(argv).stage)


def tidy_arguments(description: str | None, argv: Sequence[str] | None = None) -> Stage:
    """The command line of tidy-online.sh."""
    return read_stage(_parser("tidy-online.sh", description).parse_args(argv).stage)


def online_arguments(description: str | None, argv: Sequence[str] | None = None) -> OnlineArguments:
    """The command line of deploy-online.sh."""
    parser = _parser("deploy-online.sh", description)
    parser.add_argument("version", nargs="?", default=LATEST, help="of the model; default: the newest")
    parser.add_argument("percent", nargs="?", type=_percent, default=100, help="of the traffic; default: 100")
    given = parser.parse_args(argv)
    return OnlineArguments(read_stage(given.stage), given.version, given.percent)


def batch_arguments(description: str | None, argv: Sequence[str] | None = None) -> BatchArguments:
    """The command line of deploy-batch.sh."""
    parser = _parser("deploy-batch.sh", description)
    parser.add_argument(
        "version", nargs="?", default=PRODUCTION, help="of the model; default: the one in production"
    )
    given = parser.parse_args(argv)
    return BatchArguments(read_stage(given.stage), given.version)


def export_arguments(description: str | None, argv: Sequence[str] | None = None) -> BatchArguments:
    """The command line of export-model.sh."""
    parser = _parser("export-model.sh", description)
    parser.add_argument("version", nargs="?", default=LATEST, help="of the model; default: the newest")
    given = parser.parse_args(argv)
    return BatchArguments(read_stage(given.stage), given.version)


def import_arguments(description: str | None, argv: Sequence[str] | None = None) -> Stage:
    """The command line of import-model.sh."""
    return read_stage(_parser("import-model.sh", description).parse_args(argv).stage)


def monitor_arguments(description: str | None, argv: Sequence[str] | None = None) -> MonitorArguments:
    """The command line of monitor.sh."""
    parser = _parser("monitor.sh", description)
    parser.add_argument("what", choices=["monitor", "retraining"])
    parser.add_argument("state", choices=["on", "off"])
    given = parser.parse_args(argv)
    return MonitorArguments(read_stage(given.stage), cast("Watch", given.what), given.state == "on")

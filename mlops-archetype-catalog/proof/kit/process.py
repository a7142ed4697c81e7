"""Running tools, each in a process group of its own, so that what it has started ends when the kit is ended."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

_ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
# How long a tool may take to end when it is asked to.
_SECONDS = 5
_running: set[int] = set()
# The handler of a signal runs in a thread that may hold it.
_lock = threading.RLock()


class Refused(Exception):
    """What a check found; the text is for the person who has to mend it."""


def completed(
    command: Sequence[str | Path], timeout: float | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end; when the time is over, or the kit is ended, all that it has started is ended."""
    words = [str(part) for part in command]
    with _lock:
        process = subprocess.Popen(words, text=True, start_new_session=True, **options)
        _running.add(process.pid)
    with process:
        try:
            said, complained = process.communicate(timeout=timeout)
        except BaseException:
            _end(process.pid, signal.SIGKILL)
            raise
        finally:
            with _lock:
                _running.discard(process.pid)
    return subprocess.CompletedProcess(words, process.returncode, said, complained)


def end_what_runs_too() -> None:
    """From now on nothing that this process has started, and none of its temporary files, outlives it."""
    tempfile.tempdir = tempfile.mkdtemp(prefix="proof-")
    atexit.register(shutil.rmtree, tempfile.tempdir, ignore_errors=True)

    def ended(number: int, _frame: FrameType | None) -> None:
        with _lock:
            ends = {group for group in _running if _end(group, signal.SIGTERM)}
            deadline = time.monotonic() + _SECONDS
            while any(_end(group, 0) for group in ends) and time.monotonic() < deadline:
                time.sleep(0.05)
            for group in ends:
                _end(group, signal.SIGKILL)
            shutil.rmtree(str(tempfile.tempdir), ignore_errors=True)
            # An exit that waits for threads would begin the checks that wait for a processor.
            os._exit(128 + number)

    for each in _ENDING:
        signal.signal(each, ended)


def _end(group: int, number: int) -> bool:
    """Sends a signal to a process group; whether there was one."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def run(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str], says: str = "") -> str:
    """Runs a command and returns what it printed.

    Raises:
        Refused: if it fails, or does not print what it has to.

    """
    done = completed(
        command,
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode != 0:
        raise Refused(f"{' '.join(map(str, command))[:200]}: exit {done.returncode}\n{done.stdout}")
    if says not in done.stdout:
        raise Refused(f"{' '.join(map(str, command))[:200]} does not say '{says}'\n{done.stdout}")
    return done.stdout

"""Processes that are ended with the run."""

import fcntl
import os
import pty
import select
import signal
import socket
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


class Refused(Exception):
    """A command that has to work, and did not."""


def run(command: Sequence[object], **options: object) -> str:
    """Runs a command as root and returns what it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,  # type: ignore[arg-type]
    )
    if done.returncode != 0:
        raise Refused(f"{' '.join(map(str, command))[:200]}: exit {done.returncode}\n{done.stdout}")
    return done.stdout


def as_account(
    command: Sequence[str], account: str, home: Path, env: Mapping[str, str], seconds: int
) -> tuple[int, str]:
    """Runs a command as an account, with its own process group, and ends all of it when time is up."""
    process = subprocess.Popen(
        command,
        user=account,
        group=account,
        extra_groups=[],
        cwd=home,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "USER": account, "HOME": str(home), **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(timeout=seconds)
        return process.returncode, out
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        return 124, (out or "") + f"\n[stopped after {seconds} s]"


def in_terminal(
    command: Sequence[str],
    account: str,
    home: Path,
    env: Mapping[str, str],
    seconds: int,
    answers: Mapping[str, str],
) -> tuple[int, str]:
    """The same at a terminal, where each question with one of the texts gets its answer."""
    ours, theirs = pty.openpty()
    run(["chown", account, os.ttyname(theirs)])

    def own_terminal() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        command,
        user=account,
        group=account,
        extra_groups=[],
        cwd=home,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "dumb", "USER": account, "HOME": str(home), **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=own_terminal,
    )
    os.close(theirs)
    said, answered, end = "", 0, time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                more = os.read(ours, 4096)
            except OSError:
                break
            if not more:
                break
            said += more.decode(errors="replace")
            for question, answer in answers.items():
                if question in said[answered:]:
                    answered = len(said)
                    os.write(ours, answer.encode() + b"\n")
        else:
            os.killpg(process.pid, signal.SIGKILL)
    finally:
        os.close(ours)
    return process.wait(30), said.replace("\r", "")


class Daemons:
    """Servers that run until the end."""

    def __init__(self) -> None:
        """None yet."""
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, command: Sequence[object], log: Path, **options: object) -> "subprocess.Popen[bytes]":
        """Starts one that stays in the foreground."""
        with log.open("ab") as out:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **options,  # type: ignore[call-overload]
            )
        self._processes.append(process)
        return process

    def stop(self) -> None:
        """Ends them all."""
        for process in reversed(self._processes):
            try:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue


def free_port(address: str = "127.0.0.1") -> int:
    """A port that nobody listens at."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, address: str = "127.0.0.1", seconds: float = 60) -> None:
    """Waits until somebody listens."""
    end = time.monotonic() + seconds
    while True:
        try:
            with socket.create_connection((address, port), 2):
                return
        except OSError as refused:
            if time.monotonic() > end:
                raise Refused(f"nothing listens at {address}:{port}") from refused
            time.sleep(0.1)

"""Running tools."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class Refused(Exception):
    """What a check found; the text is for the person who has to mend it."""


def run(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str], says: str = "") -> str:
    """Runs a command and returns what it printed.

    Raises:
        Refused: if it fails, or does not print what it has to.

    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        raise Refused(f"{' '.join(map(str, command))[:200]}: exit {done.returncode}\n{done.stdout}")
    if says not in done.stdout:
        raise Refused(f"{' '.join(map(str, command))[:200]} does not say '{says}'\n{done.stdout}")
    return done.stdout

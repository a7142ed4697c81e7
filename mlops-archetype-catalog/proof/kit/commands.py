"""The commands of a project's README.md that need no Azure, run as they are written, in their order, in one shell.

What needs Azure, GitHub or Azure DevOps is checked against stand-ins (deployments, identities, Azure ML scripts); a command
that is neither known as one of those nor run here is refused, so that no command of README.md is left unproved.
"""

import re
import shlex
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.process import Refused, completed

_BLOCK = re.compile(r"^ *```bash\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
# What signs in somewhere, or is the plugin: other checks and the plugin's own tests have them.
_ELSEWHERE = (
    "az ",
    "gh ",
    "mvn ",
    "scripts/make-identities.sh ",
    "infrastructure/deploy.sh ",
    "mlops/scripts/train.sh ",
    "mlops/scripts/deploy-online.sh ",
)
# Commands that README.md names in a sentence.
_SPOKEN = (
    "mlflow ui --backend-store-uri .local/mlruns",
    "pre-commit install",
    "chmod +x scripts/*.sh mlops/scripts/*.sh infrastructure/*.sh",
)
_LOCAL_RUN = "python mlops/run_local.py"
# "In less than a minute", says README.md.
_MOST_SECONDS = 60
_SERVED_PORT = "5001"
_MARK = "\x1e"
# The hook that pre-commit installed runs in a commit: mypy alone is left to the check of the code.
_COMMIT = (
    "printf '\\n' >> mlops/run_local.py && git add --all && "
    "if SKIP=mypy git -c user.name=Proof -c user.email=proof@example.com commit --quiet --message Hook; "
    "then echo 'the hook lets in what is not formatted' >&2; exit 1; fi && git checkout --quiet HEAD -- mlops/run_local.py"
)


@dataclass(frozen=True)
class Ran:
    """A command, how long it took, and how much of that was processor time."""

    command: str
    seconds: float
    busy: float


def of_readme(text: str) -> list[str]:
    """The commands that need no Azure, in their order.

    Raises:
        Refused: if README.md has none of those that are expected.

    """
    found: list[tuple[int, int, str]] = []
    for match in _BLOCK.finditer(text):
        block = re.sub(r"(\||\\)\n\s*", lambda end: "| " if end[1] == "|" else " ", match[1])
        for line in (line.strip() for line in block.splitlines()):
            if line and not line.startswith(_ELSEWHERE):
                found.append((match.start(), len(found), line))
    for spoken in _SPOKEN:
        at = text.find(f"`{spoken}`")
        if at < 0:
            raise Refused(f"README.md does not say `{spoken}`")
        found.append((at, len(found), spoken))
    commands = [command for *_, command in sorted(found)]
    if _LOCAL_RUN not in commands:
        raise Refused(f"README.md does not say {_LOCAL_RUN}")
    return commands


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _script(commands: Sequence[str]) -> str:
    """One script of all commands; a server is started, asked whether it answers, and ended after the next command."""
    served, ui = str(_free_port()), str(_free_port())
    lines = [
        "set -eu",
        "shopt -s inherit_errexit",
        f"mark() {{ printf '\\n{_MARK}%s ' \"$EPOCHREALTIME\"; times; }}",
        "server=",
        "stop() { if [ -n \"$server\" ]; then kill -- \"-$server\" 2> /dev/null || true; wait \"$server\" || true; fi; server=; }",
        "trap stop EXIT",
        "await() {",
        "  for _ in $(seq 600); do",
        '    if curl --silent --fail --output /dev/null "$1"; then return; fi',
        '    if ! kill -0 "$server" 2> /dev/null; then break; fi',
        "    sleep 0.5",
        "  done",
        '  cat "$2"; echo "$1 does not answer"; exit 1',
        "}",
        "mark",
    ]
    for command in commands:
        if command.startswith("mlflow ui "):
            lines += _started(f"{command} --port {ui}", f"http://127.0.0.1:{ui}/", "ui") + ["stop"]
        elif command.startswith("mlflow models serve "):
            lines += _started(command.replace(_SERVED_PORT, served), f"http://127.0.0.1:{served}/ping", "serve")
        elif "/invocations" in command:
            asked = command.replace(_SERVED_PORT, served)
            lines += [f"answer=\"$({asked})\"", 'echo "$answer"', '[[ "$answer" == \'{"predictions"\'* ]]', "stop"]
        else:
            lines.append(command)
            if command == "pre-commit install":
                lines.append(_COMMIT)
        lines.append("mark")
    return "\n".join(lines) + "\n"


def _started(command: str, url: str, name: str) -> list[str]:
    log = f".local/{name}.log"
    return [f"setsid bash -c {shlex.quote('exec ' + command)} > {log} 2>&1 & server=$!", f"await {url} {log}"]


def _seconds(text: str) -> float:
    """The sum of what the shell's `times` prints: 1m2.345s."""
    return sum(60 * int(minutes) + float(rest) for minutes, rest in re.findall(r"(\d+)m([\d.]+)s", text))


def run(project: Path, env: Mapping[str, str]) -> list[Ran]:
    """Runs all commands.

    Raises:
        Refused: if one fails, or the local run takes longer than README.md says.

    """
    commands = of_readme((project / "README.md").read_text(encoding="utf-8"))
    done = completed(
        ["bash", "-c", _script(commands)],
        cwd=project,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    # splitlines would take the mark for an end of a line.
    lines = done.stdout.split("\n")
    # Two lines of `times`: those of the shell and of what it ran; the first one stands behind the mark.
    marks = ["".join(lines[at : at + 2])[1:] for at, line in enumerate(lines) if line.startswith(_MARK)]
    if done.returncode != 0:
        failed = commands[len(marks) - 1] if marks and len(marks) <= len(commands) else "the script"
        raise Refused(f"README.md's {failed}: exit {done.returncode}\n{done.stdout}")
    if " passed" not in done.stdout:
        raise Refused(f"README.md's commands run no test\n{done.stdout}")
    at = [(float(mark.split(" ", 1)[0]), _seconds(mark)) for mark in marks]
    ran = [
        Ran(command, after[0] - before[0], after[1] - before[1])
        for command, before, after in zip(commands, at[:-1], at[1:], strict=True)
    ]
    for each in ran:
        # On a busy machine the time that passes says nothing; with several processors, processor time is more.
        if each.command == _LOCAL_RUN and min(each.seconds, each.busy) > _MOST_SECONDS:
            raise Refused(f"README.md says less than a minute: {_LOCAL_RUN} takes {each.seconds:.0f} s")
    return ran


def told(ran: Sequence[Ran]) -> str:
    """How many commands ran, and how long the local run took."""
    local = next(each for each in ran if each.command == _LOCAL_RUN)
    return f"{len(ran)} commands, the local run {local.seconds:.0f} s ({local.busy:.0f} s of processor time)"

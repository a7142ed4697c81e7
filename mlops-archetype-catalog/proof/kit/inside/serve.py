"""Asks the model of a local training run as its clients do: serve.py PROJECT. Runs in the project's own environment.

MLflow's server is started and asked with README.md's own commands, on another port. It answers the sample request
whole, each other row of a request with a broken one, and a table without rows, which is what an empty file of a batch is.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from copy import deepcopy
from pathlib import Path
from typing import Any

_SERVE = re.compile(r"```bash\n(mlflow models serve .*?)\n```", re.DOTALL)
_ASK = re.compile(r"```bash\n(sed .*?/invocations)\n```", re.DOTALL)
_PORT = "5001"
# How long the libraries of a model may take to load on a machine that has other work.
_SECONDS = 300


def command(readme: str, pattern: re.Pattern[str], port: int) -> str:
    """One of README.md's commands, with a port that is free here."""
    found = pattern.findall(readme)
    assert len(found) == 1, f"README.md has {len(found)} commands like {pattern.pattern!r}"
    assert _PORT in found[0], f"README.md's command names no port {_PORT}: {found[0]}"
    return str(found[0]).replace(_PORT, str(port))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_server(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Waits until the server answers."""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=10) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"the model is not served:\n{log.read_text(encoding='utf-8')[-3000:]}")


def ask(port: int, table: dict[str, Any]) -> list[Any]:
    """The answers to a table."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/invocations",
        json.dumps({"dataframe_split": table}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return predictions(answer.read().decode())
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{error.code}: {error.read().decode()[:2000]}") from None


def predictions(text: str) -> list[Any]:
    """The answers of a response in strict JSON."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"the response is not JSON: it has {constant}")

    found: list[Any] = json.loads(text, parse_constant=refuse)["predictions"]
    return found


def rows_of(answers: list[Any]) -> list[bool]:
    """Whether each row got an answer, rather than nothing or an error."""
    return [not answer["error"] if isinstance(answer, dict) else answer is not None for answer in answers]


def look(project: Path, port: int) -> None:
    """Asks everything."""
    sample = json.loads((project / "data" / "online-request.json").read_text(encoding="utf-8"))["input_data"]
    readme = (project / "README.md").read_text(encoding="utf-8")
    said = subprocess.run(["bash", "-euc", command(readme, _ASK, port)], cwd=project, capture_output=True, text=True)
    assert said.returncode == 0, f"README.md's request failed:\n{said.stderr}"
    assert said.stdout.startswith('{"predictions"'), f"README.md's request was refused:\n{said.stdout[:2000]}"
    whole = rows_of(predictions(said.stdout))
    assert whole == [True] * len(sample["data"]), f"the sample request is not answered whole: {said.stdout}"
    for column, name in enumerate(sample["columns"]):
        broken = deepcopy(sample)
        broken["data"][0][column] = None
        try:
            answered = rows_of(ask(port, broken))
        except AssertionError as error:
            raise AssertionError(f"one row without {name} failed the whole request: {error}") from None
        assert answered[0] is False, f"a row without {name} was answered as if it had one"
        assert all(answered[1:]), f"a row without {name} cost others their answer"
    try:
        assert ask(port, {"columns": sample["columns"], "data": []}) == []
    except AssertionError as error:
        raise AssertionError(f"a table without rows is not answered with none: {error}") from None


def main() -> None:
    """Starts the server, asks, and ends it with all that it started."""
    # Who ends this script ends the server with it.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    project = Path(sys.argv[1]).resolve()
    port = free_port()
    log = project / ".local" / "serve.log"
    shell = ["bash", "-euc", "exec " + command((project / "README.md").read_text(encoding="utf-8"), _SERVE, port)]
    with log.open("wb") as output:
        server = subprocess.Popen(shell, cwd=project, stdout=output, stderr=output, start_new_session=True)
        try:
            await_server(server, port, log)
            look(project, port)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(_SECONDS)
    print("served")


if __name__ == "__main__":
    main()

"""Runs scripts/make-identities.sh against the stand-in for `az` and `gh`: python -m kit.identities PROJECT.

Each call is made to fail once, and the script is run again to the end: what is there then is what a run without a
failure makes.
"""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

STANDIN = Path(__file__).resolve().parent / "standin" / "identities"
PREFIX = "repo:Contoso@11/Fares@22"
NEW = {
    "apps": [{"name": "Fares-plan-of-others", "appId": "app-of-others", "object": "", "trusts": []}],
    "roles": ["Reader", "Contributor", "Role Based Access Control Administrator"],
    "grants": [],
    "full_name": "Contoso/Fares",
    "prefix": PREFIX,
    "environments": {},
    "calls": 0,
}


class SignIn:
    """A project, the script in it, and one tenant with one repository after the other."""

    def __init__(self, project: Path, work: Path, bicep: bool) -> None:
        self.script = work / "project" / "scripts" / "make-identities.sh"
        self.script.parent.mkdir(parents=True)
        shutil.copy(project / "scripts" / "make-identities.sh", self.script)
        if bicep:
            (work / "project" / "infrastructure").mkdir()
            (work / "project" / "infrastructure" / "main.bicep").touch()
        self.file, tools = work / "state.json", work / "bin"
        tools.mkdir()
        for tool in ("az", "gh"):
            (tools / tool).symlink_to(STANDIN)
        self.env = {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "SIGN_IN_STATE": str(self.file)}

    def begin(self, state: dict[str, Any]) -> None:
        """Another tenant."""
        self.file.write_text(json.dumps(state), encoding="utf-8")

    def run(self, stages: str, fail: int = 0) -> tuple[int, str]:
        """Runs the script; its exit code and what it said."""
        state = json.loads(self.file.read_text(encoding="utf-8"))
        self.begin(state | {"calls": 0})
        done = subprocess.run(
            ["bash", str(self.script), "contoso/fares"],
            env={**os.environ, **self.env, "STAGES": stages, "SIGN_IN_FAIL": str(fail)},
            text=True,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def state(self) -> dict[str, Any]:
        """What there is, without the number of calls."""
        return json.loads(self.file.read_text(encoding="utf-8")) | {"calls": 0}

    def after(self, stages: str) -> dict[str, Any]:
        """What there is after a run, which has to succeed."""
        code, said = self.run(stages)
        assert code == 0, f"STAGES={stages}: exit {code}\n{said}"
        return self.state()


def subjects(state: dict[str, Any]) -> list[str]:
    """What the applications trust."""
    return [trust["subject"] for app in state["apps"] for trust in app["trusts"]]


def every_call_fails_once(sign_in: SignIn, stage: str, first: dict[str, Any]) -> int:
    """The number of calls."""
    sign_in.begin(first)
    whole = sign_in.after(stage)
    calls = json.loads(sign_in.file.read_text(encoding="utf-8"))["calls"]
    for call in range(1, calls + 1):
        sign_in.begin(first)
        code, said = sign_in.run(stage, call)
        assert code and "told to fail" in said, f"{stage}: call {call} failed, and the script went on\n{said}"
        made = json.loads(sign_in.file.read_text(encoding="utf-8"))["calls"]
        assert made == call, f"{stage}: call {call} failed, and the script went on to call {made}\n{said}"
        found = sign_in.after(stage)
        assert found == whole, f"{stage}: call {call} failed; run again it left\n{found}\nand not\n{whole}"
    return calls


def what_is_there_is_left(sign_in: SignIn) -> None:
    """A second run changes nothing, not even what people have added."""
    sign_in.begin(NEW)
    state = sign_in.after("plan dev prod")
    assert subjects(state) == [f"{PREFIX}:environment:{stage}" for stage in ("plan", "dev", "prod")], state
    assert len(state["grants"]) == 6 and len(state["apps"]) == 4, state
    state["environments"]["prod"]["reviewers"] = ["somebody"]
    sign_in.begin(state)
    again = sign_in.after("plan dev prod")
    assert again == state, f"run again it left\n{again}\nand not\n{state}"


def subjects_follow_the_repository(sign_in: SignIn) -> None:
    """The form without ids where GitHub names no prefix, in its spelling; corrected when it names one."""
    sign_in.begin(NEW | {"prefix": ""})
    state = sign_in.after("dev")
    assert subjects(state) == ["repo:Contoso/Fares:environment:dev"], f"subjects {subjects(state)}"
    sign_in.begin(state | {"prefix": PREFIX})
    state = sign_in.after("dev")
    assert subjects(state) == [f"{PREFIX}:environment:dev"], f"subjects {subjects(state)}"


def two_of_one_name(sign_in: SignIn) -> None:
    """Nobody can say which is meant."""
    twins = [{"name": "Fares-dev", "appId": f"twin-{n}", "object": "", "trusts": []} for n in (1, 2)]
    state = copy.deepcopy(NEW) | {"apps": twins}
    sign_in.begin(state)
    code, said = sign_in.run("dev")
    assert code == 1 and "more than one application is called Fares-dev" in said, said
    assert sign_in.state() == state


def main(project: Path) -> None:
    """Runs every story."""
    with tempfile.TemporaryDirectory() as name:
        sign_in = SignIn(project, Path(name), bicep=True)
        subjects_follow_the_repository(sign_in)
        what_is_there_is_left(sign_in)
        two_of_one_name(sign_in)
        calls = every_call_fails_once(sign_in, "plan", NEW)
        # From the form without ids, so that a credential is replaced on the way.
        sign_in.begin(NEW | {"prefix": ""})
        before = sign_in.after("dev")
        before |= {"environments": {}, "grants": []}
        calls += every_call_fails_once(sign_in, "dev", before | {"prefix": PREFIX})
    print(f"each of {calls} calls failed once, and the next run ended what was begun")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

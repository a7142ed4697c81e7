"""Runs scripts/make-identities.sh against the stand-in for `az` and `gh`: python -m kit.identities PROJECT.

Each call is made to fail once, and the script is run again to the end: what is there then is what a run without a
failure makes. And what is there is looked at: no right outside of a stage's own resource group, state and plans; no
environment of GitHub that is open to every branch but the one that plans dev.
"""

import copy
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kit import process, tenant

PREFIX = "repo:Contoso@11/Fares@22"
IDENTITIES = ("dev-plan", "dev", "prod-plan", "prod")
BUILT_IN = ("Reader", "Contributor", "Role Based Access Control Administrator")
BUILT_IN += ("Storage Blob Data Reader", "Storage Blob Data Contributor")
NEW: dict[str, Any] = {
    "apps": [{"name": "Contoso.Fares-dev-of-others", "appId": "app-of-others", "object": "", "trusts": []}],
    "roles": list(BUILT_IN),
    "grants": [],
    "groups": {},
    "connections": [],
    "subscription": "signed-in",
    "full_name": "Contoso/Fares",
    "prefix": PREFIX,
    "environments": {},
    "calls": 0,
}
# bootstrap.sh is looked at by itself: here only the resource groups count, which rights are given in.
_BOOTSTRAP = """\
set -euo pipefail
source "$(dirname "$0")/../scripts/config.sh" "$1"
use_subscription
az group create --name "$(setting resource_group)"
[[ ! -f "$(dirname "$0")/main.tf" ]] || az group create --name "$(setting terraform_state_resource_group)"
"""


class SignIn:
    """A project, the script in it, and one tenant with one repository after the other."""

    def __init__(self, project: Path, work: Path) -> None:
        here = work / "project"
        shutil.copytree(project / "scripts", here / "scripts")
        self.script = here / "scripts" / "make-identities.sh"
        for config in ("config-infra-dev.yml", "config-infra-prod.yml"):
            text = (project / config).read_text(encoding="utf-8")
            own = "of-prod" if "prod" in config else "current"
            (here / config).write_text(
                text.replace("subscription: current", f"subscription: {own}"), encoding="utf-8"
            )
        (here / "infrastructure").mkdir()
        for name in ("main.tf", "main.bicep"):
            if (project / "infrastructure" / name).exists():
                (here / "infrastructure" / name).touch()
        (here / "infrastructure" / "bootstrap.sh").write_text(_BOOTSTRAP, encoding="utf-8")
        self.on_github = (project / ".github").is_dir()
        self.arguments = ["contoso/fares"] if self.on_github else ["https://dev.azure.com/contoso", "ML Platform"]
        self.name = "Fares" if self.on_github else project.name
        given = self.script.read_text(encoding="utf-8")
        if not self.on_github:
            self.name = given.partition("\nname=")[2].partition("\n")[0]
        self.applications = "Contoso.Fares" if self.on_github else f"contoso.ML Platform.{self.name}"
        self.work, self.tenant = work, copy.deepcopy(NEW)

    def begin(self, state: dict[str, Any]) -> None:
        """Another tenant."""
        self.tenant = copy.deepcopy(state)

    def run(self, stages: str, fail: int = 0) -> tuple[int, str]:
        """Runs the script; its exit code and what it said."""
        self.tenant |= {"calls": 0, "subscription": "signed-in"}
        command = [str(self.script), *self.arguments]
        return tenant.run(tenant.SIGN_IN, self.tenant, command, self.work, {"STAGES": stages}, fail)

    def state(self) -> dict[str, Any]:
        """What there is, without the number of calls."""
        return copy.deepcopy(self.tenant) | {"calls": 0}

    def after(self, stages: str) -> dict[str, Any]:
        """What there is after a run, which has to succeed."""
        code, said = self.run(stages)
        assert code == 0, f"STAGES={stages}: exit {code}\n{said}"
        return self.state()


def subjects(state: dict[str, Any]) -> list[str]:
    """What the applications trust."""
    return [trust["subject"] for app in state["apps"] for trust in app["trusts"]]


def rights(state: dict[str, Any], identity: str) -> list[str]:
    """What the application of an identity may do, and where."""
    mine = [app["object"] for app in state["apps"] if app["name"].endswith(f"-{identity}")]
    assert len(mine) == 1, f"applications {[app['name'] for app in state['apps']]}"
    return [grant["id"].removeprefix(mine[0] + " ") for grant in state["grants"] if grant["id"].startswith(mine[0] + " ")]


def every_call_fails_once(project: Path, stage: str, first: dict[str, Any]) -> int:
    """The number of calls."""
    with tempfile.TemporaryDirectory() as name:
        sign_in = SignIn(project, Path(name))
        sign_in.begin(first)
        whole = sign_in.after(stage)
        calls: int = sign_in.tenant["calls"]

    def fails(call: int) -> None:
        with tempfile.TemporaryDirectory() as name:
            sign_in = SignIn(project, Path(name))
            sign_in.begin(first)
            code, said = sign_in.run(stage, call)
            assert code and "told to fail" in said, f"{stage}: call {call} failed, and the script went on\n{said}"
            made = sign_in.tenant["calls"]
            assert made == call, f"{stage}: call {call} failed, and the script went on to call {made}\n{said}"
            found = sign_in.after(stage)
            assert found == whole, f"{stage}: call {call} failed; run again it left\n{found}\nand not\n{whole}"

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fails, range(1, calls + 1)))
    return calls


def rights_end_at_the_stage(sign_in: SignIn) -> None:
    """Nobody has a right in the subscription but to see deleted vaults, and no stage one in the other."""
    sign_in.begin(NEW)
    state = sign_in.after("dev prod")
    assert state["subscription"] == "signed-in", f"it left the subscription {state['subscription']}"
    for identity in IDENTITIES:
        stage = identity.partition("-")[0]
        subscription = "of-prod" if stage == "prod" else "signed-in"
        for right in rights(state, identity):
            role, _, place = right.partition(" /subscriptions/")
            where, _, group = place.partition("/resourceGroups/")
            assert where == subscription, f"{identity} has {right}"
            if not group:
                assert role.endswith("deleted-vaults"), f"{identity} has {right}, in the whole subscription"
                continue
            assert group.split("/")[0].removesuffix("-tf").endswith(stage), f"{identity} has {right}"
            if identity.endswith("plan"):
                writes = "Contributor" in role and not group.endswith("/tfplan")
                assert not writes and "Administrator" not in role, f"{identity} has {right}"
    guarded = [grant for grant in state["grants"] if "Administrator" in grant["id"]]
    assert all("GuidEquals" in grant["condition"] for grant in guarded), f"without a condition: {guarded}"
    for identity, environment in state["environments"].items():
        branches = "all" if identity == "dev-plan" else ["main"]
        assert environment["branches"] == branches, f"the environment {identity} lets in {environment['branches']}"
    if sign_in.on_github:
        assert set(state["environments"]) == set(IDENTITIES), state["environments"]
    else:
        assert [each["name"] for each in state["connections"]] == [f"{sign_in.name}-{each}" for each in IDENTITIES]


def what_is_there_is_left(sign_in: SignIn) -> None:
    """A second run changes nothing, not even what people have added."""
    sign_in.begin(NEW)
    state = sign_in.after("dev prod")
    if sign_in.on_github:
        assert subjects(state) == [f"{PREFIX}:environment:{each}" for each in IDENTITIES], state
        state["environments"]["prod"]["reviewers"] = ["somebody"]
        state["environments"]["prod"]["branches"] = ["main", "release"]
    sign_in.begin(state)
    again = sign_in.after("dev prod")
    assert again == state, f"run again it left\n{again}\nand not\n{state}"


def rights_follow_the_project(sign_in: SignIn) -> None:
    """A right to assign other roles, of an earlier version of the project, is replaced."""
    sign_in.begin(NEW)
    right = sign_in.after("dev")
    state = copy.deepcopy(right)
    for grant in state["grants"]:
        if "Administrator" in grant["id"]:
            grant["condition"] = "an earlier one"
    sign_in.begin(state)
    found = sign_in.after("dev")
    sorted_out = [sorted(each["grants"], key=str) for each in (found, right)]
    assert sorted_out[0] == sorted_out[1], f"the list of roles stayed as it was\n{found}\nand not\n{right}"


def an_open_environment_is_told(sign_in: SignIn) -> None:
    """What somebody made before, open to every branch, is not trusted."""
    open_one = {"reviewers": ["somebody"], "variables": {}, "branches": "all"}
    sign_in.begin(copy.deepcopy(NEW) | {"environments": {"prod": open_one}})
    code, said = sign_in.run("prod")
    assert code == 1 and "the environment prod lets in every branch" in said, said
    assert f"{PREFIX}:environment:prod" not in subjects(sign_in.state()), "it is trusted all the same"


def subjects_follow_the_repository(sign_in: SignIn) -> None:
    """The form without ids where GitHub names no prefix, in its spelling; corrected when it names one."""
    sign_in.begin(NEW | {"prefix": ""})
    state = sign_in.after("dev")
    expected = [f"repo:Contoso/Fares:environment:{each}" for each in ("dev-plan", "dev")]
    assert subjects(state) == expected, f"subjects {subjects(state)}"
    sign_in.begin(state | {"prefix": PREFIX})
    state = sign_in.after("dev")
    expected = [f"{PREFIX}:environment:{each}" for each in ("dev-plan", "dev")]
    assert subjects(state) == expected, f"subjects {subjects(state)}"


def what_is_wrong_is_replaced(sign_in: SignIn) -> None:
    """Another issuer, another audience, another name of the credential with another audience."""
    sign_in.begin(NEW)
    right = sign_in.after("dev")
    wrong: list[dict[str, Any]] = [{"issuer": "https://other.example"}, {"audiences": ["api://other"]}]
    for change in [*wrong, {"name": "mine", "audiences": ["api://other"]}]:
        state = copy.deepcopy(right)
        state["apps"][-1]["trusts"][0] |= change
        sign_in.begin(state)
        found = sign_in.after("dev")
        assert found == right, f"{change} left\n{found}\nand not\n{right}"


def another_owner(sign_in: SignIn) -> None:
    """A repository of the same name leaves the applications of the first as they are."""
    sign_in.begin(NEW)
    first = sign_in.after("dev")
    sign_in.begin(first | {"full_name": "Fabrikam/Fares", "prefix": "repo:Fabrikam@12/Fares@23"})
    arguments = sign_in.arguments
    sign_in.arguments = ["fabrikam/fares"]
    both = sign_in.after("dev")
    sign_in.arguments = arguments
    assert both["apps"][: len(first["apps"])] == first["apps"], both["apps"]
    assert subjects(both)[-1] == "repo:Fabrikam@12/Fares@23:environment:dev", both["apps"]


def two_of_one_name(sign_in: SignIn) -> None:
    """Nobody can say which is meant."""
    name = f"{sign_in.applications}-dev"
    twins = [{"name": name, "appId": f"twin-{n}", "object": "", "trusts": []} for n in (1, 2)]
    sign_in.begin(copy.deepcopy(NEW) | {"apps": twins})
    code, said = sign_in.run("dev")
    assert code == 1 and f"more than one application is called {name}" in said, said


def main(project: Path) -> None:
    """Runs every story."""
    with tempfile.TemporaryDirectory() as name:
        sign_in = SignIn(project, Path(name))
        rights_end_at_the_stage(sign_in)
        if sign_in.on_github:
            subjects_follow_the_repository(sign_in)
            an_open_environment_is_told(sign_in)
            what_is_wrong_is_replaced(sign_in)
            another_owner(sign_in)
        rights_follow_the_project(sign_in)
        what_is_there_is_left(sign_in)
        two_of_one_name(sign_in)
        before = NEW
        if sign_in.on_github:
            # From the form without ids, so that a credential is replaced on the way.
            sign_in.begin(NEW | {"prefix": ""})
            before = sign_in.after("dev")
            before |= {"environments": {}, "grants": [], "prefix": PREFIX}
        calls = every_call_fails_once(project, "dev", before)
    print(f"each of {calls} calls failed once, and the next run ended what was begun")


if __name__ == "__main__":
    process.end_what_runs_too()
    main(Path(sys.argv[1]))

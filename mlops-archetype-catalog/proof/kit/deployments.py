"""Runs infrastructure/deploy.sh against stand-ins for `az` and `terraform`: python -m kit.deployments PROJECT.

What was planned is what is applied: a plan that was changed, or a world that has changed since, is refused. A stage is
destroyed when its name was typed twice, and what was deleted softly does not keep it from being made again.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from kit import process, tenant
from kit.tenant import refuse

_ID = "/subscriptions/s/resourceGroups/rg/providers/"
STORAGE = _ID + "Microsoft.Storage/storageAccounts/data"
WORKSPACE = _ID + "Microsoft.MachineLearningServices/workspaces/mlw"
LOGS = _ID + "Microsoft.OperationalInsights/workspaces/log"
BUDGET = _ID + "Microsoft.Consumption/budgets/monthly"


def _azure(state: dict[str, Any], command: str, given: dict[str, str]) -> str:
    """What deploy.sh asks of the Azure CLI."""
    match command:
        case "account show":
            return "subscription"
        case "account set":
            state["subscription"] = given["subscription"]
        case "storage blob upload":
            state["blobs"][given["name"]] = Path(given["file"]).read_text(encoding="utf-8")
        case "storage blob download":
            if given["name"] not in state["blobs"]:
                refuse("the specified blob does not exist")
            Path(given["file"]).write_text(state["blobs"][given["name"]], encoding="utf-8")
        case "bicep version":
            return f"Bicep CLI version {state['bicep']} (0123456789)" if state["bicep"] else refuse("not found")
        case "bicep install":
            state["bicep"] = given["version"].removeprefix("v")
        case "deployment group what-if":
            return json.dumps({"changes": state["what-if"]})
        case "stack group list":
            return "\n".join(state["managed"])
        case "stack group create":
            state["made"].append(given["action-on-unmanage"])
        case "stack group delete":
            state["made"].append("deleted")
            state["managed"] = []
        case "keyvault list-deleted":
            return state["deleted vault"]
        case "keyvault recover":
            state["deleted vault"] = ""
        case "rest" | "resource wait" | "monitor log-analytics workspace delete":
            state["purged"].append(f"{command} {given.get('url') or given['ids']}")
        case _:
            refuse("unknown")
    return ""


def _terraform(state: dict[str, Any], command: str, given: dict[str, str]) -> str:
    """What deploy.sh asks of Terraform: its options begin with one hyphen, so they are all in the command."""
    here = Path(re.findall(r"-chdir=(\S+)", command)[0])
    words = command.split()
    if "init" in words:
        if "-lockfile=readonly" not in words:
            refuse("the lock file may be changed")
    elif "plan" in words:
        destroys = "-destroy" in words
        if destroys != (here / "destroy_override.tf").exists():
            refuse("Instance cannot be destroyed")
        (out,) = re.findall(r"-out=(\S+)", command)
        Path(out).write_text(f"plan {state['world']} {destroys}", encoding="utf-8")
        state["code"] = 2 if destroys or state["world"] != state["wanted"] else 0
        if state["code"]:
            raise tenant.RefusedError("there are changes", 2)
    elif "apply" in words:
        state["made"].append(Path(words[-1]).read_text(encoding="utf-8"))
    else:
        refuse("unknown")
    return ""


class Stage:
    """A copy of a project, and the Azure that its stages are in."""

    def __init__(self, project: Path, work: Path) -> None:
        self.work, self.project = work, work / "project"
        self.project.mkdir()
        for name in ("infrastructure", "scripts"):
            shutil.copytree(project / name, self.project / name, ignore=shutil.ignore_patterns(".terraform"))
        for name in ("config-infra-dev.yml", "config-infra-prod.yml"):
            shutil.copy(project / name, self.project / name)
        self.state: dict[str, Any] = {"calls": 0, "blobs": {}, "bicep": "", "what-if": [], "managed": []}
        self.state |= {"made": [], "deleted vault": "", "purged": [], "world": "old", "wanted": "new"}

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Runs deploy.sh: its exit code, what it said, and the plan that it left."""
        left = self.project / "plan.sha256"
        left.unlink(missing_ok=True)
        script = f'cd "{self.project}" && bash infrastructure/deploy.sh "$@"'
        command = ["-c", script, "bash", *arguments]
        tools = {"az": _azure, "terraform": _terraform}
        code, said = tenant.run(tools, self.state, command, self.work, {"HOME": str(self.work)})
        return code, said, left.read_text(encoding="utf-8").strip() if left.exists() else ""

    def plan(self, *more: str) -> str:
        """A plan of dev that succeeds."""
        code, said, plan = self.run("plan", "dev", *more)
        assert code == 0, f"plan dev {more}: exit {code}\n{said}"
        return plan

    def refuses(self, why: str, *arguments: str) -> None:
        """What has to be refused, before anything is made."""
        before = list(self.state["made"])
        code, said, plan = self.run(*arguments)
        assert code and why in said, f"{arguments} is not refused with '{why}': exit {code}\n{said}"
        assert not plan and self.state["made"] == before, f"{arguments} was refused, and something made"


def what_both_refuse(stage: Stage) -> None:
    """What a person may mistype."""
    stage.refuses("to destroy dev, type its name again: you typed 'prod'", "plan", "dev", "destroy", "prod")
    stage.refuses("to destroy dev, type its name again: you typed '-'", "plan", "dev", "destroy", "-")
    stage.refuses("to destroy dev, type its name again: you typed ''", "plan", "dev", "destroy")
    stage.refuses("apply needs what plan printed", "apply", "dev", "latest")
    stage.refuses("usage: deploy.sh", "apply", "dev")
    stage.refuses("usage: deploy.sh", "destroy", "dev")
    stage.refuses("the stage is dev or prod, not 'test'", "plan", "test")


def with_terraform(stage: Stage) -> None:
    """A plan is kept by its hash."""
    plan = stage.plan()
    assert list(stage.state["blobs"]) == [plan], f"plans {list(stage.state['blobs'])}, and {plan} handed over"
    stage.refuses("is not as the code has it", "drift", "dev")
    code, said, _ = stage.run("apply", "dev", plan)
    assert code == 0 and stage.state["made"] == ["plan old False"], f"exit {code}, made {stage.state['made']}\n{said}"
    stage.state["blobs"][plan] = "plan of somebody else"
    stage.refuses("was changed after it was made", "apply", "dev", plan)
    destroys = stage.plan("destroy", "dev")
    assert stage.state["blobs"][destroys] == "plan old True", f"it destroys by {stage.state['blobs'][destroys]}"
    assert not (stage.project / "infrastructure" / "destroy_override.tf").exists(), "the protection stays off"
    stage.state |= {"world": "new"}
    assert stage.plan() == "", "nothing changes, and there is a plan to approve"
    assert stage.run("drift", "dev")[0] == 0, "nothing has drifted"


def _change(kind: str, place: str, *deltas: dict[str, Any]) -> dict[str, Any]:
    return {"changeType": kind, "resourceId": place, "delta": list(deltas)}


def with_bicep(stage: Stage) -> None:
    """Azure is asked again before anything is made."""
    stage.state["what-if"] = [_change("Create", STORAGE), _change("NoChange", WORKSPACE)]
    plan = stage.plan()
    version = (stage.project / "infrastructure" / ".bicep-version").read_text(encoding="utf-8").strip()
    assert stage.state["bicep"] == version, f"planned with Bicep {stage.state['bicep']}, not {version}"
    stage.state |= {"bicep": "0.1.0", "deleted vault": "kv"}
    code, said, _ = stage.run("apply", "dev", plan)
    assert code == 0 and stage.state["made"] == ["deleteResources"], f"exit {code}, made {stage.state['made']}\n{said}"
    assert stage.state["bicep"] == version, f"deployed with Bicep {stage.state['bicep']}, not {version}"
    assert not stage.state["deleted vault"], "the deleted vault keeps its name"
    stage.state["what-if"] = [_change("Modify", STORAGE, {"path": "tags"})]
    stage.refuses("this is not what was planned", "apply", "dev", plan)
    stage.refuses("is not as the code has it", "drift", "dev")
    # What the code does not name any more goes, but not with data in it.
    stage.state |= {"what-if": [_change("NoChange", STORAGE)], "managed": [STORAGE, BUDGET]}
    assert stage.plan(), "the budget is left when monitoring is switched off"
    stage.state |= {"what-if": [_change("NoChange", BUDGET)], "managed": [STORAGE, BUDGET]}
    stage.refuses("with all that is in it", "plan", "dev")
    # The month in which a budget was made is no drift.
    stage.state |= {"what-if": [_change("Modify", BUDGET, {"path": "properties.timePeriod.startDate"})], "managed": []}
    assert stage.plan() == "", "a budget begins anew each month"
    stage.state |= {"managed": [WORKSPACE, LOGS]}
    destroys = stage.plan("destroy", "dev")
    code, said, _ = stage.run("apply", "dev", destroys)
    assert code == 0 and stage.state["made"][-1] == "deleted", f"exit {code}, made {stage.state['made']}\n{said}"
    purged = " ".join(stage.state["purged"]).lower()
    assert "forcetopurge=true" in purged and LOGS.lower() in purged, f"names that are kept: purged only {purged}"


def main(project: Path) -> None:
    """Runs every story."""
    terraform = (project / "infrastructure" / "main.tf").exists()
    with tempfile.TemporaryDirectory() as name:
        stage = Stage(project, Path(name))
        what_both_refuse(stage)
        (with_terraform if terraform else with_bicep)(stage)
    print("what was planned is what is applied")


if __name__ == "__main__":
    process.end_what_runs_too()
    main(Path(sys.argv[1]))

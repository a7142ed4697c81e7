"""What scripts/make-identities.sh asks of `az` and `gh`: a tenant, its subscriptions, GitHub and Azure DevOps.

All of it is a dictionary. It refuses what they refuse: what exists already, roles, environments and resource groups that do not exist. A command or
query that it does not know is refused. The script gets it as two functions of its shell, which takes no process for a call.
"""

import errno
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from kit.process import completed

FLAGS = {"--silent", "--paginate", "--wait", "--only-show-errors", "--no-pretty-print", "--yes", "--deleted"}
# What the shell hands to the other side, and what it gets back: the exit code, a line, and what is printed.
_FUNCTIONS = """\
_asked() {
  local code said ask answer
  # Opened to be read and written, which waits for nobody: a script whose other side is gone ends by itself.
  exec {ask}<> "$TENANT/ask" {answer}<> "$TENANT/answer"
  printf '%s\\0' "$@" >&"$ask"
  printf '\\036' >&"$ask"
  exec {ask}>&-
  read -r -t 60 code <&"$answer" || exit 70
  IFS= read -r -d '' said <&"$answer" || true
  exec {answer}<&-
  if [[ "$code" == 0 ]]; then printf '%s' "$said"; else printf '%s' "$said" >&2; fi
  return "$code"
}
export -f _asked
for tool in $TOOLS; do
  eval "$tool() { _asked $tool \\"\\$@\\"; }"
  export -f "${tool?}"
done
exec bash "$@"
"""
# A tool is asked with its command and its options, and changes the state.
Tool = Callable[[dict[str, Any], str, dict[str, str]], str]


class RefusedError(Exception):
    """What the tools end with, and their exit code."""

    def __init__(self, why: str, code: int = 1) -> None:
        super().__init__(why)
        self.code = code


def refuse(why: str) -> NoReturn:
    """Ends as the tools do."""
    raise RefusedError(why)


def parse(arguments: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The words of the command, and its options."""
    words, options, rest = [], {}, iter(arguments)
    for argument in rest:
        if argument in ("-f", "-F"):
            name, value = next(rest).split("=", 1)
            options[name] = value
        elif argument in FLAGS or not argument.startswith("--"):
            words += [] if argument in FLAGS else [argument]
        else:
            options[argument[2:]] = next(rest)
    return " ".join(words), options


def matched(pattern: str, text: str) -> str:
    """What a pattern with one group has found in a text."""
    found = re.fullmatch(pattern, text)
    return found[1] if found else refuse(f"unknown: {text}")


def holds(condition: str, row: dict[str, Any]) -> bool:
    """Whether a filter of a query holds of a row."""

    def compared(match: re.Match[str]) -> str:
        value = row[match[1]]
        return str((value[0] if match[2] else value) == match[3].replace("\\'", "'"))

    told = re.sub(r"(\w+)(\[0\])?=='((?:[^'\\]|\\.)*)'", compared, condition)
    if not re.fullmatch(r"(?:True|False|&&|\|\||[() ])+", told):
        refuse(f"unknown: {condition}")
    return bool(eval(told.replace("&&", " and ").replace("||", " or ")))


def queried(query: str, rows: list[dict[str, Any]]) -> str:
    """What `--query` makes of a list: one value a line."""
    found = re.fullmatch(r"\[(0|\?(.*))?\]\.(\w+)", query)
    if found is None:
        return refuse(f"unknown: {query}")
    rows = [{**row, "id": str(row.get("id", ""))} for row in rows if not found[2] or holds(found[2], row)]
    return "\n".join(row[found[3]] for row in (rows[:1] if found[1] == "0" else rows))


def azure(state: dict[str, Any], command: str, given: dict[str, str]) -> str:
    """The commands of the Azure CLI."""
    apps, roles, grants = state["apps"], state["roles"], state["grants"]
    app = next((each for each in apps if each["appId"] == given.get("id")), None)
    if "id" in given and app is None and not command.startswith("devops"):
        refuse("not found")
    match command:
        case "account show":
            known = {"id": state["subscription"], "tenantId": "tenant", "name": "name-of-" + state["subscription"]}
            return known[given["query"]]
        case "account set":
            state["subscription"] = given["subscription"]
        case "group create":
            state["groups"][f"/subscriptions/{state['subscription']}/resourceGroups/{given['name']}"] = True
        case "devops project show":
            return "project-id"
        case "devops service-endpoint list":
            return queried(given["query"], state["connections"])
        case "devops service-endpoint create":
            with open(given["service-endpoint-configuration"], encoding="utf-8") as file:
                new = json.load(file)
            if any(new["name"] == old["name"] for old in state["connections"]):
                refuse("it exists")
            who = new["authorization"]["parameters"]["serviceprincipalid"]
            state["connections"].append(
                {"name": new["name"], "id": "connection-of-" + who, "where": new["data"]["subscriptionId"]}
            )
            return state["connections"][-1]["id"]
        case "devops service-endpoint show":
            # The parser takes --id for an application's.
            return given["query"].rpartition("Federation")[2] + " of " + given["id"]
        case "ad app list":
            name = matched(r"displayName eq '(.*)'", given["filter"]) if "filter" in given else None
            begin = given.get("display-name", "")
            named = [each for each in apps if each["name"].lower() == name.lower()] if name else apps
            return queried(given["query"], [each for each in named if each["name"].startswith(begin)])
        case "ad app create":
            apps.append(
                {"name": given["display-name"], "appId": f"app-{len(apps)}", "object": "", "trusts": []}
            )
            return apps[-1][given["query"]]
        case "ad sp list":
            wanted = matched("appId eq '(.*)'", given["filter"])
            found = [{"id": each["object"]} for each in apps if each["appId"] == wanted and each["object"]]
            return queried(given["query"], found)
        case "ad sp show":
            return app["object"] or refuse("not found")
        case "ad sp create":
            if app["object"]:
                refuse("the service principal is in use")
            app["object"] = "object-of-" + app["appId"]
            return app["object"]
        case "ad app federated-credential list":
            return queried(given["query"], app["trusts"])
        case "ad app federated-credential create":
            new = json.loads(given["parameters"])
            if any(new["name"] == old["name"] or new["subject"] == old["subject"] for old in app["trusts"]):
                refuse("it exists")
            app["trusts"].append(new)
        case "ad app federated-credential delete":
            left = [each for each in app["trusts"] if each["name"] != given["federated-credential-id"]]
            if len(left) == len(app["trusts"]):
                refuse("not found")
            app["trusts"] = left
        case "role definition list":
            return queried(given["query"], [{"id": name} for name in roles if name == given["name"]])
        case "role definition create":
            name = json.loads(given["role-definition"])["Name"]
            if name in roles:
                refuse("it exists")
            roles.append(name)
        case "role assignment list" | "role assignment create":
            who = given.get("assignee") or given["assignee-object-id"]
            if given["role"] not in roles or who not in [each["object"] for each in apps]:
                refuse("not found")
            inside = [given["scope"].startswith(group) for group in state["groups"]]
            if "/resourceGroups/" in given["scope"] and not any(inside):
                refuse("the resource group could not be found")
            grant = {"id": f"{who} {given['role']} {given['scope']}", "condition": given.get("condition", "")}
            same = [each for each in grants if each["id"] == grant["id"]]
            if command.endswith("list"):
                return queried(given["query"], same)
            if same:
                refuse("the role assignment already exists")
            grants.append(grant)
        case "role assignment delete":
            left = [each for each in grants if each["id"] != given["ids"]]
            if len(left) == len(grants):
                refuse("not found")
            state["grants"] = left
        case _:
            refuse("unknown")
    return ""


def github(state: dict[str, Any], command: str, given: dict[str, str]) -> str:
    """The commands of the GitHub CLI."""
    path = command.removeprefix("api ")
    slug = "/".join(path.split("/")[1:3]) if path != command else given["repo"]
    if slug.lower() != state["full_name"].lower():
        refuse("HTTP 404")
    environments = state["environments"]
    if path == f"repos/{slug}":
        return state[given["jq"][1:]]
    if path == f"repos/{slug}/actions/oidc/customization/sub":
        return state["prefix"] or matched(r'\.sub_claim_prefix // "(.*)"', given["jq"])
    if path == f"repos/{slug}/environments" and given["jq"] == ".environments[].name | ascii_downcase":
        return "\n".join(environments).lower()
    place = path.removeprefix(f"repos/{slug}/environments/").split("/")
    if path.startswith(f"repos/{slug}/environments/") and given.get("method") == "PUT":
        closed = given.get("deployment_branch_policy[custom_branch_policies]") == "true"
        environments[place[0]] = {"reviewers": [], "variables": {}, "branches": [] if closed else "all"}
    elif place[0] in environments and place[1:] == ["deployment-branch-policies"]:
        branches = environments[place[0]]["branches"]
        if branches == "all":
            refuse("HTTP 404")
        if given.get("method") != "POST":
            return "\n".join(branches)
        branches.append(given["name"])
    elif place[0] in environments and len(place) == 1 and "deployment_branch_policy" in given["jq"]:
        return "all" if environments[place[0]]["branches"] == "all" else "some"
    elif command.startswith("variable set "):
        if given["env"] not in environments:
            refuse("HTTP 404")
        environments[given["env"]]["variables"][command.split()[2]] = given["body"]
    else:
        refuse("unknown")
    return ""


SIGN_IN: Mapping[str, Tool] = {"az": azure, "gh": github}


def _served(tools: Mapping[str, Tool], state: dict[str, Any], where: Path, fail: int) -> None:
    """Answers the calls of one run of a script, until the file is closed."""
    asked = os.open(where / "ask", os.O_RDWR)
    told = b""
    try:
        while True:
            told += os.read(asked, 65536)
            while b"\x1e" in told:
                call, _, told = told.partition(b"\x1e")
                if not call:
                    return
                tool, *arguments = call.decode().split("\0")[:-1]
                state["calls"] += 1
                try:
                    if state["calls"] == fail:
                        refuse("told to fail")
                    said, code = tools[tool](state, *parse(arguments)), 0
                    said += "\n" if said else ""
                except RefusedError as refused:
                    said, code = f"ERROR: {tool} {parse(arguments)[0]}: {refused}\n", refused.code
                (where / "answer").write_text(f"{code}\n{said}\0", encoding="utf-8")
    finally:
        os.close(asked)


def _told_to_stop(ask: Path) -> None:
    """Ends the thread that answers; one that has failed reads no more."""
    try:
        asked = os.open(ask, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        return
    os.write(asked, b"\x1e")
    os.close(asked)


def run(
    tools: Mapping[str, Tool],
    state: dict[str, Any],
    command: Sequence[str],
    where: Path,
    env: Mapping[str, str],
    fail: int = 0,
) -> tuple[int, str]:
    """Runs a script of bash with stand-ins for some tools: its exit code and what it said."""
    for name in ("ask", "answer"):
        os.mkfifo(where / name)
    server = threading.Thread(target=_served, args=(tools, state, where, fail), daemon=True)
    server.start()
    try:
        done = completed(
            ["bash", "-c", _FUNCTIONS, "bash", *command],
            timeout=300,
            env={**os.environ, **env, "TENANT": str(where), "TOOLS": " ".join(tools)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    finally:
        _told_to_stop(where / "ask")
        server.join(10)
        for name in ("ask", "answer"):
            (where / name).unlink()
    return done.returncode, done.stdout + done.stderr

"""Renews rules/azurepipelines/tasks.txt: the tasks of Azure Pipelines, their versions and inputs.

    python3 tools/renew_tasks.py service-schema.json VERSION TASKS

The file is the one of that name in the repository microsoft/azure-pipelines-vscode (MIT), VERSION its commit. TASKS is a clone of
microsoft/azure-pipelines-tasks (MIT): from the task.json of a task come the other names of an input, and whether it has to be given in
any case, and all of a task that the schema does not have yet. Only names and listed values are taken, no texts.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

FILE = Path(__file__).parent.parent / "src/main/resources/io/github/mlopsmaven/rules/azurepipelines/tasks.txt"


def published(clone: str) -> tuple[dict[str, dict[str, tuple[list[str], bool]]], dict[str, tuple[str, str]]]:
    """Task with version to its inputs (other names, and whether it has to be given), and to its name and line."""
    listed = subprocess.run(["git", "-C", clone, "ls-tree", "-r", "--name-only", "HEAD", "Tasks/"], capture_output=True, text=True, check=True)
    tasks = {}
    lines = {}
    for path in listed.stdout.split("\n"):
        if not re.fullmatch(r"Tasks/\w+/task\.json", path):
            continue
        text = subprocess.run(["git", "-C", clone, "show", "HEAD:" + path], capture_output=True, check=True).stdout
        task = json.loads(text.decode("utf-8-sig"))
        hidden = {group["name"] for group in task.get("groups", []) if group.get("visibleRule")}
        inputs = {}
        words = []
        for one in task.get("inputs", []):
            is_shown = not one.get("visibleRule") and one.get("groupName") not in hidden
            needed = is_shown and one.get("required") is True and one.get("defaultValue") in (None, "")
            names = [one["name"], *one.get("aliases", [])]
            for name in names:
                inputs[name.lower()] = (names, needed)
            words.append("/".join(names) + ("!" if needed else "") + allowed(one))
        name = f"{task['name']}@{task['version']['Major']}"
        tasks[name.lower()] = inputs
        lines[name.lower()] = (name, " ".join(sorted(words)) + "\t*")
    return tasks, lines


def allowed(one: dict) -> str:
    """The values of an input that has a closed list."""
    is_open = str(one.get("properties", {}).get("EditableOptions", "")).lower() == "true"
    values = list(one.get("options") or {}) if one.get("type") in ("pickList", "radio") else []
    plain = all(re.fullmatch(r"[\w.-]+", value) for value in values)
    return "=" + "|".join(values) if values and plain and not is_open else ""


def main() -> None:
    """Reads the schema and writes the table."""
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    tasks, lines = published(sys.argv[3])
    rows = {}
    for branch in schema["definitions"]["task"]["anyOf"]:
        properties = branch.get("properties", {})
        name = re.fullmatch(r"\^(\w+@\d+)\$", properties.get("task", {}).get("pattern", ""))
        if not name:
            continue
        known = tasks.get(name[1].lower(), {})
        inputs = []
        for key, value in sorted(properties.get("inputs", {}).get("properties", {}).items()):
            allowed = [str(one) for one in value.get("enum", [])]
            plain = all(re.fullmatch(r"[\w.-]+", one) for one in allowed)
            names, needed = known.get(key.lower(), ([key], False))
            others = "".join("/" + one for one in names if one.lower() != key.lower())
            inputs.append(key + others + ("!" if needed else "") + ("=" + "|".join(allowed) if allowed and plain else ""))
        listed = {one.lower() for key in inputs for one in re.sub(r"!?(?:=.*)?$", "", key).split("/")}
        more = sorted({"/".join(names) for names, _ in known.values() if names[0].lower() not in listed})
        rows[name[1]] = " ".join(inputs + more) + ("\t*" if known else "")
    named = {name.lower() for name in rows}
    rows.update({name: line for key, (name, line) in lines.items() if key not in named})
    commit = subprocess.run(["git", "-C", sys.argv[3], "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    head = (
        "# The tasks that come with Azure Pipelines, and their inputs with the values that they allow; / is before another name of an\n"
        "# input, ! is behind one that has to be given, and * ends a list that is whole. Written by tools/renew_tasks.py from service-schema.json of\n"
        f"# microsoft/azure-pipelines-vscode (MIT), commit {sys.argv[2]},\n"
        f"# and the task.json files of microsoft/azure-pipelines-tasks (MIT), commit {commit}. Names only.\n"
    )
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(head + "".join(f"{name}\t{rows[name]}\n" for name in sorted(rows)), encoding="utf-8")
    print(f"{FILE.name}: {len(rows)} tasks")


if __name__ == "__main__":
    main()

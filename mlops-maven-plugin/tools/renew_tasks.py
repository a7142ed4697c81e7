"""Renews rules/azurepipelines/tasks.txt: the tasks of Azure Pipelines, their versions and inputs.

    python3 tools/renew_tasks.py service-schema.json VERSION

The file is the one of that name in the repository microsoft/azure-pipelines-vscode (MIT), VERSION its commit. Only names and
listed values are taken, no texts.
"""

import json
import re
import sys
from pathlib import Path

FILE = Path(__file__).parent.parent / "src/main/resources/io/github/mlopsmaven/rules/azurepipelines/tasks.txt"


def main() -> None:
    """Reads the schema and writes the table."""
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = {}
    for branch in schema["definitions"]["task"]["anyOf"]:
        properties = branch.get("properties", {})
        name = re.fullmatch(r"\^(\w+@\d+)\$", properties.get("task", {}).get("pattern", ""))
        if not name:
            continue
        inputs = []
        for key, value in sorted(properties.get("inputs", {}).get("properties", {}).items()):
            allowed = [str(one) for one in value.get("enum", [])]
            plain = all(re.fullmatch(r"[\w.-]+", one) for one in allowed)
            inputs.append(key + ("=" + "|".join(allowed) if allowed and plain else ""))
        rows[name[1]] = " ".join(inputs)
    head = (
        "# The tasks that come with Azure Pipelines, and their inputs with the values that they allow. Written by\n"
        "# tools/renew_tasks.py from service-schema.json of microsoft/azure-pipelines-vscode (MIT), commit\n"
        f"# {sys.argv[2]}. Names only.\n"
    )
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(head + "".join(f"{name}\t{rows[name]}\n" for name in sorted(rows)), encoding="utf-8")
    print(f"{FILE.name}: {len(rows)} tasks")


if __name__ == "__main__":
    main()

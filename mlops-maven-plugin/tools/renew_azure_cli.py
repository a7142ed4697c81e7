"""Renews rules/commands/az: the commands of the Azure CLI and of its extensions, with their options.

    python tools/renew_azure_cli.py FOLDER

FOLDER is a clone of MicrosoftDocs/azure-docs-cli, the source of https://learn.microsoft.com/cli/azure (documentation CC-BY-4.0, code
MIT). Its folder docs-ref-autogen is made from the command line itself. Only names are taken: of commands, options and groups; no text.
Each group that projects for MLOps use has a file; of the others only the names are in index.txt. PyYAML is needed.
"""

import subprocess
import sys
from pathlib import Path

import yaml

TARGET = Path(__file__).parents[1] / "src/main/resources/io/github/mlopsmaven/rules/commands/az"
SOURCE = "https://github.com/MicrosoftDocs/azure-docs-cli"
# A command of either state is one: projects do not say which they use.
STATES = ["docs-ref-autogen/Latest-version/latest", "docs-ref-autogen/LTS-version/latest"]
GROUPS = """account acr ad aks apim appconfig appservice artifacts bicep boards cognitiveservices config configure consumption container
containerapp cosmosdb databricks datafactory deployment deployment-scripts devops eventgrid eventhubs extension feature functionapp group
identity keyvault lock login logout ml monitor mysql network pipelines policy postgres provider redis repos resource rest role search
servicebus sql stack staticwebapp storage synapse tag ts upgrade version vm vmss webapp""".split()
EVERYWHERE = {"--debug", "--help", "-h", "--only-show-errors", "--output", "-o", "--query", "--subscription", "--verbose"}
# On every command of the newest version, and never typed.
LEFT_OUT = EVERYWHERE | {"--acquire-policy-token", "--change-reference"}


def files(clone):
    for state in STATES:
        listed = subprocess.run(
            ["git", "-C", clone, "ls-tree", "-r", "--name-only", "HEAD", state + "/"], capture_output=True, text=True, check=True
        )
        for path in listed.stdout.split("\n"):
            # The first generation of the machine learning commands is retired.
            if path.endswith(".yml") and not path.endswith("/TOC.yml") and "[v1]" not in path:
                yield path


def texts(clone, paths):
    asked = "".join(f"HEAD:{path}\n" for path in paths)
    shown = subprocess.run(["git", "-C", clone, "cat-file", "--batch"], input=asked.encode(), capture_output=True, check=True).stdout
    at = 0
    while at < len(shown):
        line = shown.index(b"\n", at)
        size = int(shown[at:line].split()[2])
        yield shown[line + 1 : line + 1 + size].decode()
        at = line + size + 2


def main(clone):
    head = subprocess.run(["git", "-C", clone, "log", "-1", "--format=%H %cs"], capture_output=True, text=True, check=True).stdout.strip()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    commands = {}
    for text in texts(clone, files(clone)):
        page = yaml.load(text, Loader=loader)
        for command in (page.get("directCommands") or []) + ([page] if "syntax" in page else []):
            options = commands.setdefault(command["name"].removeprefix("az ").strip(), set())
            for kind in ("requiredParameters", "optionalParameters"):
                for one in command.get(kind) or []:
                    options.update(word for word in one["name"].split() if word.startswith("-"))
    tops = sorted({name.split()[0] for name in commands})
    for old in TARGET.glob("*.txt"):
        old.unlink()
    about = f"# Names of the Azure CLI's commands; made by tools/renew_azure_cli.py.\n# Source: {SOURCE} at {head}; CC-BY-4.0.\n"
    (TARGET / "index.txt").write_text(
        about + "# Every first word; those with a file of their own have a star. Last line: what every command takes.\n"
        + "".join(f"{top}{' *' if top in GROUPS else ''}\n" for top in tops)
        + " ".join(sorted(EVERYWHERE)) + "\n"
    )
    for group in GROUPS:
        lines = [
            name + "\t" + " ".join(sorted(options - LEFT_OUT))
            for name, options in sorted(commands.items())
            if name.split()[0] == group
        ]
        if not lines:
            print("no such group:", group)
            continue
        (TARGET / (group + ".txt")).write_text(about + "# The command, and its options.\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

"""Renews rules/github/actions.txt: published actions, their versions, inputs and outputs.

    python3 tools/renew_actions.py FOLDER

FOLDER has a bare clone with tags of each repository, OWNER+NAME/repo or OWNER+NAME.git. Of each action.yml only the names of inputs and
outputs are taken, and whether an input is required; no texts. The inputs of a major version are those that any tag of it has, and
one is required only where each tag requires it without a default.
"""

import re
import subprocess
import sys
from pathlib import Path

import yaml

FILE = Path(__file__).parent.parent / "src/main/resources/io/github/mlopsmaven/rules/github/actions.txt"
TAG = re.compile(r"v?(\d+)(?:\.\d+){0,2}")
FIELD = re.compile(r"[A-Za-z_][\w.-]*")
# These set outputs, or read inputs, whose names a workflow makes up.
OPEN = {"dorny/paths-filter", "azure/get-keyvault-secrets", "tj-actions/changed-files", "actions/github-script"}
HEAD = """\
# Published actions that are common in this field. Written by tools/renew_actions.py from the action.yml of each tag; names only.
# Columns, with tabs: action, major version, inputs (! behind what is required), outputs (* where others may be set); or the
# repository, "tags", its tags that are versions. Sources, all at https://github.com/, with the newest commit that was read:
"""


def git(repo: Path, *words: str) -> str:
    """Runs git; an empty text where it fails."""
    done = subprocess.run(["git", "-C", str(repo), *words], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def manifests(repo: Path, tag: str) -> dict:
    """Paths of actions at a tag, to their action.yml."""
    found = {}
    for path in git(repo, "ls-tree", "-r", "--name-only", tag).splitlines():
        parts = path.split("/")
        hidden = parts[0].startswith(".") or {"test", "tests", "__tests__"} & set(parts)
        if parts[-1] in ("action.yml", "action.yaml") and len(parts) <= 2 and not hidden:
            try:
                found["/".join(parts[:-1])] = yaml.safe_load(git(repo, "show", f"{tag}:{path}")) or {}
            except yaml.YAMLError:
                continue
    return found


def read(repo: Path, name: str, rows: list) -> None:
    """Adds the lines of one repository."""
    refs = git(repo, "for-each-ref", "--format=%(refname:strip=2)", "refs/tags").split()
    branches = git(repo, "for-each-ref", "--format=%(refname:strip=2)", "refs/heads").split()
    tags = sorted({one for one in refs + branches if TAG.fullmatch(one)})
    majors: dict = {}
    for tag in tags:
        # Versions 0 are each their own.
        for path, action in manifests(repo, tag).items():
            key = (path, TAG.fullmatch(tag)[1])
            entry = majors.setdefault(key, {"inputs": {}, "outputs": set()})
            given = action.get("inputs") or {}
            for field, value in given.items():
                value = value or {}
                required = str(value.get("required")).lower() == "true" and "default" not in value
                before = entry["inputs"].get(field)
                entry["inputs"][field] = required and before is not False and (before or not entry.get("read"))
            for field in entry["inputs"]:
                if field not in given:
                    entry["inputs"][field] = False
            entry["read"] = True
            entry["outputs"].update((action.get("outputs") or {}).keys())
    for (path, major), entry in sorted(majors.items(), key=lambda one: (one[0][0], int(one[0][1]))):
        names = [*entry["inputs"], *entry["outputs"]]
        if not all(FIELD.fullmatch(str(one)) for one in names):
            continue
        inputs = " ".join(one + ("!" if must else "") for one, must in sorted(entry["inputs"].items()))
        outputs = sorted(entry["outputs"]) + (["*"] if name in OPEN else [])
        rows.append(f"{name}{'/' + path if path else ''}\t{major}\t{inputs}\t{' '.join(outputs)}")
    rows.append(f"{name}\ttags\t{' '.join(tags)}")


def main() -> None:
    """Reads the clones and writes the table."""
    rows: list = []
    sources = []
    for folder in sorted(Path(sys.argv[1]).iterdir(), key=lambda one: one.name.lower()):
        repo = folder / "repo" if (folder / "repo").is_dir() else folder
        name = folder.name.removesuffix(".git").replace("+", "/").lower()
        if any("/" in path or not path for path in manifests(repo, "HEAD")) or manifests(repo, "HEAD"):
            before = len(rows)
            read(repo, name, rows)
            if len(rows) > before + 1:
                sources.append(f"#   {name} {git(repo, 'rev-parse', 'HEAD').strip()}\n")
            else:
                del rows[before:]
    FILE.write_text(HEAD + "".join(sources) + "".join(row + "\n" for row in rows), encoding="utf-8")
    print(f"{FILE.name}: {len(rows)} lines of {len(sources)} repositories")


if __name__ == "__main__":
    main()

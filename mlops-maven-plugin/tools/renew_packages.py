"""Renews rules/python/packages.txt from the metadata of installed distributions.

    python tools/renew_packages.py SITE_PACKAGES...

Each argument is the site-packages directory of an environment that pip made from PyPI, with the distributions that
projects of this field ask for: azure-ai-ml, azureml-sdk, mlflow, scikit-learn, torch, transformers and so on. What a
distribution is imported as comes from its RECORD, what it brings along from its METADATA (Requires-Dist without extra).
Distributions that the file has already and that no environment has are kept.
"""

import re
import sys
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

FILE = Path(__file__).parent.parent / "src/main/resources/io/github/mlopsmaven/rules/python/packages.txt"

HEAD = """\
# What distributions are imported as and what they bring along. Written by tools/renew_packages.py from the metadata that
# the distributions have on PyPI (RECORD and METADATA of the installed releases). Columns, separated by tabs: distribution,
# import names, the distributions that it requires. Facts about names only; no code.
"""


def normal(name: str) -> str:
    """The name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imports(distribution: Distribution) -> set[str]:
    """The importable names: packages with code, below namespaces that have none."""
    files = {PurePosixPath(str(file)) for file in distribution.files or []}
    code = {file for file in files if file.suffix in {".py", ".so", ".pyd"}}
    regular = {file.parent for file in code if file.name == "__init__.py"}
    names = set()
    for file in code:
        if file.parts[0] in {"..", "bin", "tests", "test"} or file.parts[0].endswith((".dist-info", ".data")):
            continue
        parents = [parent for parent in reversed(file.parents) if parent in regular]
        # An __init__.py that only declares a namespace is shared by several distributions.
        parents = [parent for parent in parents if str(parent) not in {"azure", "azureml", "google", "azure/ai"}]
        top = parents[0] if parents else file.with_name(file.name.split(".")[0])
        if top.name != "__init__" and all(re.fullmatch(r"\w+", part) for part in top.parts) and len(top.parts) < 4:
            names.add(".".join(top.parts))
    public = {name for name in names if not any(part.startswith("_") for part in name.split("."))}
    return public or names


def requires(distribution: Distribution) -> set[str]:
    """What is installed with it in any case."""
    found = set()
    for line in distribution.requires or []:
        requirement, _, marker = line.partition(";")
        if "extra" not in marker:
            found.add(normal(re.match(r"[\w.-]+", requirement.strip())[0]))
    return found


def main() -> None:
    """Reads the environments and writes the file."""
    rows = {}
    if FILE.exists():
        for line in FILE.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                rows[line.split("\t")[0]] = line
    for folder in sys.argv[1:]:
        for distribution in Distribution.discover(path=[folder]):
            name = normal(distribution.metadata["Name"])
            if distribution.files is not None:
                rows[name] = "\t".join([name, " ".join(sorted(imports(distribution))), " ".join(sorted(requires(distribution)))])
    FILE.write_text(HEAD + "".join(rows[name].rstrip() + "\n" for name in sorted(rows)), encoding="utf-8")
    print(f"{FILE.name}: {len(rows)} distributions")


if __name__ == "__main__":
    main()

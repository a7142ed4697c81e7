"""Findings of checkov: none without a written reason."""

import json
import re
import tempfile
from pathlib import Path, PurePosixPath

import yaml

from kit.check import Check, Seed, files
from kit.process import Refused, run
from kit.tools import KIT, Tools

_ACCEPTED = KIT / "accepted.yml"
_FRAMEWORKS = ("terraform", "bicep", "github_actions", "azure_pipelines", "dockerfile")
_READS = ("infrastructure", ".github", "pipelines", "data-science/environment/Dockerfile")


def _readable(bicep: str) -> str:
    """Bicep as checkov's parser knows it, line for line where it matters: it has no imports and no lambdas."""
    text = re.sub(r"^import .*$", "", bicep, flags=re.MULTILINE)
    text = re.sub(r"^param (\w+) settings$", r"param \1 object", text, flags=re.MULTILINE)
    text = re.sub(r"//.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"map\((\w+), \w+ => [\w.]+\)", r"\1", text)
    return re.sub(r"\(\n\s*([^()]*?)\s*\n\s*\)", lambda match: f"({' '.join(match[1].split())})", text)


def _copy(project: Path, directory: Path) -> int:
    """Copies what is checked and returns how many files have Bicep resources."""
    count = 0
    for file in files(project, tuple(name for name in _READS if (project / name).exists())):
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".bicep":
            if not re.search(r"^\s*resource ", text, re.MULTILINE):
                continue
            count, text = count + 1, _readable(text)
        target = directory / file.relative_to(project)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return count


def _checkov(project: Path, tools: Tools) -> None:
    accepted = yaml.safe_load(_ACCEPTED.read_text(encoding="utf-8"))
    command = [tools.checkov, "-m", "checkov.main", "--directory", ".", "--output", "json", "--compact"]
    command += ["--soft-fail", "--skip-download", "--framework", *_FRAMEWORKS]
    with tempfile.TemporaryDirectory() as directory:
        bicep = _copy(project, Path(directory))
        said = run(command, Path(directory), tools.env)
    # Its log comes first, if it has something to say.
    start = re.search(r"^(\[$|\[\{|\{)", said, re.MULTILINE)
    if start is None:
        raise Refused(f"checkov gave no report:\n{said}")
    answer, _ = json.JSONDecoder().raw_decode(said, start.start())
    reports = {report["check_type"]: report for report in (answer if isinstance(answer, list) else [answer])}
    problems = []
    for kind, report in reports.items():
        if report["summary"]["parsing_errors"]:
            problems.append(f"checkov could not read {report['summary']['parsing_errors']} files of {kind}")
        for found in report["results"]["failed_checks"]:
            where = found["file_path"].lstrip("/")
            reasons = accepted.get(found["check_id"], {})
            if not any(PurePosixPath(where).match(pattern) for pattern in reasons):
                problems.append(f"{found['check_id']} {where} {found['resource']}: {found['check_name']}")
    # A framework that finds no file says nothing, and one that cannot read them says it in a number only.
    code = "bicep" if bicep else "terraform"
    if code not in reports or not reports[code]["summary"]["passed"]:
        problems.append(f"checkov found nothing to check in {code}")
    if problems:
        raise Refused("\n".join(sorted(problems)))


_OPEN = """\
resource "azurerm_storage_account" "seed" {
  name                       = "seed"
  resource_group_name        = "seed"
  location                   = "eastus"
  account_tier               = "Standard"
  account_replication_type   = "LRS"
  min_tls_version            = "TLS1_0"
}
"""
_OPEN_BICEP = """\
resource seed 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'seed'
  location: 'eastus'
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    supportsHttpsTrafficOnly: false
  }
}
"""
CHECKS = [
    Check(
        "security",
        "checkov 3.3.30 over Terraform, Bicep, workflows, pipelines and Dockerfiles; what is accepted has its reason in accepted.yml",
        _READS,
        ("infrastructure/*",),
        _checkov,
        (
            Seed(
                "storage with an old version of TLS",
                "CKV_AZURE_44 infrastructure/seed.tf",
                {"infrastructure/seed.tf": _OPEN},
                needs="infrastructure/main.tf",
            ),
            Seed(
                "storage without encryption in transit",
                "CKV_AZURE_3 infrastructure/seed.bicep",
                {"infrastructure/seed.bicep": _OPEN_BICEP},
                needs="infrastructure/main.bicep",
            ),
        ),
    ),
]

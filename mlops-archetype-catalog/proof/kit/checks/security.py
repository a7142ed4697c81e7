"""Findings of checkov: none without a written reason."""

import json
from pathlib import Path

import yaml

from kit.check import Check, Seed
from kit.process import Refused, run
from kit.tools import KIT, Tools

_ACCEPTED = KIT / "accepted.yml"
_FRAMEWORKS = ("terraform", "bicep", "github_actions", "azure_pipelines", "dockerfile")


def _checkov(project: Path, tools: Tools) -> None:
    accepted = yaml.safe_load(_ACCEPTED.read_text(encoding="utf-8"))
    # It exits with 1 for any finding, accepted or not, and with 2 when it breaks.
    command = [tools.checkov, "-m", "checkov.main", "--directory", ".", "--output", "json", "--quiet", "--compact"]
    command += ["--soft-fail", "--skip-download", "--framework", *_FRAMEWORKS]
    answer = json.loads(run(command, project, tools.env))
    reports = answer if isinstance(answer, list) else [answer]
    checked = sum(report["summary"]["passed"] + report["summary"]["failed"] for report in reports if "summary" in report)
    problems = []
    for report in reports:
        for found in report.get("results", {}).get("failed_checks", []):
            where = found["file_path"].lstrip("/")
            reasons = accepted.get(found["check_id"], {})
            if not any(Path(where).match(pattern) for pattern in reasons):
                problems.append(f"{found['check_id']} {where} {found['resource']}: {found['check_name']}")
        broken = report.get("results", {}).get("parsing_errors", [])
        problems += [f"{file} could not be read" for file in broken]
    if problems or not checked:
        raise Refused("\n".join(sorted(problems)) or "nothing was checked")


_OPEN = """\
resource "azurerm_storage_account" "seed" {
  name                       = "seed"
  resource_group_name        = "seed"
  location                   = "eastus"
  account_tier               = "Standard"
  account_replication_type   = "LRS"
  https_traffic_only_enabled = false
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
        ("infrastructure", ".github", "pipelines", "data-science/environment"),
        ("infrastructure/*",),
        _checkov,
        (
            Seed(
                "storage without encryption in transit",
                "CKV_AZURE_3 infrastructure/seed.tf",
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

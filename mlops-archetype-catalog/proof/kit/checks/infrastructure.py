"""Terraform and Bicep."""

import json
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.azurerm_schema import schema
from kit.check import Check, Seed, files
from kit.process import Refused, run
from kit.tools import Tools

_AZURERM = "registry.terraform.io/hashicorp/azurerm"
_TYPE = re.compile(r'^(resource|data) "(azurerm_\w+)"', re.MULTILINE)
_REATTACH = re.compile(r"TF_REATTACH_PROVIDERS='(.*)'")


@contextmanager
def _provider(project: Path, tools: Tools) -> Iterator[dict[str, str]]:
    """The environment in which Terraform finds a provider that has azurerm's schema."""
    code = [file.read_text(encoding="utf-8") for file in (project / "infrastructure").glob("*.tf")]
    kinds = {
        ("data." if what == "data" else "") + kind for text in code for what, kind in _TYPE.findall(text)
    }
    described = project / "infrastructure" / ".terraform" / "schema.json"
    described.parent.mkdir(exist_ok=True)
    described.write_text(json.dumps(schema(tools.azurerm, sorted(kinds))), encoding="utf-8")
    with subprocess.Popen(
        [tools.bin / "provider", _AZURERM, described],
        env=tools.env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        try:
            assert process.stdout is not None
            address = next((match[1] for line in process.stdout if (match := _REATTACH.search(line))), None)
            watchdog.cancel()
            if address is None:
                raise Refused("the provider did not start")
            yield tools.env | {"TF_REATTACH_PROVIDERS": address}
        finally:
            process.terminate()


def _terraform(project: Path, tools: Tools) -> None:
    """The project's own check, which a person and its CI run: fmt, init, validate, test."""
    with _provider(project, tools) as env, tempfile.TemporaryDirectory() as name:
        run(["bash", "infrastructure/deploy.sh", "check"], project, env, says=" passed, 0 failed.")
        other = _switched(project, Path(name))
        run(["bash", "infrastructure/deploy.sh", "check"], other, env, says=" passed, 0 failed.")


def _switched(project: Path, work: Path) -> Path:
    """The same infrastructure with every switch of config-infra-*.yml the other way round."""
    shutil.copytree(project / "infrastructure", work / "infrastructure", symlinks=True)
    (work / "scripts").mkdir()
    shutil.copy(project / "scripts" / "config.sh", work / "scripts")
    turned = {"true": "false", "false": "true"}
    for stage in ("dev", "prod"):
        text = (project / f"config-infra-{stage}.yml").read_text(encoding="utf-8")
        text, switches = re.subn(
            r"(?m)^(  (?:enable|storage_shared)_\w+: )(true|false)$", lambda found: found[1] + turned[found[2]], text
        )
        text, numbers = re.subn(r"(?m)^(  storage_recovery_days: )\d+$", r"\g<1>0", text)
        if switches < 4 or not numbers:
            raise Refused(f"config-infra-{stage}.yml has {switches} switches")
        (work / f"config-infra-{stage}.yml").write_text(text, encoding="utf-8")
    return work


def _bicep(project: Path, tools: Tools) -> None:
    found = [file for file in files(project, ("infrastructure",)) if file.suffix == ".bicep"]
    run([*tools.node("bicep.mjs"), *found], project, tools.env, says=" 0 problems")


_UNKNOWN = """\
resource "azurerm_resource_group" "seed" {
  name     = "seed"
  location = "eastus"
  colour   = "red"
}
"""
_MISSING = """\
resource "azurerm_resource_group" "seed" {
  name = "seed"
}
"""
_REFERENCE = """\
output "seed" {
  description = "Seed"
  value       = data.azurerm_resource_group.this.colour
}
"""
_BLOCK = """\
resource "azurerm_key_vault" "seed" {
  name                = "seed"
  location            = "eastus"
  resource_group_name = "seed"
  sku_name            = "standard"
  tenant_id           = data.azurerm_client_config.current.tenant_id

  network_acls {
    bypass = "AzureServices"
  }
}
"""
_TEST = """\
mock_provider "azurerm" {}

run "seed" {
  command = plan

  variables {
    stage = "dev"
  }

  assert {
    condition     = data.azurerm_resource_group.this.name == "nowhere"
    error_message = "The seed fails."
  }
}
"""
_MAIN = "infrastructure/main.bicep"
CHECKS = [
    Check(
        "Terraform",
        "fmt, init, validate and test of Terraform 1.15.5, azurerm's schema of 4.81.0 (cdktn-provider-azurerm)",
        ("infrastructure", "config-infra-dev.yml", "config-infra-prod.yml", "scripts/config.sh"),
        ("infrastructure/*.tf",),
        _terraform,
        (
            Seed("code that is not formatted", "seed.tf", {"infrastructure/seed.tf": "locals {\na=1\n}\n"}),
            Seed(
                "an argument that azurerm lacks",
                'An argument named "colour" is not expected here',
                {"infrastructure/seed.tf": _UNKNOWN},
            ),
            Seed(
                "an argument that is missing",
                'The argument "location" is required',
                {"infrastructure/seed.tf": _MISSING},
            ),
            Seed(
                "an argument of a block that is missing",
                'The argument "default_action" is required',
                {"infrastructure/seed.tf": _BLOCK},
            ),
            Seed(
                "a reference to what a resource lacks",
                "no argument, nested block, or exported attribute named",
                {"infrastructure/seed.tf": _REFERENCE},
            ),
            Seed("a test that fails", "The seed fails.", {"infrastructure/tests/seed.tftest.hcl": _TEST}),
            Seed(
                "what is wrong only in a private network",
                "Invalid index",
                edits={"infrastructure/network.tf": ('azurerm_subnet.endpoints["this"].id', 'azurerm_subnet.endpoints["that"].id')},
            ),
        ),
    ),
    Check(
        "Bicep",
        "tree-sitter-bicep; calls of modules, outputs, parameters and variables",
        ("infrastructure",),
        ("infrastructure/*.bicep",),
        _bicep,
        (
            Seed(
                "no Bicep",
                "is not Bicep",
                {"infrastructure/seed.bicep": "param location string =\nresource {\n"},
            ),
            Seed(
                "a parameter that a module lacks",
                "modules/workspace.bicep has no parameter colour",
                edits={
                    _MAIN: ("    keyVaultId: foundation", "    colour: 'red'\n    keyVaultId: foundation")
                },
            ),
            Seed(
                "a parameter that is missing",
                "modules/compute.bicep needs the parameter workspaceName",
                edits={_MAIN: ("    workspaceName: workspace.outputs.name\n", "")},
            ),
            Seed(
                "an output that a module lacks",
                "foundation has no output vaultId",
                edits={_MAIN: ("foundation.outputs.keyVaultId", "foundation.outputs.vaultId")},
            ),
            Seed(
                "a name that is not declared",
                "colour is not declared",
                {"infrastructure/seed.bicep": "output seed string = colour\n"},
            ),
        ),
    ),
]

"""The stages dev and prod, as config-infra-*.yml describes them."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from mlops.driver.project import ROOT


@dataclass(frozen=True)
class Stage:
    """What the driver needs of a stage; the infrastructure code reads the same file."""

    name: str
    location: str
    resource_group: str
    workspace: str
    online_endpoint: str
    batch_endpoint: str
    alert_email: str
    private_network: bool
    shared_keys: bool
    recovery_days: int


def read_stage(name: str, directory: Path = ROOT) -> Stage:
    """Reads config-infra-NAME.yml.

    Raises:
        SystemExit: if there is no such file, or a setting is missing; the message names it.
    """

    def setting(key: str) -> str:
        return setting_of(name, key, directory)

    return Stage(
        name=name,
        location=setting("location"),
        resource_group=setting("resource_group"),
        workspace=setting("aml_workspace"),
        online_endpoint=setting("online_endpoint"),
        batch_endpoint=setting("batch_endpoint"),
        alert_email=setting("alert_email"),
        private_network=setting("enable_private_network").lower() == "true",
        shared_keys=setting("storage_shared_keys").lower() == "true",
        recovery_days=int(setting("storage_recovery_days")),
    )


def setting_of(stage: str, key: str, directory: Path = ROOT) -> str:
    """One setting of config-infra-STAGE.yml, as text.

    Raises:
        SystemExit: if there is no such file, or it has no such setting; the message names it.
    """
    file = directory / f"config-infra-{stage}.yml"
    if not file.is_file():
        raise SystemExit(f"there is no {file}")
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))["variables"]
    if settings.get(key) in (None, ""):
        raise SystemExit(f"{file} has no {key}")
    return str(settings[key])

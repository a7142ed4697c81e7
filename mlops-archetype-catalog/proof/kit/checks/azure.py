"""Who may do what in Azure: identities, service connections, approvals, plans; and what the infrastructure promises."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kit.check import Check, Seed, files
from kit.process import Refused, run
from kit.tools import KIT, Tools

_MAIN = "refs/heads/main"


def _read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506: BaseLoader makes only texts


class _Call(NamedTuple):
    """A template that is given an identity, and what is around the call."""

    parameters: dict[str, Any]
    template: str
    stage: dict[str, Any]
    conditions: str


def _calls(node: Any, stage: dict[str, Any], conditions: str) -> Iterator[_Call]:
    if isinstance(node, dict):
        stage = node if "stage" in node else stage
        parameters = node.get("parameters")
        if isinstance(node.get("template"), str) and isinstance(parameters, dict) and "identity" in parameters:
            yield _Call(parameters, node["template"], stage, conditions)
        for key, value in node.items():
            yield from _calls(value, stage, f"{conditions} {key}" if key.startswith("${{ if") else conditions)
    elif isinstance(node, list):
        for value in node:
            yield from _calls(value, stage, conditions)


def _conditions(stage: dict[str, Any]) -> list[str]:
    """The conditions of a stage, also those under an `${{ if }}`."""
    found = []
    for key, value in stage.items():
        if key == "condition":
            found.append(str(value))
        elif key.startswith("${{") and isinstance(value, dict):
            found += _conditions(value)
    return found


def _pipeline(name: str, pipeline: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a pipeline of Azure DevOps."""
    for trigger in ("trigger", "pr"):
        paths = pipeline[trigger].get("paths", {}) if isinstance(pipeline.get(trigger), dict) else {}
        for path in [each for kind in paths.values() for each in kind]:
            if path.startswith("/") or "*" in path or "!" in path:
                yield f"the path filter {path} is not one that every version of Azure Repos takes"
    for call in _calls(pipeline, {}, ""):
        identity, environment = call.parameters["identity"], call.parameters.get("environment", "")
        where = f"{call.stage.get('stage', 'its job')} uses {identity}"
        conditions = _conditions(call.stage)
        if not identity.startswith(f"{name}-"):
            yield f"{where}, which another project of the same Azure DevOps project may have too"
        if "/train.yml" in call.template:
            if not environment.endswith("-train"):
                yield f"{where}: training holds the lock of the environment {environment} for hours"
        elif not identity.endswith("-plan"):
            if pipeline.get("lockBehavior") != "sequential":
                yield f"{where} without `lockBehavior: sequential`: a newer run cancels one that waits"
        if call.parameters.get("action") == "apply":
            if not conditions or not all(_MAIN in condition for condition in conditions):
                yield f"{where} to apply, from any branch"
            planned = " ".join(str(each) for each in call.stage.get("variables", {}).values())
            if call.parameters.get("more") != "$(plan)" or ".script.plan" not in planned:
                yield f"{where} to apply something else than what was planned"
        prod = re.search(r"-prod(-plan)?$", identity)
        if prod and pipeline.get("pr") != "none" and "ne(variables['Build.Reason'], 'PullRequest')" not in call.conditions:
            yield f"{where} in a pull request"
        if pipeline.get("schedules"):
            follows = call.stage.get("dependsOn")
            if not follows and not any("Build.Reason" in each and "'true'" in each for each in conditions):
                yield f"{where} on a schedule that nobody has switched on"


def _template(template: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a template of jobs."""
    for job in template.get("jobs", []):
        text = yaml.safe_dump(job)
        if "azureSubscription" in text:
            if "deployment" not in job:
                yield f"the job {job.get('job')} signs in to Azure, and waits for no lock of an environment"
            if "azureSubscription: ${{ parameters.identity }}" not in text:
                yield "it signs in with a service connection that no caller has chosen"


def _workflow(workflow: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a workflow of GitHub."""
    on = workflow["on"] if isinstance(workflow["on"], dict) else {workflow["on"]: {}}
    for name, job in workflow.get("jobs", {}).items():
        given = job.get("with", {})
        if not re.search(r"run-[a-z-]+\.yml", job.get("uses", "")) or "workflow_call" in on:
            continue
        condition = str(job.get("if", ""))
        needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        if given.get("action") == "apply":
            if f"github.ref == '{_MAIN}'" not in condition:
                yield f"the job {name} applies from any branch"
            if given.get("more") not in [f"${{{{ needs.{other}.outputs.plan }}}}" for other in needs]:
                yield f"the job {name} applies something else than what was planned"
        if "pull_request" in on and str(given.get("environment", "")).startswith("prod"):
            if f"github.ref == '{_MAIN}'" not in condition:
                yield f"the job {name} signs in as {given['environment']} in a pull request"
        if "push" in on and not needs and "!github.event.created" not in condition:
            yield f"the job {name} runs on the first push, before there is what it needs"
        if "schedule" in on and not needs and "vars." not in condition:
            yield f"the job {name} runs on a schedule that nobody has switched on"


def _texts(node: Any) -> Iterator[str]:
    """Every text below a node."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from _texts(value)


def _takes_empty(file: Path) -> Iterator[str]:
    """Whether what runs scripts takes an argument that is empty for the next one."""
    script = next((each for each in _texts(_read(file)) if 'bash "$INSTALL"' in each), None)
    if script is None:
        yield "it installs nothing"
        return
    for arguments, right in (("prod  10", False), ("prod ", False), ("prod 3 10", True), ("", True)):
        env = {**os.environ, "ARGUMENTS": arguments, "INSTALL": os.devnull, "SCRIPT": "deploy.sh"}
        done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=False)
        if (done.returncode == 0) != right:
            yield f"the arguments '{arguments}': exit {done.returncode} {done.stdout}"


def _sign_in(project: Path, tools: Tools) -> None:
    problems, count = [], 0
    for file in sorted([*project.glob(".github/workflows/*.yml"), *project.glob("pipelines/**/*.yml")]):
        content, found = _read(file), []
        if ".github" in file.parts:
            found += _workflow(content)
        elif "templates" in file.relative_to(project).parts:
            found += _template(content)
        else:
            config = _read(project / "config-infra-dev.yml") if (project / "config-infra-dev.yml").exists() else {}
            found += _pipeline(config.get("variables", {}).get("project", ""), content)
        if file.name == "run-script.yml":
            found += _takes_empty(file)
        count += 1
        problems += [f"{file.relative_to(project)}: {problem}" for problem in found]
    if problems or not count:
        raise Refused("\n".join(problems) or "there is no pipeline")


_PROTECTED = ("azurerm_storage_account", "azurerm_key_vault", "azurerm_machine_learning_workspace")
_NAMESPACES = {
    "azurerm_application_insights": "Insights",
    "azurerm_monitor_action_group": "Insights",
    "azurerm_monitor_smart_detector_alert_rule": "AlertsManagement",
    "azurerm_consumption_budget_resource_group": "Consumption",
    "azurerm_kusto_cluster": "Kusto",
    "azurerm_machine_learning_workspace": "MachineLearningServices",
    "azurerm_container_registry": "ContainerRegistry",
    "azurerm_key_vault": "KeyVault",
    "azurerm_log_analytics_workspace": "OperationalInsights",
    "azurerm_storage_account": "Storage",
    "azurerm_user_assigned_identity": "ManagedIdentity",
    "azurerm_virtual_network": "Network",
    "azurerm_eventhub_namespace": "EventHub",
}


def _blocks(text: str) -> dict[str, str]:
    """Each resource of Terraform's by its type, all that have it in one text."""
    found: dict[str, str] = {}
    for match in re.finditer(r'^resource "(\w+)" "\w+" \{\n(.*?)^}', text, re.MULTILINE | re.DOTALL):
        found[match[1]] = found.get(match[1], "") + match[2]
    return found


def _terraform(folder: Path) -> Iterator[str]:
    text = "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.tf")))
    resources = _blocks(text)
    for kind in _PROTECTED:
        if "prevent_destroy = true" not in resources.get(kind, ""):
            yield f"{kind} is destroyed by a change of its name, with all that is in it"
    if "azurerm_resource_group" in resources:
        yield "it makes the resource group: who deploys needs rights in the subscription"
    if re.search(r"shared_access_key_enabled += true", text):
        yield "the storage account takes keys, and Terraform's state has them"
    if "disable_generated_rule = true" in text:
        yield "Application Insights waits for a rule that a subscription may never make"
    for kind in ("azurerm_monitor_smart_detector_alert_rule", "azurerm_monitor_action_group"):
        if "azurerm_application_insights" in resources and kind not in resources:
            yield f"Azure makes an {kind} for Application Insights, which stays when all else is destroyed"
    if not re.search(r"storage \{[^}]*data_plane_available = false", text):
        yield "the first apply asks the storage account's data plane, which a private network closes"
    if "purge_soft_deleted_workspace_on_destroy = true" not in text:
        yield "a workspace that was destroyed keeps its name from the next one"
    if "recover_soft_deleted_key_vaults = true" not in text.replace("  ", " "):
        yield "a vault that was destroyed keeps its name from the next one"
    for line in re.findall(r"^.*(?:ignore_changes|replace_triggered_by).*$", resources.get("azurerm_machine_learning_compute_cluster", "")):
        yield f"the cluster: {line}"
    yield from _lock_file(folder, text)
    bootstrap = (folder / "bootstrap.sh").read_text("utf-8")
    for kind in resources:
        if kind in _NAMESPACES:
            yield from _registered(bootstrap, _NAMESPACES[kind])


# The roles that may be assigned, by their names: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
_ROLES = {
    "AcrPull": "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    "Azure AI Enterprise Network Connection Approver": "b556d68e-0be0-4f35-a333-ad7ee1ce17ea",
    "AzureML Data Scientist": "f6c7c914-8db3-469d-8ca1-694a8f32e121",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Storage Queue Data Contributor": "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Storage Table Data Contributor": "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
}


def _roles(project: Path) -> Iterator[str]:
    """What the infrastructure assigns, its identity may assign; and what Azure Machine Learning needs is assigned."""
    code = "\n".join(file.read_text("utf-8") for file in files(project, ("infrastructure",)) if file.suffix in (".tf", ".bicep"))
    by_name = set(re.findall(r'\brole(?:_definition_name)? += "([^"]+)"', code))
    by_id = {name for name, id in _ROLES.items() if id in code}
    for name in sorted(by_name - _ROLES.keys()):
        yield f"the kit does not know the role {name}"
    allowed = "\n".join(re.findall(r"^assignable.*$", (project / "scripts" / "identities.sh").read_text("utf-8"), re.MULTILINE))
    assigned = (by_name & _ROLES.keys()) | by_id
    for name in sorted(assigned):
        if _ROLES[name] not in allowed:
            yield f"{name} is assigned, and scripts/identities.sh does not let the pipeline assign it"
    for name, why in _NEEDED.items():
        if name not in assigned:
            yield f"nobody has the role {name}: {why}"
    for kind in ("queue", "table"):
        if not re.search(rf"sub_?resource_?target[ :=]+[\"']{kind}[\"']", code, re.IGNORECASE):
            yield f"a private network has no endpoint for the {kind} of the storage account, which batch deployments use"
    if not re.search(r"spark_?enabled[ :=]+true", code, re.IGNORECASE):
        yield "a private network has no endpoint for Spark, which the model monitor runs on"
    if not re.search(r"type[ :=]+[\"']SystemAssigned, ?UserAssigned[\"']", code):
        yield "the workspace has no identity of its own choice, with which the model monitor reads a storage account without keys"
    if re.search(r"(?:versioning_enabled|isVersioningEnabled)[ :=]+true\b", code):
        yield "what was deleted is kept whatever the settings say, and the model monitor cannot read it without keys"


_NEEDED = {
    "Storage Queue Data Contributor": "batch deployments fail where the storage account takes no keys",
    "Storage Table Data Contributor": "batch deployments fail where the storage account takes no keys",
    "Azure AI Enterprise Network Connection Approver": "the endpoints of a private network wait for an approval",
}


def _lock_file(folder: Path, text: str) -> Iterator[str]:
    """Providers are locked, for the three systems that people have."""
    lock = (folder / ".terraform.lock.hcl").read_text("utf-8") if (folder / ".terraform.lock.hcl").exists() else ""
    for source in re.findall(r'source += "([\w/-]+)"', text):
        found = re.search(rf'provider "registry.terraform.io/{source}" \{{(.*?)^\}}', lock, re.DOTALL | re.MULTILINE)
        if found is None:
            yield f".terraform.lock.hcl has no {source}"
            continue
        version = re.search(r'version += "([\d.]+)"', found[1])
        wanted = re.search(rf'source += "{source}"\s+version += "~> (\d+)\.(\d+)"', text)
        if version is None or wanted is None or [int(n) for n in version[1].split(".")[:2]] < [int(n) for n in wanted.groups()]:
            yield f".terraform.lock.hcl has another version of {source} than providers.tf takes"
        if len(set(re.findall(r'"h1:[^"]{44}"', found[1]))) < 3 or len(set(re.findall(r'"zh:[0-9a-f]{64}"', found[1]))) < 3:
            yield f".terraform.lock.hcl has {source} for fewer than three systems"


def _registered(bootstrap: str, namespace: str) -> Iterator[str]:
    if not re.search(rf"\b{namespace}\b", bootstrap):
        yield f"bootstrap.sh does not register Microsoft.{namespace}"
    if not re.search(r"az provider register .*--wait", bootstrap):
        yield "bootstrap.sh does not wait until providers are registered"


def _settings(folder: Path) -> Iterator[str]:
    """What of config-infra-*.yml is not of the type that types.bicep gives it: Bicep and Azure refuse the whole."""
    found = re.findall(r"^  (\w+|\*): (.+)$", (folder / "types.bicep").read_text("utf-8"), re.MULTILINE)
    types = dict(found)
    python = {"string": str, "int": int, "bool": bool}
    for stage in ("dev", "prod"):
        config = yaml.safe_load((folder.parent / f"config-infra-{stage}.yml").read_text("utf-8"))["variables"]
        for name in types.keys() - config.keys() - {"*"}:
            yield f"config-infra-{stage}.yml lacks {name}, which types.bicep asks for"
        for name, value in config.items():
            wanted = types.get(name, types.get("*"))
            if wanted is None:
                yield f"types.bicep has no {name}"
            elif wanted in python:
                if type(value) is not python[wanted]:
                    yield f"config-infra-{stage}.yml: {name} is {value!r}, and types.bicep says {wanted}"
            elif repr(value) not in wanted.split(" | "):
                yield f"config-infra-{stage}.yml: {name} is {value!r}, and types.bicep says {wanted}"


def _bicep(folder: Path) -> Iterator[str]:
    yield from _settings(folder)
    texts = {file: file.read_text("utf-8") for file in sorted(folder.rglob("*.bicep"))}
    text = "\n".join(texts.values())
    if "targetScope = 'subscription'" in text:
        yield "it is deployed to the subscription: who deploys needs rights in it"
    if re.search(r"allowSharedKeyAccess: true", text):
        yield "the storage account takes keys"
    for name in re.findall(r"roleAssignments@[^\n]*\{\n  name: (guid\(.*?\))\n", text):
        if "principalid" not in name.lower():
            yield f"a role assignment is called {name}: an identity that is made again cannot take it"
    deploy = (folder / "deploy.sh").read_text("utf-8")
    if "az stack group create" not in deploy or "--action-on-unmanage deleteResources" not in deploy:
        yield "what the code does not name any more is left in Azure"
    if "Microsoft.Insights/components" in text and "smartDetectorAlertRules" not in text:
        yield "Azure makes a rule for Application Insights, which stays when all else is removed"
    bootstrap = (folder / "bootstrap.sh").read_text("utf-8")
    for namespace in sorted(set(re.findall(r"'Microsoft\.(\w+)/", text)) - {"Authorization", "Resources"}):
        yield from _registered(bootstrap, namespace)


# What Azure retires in 2028: https://learn.microsoft.com/azure/virtual-machines/retirement-notices
_RETIRED = re.compile(
    r"Standard_(D\d+(_v2)?|DS\d+(_v2)?|F\d+|F\d+s(_v2)?|A\d+m?_v2|B\d+m?s|L\d+s(_v2)?|NC\d+r?(s_v[23])?)(?![\w])", re.IGNORECASE
)


def _machines(project: Path) -> Iterator[str]:
    """Sizes that go, and images that are another one tomorrow."""
    where = ("config-infra-dev.yml", "config-infra-prod.yml", "mlops", "data-science/environment")
    for file in files(project, where):
        text = file.read_text(encoding="utf-8") if file.suffix in (".yml", ".py", "") else ""
        for match in _RETIRED.finditer(text):
            yield f"{file.relative_to(project)}: {match[0]} is a size that Azure retires"
        for image in re.findall(r"mcr\.microsoft\.com/azureml/[\w.-]+:(\S+?)[\"'\s]", text):
            if not re.match(r"\d{8}\.v\d+$", image):
                yield f"{file.relative_to(project)}: the image {image} is another one tomorrow"


def _promises(project: Path, tools: Tools) -> None:
    folder = project / "infrastructure"
    problems = list((_terraform if (folder / "main.tf").exists() else _bicep)(folder))
    problems += _roles(project)
    problems += _machines(project)
    text = "\n".join(file.read_text("utf-8") for file in files(project, ("infrastructure",)))
    if "kusto" in text.lower():
        problems.append("there is a Data Explorer that nothing writes to")
    for stage in ("dev", "prod"):
        settings = _read(project / f"config-infra-{stage}.yml")["variables"]
        for name in ("subscription", "storage_redundancy", "log_retention_days"):
            if name not in settings:
                problems.append(f"config-infra-{stage}.yml does not set {name}: dev and prod cannot differ in it")
    if problems:
        raise Refused("\n".join(problems))


def _deployments(project: Path, tools: Tools) -> None:
    env = tools.env | {"PYTHONPATH": str(KIT)}
    run([*tools.module("deployments"), project], project, env, says="what was planned is what is applied")


def _identities(project: Path, tools: Tools) -> None:
    env = tools.env | {"PYTHONPATH": str(KIT)}
    run([*tools.module("identities"), project], project, env, says="the next run ended what was begun")


_SHARED = "scripts/identities.sh"
_MAKE = "scripts/make-identities.sh"
_DEPLOY = "infrastructure/deploy.sh"
_INFRA = "pipelines/infrastructure.yml"
_FLOW = ".github/workflows/infrastructure.yml"
_MAIN_TF = "infrastructure/main.tf"
_PROVIDERS = "infrastructure/providers.tf"
_CONFIGURED = ("config-infra-dev.yml", "config-infra-prod.yml")
CHECKS = [
    Check(
        "identities",
        "scripts/make-identities.sh run against stand-ins for `az` and `gh`, each call failing once",
        ("scripts/identities.sh", _MAKE, "scripts/config.sh", *_CONFIGURED),
        (_MAKE,),
        _identities,
        (
            Seed(
                "subjects without the ids",
                "subjects ['repo:Contoso/Fares:environment:dev-plan'",
                edits={_MAKE: ("$prefix:environment:$identity", "repo:$repository:environment:$identity")},
            ),
            Seed(
                "a repository in the spelling that was typed",
                "subjects ['repo:contoso/fares:environment:dev-plan'",
                edits={_MAKE: ('"$(gh api "repos/$given" --jq .full_name)"', '"$given"')},
            ),
            Seed(
                "a question that fails and means none",
                "and the script went on",
                edits={
                    _SHARED: (
                        '--role "$2" --scope "$3" --query \'[0].id\' --output tsv)"',
                        '--role "$2" --scope "$3" --query \'[0].id\' --output tsv || true)"',
                    )
                },
            ),
            Seed(
                "an environment that is made anew each time",
                "an_open_environment_is_told",
                edits={_MAKE: ("""!= *$'\\n'"$1"$'\\n'* ]]""", "!= none ]]")},
            ),
            Seed(
                "an environment that is open to every branch",
                "lets in []",
                edits={_MAKE: ('[[ -n "$branches" ]] || gh api', "true || gh api")},
            ),
            Seed(
                "rights in the whole subscription",
                "in the whole subscription",
                edits={_SHARED: ('grant "$object" Contributor "$group"', 'grant "$object" Contributor "${group%/resourceGroups*}"')},
            ),
            Seed(
                "a plan that may write the state",
                "dev-plan has Storage Blob Data Contributor",
                edits={
                    _SHARED: (
                        'grant "$object" "Storage Blob Data Reader" "$state/$(setting_of "${2%-plan}" terraform_state_container)"',
                        'grant "$object" "Storage Blob Data Contributor" "$state/$(setting_of "${2%-plan}" terraform_state_container)"',
                    )
                },
                needs="infrastructure/main.tf",
            ),
            Seed(
                "an administrator without a condition",
                "without a condition",
                edits={_SHARED: (' --condition "$condition" --condition-version 2.0\n', " --description none\n")},
            ),
            Seed(
                "a list of roles that stays as it was",
                "the list of roles stayed as it was",
                edits={_SHARED: ('az role assignment delete --ids "$found" --output none', "true")},
            ),
            Seed(
                "a stage in the subscription of the other",
                "the resource group could not be found",
                edits={_SHARED: ('[[ "$subscription" != current ]] || subscription=', "subscription=")},
            ),
            Seed(
                "a service connection that is made twice",
                "service-endpoint create: it exists",
                edits={_MAKE: ('  [[ -z "$connection" ]] || return 0\n', "")},
            ),
        ),
    ),
    Check(
        "deployments",
        "infrastructure/deploy.sh run against stand-ins for `az` and Terraform",
        (_DEPLOY, "infrastructure/install.sh", "infrastructure/.*-version", "scripts/config.sh", *_CONFIGURED),
        (_DEPLOY,),
        _deployments,
        (
            Seed(
                "a plan that was changed",
                "is not refused with 'was changed after it was made'",
                edits={_DEPLOY: ("    sha256sum --check --status", "    true")},
                needs="infrastructure/main.tf",
            ),
            Seed(
                "protection that stays off",
                "the protection stays off",
                edits={_DEPLOY: (' "$here/destroy_override.tf"\' EXIT', "' EXIT")},
            ),
            Seed(
                "a lock file that may be changed",
                "the lock file may be changed",
                edits={_DEPLOY: ("init -reconfigure -lockfile=readonly", "init -reconfigure")},
            ),
            Seed(
                "a world that has changed since the plan",
                "is not refused with 'this is not what was planned'",
                edits={_DEPLOY: ('if [[ "$hash" != "$plan" ]]', "if false")},
                needs="infrastructure/main.bicep",
            ),
            Seed(
                "data that goes with a name",
                "is not refused with 'with all that is in it'",
                edits={_DEPLOY: ('elif grep -Eq "$kept"', "elif grep -Eq nothing-of-the-kind")},
            ),
            Seed(
                "a deleted vault that keeps its name",
                "the deleted vault keeps its name",
                edits={_DEPLOY: ("      recover_vault\n", "")},
            ),
            Seed(
                "soft-deleted workspaces that keep their names",
                "names that are kept",
                edits={_DEPLOY: ("      purge\n", "")},
            ),
            Seed(
                "the compiler that happens to be there",
                "Bicep 0.1.0",
                edits={_DEPLOY: ('use_subscription\nbash "$here/install.sh"\n', 'use_subscription\n[[ "$what" != plan ]] || bash "$here/install.sh"\n')},
                needs="infrastructure/main.bicep",
            ),
            Seed(
                "a stage that is destroyed without its name",
                "to destroy dev, type its name again",
                edits={_DEPLOY: ('|| "${more[1]:-}" != "$stage" ]]', "]]")},
            ),
        ),
    ),
    Check(
        "sign-in",
        "every call of a pipeline with an identity: its branch, its plan, its lock, its switch; empty arguments",
        (".github/workflows", "pipelines", "config-infra-dev.yml"),
        (".github/workflows/*.yml", "pipelines/*.yml"),
        _sign_in,
        (
            Seed(
                "a branch that destroys",
                "to apply, from any branch",
                edits={
                    _INFRA: (
                        "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'),\n              ne(dependencies.plan_dev",
                        "and(succeeded(),\n              ne(dependencies.plan_dev",
                    )
                },
            ),
            Seed(
                "something that was not planned",
                "to apply something else than what was planned",
                edits={_INFRA: ("more: $(plan)", "more: latest")},
            ),
            Seed(
                "prod in a pull request",
                "-prod-plan in a pull request",
                edits={_INFRA: ("and(ne(variables['Build.Reason'], 'PullRequest'), or(eq(parameters.stage, 'both'), eq(parameters.stage, 'prod')))", "or(eq(parameters.stage, 'both'), eq(parameters.stage, 'prod'))")},
            ),
            Seed(
                "a connection that every project has",
                "which another project of the same Azure DevOps project may have too",
                {"pipelines/seed.yml": "trigger: none\npr: none\nlockBehavior: sequential\njobs:\n  - template: templates/deploy-batch.yml\n    parameters: {stage: prod, identity: azure-prod, environment: azure-prod}\n"},
                needs="pipelines/infrastructure.yml",
            ),
            Seed(
                "a schedule that nobody has switched on",
                "on a schedule that nobody has switched on",
                edits={"pipelines/retrain.yml": ("    condition: or(ne(variables['Build.Reason'], 'Schedule'), eq(variables['RETRAIN'], 'true'))\n", "")},
            ),
            Seed(
                "training that holds the lock",
                "training holds the lock",
                edits={"pipelines/retrain.yml": ("-prod-train", "-prod")},
            ),
            Seed(
                "runs that cancel each other",
                "without `lockBehavior: sequential`",
                edits={"pipelines/deploy-online.yml": ("lockBehavior: sequential\n", "")},
            ),
            Seed(
                "a job for a deployment",
                "waits for no lock of an environment",
                edits={"pipelines/templates/run-script.yml": ("  - deployment: ${{ parameters.name }}", "  - job: ${{ parameters.name }}")},
            ),
            Seed(
                "an empty argument",
                "the arguments 'prod  10': exit 0",
                edits={"pipelines/templates/run-script.yml": ('" $ARGUMENTS " == *"  "*', '"$ARGUMENTS" == none')},
            ),
            Seed(
                "an empty argument",
                "the arguments 'prod  10': exit 0",
                edits={".github/workflows/run-script.yml": ('" $ARGUMENTS " == *"  "*', '"$ARGUMENTS" == none')},
            ),
            Seed(
                "a path that Azure Repos does not take",
                "the path filter infrastructure/** is not one",
                edits={_INFRA: ("include: [infrastructure,", 'include: ["infrastructure/**",')},
            ),
            Seed(
                "a branch that applies",
                "the job dev applies from any branch",
                edits={_FLOW: ("github.ref == 'refs/heads/main' && needs.plan-dev.outputs.plan", "needs.plan-dev.outputs.plan")},
            ),
            Seed(
                "something that was not planned",
                "the job prod applies something else than what was planned",
                edits={_FLOW: ("more: ${{ needs.plan-prod.outputs.plan }}", "more: ${{ github.sha }}")},
            ),
            Seed(
                "prod in a pull request",
                "the job plan-prod signs in as prod-plan in a pull request",
                edits={_FLOW: ("!cancelled() && github.ref == 'refs/heads/main' && (inputs.stage", "!cancelled() && (inputs.stage")},
            ),
            Seed(
                "a training on the first push",
                "runs on the first push, before there is what it needs",
                edits={".github/workflows/train.yml": ("    if: ${{ !github.event.created }}\n", "")},
            ),
            Seed(
                "a schedule that nobody has switched on",
                "on a schedule that nobody has switched on",
                edits={".github/workflows/drift.yml": (" || vars.DRIFT == 'true'", " || github.event_name == 'schedule'")},
            ),
        ),
    ),
    Check(
        "infrastructure",
        "what Terraform and Bicep promise: rights, protection, locks, names that can be taken again; sizes and images",
        ("infrastructure", "mlops", "data-science/environment", "scripts/identities.sh", *_CONFIGURED),
        ("infrastructure/*",),
        _promises,
        (
            Seed(
                "data that goes with a name",
                "azurerm_storage_account is destroyed by a change of its name",
                edits={_MAIN_TF: ("  # To destroy a stage, deploy.sh lays destroy.tf.override over this.\n  lifecycle {\n    prevent_destroy = true", "  lifecycle {\n    prevent_destroy = false")},
            ),
            Seed(
                "keys in the state",
                "the storage account takes keys, and Terraform's state has them",
                edits={_MAIN_TF: ("shared_access_key_enabled = local.config.storage_shared_keys", "shared_access_key_enabled = true")},
            ),
            Seed(
                "a resource group of the pipeline's",
                "who deploys needs rights in the subscription",
                {"infrastructure/seed.tf": 'resource "azurerm_resource_group" "seed" {\n  name = "seed"\n}\n'},
                needs=_MAIN_TF,
            ),
            Seed(
                "a rule that nobody makes",
                "waits for a rule that a subscription may never make",
                edits={_PROVIDERS: ("  features {\n", "  features {\n    application_insights {\n      disable_generated_rule = true\n    }\n")},
            ),
            Seed(
                "a rule that stays",
                "which stays when all else is destroyed",
                edits={"infrastructure/monitoring.tf": ('resource "azurerm_monitor_smart_detector_alert_rule"', 'resource "azurerm_monitor_metric_alert"')},
            ),
            Seed(
                "a data plane behind a private network",
                "which a private network closes",
                edits={_PROVIDERS: ("data_plane_available = false", "data_plane_available = true")},
            ),
            Seed(
                "a workspace that keeps its name",
                "a workspace that was destroyed keeps its name",
                edits={_PROVIDERS: ("purge_soft_deleted_workspace_on_destroy = true", "purge_soft_deleted_workspace_on_destroy = false")},
            ),
            Seed(
                "a provider for one system",
                "for fewer than three systems",
                edits={"infrastructure/.terraform.lock.hcl": ('    "h1:olVprUWhmFTARlydw/r7VIx4fata2gy3zsAWfPGRrhg=",\n', "")},
            ),
            Seed(
                "a lock file of another version",
                "has another version of hashicorp/azurerm",
                edits={"infrastructure/.terraform.lock.hcl": ('version     = "4.81.0"', 'version     = "4.55.0"')},
            ),
            Seed(
                "a provider that is not registered",
                "does not register Microsoft.AlertsManagement",
                edits={"infrastructure/bootstrap.sh": ("for provider in AlertsManagement ", "for provider in ")},
            ),
            Seed(
                "registration that is not waited for",
                "does not wait until providers are registered",
                edits={"infrastructure/bootstrap.sh": (" --wait --output none", " --output none")},
            ),
            Seed(
                "role assignments of an identity that is gone",
                "an identity that is made again cannot take it",
                edits={"infrastructure/modules/roles.bicep": ("guid(workspace.id, principalId, ", "guid(workspace.id, config.compute_identity, ")},
            ),
            Seed(
                "what is left in Azure",
                "what the code does not name any more is left in Azure",
                edits={_DEPLOY: ("az stack group create", "az deployment group create")},
                needs="infrastructure/main.bicep",
            ),
            Seed(
                "a deployment to the subscription",
                "it is deployed to the subscription",
                edits={"infrastructure/main.bicep": ("targetScope = 'resourceGroup'", "targetScope = 'subscription'")},
            ),
            Seed(
                "a database that nothing writes to",
                "a Data Explorer that nothing writes to",
                {"infrastructure/modules/seed.bicep": "resource seed 'Microsoft.Kusto/clusters@2023-08-15' = {\n  name: 'seed'\n}\n"},
                needs="infrastructure/main.bicep",
            ),
            Seed(
                "a size that Azure retires",
                "Standard_DS3_v2 is a size that Azure retires",
                edits={"config-infra-prod.yml": ("Standard_D4ds_v4", "Standard_DS3_v2")},
            ),
            Seed(
                "an image that is another one tomorrow",
                "the image latest is another one tomorrow",
                edits={"data-science/environment/Dockerfile": (":20260715.v1", ":latest")},
            ),
            Seed(
                "a setting of another type than Bicep's",
                "keep_idle_days is 7, and types.bicep says string",
                edits={"config-infra-prod.yml": ('keep_idle_days: "7"', "keep_idle_days: 7")},
                needs="infrastructure/types.bicep",
            ),
            Seed(
                "a choice that Bicep does not have",
                "storage_redundancy is 'ZRZ', and types.bicep says",
                edits={"config-infra-prod.yml": ("storage_redundancy: ZRS", "storage_redundancy: ZRZ")},
                needs="infrastructure/types.bicep",
            ),
            Seed(
                "a role that the pipeline may not assign",
                "Storage Queue Data Contributor is assigned, and scripts/identities.sh does not let the pipeline assign it",
                edits={_SHARED: (", 974c5e8b-45b9-4653-ba55-5f855dd0fb88", "")},
            ),
            Seed(
                "a role that batch deployments lack",
                "nobody has the role Storage Table Data Contributor",
                edits={"infrastructure/compute.tf": ("Storage Table Data Contributor", "Storage Blob Data Contributor")},
            ),
            Seed(
                "a role that batch deployments lack in Bicep",
                "nobody has the role Storage Table Data Contributor",
                edits={"infrastructure/modules/roles.bicep": ("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "ba92f5b4-2d11-453d-a403-e96b0029c9fe")},
            ),
            Seed(
                "endpoints that nobody approves",
                "the endpoints of a private network wait for an approval",
                edits={"infrastructure/network.tf": ("Azure AI Enterprise Network Connection Approver", "Reader")},
            ),
            Seed(
                "batch deployments without a way to their queue",
                "no endpoint for the queue of the storage account",
                edits={"infrastructure/modules/workspace.bicep": ("subresourceTarget: 'queue'", "subresourceTarget: 'file'")},
            ),
            Seed(
                "a network without Spark",
                "no endpoint for Spark",
                edits={"infrastructure/network.tf": ("  spark_enabled       = true\n", "")},
            ),
            Seed(
                "a monitor without an identity",
                "the workspace has no identity of its own choice",
                edits={_MAIN_TF: ('type         = "SystemAssigned, UserAssigned"', 'type         = "SystemAssigned"')},
            ),
            Seed(
                "deleted data that the monitor stumbles over",
                "the model monitor cannot read it without keys",
                edits={"infrastructure/modules/foundation.bicep": ("isVersioningEnabled: recovery", "isVersioningEnabled: true")},
            ),
            Seed(
                "settings that both stages share",
                "does not set storage_redundancy",
                edits={"config-infra-prod.yml": ("  storage_redundancy: ZRS\n", "")},
            ),
        ),
    ),
]

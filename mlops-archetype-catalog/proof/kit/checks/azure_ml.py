"""Azure Machine Learning: its files, and the scripts that drive it."""

from pathlib import Path

from kit.check import Check, Seed
from kit.process import run
from kit.tools import KIT, Tools

_COMPONENT = """\
$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
type: command
name: seed
version: "1"
inputs:
  count:
    type: integer
%s: python -m seed --count ${{inputs.%s}}
environment: azureml:seed@latest
"""
_WHERE = "mlops/azureml/train/components/seed.yml"
_TRAIN = "mlops/scripts/train.sh"


def _files(project: Path, tools: Tools) -> None:
    env = tools.env | {"PYTHONPATH": str(KIT)}
    run([*tools.module("azureml"), "mlops/azureml"], project, env, says=" 0 problems")


def _scripts(project: Path, tools: Tools) -> None:
    env = tools.env | {"PYTHONPATH": str(KIT)}
    run([*tools.module("scripts"), project], project, env, says=" stories of mlops/scripts passed")


def _driver(project: Path, tools: Tools) -> None:
    python = tools.environment(project) / "bin" / "python"
    run(
        [python, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", "mlops/tests"],
        project,
        tools.env,
        says=" passed",
    )


CHECKS = [
    Check(
        "Azure ML YAML",
        "azure-ai-ml 1.35.2: loaded, validated, converted to the REST object; inputs and outputs against their use",
        ("mlops/azureml", "data-science", "data"),
        ("mlops/azureml/train/pipeline.yml",),
        _files,
        (
            Seed(
                "a key that no component has",
                "Validation for ComponentSchema failed",
                {_WHERE: _COMPONENT % ("comand", "count")},
            ),
            Seed(
                "an input that is not declared",
                "the command uses inputs.number, which is not declared",
                {_WHERE: _COMPONENT % ("command", "number")},
            ),
            Seed(
                "a component that is not there",
                "seed.yml",
                edits={
                    "mlops/azureml/train/pipeline.yml": ("./components/train.yml", "./components/seed.yml")
                },
            ),
            Seed(
                "a component that its publisher took back",
                "the job prepare takes rai_vision_insights, which is not published",
                edits={
                    "mlops/azureml/train/pipeline.yml": (
                        "component: ./components/prepare.yml",
                        "component: azureml://registries/azureml/components/rai_vision_insights/versions/0.0.8",
                    )
                },
            ),
            Seed(
                "a component that cannot load the model",
                "the job prepare takes rai_tabular_insight_constructor, whose environment has NumPy before 1.24",
                edits={
                    "mlops/azureml/train/pipeline.yml": (
                        "component: ./components/prepare.yml",
                        "component: azureml://registries/azureml/components/rai_tabular_insight_constructor/versions/0.22.0",
                    )
                },
            ),
            Seed(
                "a component without a version",
                "which names no version",
                edits={
                    "mlops/azureml/train/pipeline.yml": (
                        "component: ./components/prepare.yml",
                        "component: azureml://registries/azureml/components/rai_tabular_causal/labels/latest",
                    )
                },
            ),
            Seed(
                "an input that the component lacks",
                "the job prepare has inputs.colour, which prepare.yml does not declare",
                edits={
                    "mlops/azureml/train/pipeline.yml": (
                        "    inputs:\n      raw_data",
                        "    inputs:\n      colour: red\n      raw_data",
                    )
                },
            ),
        ),
    ),
    Check(
        "Azure ML scripts",
        "mlops/scripts run for real against a stand-in for `az` that refuses what Azure refuses",
        ("mlops", "data-science/src", "scripts/config.sh", "config-infra-dev.yml", "config-infra-prod.yml", "data"),
        ("mlops/azureml/deploy/online/deployment.yml",),
        _scripts,
        (
            Seed(
                "a monitor that is switched on where it cannot read",
                "in storage_that_the_monitor_reads",
                edits={"mlops/scripts/monitor.sh": ("      readable\n", "")},
            ),
            Seed(
                "a network without Spark for the monitor",
                "in private_network",
                edits={"mlops/scripts/connect.sh": (" --include-spark", "")},
            ),
            Seed(
                "a smoke test whose failure does not count",
                "deploy-online.sh",
                edits={
                    "mlops/scripts/online.sh": (
                        "--lines 100 >&2 || true\n  return 1",
                        "--lines 100 >&2 || true",
                    )
                },
            ),
            Seed(
                "an answer that is an error and passes the smoke test",
                "in answers_that_are_errors",
                edits={"mlops/scripts/online.sh": ('[[ "$text" == *[0-9]* && ', '[[ "$text" == *[0-9]* ]]; return; [[ ')},
            ),
            Seed(
                "a row without an answer that passes the smoke test",
                "in answers_that_are_errors",
                edits={"mlops/scripts/online.sh": (")null([],}", ")nothing([],}")},
            ),
            Seed(
                "a monitor that looks for the sample's column",
                "in monitoring",
                edits={"mlops/scripts/monitor.sh": ('    -e "s|^( *target_column:).*|\\1 \\"$target\\"|" \\\n', "")},
            ),
            Seed(
                "alerts that are never set",
                "in alerts",
                edits={"mlops/scripts/deploy-online.sh": ('"$project/mlops/scripts/alerts.sh" "$stage" "$(of_endpoint id)"', ":")},
            ),
            Seed(
                "alerts that stay when monitoring is switched off",
                "in alerts",
                edits={"mlops/scripts/alerts.sh": (' || "$(setting enable_monitoring)" != true ]]', " ]]")},
            ),
            Seed(
                "a batch deployment without one to go back to",
                "in batch_deployment",
                edits={"mlops/scripts/deploy-batch.sh": ('if [[ "$before" == "$deployment" ]]; then exit; fi', "")},
            ),
            Seed(
                "a model that arrives without its version",
                "in promotion",
                edits={
                    "mlops/scripts/import-model.sh": (
                        'version="$(az ml model create --file "$work/model.yml" --query version --output tsv)"',
                        'az ml model create --file "$work/model.yml" --output none\n  version="$(here)"',
                    )
                },
            ),
            Seed(
                "a job whose end does not count",
                "train.sh ('dev',): exit 0",
                edits={_TRAIN: ('if [[ "$job_status" != Completed ]]', "if false")},
            ),
            Seed(
                "a wait without an end",
                "in training",
                edits={
                    "mlops/scripts/job.sh": (
                        'if [[ -n "$minutes" ]] && ((SECONDS - start >= minutes * 60)); then',
                        "if false; then",
                    )
                },
            ),
            Seed(
                "a deployment with other instances than its stage has",
                "the instances are not those of the stage",
                edits={"mlops/scripts/deploy-online.sh": ('"instance_count=$instances"', '"instance_count=1"')},
            ),
            Seed(
                "a canary that is taken for what is in production",
                "in canary",
                edits={"mlops/scripts/online.sh": ('named="$(of_endpoint tags.production)"', "named=")},
            ),
            Seed(
                "a canary that nobody asked anything",
                "in canary",
                edits={"mlops/scripts/canary.sh": ("if ((asked == 0)); then", "if false; then")},
            ),
            Seed(
                "a canary whose errors do not count",
                "in canary",
                edits={"mlops/scripts/canary.sh": ("'BEGIN { exit !(p > m) }'", "'BEGIN { exit 1 }'")},
            ),
            Seed(
                "a canary that is slow",
                "in canary",
                edits={"mlops/scripts/canary.sh": ("'BEGIN { exit !(c > p * m) }'", "'BEGIN { exit 1 }'")},
            ),
            Seed(
                "a canary that is promoted at once",
                "in canary",
                edits={"mlops/scripts/deploy-online.sh": ('"$(of_endpoint tags.canary_since)"', "1")},
            ),
            Seed(
                "a rollback that deploys again",
                "in rollback",
                edits={
                    "mlops/scripts/rollback-online.sh": (
                        '  smoke_test "$good"\n',
                        '  az ml online-deployment create --file "$online/deployment.yml" --name "$good" --endpoint-name "$endpoint" \\\n    --set "model=azureml:$model:$version" --output none\n  smoke_test "$good"\n',
                    )
                },
            ),
            Seed(
                "a rollback to what does not answer",
                "in rollback",
                edits={"mlops/scripts/rollback-online.sh": ('  smoke_test "$good"\n', "")},
            ),
            Seed(
                "a deployment without traffic that stays",
                "in rollback",
                edits={"mlops/scripts/tidy-online.sh": ("if ((passed < days)); then", "if true; then")},
            ),
            Seed(
                "a monitor that watches what served before",
                "in monitoring",
                edits={
                    "mlops/scripts/deploy-online.sh": (
                        '  mark "$version"\n  monitor_follows\n',
                        '  mark "$version"\n',
                    )
                },
            ),
            Seed(
                "a batch endpoint that follows the newest",
                "in batch_deployment",
                edits={
                    "mlops/scripts/deploy-batch.sh": ('version="${2:-production}"', 'version="${2:-latest}"')
                },
            ),
            Seed(
                "batch deployments that stay",
                "in batch_deployment",
                edits={
                    "mlops/scripts/deploy-batch.sh": (
                        'if [[ "$old" != "$deployment" && "$old" != "$before" ]]; then',
                        "if false; then",
                    )
                },
            ),
            Seed(
                "a model that was changed on its way",
                "in promotion",
                edits={
                    "mlops/scripts/import-model.sh": (
                        'if [[ "$(promoted_digest "$folder/model")" != "$digest" ]]; then',
                        "if false; then",
                    )
                },
            ),
            Seed(
                "a model that does not say which run made it",
                "in promotion",
                edits={"mlops/scripts/train.sh": ('"tags.job=$job" ', "")},
            ),
            Seed(
                "a model that is in production where nobody deployed it",
                "in promotion",
                edits={"mlops/scripts/export-model.sh": ("del(.role, .replaced", "del(.replaced")},
            ),
        ),
    ),
    Check(
        "Azure ML SDK",
        "mlops/driver run for real by its own tests with azure-ai-ml 1.35.2 or azureml-core 1.61.0.post4, which validate and compile its jobs; only the service is replaced, by one in memory",
        (
            "mlops",
            "data-science",
            "data",
            "scripts",
            "config-infra-dev.yml",
            "config-infra-prod.yml",
            "pyproject.toml",
        ),
        ("mlops/driver/train.py",),
        _driver,
        (
            Seed(
                "a run whose end does not count",
                "FAILED mlops/tests/test_driver_train.py",
                edits={"mlops/driver/client.py": ('status not in (None, "Completed"', 'status in ("nothing", "none"')},
            ),
            Seed(
                "a job that lacks an input, by azure-ai-ml's word",
                "Required input 'max_leaf_nodes' for component 'train' not provided",
                edits={"mlops/azureml/training.py": ("        max_leaf_nodes=max_leaf_nodes,\n", "")},
            ),
            Seed(
                "a step that writes what it does not declare, by azureml-core's word",
                "appears in arguments list but is not in the input/output lists",
                edits={"mlops/driver/pipeline.py": ("outputs=list(outputs.values())", "outputs=[]")},
            ),
        ),
        needs_environment=True,
    ),
]

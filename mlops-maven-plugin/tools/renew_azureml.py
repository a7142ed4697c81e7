"""Renews rules/shape/azureml.json: JSON Schema of the YAML that the Azure ML CLI, version 2, takes.

    python tools/renew_azureml.py

Run it with the Python of an environment that has azure-ai-ml (MIT): the command line checks files with the marshmallow schemas
of that distribution, so they are what is turned into JSON Schema here: keys, types, listed values, required keys. What a
schema takes that cannot be said so (a field of its own kind, a hook before loading) stays open. No text and no code is taken.
"""

import importlib
import importlib.metadata
import inspect
import pkgutil
import sys
from pathlib import Path

from marshmallow import RAISE, Schema, fields
from marshmallow.validate import OneOf

import azure.ai.ml._schema as room
from azure.ai.ml._schema.core.fields import NestedField, StringTransformedEnum, UnionField
from azure.ai.ml._schema.pipeline.component_job import BaseNodeSchema
from azure.ai.ml.entities._builders.base_node import BaseNode

import schema_lines

FILE = Path(__file__).parent.parent / "src/main/resources/io/github/mlopsmaven/rules/shape/azureml.json"

# The name of a file's $schema, without `.schema.json`, and the class that the command line reads it with.
KINDS = {
    "amlCompute": "AmlComputeSchema",
    "azureBlob": "AzureBlobSchema",
    "azureFile": "AzureFileSchema",
    "azureDataLakeGen2": "AzureDataLakeGen2Schema",
    "batchDeployment": "BatchDeploymentSchema",
    "batchEndpoint": "BatchEndpointSchema",
    "commandComponent": "CommandComponentSchema",
    "commandJob": "CommandJobSchema",
    "computeInstance": "ComputeInstanceSchema",
    "data": "DataSchema",
    "environment": "EnvironmentSchema",
    "kubernetesOnlineDeployment": "KubernetesOnlineDeploymentSchema",
    "kubernetesOnlineEndpoint": "KubernetesOnlineEndpointSchema",
    "managedOnlineDeployment": "ManagedOnlineDeploymentSchema",
    "managedOnlineEndpoint": "ManagedOnlineEndpointSchema",
    "model": "ModelSchema",
    "modelBatchDeployment": "ModelBatchDeploymentSchema",
    "monitorSchedule": "MonitorScheduleSchema",
    "parallelComponent": "ParallelComponentSchema",
    "pipelineComponent": "PipelineComponentSchema",
    "pipelineJob": "PipelineJobSchema",
    "schedule": "JobScheduleSchema",
    "sparkJob": "SparkJobSchema",
    "sweepJob": "SweepJobSchema",
}

# One $schema, several kinds by `type`.
TOO = {"batchDeployment": ["ModelBatchDeploymentSchema", "PipelineComponentBatchDeploymentSchema"]}

# What an option of the command line may give instead: --name, --endpoint-name, --set.
GIVEN = {"name", "endpoint_name", "version"}

# A step of a pipeline is given to its class with all of its keys, so that it has those of the class too.
NODE = {"name", "display_name", "description", "tags", "properties", "comment", "compute", "experiment_name"}
NODE &= set(inspect.signature(BaseNode.__init__).parameters)

definitions: dict[str, dict] = {}


def classes() -> dict[str, type]:
    """All schema classes of the distribution, by name."""
    found = {}
    for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
        try:
            loaded = importlib.import_module(module.name)
        except Exception:  # noqa: BLE001 - a module for another extra
            continue
        for name, value in vars(loaded).items():
            if isinstance(value, type) and issubclass(value, Schema):
                found.setdefault(name, value)
    return found


def reference(schema: Schema) -> dict:
    """A reference to a schema's definition, which is made when it is first asked for."""
    # Two classes may have one name.
    name = type(schema).__module__.rsplit(".", 1)[-1] + "." + type(schema).__name__
    if schema.only or schema.exclude:
        name += "." + ".".join(sorted(set(schema.fields)))[:200].replace("$", "").replace("/", "")
    if name not in definitions:
        definitions[name] = {}
        properties = {(field.data_key or key): plain(field) for key, field in schema.fields.items()}
        if isinstance(schema, BaseNodeSchema):
            properties |= {key: {} for key in sorted(NODE - set(properties))}
        made = {"type": "object", "properties": properties}
        required = sorted((f.data_key or key) for key, f in schema.fields.items() if f.required and key not in GIVEN)
        if required:
            made["required"] = required
        if schema.unknown == RAISE:
            made["additionalProperties"] = False
        definitions[name] = made
    return {"$ref": "#/definitions/" + name}


def plain(field: fields.Field) -> dict:
    """What a field takes."""
    if isinstance(field, UnionField):
        branches = [plain(one) for one in field._union_fields]
        return {} if any(not one for one in branches) else {"anyOf": branches}
    if isinstance(field, StringTransformedEnum):
        return {"type": "string", "enum": sorted(str(one) for one in field.allowed_values)}
    if isinstance(field, NestedField) or type(field) is fields.Nested:
        return reference(field.schema)
    if isinstance(field, fields.List):
        return {"type": "array", "items": plain(field.inner)}
    if isinstance(field, fields.Mapping):
        value = plain(field.value_field) if field.value_field else {}
        return {"type": "object", "additionalProperties": value} if value else {"type": "object"}
    return scalar(field)


def scalar(field: fields.Field) -> dict:
    """What a field takes that has no parts."""
    validators = field.validators or []
    for validator in validators:
        if isinstance(validator, OneOf) and all(isinstance(one, str) for one in validator.choices):
            return {"type": "string", "enum": sorted(validator.choices)}
    if isinstance(field, fields.Boolean):
        return {"type": ["boolean", "string"], "enum": ["true", "false", "1", "0", "on", "off", "yes", "no", "y", "n", "t", "f"]}
    if isinstance(field, fields.Integer):
        return {"type": "string", "pattern": r"^[-+]?\d+(\.0+)?$"}
    if isinstance(field, fields.Float):
        return {"type": "string", "pattern": r"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$"}
    if isinstance(field, fields.String):
        return {"type": "string"}
    return {}


def main() -> None:
    """Writes the file."""
    known = classes()
    kinds = {}
    for kind, name in KINDS.items():
        if name not in known:
            print(f"no class {name}", file=sys.stderr)
            continue
        branches = [reference(known[one](context={"base_path": Path(".")})) for one in [name, *TOO.get(kind, [])]]
        kinds[kind] = branches[0] if len(branches) == 1 else {"anyOf": branches}
    about = {
        "what": "The YAML of the Azure ML CLI, version 2, as JSON Schema. Written by tools/renew_azureml.py.",
        "source": "the schema classes of the distribution azure-ai-ml on PyPI",
        "version": importlib.metadata.version("azure-ai-ml"),
        "license": "MIT",
    }
    schema = {"about": about, "kinds": kinds, "definitions": dict(sorted(definitions.items()))}
    FILE.write_text(schema_lines.text(schema), encoding="utf-8")
    print(f"{FILE.name}: {len(kinds)} kinds, {len(definitions)} definitions, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()

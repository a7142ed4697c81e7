#!/usr/bin/env python3
"""Renews the JSON Schemas that mlops:verify has, from files that their publishers offer.

    python3 tools/renew_schemas.py github-workflow.json github-action.json service-schema.json VERSIONS

The first two are src/schemas/json/ of the repository SchemaStore/schemastore, the third is the
file of that name in the repository microsoft/azure-pipelines-vscode. VERSIONS is a text that says
which states they are of, as in "SchemaStore 2026-10-26, azure-pipelines-vscode 1.261.1". Texts for
people are left away, and so are the definitions of single tasks, which are nine tenths of the third.
"""

import hashlib
import json
import sys
from pathlib import Path

import schema_lines

TARGET = Path(__file__).parents[1] / "src/main/resources/io/github/mlopsmaven/rules/shape"
FOR_PEOPLE = {"description", "doNotSuggest", "deprecationMessage", "examples", "title"}
NAMES = {"properties", "patternProperties", "definitions", "dependencies"}


def bare(node, names=False):
    if isinstance(node, dict):
        return {
            key: bare(value, key in NAMES and not names)
            for key, value in node.items()
            if names or key not in FOR_PEOPLE
        }
    if isinstance(node, list):
        return [bare(item) for item in node]
    return node


def write(name, schema, source, license, versions, original):
    about = {
        "source": source,
        "license": license,
        "version": versions,
        "sha256": hashlib.sha256(original).hexdigest(),
    }
    (TARGET / name).write_text(schema_lines.text({"about": about, **schema}), encoding="utf-8")


def main(workflow, action, pipeline, versions):
    store = "https://github.com/SchemaStore/schemastore/blob/master/src/schemas/json/"
    for name, file in (("github-workflow.json", workflow), ("github-action.json", action)):
        original = Path(file).read_bytes()
        write(name, bare(json.loads(original)), store + name, "Apache-2.0", versions, original)
    original = Path(pipeline).read_bytes()
    schema = bare(json.loads(original))
    schema["definitions"]["task"] = {
        "type": "object",
        "properties": {
            **schema["definitions"]["taskBase"]["properties"],
            "task": {"$ref": "#/definitions/nonEmptyString"},
            "inputs": {"$ref": "#/definitions/any"},
        },
        "additionalProperties": False,
        "firstProperty": ["task"],
        "required": ["task"],
    }
    source = "https://github.com/microsoft/azure-pipelines-vscode/blob/main/service-schema.json"
    write("azure-pipelines.json", schema, source, "MIT", versions, original)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""Renews the JSON Schemas that mlops:verify has, from files that their publishers offer.

    python3 tools/renew_schemas.py FOLDER VERSIONS

FOLDER has github-workflow.json, github-action.json and dependabot-2.0.json from src/schemas/json/ of the repository
SchemaStore/schemastore, compose-spec.json from schema/ of compose-spec/compose-spec, and service-schema.json from
microsoft/azure-pipelines-vscode; those that it does not have stay as they are. VERSIONS is a text that says which states
they are of, as in "SchemaStore 2026-10-26, azure-pipelines-vscode 1.261.1". Texts for people are left out, and so are the
definitions of single tasks, which are nine tenths of the last.
"""

import hashlib
import json
import sys
from pathlib import Path

import schema_lines

TARGET = Path(__file__).parents[1] / "src/main/resources/io/github/mlopsmaven/rules/shape"
FOR_PEOPLE = {"description", "doNotSuggest", "deprecationMessage", "examples", "title"}
NAMES = {"properties", "patternProperties", "definitions", "$defs", "dependencies"}


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


def named(schema):
    """The schema with its definitions where those of draft 7 are."""
    text = json.dumps(schema).replace('"#/$defs/', '"#/definitions/').replace('"$defs":', '"definitions":')
    return json.loads(text)


def pipelines(schema):
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
    return schema


STORE = "https://github.com/SchemaStore/schemastore/blob/master/src/schemas/json/"
# The file that is given, the file that is made, where it is from, its license, and what is done to it.
SCHEMAS = [
    ("github-workflow.json", "github-workflow.json", STORE + "github-workflow.json", "Apache-2.0", bare),
    ("github-action.json", "github-action.json", STORE + "github-action.json", "Apache-2.0", bare),
    ("dependabot-2.0.json", "dependabot.json", STORE + "dependabot-2.0.json", "Apache-2.0", bare),
    (
        "compose-spec.json",
        "compose.json",
        "https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json",
        "Apache-2.0",
        lambda schema: named(bare(schema)),
    ),
    (
        "service-schema.json",
        "azure-pipelines.json",
        "https://github.com/microsoft/azure-pipelines-vscode/blob/main/service-schema.json",
        "MIT",
        lambda schema: pipelines(bare(schema)),
    ),
]


def main(folder, versions):
    for given, made, source, license, change in SCHEMAS:
        file = Path(folder) / given
        if file.exists():
            original = file.read_bytes()
            write(made, change(json.loads(original)), source, license, versions, original)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

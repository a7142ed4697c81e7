"""How the schemas of this plugin are written: JSON, with one definition a line at its end.

The rules parse a definition when a file first needs it, so most of a schema is never parsed.
"""

import json


def _text(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def text(schema):
    """The file of a schema."""
    rest = {key: value for key, value in schema.items() if key != "definitions"}
    definitions = schema.get("definitions", {})
    head = "".join(f"\n{_text(key)}:{_text(value)}," for key, value in rest.items())
    lines = ",\n".join(f"{_text(key)}:{_text(value)}" for key, value in definitions.items())
    return "{" + head + '\n"definitions":{\n' + lines + "\n}}\n"

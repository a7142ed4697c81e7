"""Rebuilds the schema of Terraform's azurerm provider from the package for Node that was generated from it.

    python -m kit.azurerm_schema PACKAGE_DIRECTORY TYPE... > schema.json

TYPE is azurerm, azurerm_resource_group, data.azurerm_client_config and so on. The package knows every argument, its type, whether it
has to be given, which blocks there are and how often; it does not know which optional arguments Azure fills in when
they are absent: all are taken to be such.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_CLASS = re.compile(r"^class (\w+) extends .*?^}", re.MULTILINE | re.DOTALL)
_FUNCTION = re.compile(r"^function (\w+)ToHclTerraform\(.*?^}", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(
    r"^\s+(\w+): \{\s+value: .*?,\s+isBlock: (true|false),\s+type: \"(\w+)\",\s+storageClassType: \"(\w+)\"",
    re.MULTILINE,
)
_GETTER = re.compile(r"get (\w+)\(\) \{\s+return (.*?);\s+}", re.DOTALL)
_NESTED = re.compile(r"this\._(\w+) = new (\w+)\(this, \"(\w+)\"(, (?:true|false))?\)")
_RESET = re.compile(r"^\s+reset(\w+)\(\)", re.MULTILINE)
_COMPUTED_BLOCK = re.compile(r"// (\w+) - computed: true, optional: \w+, required: false\s+this\._\w+ = new")
_READ_ONLY = re.compile(r"// (\w+) - computed: true, optional: false, required: false\s+get (\w+)\(\)")

_SCALARS = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
_READERS = {
    "getStringAttribute": "string",
    "getNumberAttribute": "number",
    "getBooleanAttribute": "bool",
    "getStringMapAttribute": ["map", "string"],
    "getNumberMapAttribute": ["map", "number"],
    "getBooleanMapAttribute": ["map", "bool"],
    "getAnyMapAttribute": ["map", "string"],
    "getListAttribute": ["list", "string"],
    "getNumberListAttribute": ["list", "number"],
}


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


@dataclass
class Package:
    """The classes and functions of one resource."""

    text: str
    classes: dict[str, str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Finds them."""
        self.classes = {match[1]: match[0] for match in _CLASS.finditer(self.text)}
        self.functions = {match[1].lower(): match[0] for match in _FUNCTION.finditer(self.text)}

    def block(self, body: str, entries: str) -> dict[str, Any]:
        """The schema of a class whose settable members `entries` lists."""
        single = {match[3]: match[4] is None for match in _NESTED.finditer(body)}
        computed_blocks = set(_COMPUTED_BLOCK.findall(body))
        resets = set(_RESET.findall(body))
        attributes: dict[str, Any] = {}
        blocks: dict[str, Any] = {}
        for name, is_block, kind, storage in _ENTRY.findall(entries):
            optional = _pascal(name) in resets
            if is_block == "false":
                attributes[name] = _argument(_type(kind, storage), optional)
            elif kind == "struct":
                blocks[name] = {"nesting_mode": "single", "block": self.struct(storage)}
            elif name in computed_blocks:
                nested = self.struct(storage.removesuffix("List"))
                attributes[name] = _argument([kind, _object(nested)], optional)
            else:
                blocks[name] = {
                    "nesting_mode": kind,
                    "block": self.struct(storage.removesuffix("List")),
                    "min_items": 0 if optional else 1,
                    "max_items": 1 if single.get(name) else 0,
                }
        for name, getter in _READ_ONLY.findall(body):
            attributes.setdefault(name, {"type": self.read_only(body, getter), "computed": True})
        for match in _NESTED.finditer(body):
            name, nested = match[3], match[2]
            if name not in attributes and name not in blocks:
                wrapped = "set" if match[4] == ", true" else "list"
                inner = self.output(nested.removesuffix("List").removesuffix("OutputReference"))
                attributes[name] = {"type": [wrapped, inner], "computed": True}
        if "id" in attributes:
            attributes["id"] = {"type": "string", "optional": True, "computed": True}
        return {"attributes": attributes, "block_types": blocks}

    def struct(self, name: str) -> dict[str, Any]:
        """The schema of a nested block; the provider's own have no class, so that all of it counts as optional."""
        entries = self.functions[name.lower()]
        everything = "".join(f"\n reset{_pascal(entry[0])}()" for entry in _ENTRY.findall(entries))
        return self.block(self.classes.get(f"{name}OutputReference", everything), entries)

    def output(self, name: str) -> list[Any]:
        """The type of what a read-only list is made of."""
        return _object(self.block(self.classes[f"{name}OutputReference"], ""))

    @staticmethod
    def read_only(body: str, getter: str) -> Any:
        """The type of a value that only Azure gives."""
        for name, expression in _GETTER.findall(body):
            if name == getter:
                reader = re.search(r"this\.(get\w+Attribute)\(", expression)
                if reader is None:
                    return "dynamic"
                kind = _READERS[reader[1]]
                return ["set", kind[1]] if "tolist" in expression and isinstance(kind, list) else kind
        raise KeyError(getter)


def _type(kind: str, storage: str) -> Any:
    if kind == "simple":
        return _SCALARS[storage]
    element = re.sub(r"(List|Map)$", "", storage)
    if element.endswith(("List", "Map")):
        inner = "map" if element.endswith("Map") else "list"
        return [kind, [inner, _SCALARS[re.sub(r"(List|Map)$", "", element)]]]
    return [kind, _SCALARS[element]]


def _argument(kind: Any, optional: bool) -> dict[str, Any]:
    return (
        {"type": kind, "optional": True, "computed": True} if optional else {"type": kind, "required": True}
    )


def _object(block: dict[str, Any]) -> list[Any]:
    members = {name: attribute["type"] for name, attribute in block["attributes"].items()}
    for name, nested in block["block_types"].items():
        members[name] = [nested["nesting_mode"], _object(nested["block"])]
    return ["object", members]


def _resource(package: Path, kind: str) -> dict[str, Any] | None:
    """The schema of one type, or None if the provider has no such type."""
    name = kind.replace("data.azurerm", "data-azurerm").removeprefix("azurerm_").replace("_", "-")
    directory = package / "lib" / ("provider" if kind == "azurerm" else name)
    if not directory.is_dir():
        return None
    parsed = Package("\n".join(file.read_text(encoding="utf-8") for file in sorted(directory.rglob("*.js"))))
    base = {"azurerm": "TerraformProvider"}.get(
        kind, "TerraformDataSource" if "data." in kind else "TerraformResource"
    )
    (body,) = [text for text in parsed.classes.values() if f"extends cdktn.{base} " in text]
    entries = body[body.index("synthesizeHclAttributes") :]
    block = parsed.block(body, entries)
    if kind == "azurerm":
        # The provider's class keeps blocks as plain values, and has an argument that is Terraform's own.
        for attribute in block["attributes"].values():
            attribute.pop("computed", None)
        del block["attributes"]["alias"]
        block["block_types"]["features"].update(min_items=1, max_items=1)
    return block


def schema(package: Path, kinds: list[str]) -> dict[str, Any]:
    """The schemas of the provider and of those of the types that it has."""
    provider = _resource(package, "azurerm")
    found = {kind: block for kind in kinds if (block := _resource(package, kind)) is not None}
    return {
        "provider": provider,
        "resources": {kind: block for kind, block in found.items() if not kind.startswith("data.")},
        "data_sources": {kind[5:]: block for kind, block in found.items() if kind.startswith("data.")},
    }


if __name__ == "__main__":
    json.dump(schema(Path(sys.argv[1]), sys.argv[2:]), sys.stdout, indent=1)

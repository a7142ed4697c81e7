"""Writes which Python versions have which names of the standard library.

    pip download mypy mypy==1.4.1 --no-deps -d wheels
    python mlops-maven-plugin/tools/renew_python_versions.py wheels/*.whl

Each wheel of mypy has typeshed: stubs that say with `sys.version_info` from or up to which version a name is there. A newer
one no longer speaks of versions that are out of support, so several are read and joined.
"""

import ast
import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/main/resources/io/github/mlopsmaven/rules/python/versions.txt"
STUBS = "mypy/typeshed/stdlib/"
HEAD = """# Names of Python's standard library that not every version has: the module or name, the first version, the last one.
# A dash stands for no limit. Source: typeshed (https://github.com/python/typeshed), Apache License 2.0, as in mypy.
# Written by tools/renew_python_versions.py.
"""
FIRST, LAST = 7, 99
# Constants of systems and libraries, which other things than the version decide.
ONLY_NEWER = {"typing", "abc", "contextlib", "unittest"}
LEFT_OUT = {"typing_extensions", "mypy_extensions", "sqlite3", "socket", "posix", "os", "binascii", "stat", "ctypes", "calendar", "ssl", "fcntl", "errno", "token"}
# https://docs.python.org/3/whatsnew/3.10.html#removed
OF_COLLECTIONS = """Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator Generator
Reversible Sized Container Callable Collection Set MutableSet Mapping MutableMapping MappingView KeysView ItemsView
ValuesView Sequence MutableSequence ByteString"""


def condition(test: ast.expr) -> tuple[str, int] | None:
    """`sys.version_info >= (3, 11)` as its sign and the minor version."""
    if not (isinstance(test, ast.Compare) and isinstance(test.comparators[0], ast.Tuple)):
        return None
    if ast.unparse(test.left) != "sys.version_info":
        return None
    version = [element.value for element in test.comparators[0].elts]
    sign = {ast.GtE: ">=", ast.Lt: "<"}.get(type(test.ops[0]))
    return (sign, version[1]) if sign and len(version) > 1 else None


def names(
    body: list[ast.stmt], first: int, last: int, found: dict[str, list[tuple[int, int]]], exported: dict[str, list[str]]
) -> None:
    """The names that statements bind, with the versions that they are for."""
    for statement in body:
        if isinstance(statement, ast.If):
            known = condition(statement.test)
            if known is None:
                names(statement.body, first, last, found, exported)
                names(statement.orelse, first, last, found, exported)
            elif known[0] == ">=":
                names(statement.body, max(first, known[1]), last, found, exported)
                names(statement.orelse, first, min(last, known[1] - 1), found, exported)
            else:
                names(statement.body, first, min(last, known[1] - 1), found, exported)
                names(statement.orelse, max(first, known[1]), last, found, exported)
            continue
        bound: list[str] = []
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound = [statement.name]
        elif isinstance(statement, ast.Assign):
            bound = [target.id for target in statement.targets if isinstance(target, ast.Name)]
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            bound = [statement.target.id]
        elif isinstance(statement, ast.ImportFrom | ast.Import):
            # Other imports of a stub are its own.
            bound = [alias.asname for alias in statement.names if alias.asname == alias.name]
            if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*" and statement.level == 1:
                bound = exported.get(statement.module or "", [])
        elif isinstance(statement, ast.Try):
            names(statement.body, first, last, found, exported)
        for name in bound:
            found.setdefault(name, []).append((first, last))


def exports(archive: zipfile.ZipFile, package: str) -> dict[str, list[str]]:
    """What the modules of a package export, by the module."""
    found: dict[str, list[str]] = {}
    for path in archive.namelist():
        if not (path.startswith(package) and path.endswith(".pyi") and "/" not in path[len(package) :]):
            continue
        for statement in ast.parse(archive.read(path)).body:
            if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__":
                found[path[len(package) :].removesuffix(".pyi")] = list(ast.literal_eval(statement.value))
    return found


def main() -> None:
    """Reads the wheels and writes the list."""
    lines: dict[str, tuple[int, int]] = {}
    for wheel in sorted(sys.argv[1:]):
        with zipfile.ZipFile(wheel) as archive:
            for row in archive.read(STUBS + "VERSIONS").decode().splitlines():
                row = row.split("#")[0].strip()
                if not row:
                    continue
                module, versions = row.split(":")
                begin, _, end = versions.strip().partition("-")
                first = int(begin.split(".")[1]) if begin.startswith("3.") else 0
                last = int(end.split(".")[1]) if end.startswith("3.") else LAST
                is_public = not any(part.startswith("_") for part in module.split("."))
                if is_public and (first > FIRST or last < LAST):
                    lines[module] = (first, last)
            for path in archive.namelist():
                if not (path.startswith(STUBS) and path.endswith(".pyi")):
                    continue
                module = path.removeprefix(STUBS).removesuffix(".pyi").replace("/", ".").removesuffix(".__init__")
                if any(part.startswith("_") for part in module.split(".")) or module in LEFT_OUT:
                    continue
                tree = ast.parse(archive.read(path))
                found: dict[str, list[tuple[int, int]]] = {}
                package = path.removesuffix("__init__.pyi") if path.endswith("__init__.pyi") else ""
                names(tree.body, 0, LAST, found, exports(archive, package) if package else {})
                for name, spans in found.items():
                    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
                    gap = sorted(spans)
                    is_one = all(b[0] <= a[1] + 1 for a, b in zip(gap, gap[1:]))
                    key = f"{module}.{name}"
                    if name.startswith("_") or not is_one or (first <= FIRST and last == LAST):
                        continue
                    if last < LAST and module in ONLY_NEWER:
                        continue
                    old = lines.get(key, (0, LAST))
                    lines[key] = (max(first, old[0]), min(last, old[1]))
    lines |= {f"collections.{name}": (0, 9) for name in OF_COLLECTIONS.split()}
    text = "".join(
        f"{name} {'-' if first <= FIRST else f'3.{first}'} {'-' if last == LAST else f'3.{last}'}\n"
        for name, (first, last) in sorted(lines.items())
        if first > FIRST or last < LAST
    )
    TARGET.write_text(HEAD + text, encoding="utf-8")
    print(len(text.splitlines()), "names")


if __name__ == "__main__":
    main()

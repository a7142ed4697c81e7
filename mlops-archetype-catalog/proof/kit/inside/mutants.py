"""Changes a project's own code a little, one place at a time, and looks whether the project's tests notice.

Runs in the project's environment: `python mutants.py PROJECT [--most N] [--seed N] [--only TEXT] [--report FILE]`.
What is changed is the code of the steps in data-science/src. Texts for people, options of commands and their
defaults are left alone: they are settings, which a project changes without a test that says so.
"""

import argparse
import ast
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

_SOURCES = "data-science/src"
_TESTS = "data-science/tests"
# Whether these are so or otherwise is a matter of taste, or of what people read.
_TASTE = {"indent", "ensure_ascii", "flush", "help", "default", "title", "description", "prefix_sep", "lineterminator"}
_TASTE |= {"progress", "axis", "exist_ok", "parents", "encoding", "newline", "sort_keys", "ignore_index", "strict"}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "*",
    ast.Mod: "*",
    ast.BitAnd: "|",
    ast.BitOr: "&",
}
# What is taken for each other by mistake.
_TWINS = {
    "train": "test",
    "train_data": "test_data",
    "candidate": "production",
    "learned": "measured",
    "new": "old",
    "truth": "predicted",
    "argmax": "argmin",
    "max": "min",
    "head": "tail",
    "ceil": "floor",
    "mean": "sum",
    "all": "any",
    "notna": "isna",
}
_TWINS |= {other: one for one, other in _TWINS.items()}
# Two columns of a table, wherever a project has them.
_COLUMNS = [("TEXT", "TARGET"), ("IMAGE", "TARGET"), ("NUMERIC", "CATEGORICAL"), ("FEATURES", "TARGET")]
_COLUMNS += [("PREDICTION", "TARGET"), ("CONFIDENCE", "PREDICTION")]


@dataclass(frozen=True)
class Mutant:
    """One small change: in which file, of what kind, where, and what is written there."""

    file: str
    kind: str
    start: int
    end: int
    line: int
    text: str

    def __str__(self) -> str:
        """How a person finds it."""
        return f"{self.file}:{self.line}: {self.kind}: {self.text.strip() or 'nothing'}"


class _Finder(ast.NodeVisitor):
    """Every small change of a file."""

    def __init__(self, file: str, source: str) -> None:
        self.found: list[Mutant] = []
        self._file, self._source = file, source
        self._starts = [0]
        for line in source.encode().splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._bytes = source.encode()
        tree = ast.parse(source)
        self._names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for node in tree.body:
            self.visit(node)

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def _add(self, node: ast.expr | ast.stmt, kind: str, text: str) -> None:
        assert node.end_lineno is not None and node.end_col_offset is not None
        start, end = self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)
        self.found.append(Mutant(self._file, kind, start, end, node.lineno, text))

    def _text(self, node: ast.AST) -> str:
        return ast.get_source_segment(self._source, node) or ""

    def visit_Assign(self, node: ast.Assign) -> None:  # noqa: N802 - ast's names
        # Names and patterns at the top of a module are its settings, and are noticed where they are used.
        if node.col_offset == 0 and not isinstance(node.value, ast.Constant):
            return
        self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:  # noqa: N802
        # A field's default is a setting; of a variable, the value.
        if node.value is not None and not isinstance(node.value, ast.Constant):
            self.visit(node.value)

    def visit_arguments(self, node: ast.arguments) -> None:
        """Defaults and annotations are left alone."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:  # noqa: N802
        for statement in node.body:
            self.visit(statement)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:  # noqa: N802
        for statement in node.body:
            self.visit(statement)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:  # noqa: N802
        """A text for people."""

    def visit_If(self, node: ast.If) -> None:  # noqa: N802
        if "__main__" in self._text(node.test):
            return
        self._add(node.test, "a condition turned round", f"not ({self._text(node.test)})")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:  # noqa: N802
        self._add(node.test, "a condition turned round", f"not ({self._text(node.test)})")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:  # noqa: N802
        if isinstance(node.value, ast.Constant):
            return
        called = self._text(node.value.func) if isinstance(node.value, ast.Call) else ""
        if called == "print" or called.endswith("add_argument"):
            return
        if called != "":
            self._add(node, "a call left out", "pass")
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:  # noqa: N802
        if not isinstance(node.exc, type(None)):
            self._add(node, "a refusal left out", "pass")

    def visit_AugAssign(self, node: ast.AugAssign) -> None:  # noqa: N802
        self._add(node, "a sum left out", "pass")
        self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:  # noqa: N802
        if len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
            new = _COMPARISONS[type(node.ops[0])]
            text = f"{self._text(node.left)} {new} {self._text(node.comparators[0])}"
            self._add(node, "a comparison", f"({text})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:  # noqa: N802
        new = _ARITHMETIC.get(type(node.op))
        textual = any(
            isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
            for side in (node.left, node.right)
        )
        if new and not textual:
            self._add(node, "an operator", f"({self._text(node.left)} {new} {self._text(node.right)})")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:  # noqa: N802
        new = " or " if isinstance(node.op, ast.And) else " and "
        self._add(node, "and for or", "(" + new.join(f"({self._text(value)})" for value in node.values) + ")")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:  # noqa: N802
        if isinstance(node.op, ast.Not | ast.Invert | ast.USub):
            self._add(node, "a sign or a not left out", f"({self._text(node.operand)})")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._add(condition, "a filter left out", "True")
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:  # noqa: N802
        if isinstance(node.slice, ast.Slice):
            self._add(node, "a part taken whole", self._text(node.value))
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in _TASTE:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:  # noqa: N802
        called = self._text(node.func)
        if called in {"print", "re.compile", "isinstance"} or called.endswith("add_argument"):
            return
        if len(node.args) == 2 and not any(isinstance(each, ast.Starred) for each in node.args):
            one, other = map(self._text, node.args)
            if one != other and called not in {"max", "min"}:
                more = "".join(f", {self._text(each)}" for each in node.keywords)
                self._add(node, "two arguments swapped", f"{called}({other}, {one}{more})")
        if called.endswith(("Error", "SystemExit")):
            return
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:  # noqa: N802
        value = node.value
        if isinstance(value, bool):
            self._add(node, "a constant", str(not value))
        elif isinstance(value, int):
            self._add(node, "a constant", str(value + 1))
        elif isinstance(value, float):
            self._add(node, "a constant", str(value * 2 or 1.0))

    def visit_Name(self, node: ast.Name) -> None:  # noqa: N802
        twin = _TWINS.get(node.id)
        if twin in self._names and isinstance(node.ctx, ast.Load):
            self._add(node, "train for test, and the like", str(twin))
        for pair in _COLUMNS:
            if node.id in pair and set(pair) <= self._names:
                self._add(node, "a wrong column", pair[1 - pair.index(node.id)])

    def visit_Attribute(self, node: ast.Attribute) -> None:  # noqa: N802
        if node.attr in _TWINS:
            self._add(node, "train for test, and the like", f"{self._text(node.value)}.{_TWINS[node.attr]}")
        self.generic_visit(node)


def mutants(project: Path) -> list[Mutant]:
    """Every mutant that is still Python, in the order of the files."""
    found = []
    for file in sorted((project / _SOURCES).rglob("*.py")):
        name, source = file.relative_to(project).as_posix(), file.read_text(encoding="utf-8")
        for mutant in dict.fromkeys(_Finder(name, source).found):
            try:
                compile(applied(source, mutant), name, "exec")
            except SyntaxError:
                continue
            found.append(mutant)
    return found


def applied(source: str, mutant: Mutant) -> str:
    """The file with the change."""
    content = source.encode()
    return (content[: mutant.start] + mutant.text.encode() + content[mutant.end :]).decode()


def chosen(found: list[Mutant], most: int | None, seed: int) -> list[Mutant]:
    """So many mutants by chance, so that the share that is killed is about that of all; all by default."""
    return random.Random(seed).sample(found, min(len(found), len(found) if most is None else most))


def _order(project: Path, changed: str) -> list[str]:
    """All test files, those first that are about the file that was changed."""
    package, stem = Path(changed).parent.name, Path(changed).stem
    files = sorted((project / _TESTS).rglob("test_*.py"))

    def nearness(file: Path) -> tuple[bool, bool, str]:
        return (stem not in file.stem, file.parent.name != package, file.as_posix())

    return [file.relative_to(project).as_posix() for file in sorted(files, key=nearness)]


def _tested(project: Path, mutant: Mutant | None, seconds: float) -> str:
    """Runs the tests in a process that has the libraries loaded: `passed`, `failed` or `too long`."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "project"
        copy.mkdir()
        for name in ("data-science", "mlops", "data"):
            shutil.copytree(project / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(project / "pyproject.toml", copy)
        if mutant is not None:
            source = (project / mutant.file).read_text(encoding="utf-8")
            (copy / mutant.file).write_text(applied(source, mutant), encoding="utf-8")
        child = os.fork()
        if child == 0:
            _in_child(copy, _order(copy, "" if mutant is None else mutant.file))
        deadline = time.monotonic() + seconds
        done = 0
        try:
            while time.monotonic() < deadline:
                done, status = os.waitpid(child, os.WNOHANG)
                if done:
                    return "passed" if os.waitstatus_to_exitcode(status) == 0 else "failed"
                time.sleep(0.05)
            return "too long"
        finally:
            # Also when somebody ends this script.
            if not done:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _in_child(copy: Path, tests: list[str]) -> None:
    import pytest

    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.chdir(copy)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.dont_write_bytecode = True
    code = 2
    try:
        code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
    finally:
        os._exit(code)


def _load_libraries() -> None:
    """What takes seconds to import, and is the same for every mutant."""
    import importlib

    for name in ("mlflow.pyfunc", "mlflow.sklearn", "mlflow.models", "sklearn.ensemble", "sklearn.compose"):
        importlib.import_module(name)
    for name in ("torch", "torchvision.models", "transformers", "PIL.Image", "torch.utils.data"):
        try:
            importlib.import_module(name)
        except ImportError:
            continue


def _report(results: list[tuple[Mutant, str]], of: int) -> Iterator[str]:
    yield "| kind | mutants | killed |"
    yield "| --- | --- | --- |"
    kinds: dict[str, list[str]] = defaultdict(list)
    for mutant, result in results:
        kinds[mutant.kind].append(result)
    for kind, outcomes in sorted(kinds.items()):
        yield f"| {kind} | {len(outcomes)} | {sum(outcome != 'passed' for outcome in outcomes)} |"
    killed = sum(result != "passed" for _, result in results)
    yield f"| all | {len(results)} of {of} | {killed} ({killed / max(1, len(results)):.0%}) |"
    yield ""
    yield from (f"- survived: {mutant}" for mutant, result in sorted(results, key=str) if result == "passed")


def main() -> int:
    """Runs the mutants and says which survived; exit code 1 if more than the limit did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path, help="a generated project")
    parser.add_argument("--most", type=int, help="so many mutants, taken by chance; all by default")
    parser.add_argument("--seed", type=int, default=1, help="another seed takes other mutants")
    parser.add_argument("--only", default=".", help="a pattern for `FILE:LINE: KIND: TEXT`")
    parser.add_argument("--killed", type=float, default=0.85, help="share that has to be killed, from 0 to 1")
    parser.add_argument("--report", type=Path, help="file to write")
    parser.add_argument("--list", action="store_true", help="only says which mutants there are")
    given = parser.parse_args()
    project = given.project.resolve()
    found = [mutant for mutant in mutants(project) if re.search(given.only, str(mutant))]
    taken = chosen(found, given.most, given.seed)
    if given.list:
        print("\n".join(map(str, sorted(taken, key=str))))
        return 0
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    _load_libraries()
    begun = time.monotonic()
    if _tested(project, None, 1800) != "passed":
        print("the tests fail before anything is changed")
        return 2
    seconds = max(60.0, 4 * (time.monotonic() - begun))
    results = []
    for number, mutant in enumerate(taken, 1):
        result = _tested(project, mutant, seconds)
        results.append((mutant, result))
        print(f"{number}/{len(taken)} {result}: {mutant}", flush=True)
        if given.report:
            given.report.write_text("\n".join(_report(results, len(found))) + "\n", encoding="utf-8")
    print("\n".join(_report(results, len(found))))
    killed = sum(result != "passed" for _, result in results)
    return 0 if killed >= given.killed * len(results) else 1


if __name__ == "__main__":
    sys.exit(main())

"""The tools, installed where they are asked for and nowhere else."""

import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kit.process import run

KIT = Path(__file__).resolve().parent.parent
_ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
# One of the packages imports JSON in a way that Node has dropped: esbuild makes one file of them all.
_REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
# What would lead the tools elsewhere, or have them compile everything each time.
_NOT_PASSED_ON = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Tools:
    """Where the tools are; `python` is the interpreter of the kit's own environment.

    `interpreter` makes the environments of the projects, None is the kit's own.
    """

    home: Path
    interpreter: Path | None = None

    @property
    def bin(self) -> Path:
        """Everything that can be started by name."""
        return self.home / "bin"

    @property
    def python(self) -> Path:
        """The interpreter that runs the kit."""
        return Path(sys.executable)

    @property
    def for_projects(self) -> Path:
        """The interpreter that makes the environments of the projects."""
        return self.interpreter or self.python

    def alone(self) -> Path:
        """A directory for the PATH that has that interpreter as `python`, and nothing else."""
        version = "" if self.interpreter is None else f"-{self.interpreter.name}"
        directory = self.home / f"base{version}"
        directory.mkdir(exist_ok=True)
        if not (directory / "python").exists():
            base = self.interpreter or Path(sys._base_executable)  # type: ignore[attr-defined]
            (directory / "python").symlink_to(base)
        return directory

    @property
    def node_modules(self) -> Path:
        """The packages from npm."""
        return self.home / "node" / "node_modules"

    @property
    def azurerm(self) -> Path:
        """The package that was generated from azurerm's schema; its Python package carries the one for Node."""
        return self.home / "azurerm" / "package"

    @property
    def checkov(self) -> Path:
        """The interpreter that has checkov."""
        return self.home / "checkov" / "bin" / "python"

    @property
    def env(self) -> dict[str, str]:
        """The environment that tools run in: the kit's own come first on the PATH."""
        return {
            **{name: value for name, value in os.environ.items() if name not in _NOT_PASSED_ON},
            "PATH": os.pathsep.join([str(self.bin), str(self.python.parent), os.environ["PATH"]]),
            # uv compiles nothing: what is imported is compiled once, and not into the projects.
            "PYTHONPYCACHEPREFIX": str(self.home / "bytecode"),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "TF_CLI_CONFIG_FILE": os.devnull,
            "CHECKPOINT_DISABLE": "1",
            "NO_COLOR": "1",
        }

    def node(self, script: str) -> list[str | Path]:
        """The command that runs one of the kit's scripts for Node."""
        return [self.python.parent / "node", self.home / "node" / script]

    def module(self, name: str) -> list[str | Path]:
        """The command that runs a module of the kit."""
        return [self.python, "-m", f"kit.{name}"]

    def install(self) -> None:
        """Installs what is not there yet, or not at the version that is asked for."""
        self.bin.mkdir(parents=True, exist_ok=True)
        with self._once("node", KIT / "node") as needed:
            if needed:
                shutil.copytree(KIT / "node", self.home / "node", dirs_exist_ok=True)
                npm = self.python.parent / "npm"
                quiet = ["--silent", "--no-audit", "--no-fund", "--legacy-peer-deps"]
                run([npm, "install", *quiet], self.home / "node", self.env)
                bundle = [
                    self.node_modules / ".bin" / "esbuild",
                    "actions.mjs",
                    "--bundle",
                    "--platform=node",
                ]
                bundle += ["--format=esm", f"--banner:js={_REQUIRE}", "--outfile=actions.bundle.mjs"]
                run(bundle, self.home / "node", self.env)
        with self._once("checkov", KIT / "requirements-checkov.txt") as needed:
            if needed:
                run([self.python, "-m", "venv", "--clear", self.home / "checkov"], self.home, self.env)
                uv = [self.python.parent / "uv", "pip", "install", "--quiet", "--python", self.checkov]
                run([*uv, "-r", KIT / "requirements-checkov.txt"], self.home, self.env)
        with self._once("azurerm", KIT / "requirements-azurerm.txt") as needed:
            if needed:
                shutil.rmtree(self.home / "azurerm", ignore_errors=True)
                uv = [self.python.parent / "uv", "pip", "install", "--quiet", "--no-deps"]
                target = ["--target", self.home / "azurerm" / "python"]
                run([*uv, *target, "-r", KIT / "requirements-azurerm.txt"], self.home, self.env)
                (carried,) = (self.home / "azurerm").glob("python/*/_jsii/*.jsii.tgz")
                shutil.unpack_archive(carried, self.home / "azurerm", "gztar")
                shutil.rmtree(self.home / "azurerm" / "python")
        with self._once("go", KIT / "provider") as needed:
            if needed:
                go = self.python.parent / "go"
                env = self.env | {"GOBIN": str(self.bin), "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
                run([go, "install", _ACTIONLINT], self.home, env)
                run([go, "build", "-o", self.bin / "provider", "."], KIT / "provider", env)
        terraform = self.bin / "terraform"
        terraform.write_text(
            f'#!/bin/sh\nPYTHONPATH={KIT} exec {self.python} -m kit.terraform "$@"\n', encoding="utf-8"
        )
        terraform.chmod(0o755)

    @contextmanager
    def _once(self, name: str, *sources: Path) -> Iterator[bool]:
        """Whether something has to be installed; it is noted as installed if nothing fails."""
        digest = hashlib.sha256(str(self.python).encode())
        for source in sources:
            for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
                if file.is_file():
                    digest.update(file.read_bytes())
        stamp = self.home / f"{name}.installed"
        needed = not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest.hexdigest()
        yield needed
        stamp.write_text(digest.hexdigest(), encoding="utf-8")

    def environment(self, project: Path, driver: bool = True) -> Path:
        """An environment with the project's packages: one for all projects with the same pins."""
        pins = _pins(project, driver)
        texts = [pin.read_bytes() for group in pins for pin in group]
        name = hashlib.sha256(b"\0".join([str(self.for_projects).encode(), *texts])).hexdigest()[:12]
        home = self.home / "environments" / name
        home.parent.mkdir(exist_ok=True)
        with (home.parent / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (home / "complete").is_file():
                self._fill(home, pins)
                (home / "complete").touch()
        return home

    def own_environment(self, project: Path, home: Path) -> None:
        """Makes an environment of the project's own."""
        self._fill(home, _pins(project, driver=True))

    def _fill(self, home: Path, pins: list[list[Path]]) -> None:
        """The packages are linked from uv's cache: many environments with PyTorch take the space of one."""
        run([self.for_projects, "-m", "venv", "--clear", home], self.home, self.env)
        install = [self.python.parent / "uv", "pip", "install", "--quiet", "--no-deps"]
        for group in pins:
            given = [part for pin in group for part in ("-r", pin)]
            run([*install, "--python", home / "bin" / "python", *given], self.home, self.env)


def _pins(project: Path, driver: bool) -> list[list[Path]]:
    """What is installed together; the driver comes last, as mlops/scripts/install.sh has it: its pins win."""
    of_driver = project / "mlops" / "requirements.txt"
    of_steps = sorted((project / "data-science" / "environment").glob("requirements*.txt"))
    return [of_steps, *([[of_driver]] if driver and of_driver.is_file() else [])]

"""Which projects are proved, and how they are made."""

import itertools
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.process import Refused, run
from kit.tools import KIT, Tools

TEMPLATE = KIT.parent / "template" / "src"
_NAME = "proof"
_PLUGIN = "io.github.mlops-maven:mlops-maven-plugin"
# For a JVM that lives for seconds: half the time.
_BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# As the accelerator writes them on the command line.
_PARAMETERS = {
    "infrastructure_version": "infrastructureVersion",
    "project_type": "projectType",
    "mlops_version": "mlopsVersion",
    "orchestration": "orchestration",
}


@dataclass(frozen=True)
class Selection:
    """A value for each option."""

    values: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """The values, which name the project's directory too."""
        return "-".join(value for _, value in self.values)


@dataclass(frozen=True)
class Maven:
    """How projects are generated: Maven with some options of its own, and the plugin's version."""

    tools: Tools
    options: Sequence[str]
    version: str

    def _goal(self, goal: str, directory: Path, **parameters: str) -> str:
        given = [f"-Dmlops.{name}={value}" for name, value in parameters.items()]
        command = ["mvn", "-B", "-ntp", "-q", "-Dstyle.color=never", *self.options]
        env = self.tools.env | {"MAVEN_OPTS": f"{_BRIEF} {os.environ.get('MAVEN_OPTS', '')}"}
        return run([*command, f"{_PLUGIN}:{self.version}:{goal}", *given], directory, env)

    def selections(self, directory: Path) -> list[Selection]:
        """The complete combinations that the template has."""
        said = self._goal("options", directory, template=str(TEMPLATE), format="json")
        matrix, _ = json.JSONDecoder().raw_decode(said, said.index("{"))
        found = [each["selection"] for each in matrix["combinations"] if each["complete"]]
        if not found:
            raise Refused("the template offers nothing")
        return [Selection(tuple(selection.items())) for selection in found]

    def generate(self, selection: Selection, directory: Path) -> Path:
        """Makes a project and returns its directory."""
        given = {_PARAMETERS.get(name, f"options.{name}"): value for name, value in selection.values}
        # All have one name: what does not depend on the selection is then the same in them.
        workplace = directory / f".{selection}"
        workplace.mkdir()
        author = "Proof <proof@example.com>"
        self._goal("generate", workplace, template=str(TEMPLATE), projectName=_NAME, author=author, **given)
        project = (workplace / _NAME).rename(directory / str(selection))
        shutil.rmtree(workplace)
        return project


def sample(selections: Sequence[Selection]) -> list[Selection]:
    """Few selections that have every pair of values of two options: no fragment depends on more than two."""
    pairs = {selection: set(itertools.combinations(selection.values, 2)) for selection in selections}
    open_pairs = set().union(*pairs.values())
    chosen = []
    while open_pairs:
        best = max(selections, key=lambda selection: len(pairs[selection] & open_pairs))
        chosen.append(best)
        open_pairs -= pairs[best]
    return chosen

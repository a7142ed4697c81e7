"""A case, what it may say, and what all cases of a run share."""

import os
import random
import signal
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

PROJECT = Path(__file__).resolve().parents[3]


class Broken(Exception):
    """A promise that did not hold; the text says which, and what was seen."""


class Skipped(Exception):
    """What cannot be tried on this machine, and why."""


@dataclass(frozen=True)
class Case:
    """One fault. `run` takes a place and gives one or two words for what was seen, or raises Broken."""

    name: str
    run: Callable


class Context:
    """What all cases share: where to work, the Maven to run, and a source of chance."""

    def __init__(self, root, options):
        self.root = root
        self.repository = options.repo.resolve()
        self.mvn = options.mvn
        self.random = random.Random(options.seed)
        self.plugin = "io.github.mlops-maven:mlops-maven-plugin:" + version()
        self.quick = options.quick
        self.stopped = False
        self.running = set()
        self._closing = []

    def stop(self):
        """Ends the run of the kit, and all that it started."""
        self.stopped = True
        for process in list(self.running):
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def shared(self, name):
        """A folder that the cases of a kind share."""
        folder = self.root / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def until_end(self, thing):
        """Closes a thing when the cases of this kind have run."""
        self._closing.append(thing)
        return thing

    def end_of_kind(self):
        while self._closing:
            self._closing.pop().close()

    close = end_of_kind


def version():
    pom = ElementTree.parse(PROJECT / "pom.xml")
    return pom.findtext("{http://maven.apache.org/POM/4.0.0}version")


def sample(chance, items, count):
    """At most `count` of the items, in their order, drawn by chance."""
    items = list(items)
    if len(items) <= count:
        return items
    return [items[i] for i in sorted(chance.sample(range(len(items)), count))]

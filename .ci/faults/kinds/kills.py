"""The run is killed, or told to end, at random moments of generate, publish and archetypes."""

import os
import re
import shlex
import shutil
import signal
import time

from kit.case import Case
from kit.hosts import GitHub, TOKEN
from kit.objects import sample_template
from kit.place import Place
from kit.promises import STAGING, calm, only, require, well, whole
from kit.web import Web

NAME = "kills (SIGKILL, SIGTERM)"
FULL, QUICK = 500, 5
GOES_ON = re.compile(r"to continue, type: (mvn [^\n]*)$", re.M)


def cases(context, count):
    folder = context.shared("kills")
    sample_template(folder / "sample.git")
    web = context.until_end(Web(folder))
    goals = {"generate over HTTP": Generate(web), "generate from the built-in template": Generate(None), "publish": Publish(context),
             "generate and publish": GenerateAndPublish(), "archetypes": Archetypes()}
    for name, goal in goals.items():
        goal.measure(Place(context, context.shared("measure-" + name.replace(" ", "-"))))
    made = []
    names = list(goals)
    for i in range(count):
        name = names[i % len(names)]
        number = (signal.SIGKILL, signal.SIGTERM)[i // len(names) % 2]
        moment = context.random.uniform(0.35, 0.95)
        made.append(Case(f"{name}, {number.name} at {moment:.3f} of its time ({i})", Kill(goals[name], number, moment)))
    return made


class Kill:
    """One kill, and what comes after it."""

    def __init__(self, goal, number, moment):
        self.goal, self.number, self.moment = goal, number, moment

    def __call__(self, place):
        self.goal.prepare(place)
        running = self.goal.start(place)
        time.sleep(self.moment * self.goal.seconds)
        running.send(self.number)
        run = running.end(30)
        require(not run.timed_out, f"{self.number.name} did not end it", run)
        if self.number == signal.SIGTERM or run.status >= 0:
            calm(run)
        require("free space" not in run.text, "blames the disk for the stop", run)
        left = sorted(name for name in os.listdir(place.out) if STAGING.search(name))
        require(not left or run.status == -signal.SIGKILL, f"left {left} after SIGTERM", run)
        self.goal.check(place, run)
        self.goal.again(place, run)
        left = sorted(name for name in os.listdir(place.out) if STAGING.search(name))
        require(not left, f"the next run left {left} of the killed one", run)
        if run.status == 0:
            return "ended before"
        return "killed" if self.number == signal.SIGKILL else "stopped"


class Generate:
    """generate, over HTTP or from the built-in template."""

    def __init__(self, web):
        self.seconds = 0.0
        self.words = [f"-Dmlops.template={web.url}/sample.git"] if web else ["-Dmlops.template=builtin"]

    def measure(self, place):
        self.prepare(place)
        # The first run reads from a cold disk.
        for name in ("one", "two"):
            run = well(place.run("generate", *self.words, f"-Dmlops.projectName={name}"))
            shutil.rmtree(place.cache, ignore_errors=True)
        self.seconds = run.seconds

    def prepare(self, place):
        """Nothing: a project comes from nothing."""

    def start(self, place):
        return place.start("generate", *self.words, "-Dmlops.projectName=p")

    def check(self, place, run):
        if (place.out / "p").exists():
            whole(place.out / "p")
        else:
            require(run.status != 0, "said that it went well, and made nothing", run)

    def again(self, place, run):
        name = "q" if (place.out / "p").exists() else "p"
        well(place.run("generate", *self.words, f"-Dmlops.projectName={name}"))
        whole(place.out / name)
        only(place, *({"p", name}))
        rubbish(place.cache)


def rubbish(cache):
    """Nothing of the killed run is in the cache when the next one has ended."""
    for folder, _, files in os.walk(cache):
        found = [name for name in files if re.search(r"incoming_|tmp_|noz|\.tmp$", name)]
        require(not found, f"the cache kept {found} of the killed run")


class Archetypes:
    """archetypes of a template."""

    words = ()

    def measure(self, place):
        self.seconds = well(self.start(place).end()).seconds
        self.whole = sorted(os.listdir(place.out / "a"))

    def prepare(self, place):
        """Nothing: archetypes come from a template alone."""

    def start(self, place):
        return place.start("archetypes", *self.words, f"-Dmlops.archetypeDirectory={place.out / 'a'}")

    def check(self, place, run):
        if (place.out / "a").exists():
            require(sorted(os.listdir(place.out / "a")) == self.whole, "half of the archetypes are there", run)

    def again(self, place, run):
        if not (place.out / "a").exists():
            well(self.start(place).end())
        else:
            well(place.run("archetypes", *self.words, f"-Dmlops.archetypeDirectory={place.out / 'b'}"))
        only(place, *(name for name in ("a", "b") if (place.out / name).exists()))


class Publish:
    """publish of a project that is there."""

    words = ("-Dmlops.environments", "-Dmlops.variables.COLOR=a b")

    def __init__(self, context):
        self.projects = context.shared("projects")

    def measure(self, place):
        well(place.run("generate", "-Dmlops.projectName=p", "-Dmlops.organization=contoso"))
        shutil.copytree(place.out / "p", self.projects / "p", symlinks=True)
        place.host = GitHub(place.root / "served")
        self.state = self.published(place, self.start(place).end())
        self.seconds = well(self.start(place).end()).seconds * 1.3
        place.host.close()

    def published(self, place, run):
        well(run)
        return place.host.state()

    def prepare(self, place):
        place.host = place.until_end(GitHub(place.root / "served"))
        if not (place.out / "p").exists():
            shutil.copytree(self.projects / "p", place.out / "p", symlinks=True)

    def start(self, place):
        place.environment["GH_ENTERPRISE_TOKEN"] = TOKEN
        return place.start("publish", f"-Dmlops.projectDirectory={place.out / 'p'}", *place.host.words(), *self.words)

    def check(self, place, run):
        if (place.out / "p").exists():
            whole(place.out / "p")
        sentences = run.text.count("to continue, type")
        begun = bool(place.host.calls)
        if run.status == 0 or run.status == -signal.SIGKILL:
            require(sentences == 0, "said how to go on where nothing was stopped", run)
            return
        require("BUILD SUCCESS" not in run.text, "was stopped and says that it went well", run)
        require(sentences <= 1, f"said {sentences} times how to go on", run)
        require(sentences == 1 or not begun or not (place.out / "p").exists() or len(place.host.calls) == 1, "did not say how to go on", run)

    def again(self, place, run):
        found = GOES_ON.search(run.text)
        if "to continue, type" in run.text:
            require(found, "the command that goes on is not on a line of its own", run)
            words = shlex.split(found.group(1))
            require(words[:2] == ["mvn", "mlops:publish"], f"the command that goes on is {words[:2]}")
            next_run = place.run("publish", *words[2:])
        else:
            next_run = self.afresh(place)
        well(next_run)
        whole(place.out / "p")
        only(place, "p")
        self.compare(place)

    def compare(self, place):
        state = place.host.state()
        require(state == self.state, f"the host has not what it has after a whole run: {sorted(set(state.items()) ^ set(self.state.items()))[:3]}")

    def afresh(self, place):
        return self.start(place).end()


class GenerateAndPublish(Publish):
    """generate with a host as its last step."""

    def __init__(self):
        super().__init__(NoProjects)

    def measure(self, place):
        self.prepare(place)
        run = self.start(place).end()
        self.state = self.published(place, run)
        self.seconds = run.seconds
        place.close()

    def prepare(self, place):
        place.host = place.until_end(GitHub(place.root / "served"))

    def start(self, place):
        place.environment["GH_ENTERPRISE_TOKEN"] = TOKEN
        return place.start("generate", "-Dmlops.projectName=p", *place.host.words(), *self.words)

    def afresh(self, place):
        if (place.out / "p").exists():
            return place.run("publish", f"-Dmlops.projectDirectory={place.out / 'p'}", *place.host.words(), *self.words)
        return self.start(place).end()


class NoProjects:
    """A context for a goal that copies no project."""

    @staticmethod
    def shared(name):
        return None

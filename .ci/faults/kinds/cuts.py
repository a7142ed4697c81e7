"""The connection is cut after every so many bytes, in both directions, while a template is fetched and a project published."""

import os
import shutil

from kit.case import Case, sample
from kit.hosts import GitHub, TOKEN
from kit.objects import sample_template
from kit.place import Place
from kit.promises import calm, generated, only, refused, require, well, whole, whole_or_nothing
from kit.web import Relay, Web

NAME = "cut connections"
FULL, QUICK = 240, 4
DIRECTIONS = {Relay.TO_SERVER: "to the server", Relay.TO_CLIENT: "to the client"}


def cases(context, count):
    folder = context.shared("cuts")
    sample_template(folder / "sample.git", files=30, large=60_000)
    web = context.until_end(Web(folder))
    made = []
    for work in (Fetch(web), Publish(context)):
        totals = work.measure(Place(context, context.shared("measure-" + type(work).__name__)))
        for direction, where in DIRECTIONS.items():
            for once in (True, False):
                share = max(2, count // 8)
                for i in range(share):
                    after = totals[direction] * i // share + context.random.randrange(max(1, totals[direction] // share))
                    kept = "once" if once else "from then on"
                    made.append(Case(f"{work.name}: cut after {after} of {totals[direction]} bytes {where}, {kept}", work.cut(direction, after, once)))
    return sample(context.random, made, count)


class Fetch:
    """generate over HTTP."""

    name = "generate"

    def __init__(self, web):
        self.web = web

    def measure(self, place):
        relay = place.until_end(Relay(self.web.port))
        generated(place, self.run(place, relay), "p")
        place.close()
        return relay.counts

    def run(self, place, relay, *words):
        return place.run("generate", f"-Dmlops.template={relay.url}/sample.git", "-Dmlops.projectName=p", *words, limit=90)

    def cut(self, direction, after, once):
        def run(place):
            relay = place.until_end(Relay(self.web.port, direction, after, once))
            word = whole_or_nothing(place, self.run(place, relay), "p")
            if word == "went through":
                return word
            relay.heal()
            generated(place, self.run(place, relay), "p")
            only(place, "p")
            return word
        return run


class Publish:
    """publish, of its API calls and of its push."""

    name = "publish"
    words = ("-Dmlops.environments",)

    def __init__(self, context):
        self.projects = context.shared("cut-projects")
        self.state = {}

    def measure(self, place):
        well(place.run("generate", "-Dmlops.projectName=p", "-Dmlops.organization=contoso"))
        shutil.copytree(place.out / "p", self.projects / "p", symlinks=True)
        host = place.until_end(GitHub(place.root / "served"))
        relay = place.until_end(Relay(host.port))
        well(self.run(place, relay))
        self.state = self.state_of(host, relay)
        place.close()
        return relay.counts

    @staticmethod
    def state_of(host, relay):
        return {key: value.replace(relay.address, "HOST") for key, value in host.state().items()}

    def run(self, place, relay):
        place.environment["GH_ENTERPRISE_TOKEN"] = TOKEN
        return place.run("publish", f"-Dmlops.projectDirectory={place.out / 'p'}", "-Dmlops.remote=github", f"-Dmlops.githubUrl={relay.url}",
                         "-Dmlops.organization=contoso", *self.words, limit=180)

    def cut(self, direction, after, once):
        def run(place):
            shutil.copytree(self.projects / "p", place.out / "p", symlinks=True)
            host = place.until_end(GitHub(place.root / "served"))
            relay = place.until_end(Relay(host.port, direction, after, once))
            first = calm(self.run(place, relay))
            if not first.well:
                refused(first)
                require(first.text.count("to continue, type") == 1, "did not say once how to go on", first)
                relay.heal()
                well(self.run(place, relay))
            whole(place.out / "p")
            require(os.listdir(place.out) == ["p"], "left something beside the project", first)
            require(self.state_of(host, relay) == self.state, "the host has not what it has after a whole run", first)
            if not relay.cut:
                return "not reached"
            return "went through" if first.well else "refused, then went on"
        return run

"""Sixteen runs at once on one cache that is empty, warm, or damaged when they begin."""

from kit.case import Case, sample
from kit.objects import sample_template
from kit.promises import calm, only, require, well, whole
from kit.web import Web

NAME = "16 runs at once"
FULL, QUICK = 5, 1
RUNS = 16


def cases(context, count):
    folder = context.shared("together")
    sample_template(folder / "sample.git", files=20, large=100_000)
    web = context.until_end(Web(folder))
    # Sixteen Mavens on a small machine: fewer in a sample.
    runs = RUNS if count >= FULL else 4
    works = [("an empty cache", Together(web, runs, "empty")), ("a warm cache, offline", Together(web, runs, "warm")),
             ("a damaged cache", Together(web, runs, "damaged")), ("one name", SameName(web, runs)), ("two templates", Together(web, runs, "two"))]
    return [Case(f"{runs} runs, {name}", work) for name, work in sample(context.random, works, count)]


class Together:
    """All have names of their own, and all go well."""

    def __init__(self, web, runs, cache):
        self.web, self.runs, self.cache = web, runs, cache

    def __call__(self, place):
        if self.cache != "empty":
            well(place.run("generate", f"-Dmlops.template={self.web.url}/sample.git", "-Dmlops.projectName=first"))
        if self.cache == "damaged":
            for path in place.cache.glob("*/objects/pack/*.pack"):
                path.chmod(0o644)
                path.write_bytes(path.read_bytes()[:-30])
        running = []
        for i in range(self.runs):
            kind = "b" if self.cache == "two" and i % 2 else "a"
            running.append(place.start("generate", f"-Dmlops.template={self.web.url}/sample.git", f"-Dmlops.projectName=p{i}",
                                       f"-Dmlops.options.kind={kind}", offline=self.cache == "warm"))
        for run in [one.end(240) for one in running]:
            well(run)
        names = [f"p{i}" for i in range(self.runs)]
        for name in names:
            whole(place.out / name)
        only(place, *names, *(["first"] if self.cache != "empty" else []))
        return "all went through"


class SameName:
    """All want one name: one gets it, the others are refused."""

    def __init__(self, web, runs):
        self.web, self.runs = web, runs

    def __call__(self, place):
        running = [place.start("generate", f"-Dmlops.template={self.web.url}/sample.git", "-Dmlops.projectName=p") for _ in range(self.runs)]
        runs = [calm(one.end(240)) for one in running]
        through = [run for run in runs if run.well]
        require(len(through) == 1, f"{len(through)} of {len(runs)} runs made the one project", runs[0])
        for run in runs:
            require(run.well or "exists already" in run.text, "was refused for another reason than the name", run)
        whole(place.out / "p")
        only(place, "p")
        return "one of them made it"

"""The disk is full after every 64 kB."""

import os
import subprocess

from kit.case import Case, Skipped, sample
from kit.objects import sample_template
from kit.promises import calm, refused, require, whole
from kit.web import Web

NAME = "full disk"
FULL, QUICK = 48, 3
STEP = 64 * 1024
WORKS = {"generate": 16, "the built-in template": 16, "archetypes": 32}


def cases(context, count):
    folder = context.shared("disk")
    sample_template(folder / "sample.git", files=20, large=300_000)
    web = context.until_end(Web(folder))
    probe = context.shared("probe")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(probe)], stderr=subprocess.DEVNULL, check=False).returncode:
        raise Skipped("needs root, to mount a small file system")
    subprocess.run(["umount", str(probe)], check=True)
    made = [Case(f"{work}, full after {64 * (i + 1)} kB", Full(web, work, STEP * (i + 1))) for work, steps in WORKS.items() for i in range(steps)]
    made += [Case(f"the cache, full after {64 * (i + 1)} kB", Full(web, "cache", STEP * (i + 1))) for i in range(8)]
    return sample(context.random, made, count)


class Full:
    """Projects, or the cache, are on a file system of a few blocks."""

    def __init__(self, web, work, size):
        self.web, self.work, self.size = web, work, size

    def __call__(self, place):
        small = place.cache if self.work == "cache" else place.out
        small.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", str(small)], check=True)
        try:
            run = calm(self.run(place))
            there = sorted(os.listdir(place.out))
            if run.well:
                if self.work != "archetypes":
                    whole(place.out / "p")
                return "enough room"
            refused(run)
            require(not there, f"left {there} on the full disk", run)
            require("space" in run.errors().lower(), "does not say that the disk is full", run)
        finally:
            subprocess.run(["umount", "-l", str(small)], check=False)
        again = self.run(place)
        require(calm(again).well, "does not go through when there is room again", again)
        return "refused"

    def run(self, place):
        if self.work == "archetypes":
            return place.run("archetypes", f"-Dmlops.archetypeDirectory={place.out / 'a'}")
        template = "builtin" if "built-in" in self.work else f"{self.web.url}/sample.git"
        return place.run("generate", f"-Dmlops.template={template}", "-Dmlops.projectName=p")

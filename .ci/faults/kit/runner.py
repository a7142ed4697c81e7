"""Reads the command line, draws the cases, runs them, and prints the table."""

import argparse
import importlib
import random
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kit.case import Broken, Context, Skipped
from kit.place import Place

KINDS = ("kills", "cuts", "servers", "cache", "together", "disk", "templates", "answers", "secrets")


def arguments(words):
    parser = argparse.ArgumentParser(prog=".ci/faults/run", description="Breaks what mlops-maven depends on, and looks at what it does.")
    parser.add_argument("--quick", action="store_true", help="a sample of every kind, for a build server")
    parser.add_argument("--only", action="append", choices=KINDS, metavar="KIND", help="only this kind: " + ", ".join(KINDS))
    parser.add_argument("--case", metavar="REGEX", help="only cases in whose name this is found")
    parser.add_argument("--count", type=int, help="how many of each kind, in place of the full number")
    parser.add_argument("--seed", type=int, default=1, help="draws the same cases again (default 1)")
    parser.add_argument("--repo", type=Path, default=Path.home() / ".m2/repository", help="the local Maven repository that the plugin is installed in")
    parser.add_argument("--jobs", type=int, default=1, help="cases at once (default 1)")
    parser.add_argument("--mvn", default="mvn", help="the Maven to run")
    parser.add_argument("--keep", action="store_true", help="keep the folders of cases that did not hold")
    parser.add_argument("--list", action="store_true", help="print the names of the cases, and run none")
    parser.add_argument("--verbose", action="store_true", help="print every case as it ends")
    return parser.parse_args(words)


class Tally:
    """What became of the cases of one kind."""

    def __init__(self, name):
        self.name = name
        self.tried = 0
        self.held = 0
        self.seen = Counter()
        self.broken = []
        self.skipped = ""

    def row(self):
        seen = ", ".join(f"{word} {n}" for word, n in self.seen.most_common()) or self.skipped
        return f"| {self.name} | {self.tried} | {self.held} | {seen} |"


def attempt(context, case, options):
    """Runs one case; gives (held, word, detail)."""
    place = Place(context, Path(tempfile.mkdtemp(prefix="case-", dir=context.root)))
    held = False
    try:
        word = case.run(place)
        held = True
        return True, word, ""
    except Broken as e:
        return False, "did not hold", str(e)
    except Exception:  # A mistake of the kit counts as a case that did not hold: nobody overlooks it.
        return False, "kit failed", traceback.format_exc()
    finally:
        place.close()
        if held or not options.keep:
            shutil.rmtree(place.root, ignore_errors=True)


def run_kind(name, context, options):
    module = importlib.import_module("kinds." + name)
    tally = Tally(module.NAME)
    count = options.count or (module.QUICK if options.quick else module.FULL)
    context.random = random.Random(f"{options.seed} {name}")
    try:
        cases = module.cases(context, count)
    except Skipped as e:
        context.end_of_kind()
        tally.skipped = f"skipped: {e}"
        return tally
    except Broken as e:
        context.end_of_kind()
        print(f"[{name}] BROKEN before any fault\n    " + str(e).replace("\n", "\n    "), flush=True)
        tally.tried, tally.seen = 1, Counter({"did not run without a fault": 1})
        return tally
    if options.case:
        cases = [case for case in cases if re.search(options.case, case.name)]
    if options.list:
        for case in cases:
            print(f"{name}: {case.name}")
        return tally
    lock = threading.Lock()

    def one(case):
        started = time.monotonic()
        try:
            held, word, detail = attempt(context, case, options)
        except Skipped as e:
            held, word, detail = True, f"skipped ({e})", ""
        with lock:
            tally.tried += 1
            tally.held += held
            tally.seen[word] += 1
            if options.verbose or not held:
                print(f"[{name} {time.monotonic() - started:5.1f}s] {'held ' if held else 'BROKEN'} {case.name}: {word}", flush=True)
            if not held:
                tally.broken.append((case.name, detail))
                print("    " + detail.replace("\n", "\n    "), flush=True)

    try:
        with ThreadPoolExecutor(options.jobs) as pool:
            try:
                list(pool.map(one, cases))
            except KeyboardInterrupt:
                pool.shutdown(wait=False, cancel_futures=True)
                context.stop()
                raise
    finally:
        context.end_of_kind()
    return tally


def main(words):
    options = arguments(words)
    started = time.monotonic()
    root = Path(tempfile.mkdtemp(prefix="mlops-faults-"))
    context = Context(root, options)
    tallies = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        for name in options.only or KINDS:
            tallies.append(run_kind(name, context, options))
    except KeyboardInterrupt:
        return 130
    finally:
        context.close()
        if not options.keep:
            shutil.rmtree(root, ignore_errors=True)
    if options.list:
        return 0
    print("\n| kind | tried | held | what was seen |\n|---|---|---|---|")
    for tally in tallies:
        print(tally.row())
    print(f"\nseed {options.seed}, {time.monotonic() - started:.0f} s")
    return 1 if any(tally.held < tally.tried for tally in tallies) else 0

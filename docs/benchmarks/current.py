#!/usr/bin/env python3
"""Measures mlops:status, mlops:update and mlops:adopt beside an idle Maven goal, copier and cruft.

A project of the built-in template's files, of which people edited a share, is compared with a newer
state of the template and brought to it. Needs git, Java, Maven, and the plugin installed in the
local Maven repository that is named. docs/benchmarks.md says what is measured.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from updates import ENVIRONMENT, commit, git, put, repository, run

PLUGIN = "io.github.mlops-maven:mlops-maven-plugin"
NOTHING = "org.apache.maven.plugins:maven-clean-plugin:3.5.0:help"
ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILTIN = ROOT / "mlops-archetype-catalog/template/src"
TEXTS = {".py", ".md", ".yml", ".sh", ".tf", ".toml", ".txt"}


class Measured:
    """Processor time, wall time and the largest process of each run."""

    def __init__(self, options):
        self.options = options
        self.mvn = [options.maven or shutil.which("mvn"), "-B", "-q", "-o"]
        if options.local_repository:
            self.mvn.append(f"-Dmaven.repo.local={options.local_repository}")

    def goal(self, name, folder, *arguments):
        words = [f"-Dmlops.{text}" for text in arguments]
        return self.command([*self.mvn, f"{PLUGIN}:{self.options.version}:{name}", *words], folder)

    def nothing(self, folder):
        return self.command([*self.mvn, NOTHING], folder)

    def command(self, command, folder):
        start = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env={**ENVIRONMENT, "MAVEN_OPTS": self.options.maven_opts},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.stdout.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command}: {said.decode(errors='replace')}")
        return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1000


def changed(text, mark):
    """The text with another line in its middle, behind a comment's sign."""
    lines = text.split("\n")
    at = len(lines) // 2 if mark == "mine" else len(lines) // 3
    return "\n".join([*lines[:at], f"# {mark}", *lines[at:]])


def edit(folder, share, mark):
    """Changes a share of the texts, always the same ones."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in TEXTS and not {".git", ".mlops"} & set(path.parts)
    )
    step = max(1, round(1 / share)) if share else len(files) + 1
    for path in files[::step]:
        path.write_text(changed(path.read_text(), mark))
    return len(files[::step])


def blobs(folder):
    """The lines of git fast-import for the files of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".git" not in path.relative_to(folder).parts:
            mode = "100755" if os.access(path, os.X_OK) else "100644"
            content = path.read_bytes()
            yield f"M {mode} inline {path.relative_to(folder)}\ndata {len(content)}\n".encode()
            yield content + b"\n"


def template(place, more_files, more_commits):
    """The built-in template in git, in an older and a newer state; no file is checked out."""
    repository(place)
    states = place.parent / "states"
    states.mkdir()
    put(BUILTIN, states)
    clock = iter(range(1700000000, 1800000000))

    def begun(branch_from):
        head = f"commit refs/heads/main\ncommitter T <t@example.com> {next(clock)} +0000\n"
        return (head + "data 1\nx\n" + branch_from).encode()

    stream = [begun(""), *blobs(states)]
    for number in range(more_files):
        text = f"{number}\n"
        stream.append(
            f"M 100644 inline beside/{number // 500}/{number}.txt\ndata {len(text)}\n{text}\n".encode()
        )
    stream.append(b"reset refs/tags/v1\nfrom refs/heads/main\n\n")
    stream += [begun("") for _ in range(more_commits)]
    for folder in ("project", "mlops", "data-science"):
        edit(states / folder, 0.5, "theirs")
    stream += [begun(""), *blobs(states)]
    subprocess.run(["git", "fast-import", "--quiet"], cwd=place, input=b"".join(stream), check=True)
    return place.as_uri()


def back(project):
    shutil.rmtree(project / ".git" / "mlops-update", ignore_errors=True)
    git(project, "reset", "--hard", "--quiet")


def case(measured, work, share, more_files, more_commits):
    """The figures of one project."""
    url = template(work / "template", more_files, more_commits)
    cache = f"cacheDirectory={work / 'cache'}"
    measured.goal(
        "generate", work, "projectName=demo", f"template={url}", "templateRef=v1", "verify=off",
        "author=T <t@example.com>", cache,
    )
    project = work / "demo"
    files = len(git(project, "ls-files").splitlines())
    edited = edit(project, share, "mine")
    commit(project, "work")
    newer = ["templateRef=main", cache]
    held = ["onConflict=hold", *newer]
    lost = work / "lost"
    shutil.copytree(project, lost, symlinks=True)
    shutil.rmtree(lost / ".mlops")
    shutil.rmtree(lost / ".git")
    repository(lost, exist_ok=True)
    commit(lost, "a copy without lock and history")
    found = ["dryRun", "projectName=demo", f"template={url}", cache]
    # Fills the cache, as the rounds that do not count do for the others.
    measured.goal("adopt", lost, *found)
    results = {name: [] for name in ("no-op", "status", "update dryRun", "update", "adopt")}
    for round_ in range(measured.options.runs + 1):
        figures = {
            "no-op": measured.nothing(project),
            "status": measured.goal("status", project, *newer),
            "update dryRun": measured.goal("update", project, "dryRun", *held),
            "update": measured.goal("update", project, *held),
            "adopt": measured.goal("adopt", lost, *found),
        }
        back(project)
        if round_:
            for name, figure in figures.items():
                results[name].append(figure)
    return files, edited, results


def with_others(measured, work, tools, share):
    """The same content and edits as templates of copier and cruft, and their update."""
    from updates import with_copier, with_cruft

    states = work / "case"
    url = template(work / "template", 0, 0)
    for name, ref in (("old", "v1"), ("new", "main")):
        measured.goal(
            "generate", work, "projectName=" + name, f"template={url}", f"templateRef={ref}",
            "verify=off", "author=T <t@example.com>", f"cacheDirectory={work / 'cache'}",
        )
        shutil.copytree(work / name, states / name, ignore=shutil.ignore_patterns(".git"))
    shutil.copytree(states / "old", states / "mine")
    edit(states / "mine", share, "mine")
    results = {}
    for name, update in (("copier update", with_copier), ("cruft update", with_cruft)):
        results[name] = []
        for round_ in range(measured.options.runs):
            place = work / f"{name}-{round_}"
            place.mkdir()
            figures = []
            update(states, place, tools, lambda *words: figures.append(measured.command(*words)))
            results[name].append(figures[0])
    return results


def table(results):
    nothing = results["no-op"]
    print("| | processor s | of that own s | times no-op | peak MB | over no-op MB | wall s |")
    print("|---|---|---|---|---|---|---|")
    base_cpu = statistics.median(figure[0] for figure in nothing)
    base_memory = statistics.median(figure[2] for figure in nothing)
    for name, figures in results.items():
        cpu, wall, memory = (statistics.median(f[at] for f in figures) for at in range(3))
        print(
            f"| {name} | {cpu:.2f} | {cpu - base_cpu:.2f} | {cpu / base_cpu:.2f} | {memory:.0f} "
            f"| {memory - base_memory:.0f} | {wall:.2f} |"
        )
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--version", default="0.1.0-SNAPSHOT", help="the plugin's")
    parser.add_argument("--maven", help="Maven's launcher; default: the mvn on PATH")
    parser.add_argument("--maven-opts", default="", help="MAVEN_OPTS; default: none")
    parser.add_argument("--local-repository", help="default: Maven's own")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cases", default="0.3:0:0,0:0:0,0.6:0:0,0.3:2000:0,0.3:20000:0,0.3:200000:0,0.3:0:10000",
                        help="share of edited texts : more files : more commits, separated by commas")
    parser.add_argument("--tools", type=pathlib.Path, help="where copier and cruft are, to measure them too")
    options = parser.parse_args()
    measured = Measured(options)
    print("load:", os.getloadavg(), "processors:", os.cpu_count())
    for text in options.cases.split(","):
        share, more_files, more_commits = text.split(":")
        with tempfile.TemporaryDirectory() as name:
            work = pathlib.Path(name)
            files, edited, results = case(
                measured, work, float(share), int(more_files), int(more_commits)
            )
            print(f"\n### {files} files, {edited} edited; template with {more_files} more files and "
                  f"{more_commits} more commits\n")
            if options.tools and text == options.cases.split(",")[0]:
                others = work / "others"
                others.mkdir()
                results |= with_others(measured, others, options.tools, float(share))
            table(results)


if __name__ == "__main__":
    main()

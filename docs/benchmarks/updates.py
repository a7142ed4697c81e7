#!/usr/bin/env python3
"""Gives the cases of RandomTripsTest to copier and cruft, and counts conflicts and lost lines.

A case is a folder with `old` (what the template gave), `mine` (what people made of it), `new` (what
the template gives now), `lines` (what was written by hand) and `result` (what mlops:update left).
copier and cruft get the same files as a template of theirs without placeholders. docs/benchmarks.md
says what is counted. Needs git; the tools are installed from PyPI into --tools.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOOLS = ("copier==9.19.1", "cruft==2.16.0", "cookiecutter==2.7.1")
MARKER = b"<<<<<<< "
ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "T",
    "GIT_AUTHOR_EMAIL": "t@example.com",
    "GIT_COMMITTER_NAME": "T",
    "GIT_COMMITTER_EMAIL": "t@example.com",
}


def run(folder, *command, check=True):
    """Runs a program, and returns its exit status and what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if check and done.returncode:
        raise RuntimeError(f"{command}: {done.stdout.decode(errors='replace')}")
    return done.returncode, done.stdout


def git(folder, *arguments):
    return run(folder, "git", *arguments)[1]


def installed(environment):
    """The folder with the tools' programs; they are installed from PyPI if they are missing."""
    programs = environment / "bin"
    if not (programs / "copier").exists():
        run(environment.parent, sys.executable, "-m", "venv", environment)
        run(environment.parent, programs / "pip", "--quiet", "install", *TOOLS)
    return programs


def put(source, target):
    """Makes a folder have the files of another, and no others, but for git's and the tools' own."""
    for path in list(target.iterdir()):
        if path.name in (".git", ".copier-answers.yml", ".cruft.json"):
            continue
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copytree(source, target, dirs_exist_ok=True, symlinks=True)


def commit(folder, message, *tag):
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    for name in tag:
        git(folder, "tag", name)


def repository(folder, exist_ok=False):
    folder.mkdir(parents=True, exist_ok=exist_ok)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "core.autocrlf", "false")
    return folder


def texts(project):
    """The contents of a project: of the work tree with files of rejected parts, and of the index."""
    found = []
    for path in project.rglob("*"):
        if path.is_file() and not path.is_symlink() and ".git" not in path.relative_to(project).parts:
            found.append(path.read_bytes())
    for line in git(project, "ls-files", "-u").splitlines():
        found.append(git(project, "cat-file", "blob", line.split()[1].decode()))
    return found


def judge(project, lines):
    """How many files are in conflict, and how many of the lines are gone."""
    conflicts = set()
    given = project / ".mlops" / "files"
    if given.is_file():
        # Files that mlops:update held have the state that they are of in the list.
        held = [line.split(b"\t") for line in given.read_bytes().splitlines() if b"\t@" in line]
        conflicts.update(fields[0].split(b" ", 2)[2] for fields in held)
    for line in git(project, "ls-files", "-u").splitlines():
        conflicts.add(line.split(b"\t", 1)[1])
    everything = b"\n".join(texts(project))
    for path in project.rglob("*"):
        name = str(path.relative_to(project)).encode()
        if not path.is_file() or path.is_symlink() or name.startswith(b".git/"):
            continue
        if path.suffix == ".rej":
            conflicts.add(name[: -len(".rej")])
        elif any(line.startswith(MARKER) for line in path.read_bytes().splitlines()):
            conflicts.add(name)
    return len(conflicts), sum(line.encode() not in everything for line in lines)


def told(*words):
    """Runs an update, which may end with a failure."""
    return run(words[1], *words[0], check=False)


def with_copier(case, work, tools, updates=told):
    template = repository(work / "template")
    content = template / "content"
    content.mkdir()
    (template / "copier.yml").write_text(
        '_subdirectory: content\n_templates_suffix: ".none-of-them"\n'
    )
    answers = "{{ _copier_conf.answers_file }}.none-of-them"
    made = "# Made by copier\n{{ _copier_answers|to_nice_yaml }}"
    for state, tag in (("old", "1.0.0"), ("new", "2.0.0")):
        put(case / state, content)
        (content / answers).write_text(made)
        commit(template, state, tag)
    project = work / "project"
    run(work, tools / "copier", "copy", "--defaults", "--quiet", "--vcs-ref", "1.0.0", template, project)
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "config", "core.autocrlf", "false")
    commit(project, "start")
    put(case / "mine", project)
    commit(project, "work")
    return project, updates([tools / "copier", "update", "--defaults", "--quiet"], project)


def with_cruft(case, work, tools, updates=told):
    template = repository(work / "template")
    content = template / "{{ cookiecutter.name }}"
    content.mkdir()
    (template / "cookiecutter.json").write_text('{"name": "project", "_copy_without_render": ["*"]}\n')
    for state, tag in (("old", "v1"), ("new", "v2")):
        put(case / state, content)
        commit(template, state, tag)
    run(work, tools / "cruft", "create", template, "--no-input", "--checkout", "v1", "--output-dir", work)
    project = work / "project"
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "config", "core.autocrlf", "false")
    commit(project, "start")
    put(case / "mine", project)
    commit(project, "work")
    update = [tools / "cruft", "update", "--skip-apply-ask", "--checkout", "v2"]
    return project, updates(update, project)


def missed(case, project):
    """How many files that nobody changed are not what the template gives now."""
    found = 0
    for path in (case / "old").rglob("*"):
        name = path.relative_to(case / "old")
        ours, newer = case / "mine" / name, case / "new" / name
        if not path.is_file() or name.parts[0] == ".mlops" or not ours.is_file():
            continue
        same_mode = ours.stat().st_mode == path.stat().st_mode
        if ours.read_bytes() != path.read_bytes() or not same_mode:
            continue
        there = newer.read_bytes() if newer.is_file() else b""
        here = (project / name).read_bytes() if (project / name).is_file() else b""
        found += here != there
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=pathlib.Path, help="what RandomTripsTest left: -Dupdate.cases")
    parser.add_argument("--tools", type=pathlib.Path, help="a virtual environment; default: a new one")
    parser.add_argument("--only", default="copier,cruft", help="the tools; default: both")
    parser.add_argument("--share", default="0/1", help="of the cases, N of M parts, as in 0/4")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for projects that lost a line")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        tools = installed(options.tools or work / "tools")
        totals = {}
        cases = sorted(
            (case for case in options.cases.iterdir() if (case / "result").exists()),
            key=lambda case: int(case.name),
        )
        part, parts = (int(text) for text in options.share.split("/"))
        cases = cases[part::parts]
        lines = sum(len((case / "lines").read_text().splitlines()) for case in cases)
        for case in cases:
            written = (case / "lines").read_text().splitlines()
            results = {}
            tools_of_others = [
                (tool, update)
                for tool, update in (("copier", with_copier), ("cruft", with_cruft))
                if tool in options.only.split(",")
            ]
            for tool, update in (("mlops:update", None), *tools_of_others):
                place = work / tool.replace(":", "-") / case.name
                place.mkdir(parents=True)
                project, (status, said) = (
                    update(case, place, tools) if update else (case / "result", (0, b""))
                )
                results[tool] = (*judge(project, written), missed(case, project), int(status != 0))
                if results[tool][1] and options.keep:
                    shutil.copytree(place, options.keep / f"{place.parent.name}-{case.name}", symlinks=True)
                    (options.keep / f"{place.parent.name}-{case.name}.log").write_bytes(said)
                shutil.rmtree(place)
            print(case.name, results, flush=True)
            for tool, (conflicts, lost, not_taken, failed) in results.items():
                total = totals.setdefault(tool, [0] * 6)
                values = (conflicts, conflicts > 0, lost, lost > 0, not_taken, failed)
                for at, value in enumerate(values):
                    total[at] += value
        print(f"\n{len(cases)} runs, {lines} lines written by hand\n")
        print(
            "| | files in conflict | runs with a conflict | lines lost | runs that lost a line "
            "| unchanged files not brought to the new state | runs that failed |"
        )
        print("|---|---|---|---|---|---|---|")
        for tool, total in totals.items():
            print(f"| {tool} | " + " | ".join(str(value) for value in total) + " |")


if __name__ == "__main__":
    main()

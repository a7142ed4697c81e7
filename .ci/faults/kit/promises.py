"""What has to hold after every fault."""

import os
import re
import subprocess
from pathlib import Path

from kit.case import Broken

TRACE = re.compile(r"^\s*at [\w.$/@]+\([^)]*\)\s*$|^Exception in thread|^Caused by: |OutOfMemoryError|StackOverflowError|^\S*\bjava\.[\w.]+(Exception|Error)\b", re.M)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
STAGING = re.compile(r"\.mlops-")


def require(holds, what, run=None):
    if not holds:
        raise Broken(what + (("\n" + run.tail()) if run else ""))


def calm(run):
    """It ended by itself, and what it printed is fit for a person and a terminal."""
    require(not run.timed_out, f"did not end within {run.seconds:.0f} s", run)
    found = TRACE.search(run.text)
    require(not found, f"printed a stack trace: {found and found.group(0)[:120]!r}", run)
    found = CONTROL.search(run.text)
    require(not found, f"printed a control character: {found and found.group(0)!r}", run)
    return run


def refused(run):
    """It failed, with a problem and a remedy."""
    calm(run)
    require(run.status not in (0, None), "was not refused", run)
    lines = [line for line in run.errors().splitlines() if line.strip("[ERROR] ")]
    require(len(lines) >= 2, "names no remedy below the problem", run)
    return run


def well(run):
    calm(run)
    require(run.well, f"failed with status {run.status}", run)
    return run


def git(folder, *words):
    environment = dict(os.environ, HOME="/nonexistent", GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_COUNT="1",
                       GIT_CONFIG_KEY_0="safe.directory", GIT_CONFIG_VALUE_0="*", GIT_OPTIONAL_LOCKS="0")
    return subprocess.run(["git", "-C", str(folder), *words], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)


def on_disk(project):
    """The files of a project: path to mode, as git writes it."""
    found = {}
    for folder, folders, files in os.walk(project):
        if Path(folder) == project and ".git" in folders:
            folders.remove(".git")
        for name in list(folders):
            if os.path.islink(os.path.join(folder, name)):
                folders.remove(name)
                files.append(name)
        for name in files:
            path = os.path.join(folder, name)
            mode = "120000" if os.path.islink(path) else "100755" if os.stat(path).st_mode & 0o100 else "100644"
            found[os.path.relpath(path, project)] = mode
    return found


def hashes(project, paths):
    """What git calls the bytes of files on disk."""
    listed = "\n".join(paths).encode("utf-8", "surrogateescape")
    done = subprocess.run(["git", "hash-object", "--no-filters", "--stdin-paths"], cwd=project, input=listed, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode().split()


def converted(project, path, identity):
    """Whether a file becomes this object when git takes it, with all that the attributes say."""
    return git(project, "hash-object", "--", path).stdout.decode().strip() == identity


def whole(project):
    """What was committed is what is on disk, byte for byte, and git has nothing to say about it."""
    require(project.is_dir() and not project.is_symlink(), f"{project.name} is not a folder")
    listed = git(project, "ls-tree", "-r", "-z", "--full-tree", "HEAD")
    require(listed.returncode == 0, f"{project.name} has no commit: {listed.stderr.decode('utf-8', 'replace')}")
    committed = {}
    for entry in listed.stdout.decode("utf-8", "surrogateescape").split("\0"):
        if entry:
            facts, path = entry.split("\t", 1)
            mode, _, identity = facts.split(" ")
            committed[path] = (mode, identity)
    disk = on_disk(project)
    modes = {path: mode for path, (mode, _) in committed.items()}
    require(modes == disk, f"{project.name}: {len(disk)} files on disk, {len(modes)} committed; they differ at {sorted(set(disk.items()) ^ set(modes.items()))[:6]}")
    paths = [path for path, (mode, _) in sorted(committed.items()) if mode != "120000"]
    # What the attributes convert on the way into git, such as line ends, is converted here too.
    different = [path for path, identity in zip(paths, hashes(project, paths)) if identity != committed[path][1]]
    different = [path for path in different if not converted(project, path, committed[path][1])]
    require(not different, f"{project.name}: other bytes on disk than in the commit: {different[:5]}")
    status = git(project, "status", "--porcelain")
    require(status.returncode == 0 and not status.stdout, f"{project.name} has a status: {(status.stdout + status.stderr)[:300]!r}")
    checked = git(project, "fsck", "--strict", "--no-progress")
    require(checked.returncode == 0 and not (checked.stdout + checked.stderr).strip(), f"{project.name}: git fsck --strict says {(checked.stdout + checked.stderr)[:300]!r}")


def only(place, *names):
    """The folder for projects has these, and no half-made one, no staging folder."""
    there = set(os.listdir(place.out))
    require(there == set(names), f"the folder has {sorted(there)}, not {sorted(names)}")
    written_outside(place)


def written_outside(place):
    """Nothing has appeared where nothing belongs."""
    strange = set(os.listdir(place.root)) - {"home", "cache", "out", "temp", "logs", "xdg", "served", "kept"}
    require(not strange, f"something was written outside: {sorted(strange)}")
    strange = set(os.listdir(place.home)) - {".m2", ".gitconfig", ".config", ".jgitconfig", ".ssh", ".git-credentials"}
    require(not strange, f"something was written to the home folder: {sorted(strange)}")


def generated(place, run, name):
    """The run went well, and left a whole project and nothing else."""
    well(run)
    whole(place.out / name)
    return name


def whole_or_nothing(place, run, name):
    """Either a whole project, or a refusal and nothing; gives the word for it."""
    calm(run)
    if run.well:
        whole(place.out / name)
        only(place, name)
        return "went through"
    refused(run)
    only(place)
    return "refused"

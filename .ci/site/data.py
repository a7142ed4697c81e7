"""Asks the plugin for what the reference pages are made of, and writes it to target/site-data.

The plugin's descriptor says which goals and parameters there are. Everything else is what its goals write when they run:
in a project of the built-in template, and in a folder with two mistakes.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "target" / "site-data"
PLUGIN = ROOT / "mlops-maven-plugin" / "target" / "classes" / "META-INF" / "maven" / "plugin.xml"

BROKEN = {
    ".github/workflows/train.yml": (
        "on: push\njobs:\n  train:\n    runs-on: ubuntu-18.04\n    steps:\n      - run: bash scripts/train.sh\n"
    ),
    "infra/main.tf": 'variable "client_secret" {\n  type = string\n}\n',
}


class Maven:
    """Runs goals of the plugin offline, from a local repository that has it."""

    def __init__(self, version, repository):
        self.prefix = f"io.github.mlops-maven:mlops-maven-plugin:{version}:"
        self.options = ["-q", "-o", "-B", "-ntp"]
        if repository:
            self.options += [f"-Dmaven.repo.local={pathlib.Path(repository).resolve()}",
                             "-Daether.enhancedLocalRepository.trackingFilename=none"]

    def run(self, folder, *arguments, told=False):
        goal, *rest = arguments
        command = ["mvn", *(self.options[1:] if told else self.options), self.prefix + goal, *rest]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment())
        if done.returncode:
            sys.exit(f"[site] {' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout


def printed(output):
    """What the goal said, without Maven's own frame around it."""
    lines = [re.sub(r"\x1b\[[0-9;]*m|^\[INFO\] ", "", line) for line in output.splitlines()]
    begin = next(at for at, line in enumerate(lines) if line.startswith("---") and "mlops-maven-plugin" in line)
    end = next(at for at, line in enumerate(lines) if at > begin and line.startswith("-----"))
    return [line.rstrip() for line in lines[begin + 1:end] if line.strip()]


def environment():
    """A home without settings or git configuration of its own, so that every machine gives the same."""
    home = DATA / "home"
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "GH_"))}
    return kept | {"MAVEN_ARGS": "", "XDG_CACHE_HOME": str(home / "cache"), "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C.UTF-8"}


def normal(node):
    """The goals of the plugin descriptor, without the parameters that Maven fills in itself."""
    goals = []
    for mojo in node.find("mojos"):
        settings = {setting.tag: setting for setting in mojo.find("configuration")}
        parameters = []
        for parameter in mojo.find("parameters"):
            if parameter.findtext("editable") != "true":
                continue
            name = parameter.findtext("name")
            setting = settings.get(name)
            expression = (setting.text or "") if setting is not None else ""
            parameters.append({
                "name": name,
                "property": re.sub(r"^\$\{|\}$", "", expression),
                "type": parameter.findtext("type").rsplit(".", 1)[-1],
                "since": parameter.findtext("since"),
                "required": parameter.findtext("required") == "true",
                "default": setting.get("default-value") if setting is not None else None,
                "description": parameter.findtext("description"),
            })
        goals.append({
            "goal": mojo.findtext("goal"),
            "description": mojo.findtext("description"),
            "since": mojo.findtext("since"),
            "phase": mojo.findtext("phase"),
            "project": mojo.findtext("requiresProject") == "true",
            "thread_safe": mojo.findtext("threadSafe") == "true",
            "parameters": parameters,
        })
    return {"version": node.findtext("version"), "goals": goals}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--repo")
    repository = arguments.parse_args().repo
    if not PLUGIN.exists():
        sys.exit("[site] the plugin is not built: run mvn install -DskipTests")
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    plugin = normal(ElementTree.parse(PLUGIN).getroot())
    (DATA / "plugin.json").write_text(json.dumps(plugin, indent=1), encoding="utf-8")

    maven = Maven(plugin["version"], repository)
    report = "-Dmlops.format=json"
    maven.run(DATA, "options", report, f"-Dmlops.outputFile={DATA}/options.json")
    maven.run(DATA, "generate", "-Dmlops.projectName=demo", "-Dmlops.author=Ada Example <ada@example.com>", report,
              "-Dmlops.dryRun", f"-Dmlops.outputFile={DATA}/dry-run.json")
    project = DATA / "demo"
    said = ["$ mvn mlops:generate -Dmlops.projectName=demo",
            *printed(maven.run(DATA, "generate", "-Dmlops.projectName=demo", "-Dmlops.author=Ada Example <ada@example.com>", told=True)),
            "", "$ cd demo && mvn mlops:verify", *printed(maven.run(project, "verify", told=True)),
            "", "$ mvn mlops:status", *printed(maven.run(project, "status", told=True))]
    text = "\n".join(said).replace(str(DATA), "/home/ada") + "\n"
    text = re.sub(r"tree [0-9a-f]{12}", "tree 5f3c…", text).replace(plugin["version"], "…")
    (DATA / "recording.txt").write_text(text, encoding="utf-8")
    with (project / "CODEOWNERS").open("a", encoding="utf-8") as owners:
        owners.write("# changed\n")
    (project / "pyproject.toml").unlink()
    maven.run(project, "status", report, f"-Dmlops.outputFile={DATA}/status.json", f"-Dmlops.reportsDirectory={DATA}/status")
    broken = DATA / "broken"
    for name, text in BROKEN.items():
        (broken / name).parent.mkdir(parents=True, exist_ok=True)
        (broken / name).write_text(text, encoding="utf-8")
    maven.run(broken, "verify", report, "-Dmlops.failOn=never", f"-Dmlops.outputFile={DATA}/verify.json",
              f"-Dmlops.projectDirectory={broken}", f"-Dmlops.reportsDirectory={DATA}/verify")


if __name__ == "__main__":
    main()

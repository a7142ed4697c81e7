"""Runs the commands of the documentation that are marked, and compares what they print.

In a page, a comment on the line before a block says what is done with it. Blocks of a page with one NAME share a folder that begins empty.

  <!-- run: NAME -->            runs a block of sh. 'in FOLDER' runs it below that folder, 'fails' expects another exit code than 0,
                                'proxy' runs it where the template is reached through a proxy only, 'github' and 'azure' where github.com
                                or dev.azure.com is a server that keeps what it is told; a settings.xml of the page names the proxy
  <!-- output -->               compares a block with what the command before printed: '…' stands for any text in a line, a line
                                '…' for any lines
  <!-- file: NAME PATH -->      writes the block to a file. 'as pom' puts a piece of a POM into a whole one
  <!-- steps: NAME PATH -->     alone: runs the Maven commands of a workflow or pipeline that was written so, 'in FOLDER' if the
                                commands belong there
  <!-- readme: NAME in FOLDER -->  alone: every path that the README of a generated project names is in it
  <!-- setup: NAME              alone: commands that the reader does not see, up to the line '-->'; the same words as for 'run'

Nothing is asked outside of this machine: https://git.example.com and https://github.com are servers of served.py.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import served
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
MARK = re.compile(
    r"^ {0,3}<!-- (?:(?P<kind>run|output|file|steps|readme)(?:: (?P<words>[^\n]*?))? -->(?:\n *```(?P<language>[\w-]*)\n(?P<block>.*?)^ *```$)?"
    r"|setup: (?P<setup>[^\n]*)\n(?P<hidden>.*?)^-->$)", re.MULTILINE | re.DOTALL)
VERSION = re.search(r"<version>(\d+\.\d+\.\d+(?:-SNAPSHOT)?)</version>", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1]
ARCHETYPES = "org.apache.maven.plugins:maven-archetype-plugin:" + re.search(
    r"<archetype.version>([\d.]+)<", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1]
PATH = re.compile(r"`(?!Microsoft\.)([\w.*-]+(?:/[\w.*-]+)+/?|[\w.*-]+\.(?:sh|py|yml|yaml|md|toml|txt|in|tf|bicep|json|csv))`")
# A file that its owners may add, a branch, and what a run writes.
NOT_YET = {".mlops/owned", "mlops/update", "model_card.md", "gated/evaluation.json"}
SETTINGS = """\
<settings>
  <pluginGroups><pluginGroup>io.github.mlops-maven</pluginGroup></pluginGroups>
  <mirrors><mirror><id>none</id><mirrorOf>*</mirrorOf><url>{url}/no-maven-repository</url></mirror></mirrors>
  <proxies>{proxies}</proxies>
  <profiles><profile><id>p</id><properties>{properties}</properties></profile></profiles>
  <activeProfiles><activeProfile>p</activeProfile></activeProfiles>
</settings>
"""
POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>parent</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
{piece}</project>
"""


def expected(text):
    """The pattern of a block of output."""
    parts = []
    for line in text.rstrip("\n").split("\n"):
        parts.append("(?:.*\n)*?" if line == "…" else ".*".join(re.escape(part) for part in line.split("…")) + "\n")
    return re.compile("(?:.*\n)*?" + "".join(parts) + "(?:.*\n)*")


def told(output):
    """What a person reads: without colors, Maven's own frame, and the level of plain lines."""
    lines = []
    for line in output.splitlines():
        line = re.sub(r"^\[INFO\] ?", "", re.sub(r"\x1b\[[0-9;]*m", "", line)).rstrip()
        if line and not re.match(r"-{3,}|Scanning for|Building |BUILD |Total time|Finished at", line):
            lines.append(line)
    return "\n".join(lines) + "\n"


def commands(workflow):
    """The shell of each step of a workflow, a pipeline or a Jenkinsfile that runs Maven."""
    text = workflow.read_text(encoding="utf-8")
    if workflow.name == "Jenkinsfile":
        return [line for line in re.findall(r"^\s*sh '(.*)'$", text, re.MULTILINE) if "mvn " in line]
    found = []

    def visit(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("run", "bash", "script") and isinstance(value, str) and "mvn " in value:
                    found.append(value)
                visit(value)
        elif isinstance(node, list):
            for one in node:
                visit(one)

    visit(yaml.safe_load(text))
    return found


class Page:
    """The blocks of one page, and the folder that they run in."""

    def __init__(self, path, repository, services, scratch):
        self.path, self.repository, self.services = path, repository, services
        self.scratch = scratch / re.sub(r"\W+", "-", str(path.relative_to(ROOT)))
        self.home = self.scratch / "home"
        (self.home / ".m2").mkdir(parents=True)
        (self.scratch / "github").mkdir()
        self.github = served.Hub(self.scratch / "github")
        (self.scratch / "azure").mkdir()
        self.azure = served.AzureDevOps(self.scratch / "azure")
        self.count, self.failures, self.output = 0, [], None

    def run(self):
        text = self.path.read_text(encoding="utf-8")
        for match in MARK.finditer(text):
            place = f"{self.path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
            if match["hidden"] is not None:
                self.executed(place, match["setup"], match["hidden"])
            elif match["kind"] == "steps":
                self.steps(place, match["words"])
            elif match["kind"] == "readme":
                self.readme(place, match["words"])
            elif match["block"] is None:
                self.failures.append(f"{place}: there is no block below this line")
            elif match["kind"] == "output":
                self.compared(place, match["block"])
            elif match["kind"] == "file":
                self.written(match["words"], match["block"])
            elif match["language"] != "sh":
                self.failures.append(f"{place}: a block of {match['language']} cannot be run")
            else:
                self.executed(place, match["words"], match["block"])
                self.count += 1
            if self.failures:
                break  # what comes after it depends on it
        self.github.close()
        self.azure.close()
        return self

    def folder(self, name):
        folder = self.scratch / "work" / re.sub(r"\W+", "-", name)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def words(self, words):
        """The folder, and what else a mark says."""
        name, *rest = re.split(r",? (?=in )|, ", words)
        folder = self.folder(name)
        for word in [word for word in rest if word.startswith("in ")]:
            folder = folder / word.removeprefix("in ")
        return folder, {word for word in rest if not word.startswith("in ")}

    def compared(self, place, block):
        if self.output is None:
            self.failures.append(f"{place}: there is no command before this output")
        elif not expected(block).fullmatch(self.output):
            self.failures.append(f"{place}: the command printed\n{self.output}\nand not\n{block}")

    def written(self, words, block):
        words, _, kind = words.partition(", ")
        name, path = words.split(" ", 1)
        target = self.folder(name) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == "as pom":
            if block.startswith("<plugin>"):
                block = f"<build><plugins>\n{block}</plugins></build>\n"
            block = POM.format(piece=block)
        target.write_text(block, encoding="utf-8")

    def steps(self, place, words):
        folder, _ = self.words(words.partition(" ")[0] + (", in " + words.partition(" in ")[2] if " in " in words else ""))
        path = words.partition(" ")[2].partition(" in ")[0]
        found = commands(self.folder(words.partition(" ")[0]) / path)
        if not found:
            self.failures.append(f"{place}: {path} has no step that runs Maven")
        for text in found:
            text = re.sub(r"\$\{\{ github\.repository_owner \}\}", "contoso", text)
            self.executed(place, str(folder.relative_to(self.scratch / "work")).replace(os.sep, ", in ", 1), text)
            self.count += 1

    def readme(self, place, words):
        folder, _ = self.words(words)
        for path in sorted(set(PATH.findall((folder / "README.md").read_text(encoding="utf-8"))) - NOT_YET):
            if not (folder / path).exists() and not list(folder.glob(f"**/{path}")):
                self.failures.append(f"{place}: the README of {folder.name} names {path}, which does not exist")

    def executed(self, place, words, block):
        folder, rest = self.words(words)
        unknown = rest - {"fails", "proxy", "github", "azure"}
        if unknown or not folder.is_dir():
            self.failures.append(f"{place}: " + (f"unknown words {unknown}" if unknown else f"folder {folder.name} not found"))
            return
        done = subprocess.run(["bash", "-ec", self.command(block)], cwd=folder, env=self.surroundings(folder, rest),
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.output = told(done.stdout)
        if (done.returncode != 0) != ("fails" in rest):
            self.failures.append(f"{place}: exit code {done.returncode}\n{block}{self.output}")

    def command(self, block):
        """A block with the plugin of this checkout in the place of its newest version."""
        maven = (f"mvn -ntp -s {self.home}/.m2/settings.xml -Dmaven.repo.local={self.repository}"
                 " -Daether.enhancedLocalRepository.trackingFilename=none ")
        text = re.sub(r"\bmvn (?!.*--version)", maven, block)
        text = re.sub(r"\bmlops:([a-z-]+)", f"io.github.mlops-maven:mlops-maven-plugin:{VERSION}:\\1", text)
        return re.sub(r"\barchetype:(?=generate\b)", ARCHETYPES + ":", text)

    def surroundings(self, folder, words):
        proxied, github, azure = "proxy" in words, self.github, self.azure
        proxies = (f"<proxy><id>p</id><active>true</active><protocol>http</protocol><host>127.0.0.1</host>"
                   f"<port>{self.services.proxy.port}</port></proxy>") if proxied else ""
        properties = f"<mlops.githubUrl>{github.url}</mlops.githubUrl>" if "github" in words else ""
        properties += f"<mlops.azureDevOpsUrl>{azure.url}</mlops.azureDevOpsUrl>" if "azure" in words else ""
        settings = SETTINGS.format(url=self.services.git.url, proxies=proxies, properties=properties)
        if proxied and (folder / "settings.xml").exists():
            mirrors = re.search(r"<mirrors>.*</mirrors>", settings)[0]
            settings = ((folder / "settings.xml").read_text(encoding="utf-8").replace("<settings>", "<settings>" + mirrors)
                        .replace("proxy.example.com", "127.0.0.1").replace("<protocol>https", "<protocol>http").replace("8080", str(self.services.proxy.port)))
        (self.home / ".m2" / "settings.xml").write_text(settings, encoding="utf-8")
        (self.home / ".gitconfig").write_text(self.services.git_configuration(proxied), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("GIT_", "GITHUB_", "GH_", "MAVEN_", "AZURE_", "SYSTEM_")) and name not in ("CI", "TF_BUILD")}
        return kept | {
            "HOME": str(self.home), "XDG_CACHE_HOME": str(self.scratch / "cache"), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
            "GH_ENTERPRISE_TOKEN": github.token, "AZURE_DEVOPS_EXT_PAT": azure.token, "AZURE": str(azure.folder),
            "SERVED": str(self.services.repositories), "GITHUB": str(github.folder),
            "AGENT_TEMPDIRECTORY": str(self.scratch / "agent"), "GITHUB_STEP_SUMMARY": str(self.scratch / "summary.md"),
            "MAVEN_OPTS": f"-Duser.home={self.home} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--repo", default=pathlib.Path.home() / ".m2" / "repository")
    arguments.add_argument("--keep", help="a new folder for what the commands write")
    arguments.add_argument("pages", nargs="*")
    given = arguments.parse_args()
    repository = pathlib.Path(given.repo).resolve()
    pages = [pathlib.Path(page).resolve() for page in given.pages] or sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md"])
    marked = [page for page in pages if MARK.search(page.read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as temporary:
        scratch = pathlib.Path(given.keep or temporary).resolve()
        scratch.mkdir(exist_ok=True)
        services = served.Services(scratch)
        try:
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                done = list(pool.map(lambda page: Page(page, repository, services, scratch).run(), marked))
        finally:
            services.close()
    failures = [failure for page in done for failure in page.failures]
    for failure in failures:
        print(failure, file=sys.stderr)
    total = sum(page.count for page in done)
    print(f"[site] {total} commands of the documentation were run, {len(failures)} failures")
    sys.exit(bool(failures) or not total)


if __name__ == "__main__":
    main()

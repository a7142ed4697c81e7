"""Runs a project's scripts/template-updates.sh against git and Maven templates: python -m kit.template_updates PROJECT.

The git template is a repository on this disk. Maven is a stand-in that knows the newest versions of some artifacts and fails
for others: what is proved is what the script makes of the answers.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

MAVEN = """#!/usr/bin/env bash
for word in "$@"; do
  case "$word" in
    -Dartifact=acme:template:RELEASE | -Dartifact=io.github.mlops-maven:mlops-template:RELEASE) printf '\\033[0m2.10.0\\033[0m' ;;
    -Dartifact=acme:early:LATEST) printf '0.2.0-SNAPSHOT' ;;
    -Dartifact=*) exit 1 ;;
  esac
done
"""


LOCK = """format: 1
generator:
  name: "mlops-maven-plugin"
  version: "0.1.0"
template:
%s  descriptor: "builtin"
project:
  name: "sample project"
selection:
  project_type: "cv"
"""


def git(repository: Path, *arguments: str) -> str:
    """Runs git and returns what it prints."""
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(repository), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def template(folder: Path) -> tuple[str, str]:
    """A git template with two commits and some tags; the first commit and the second."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=one")
    first = git(folder, "rev-parse", "HEAD")
    for tag in ("v1", "v1.9.0", "v2.0.0"):
        git(folder, "tag", tag)
    git(folder, "tag", "--annotate", "--message=ten", "v1.10.0")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=two")
    git(folder, "branch", "feature/main")
    return first, git(folder, "rev-parse", "HEAD")


def main() -> None:
    """Compares what the script says with what it has to say."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        project = work / "project"
        (project / "scripts").mkdir(parents=True)
        shutil.copy(Path(sys.argv[1]) / "scripts" / "template-updates.sh", project / "scripts")
        lock = project / ".mlops" / "project.yml"
        lock.parent.mkdir()
        repository = work / "template"
        repository.mkdir()
        first, second = template(repository)
        tools = work / "bin"
        tools.mkdir()
        (tools / "mvn").write_text(MAVEN, encoding="utf-8")
        (tools / "mvn").chmod(0o755)

        def run(path: str, **taken: str) -> tuple[str, str]:
            lines = "".join(f'  {key}: "{value}"\n' for key, value in taken.items())
            lock.write_text(LOCK % lines, encoding="utf-8")
            report = work / "report.md"
            done = subprocess.run(
                ["bash", "scripts/template-updates.sh", str(report)],
                cwd=project,
                env={**os.environ, "PATH": path},
                check=True,
                capture_output=True,
                text=True,
            )
            return done.stdout.strip(), report.read_text(encoding="utf-8")

        url = repository.as_uri()
        with_maven = f"{tools}:{os.environ['PATH']}"
        cases = [
            ("current", "not moved", {"location": url, "ref": "main", "commit": second}),
            ("behind", f"to `{second[:12]}`", {"location": url, "ref": "main", "commit": first}),
            ("behind", "HEAD from", {"location": url, "commit": first}),
            ("behind", "HEAD from", {"location": url, "ref": first, "commit": first}),
            (
                "behind",
                "-Dmlops.templateRef=feature/main",
                {"location": url, "ref": "refs/heads/feature/main", "commit": first},
            ),
            ("behind", "from `v1.9.0` to `v2.0.0`", {"location": url, "ref": "v1.9.0", "commit": first}),
            ("current", "not moved", {"location": url, "ref": "v2.0.0", "commit": first}),
            ("current", "not moved", {"location": url, "ref": "v1", "commit": first}),
            ("unknown", "has no `gone`", {"location": url, "ref": "gone", "commit": first}),
            ("unknown", "cannot be read", {"location": url + "-none", "ref": "main", "commit": first}),
            ("unknown", "was a folder", {"location": "folder"}),
            ("behind", "from `2.9.0` to `2.10.0`", {"location": "acme:template", "version": "2.9.0"}),
            (
                "behind",
                "acme:template:zip:2.10.0",
                {"location": "acme:template:zip", "version": "2.10.0-SNAPSHOT"},
            ),
            ("behind", "mlops-maven-plugin:2.10.0:generate", {"location": "builtin", "version": "2.9.0"}),
            ("current", "no version after", {"location": "acme:template", "version": "2.10.0"}),
            ("current", "no version after", {"location": "acme:template", "version": "2.11.0-SNAPSHOT"}),
            ("behind", "to `0.2.0-SNAPSHOT`", {"location": "acme:early", "version": "0.1.0-SNAPSHOT"}),
            ("current", "no version after", {"location": "acme:early", "version": "0.2.0-SNAPSHOT"}),
            ("unknown", "finds no version", {"location": "acme:none", "version": "1.0.0"}),
        ]
        wrong = []
        for state, text, taken in cases:
            said, report = run(with_maven, **taken)
            if said != state or text not in report or ("```bash" in report) != (state == "behind"):
                wrong.append(f"{taken}: {said}, {report}")
        print("\n".join(wrong) or f"{len(cases)} templates are judged as they should be")
        raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()

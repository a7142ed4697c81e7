"""What the files of the project say about themselves."""

import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

from mlops.driver.project import ENVIRONMENT, ROOT

ENVIRONMENT_FILES = [ENVIRONMENT / name for name in ("Dockerfile", "conda.yml", "requirements.txt")]


def environment_version(files: Iterable[Path] = tuple(ENVIRONMENT_FILES)) -> str:
    """A hash of what is in the environment: an unchanged one is not built again."""
    content = hashlib.sha256()
    for file in files:
        content.update(file.read_bytes())
    return content.hexdigest()[:12]


def commit() -> str:
    """The commit that is checked out, or `unknown` outside of a repository."""
    git = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    found = subprocess.run(git, capture_output=True, text=True, check=False)  # noqa: S603
    return found.stdout.strip() if found.returncode == 0 else "unknown"

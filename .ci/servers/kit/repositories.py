"""What the servers serve: a small template in git, and as Maven artifacts."""

import hashlib
import zipfile
from pathlib import Path

from kit.process import run

DESCRIPTOR = "format: 1\nname: tiny\nlayout:\n  - {from: src, to: .}\n"


def _git(*arguments: object, folder: Path) -> None:
    settings = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
    run(["git", *settings, *arguments], cwd=folder)


def template(folder: Path) -> None:
    """A template's files."""
    (folder / "src").mkdir(parents=True)
    (folder / "mlops-template.yml").write_text(DESCRIPTOR)
    (folder / "src" / "hello.txt").write_text("hello\n")


def bare(target: Path, work: Path, *, empty: bool = False, sha256: bool = False) -> None:
    """A bare repository with a template, or without anything."""
    form = ["--object-format=sha256"] if sha256 else []
    if empty:
        run(["git", "init", "-q", "--bare", "-b", "main", *form, target])
    else:
        tree = work / f"tree-{target.name}"
        template(tree)
        _git("init", "-q", *form, folder=tree)
        _git("add", "-A", folder=tree)
        _git("commit", "-q", "-m", "one", folder=tree)
        _git("tag", "v1", folder=tree)
        run(["git", "clone", "-q", "--bare", tree, target])
    for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant", "http.receivepack"):
        run(["git", "-C", target, "config", key, "true"])


def artifact(file: Path, greeting: str, *, root: str = "") -> None:
    """A template as an archive."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{root}mlops-template.yml", DESCRIPTOR)
        archive.writestr(f"{root}src/hello.txt", greeting + "\n")
    digest = hashlib.sha1(file.read_bytes(), usedforsecurity=False).hexdigest()
    file.with_name(file.name + ".sha1").write_text(digest)


def _metadata(file: Path, body: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<metadata><groupId>com.example</groupId><artifactId>tiny</artifactId>{body}</metadata>\n")
    digest = hashlib.sha1(file.read_bytes(), usedforsecurity=False).hexdigest()
    file.with_name(file.name + ".sha1").write_text(digest)


def maven(root: Path) -> None:
    """A repository with releases 1.0, 1.1 and 2.0, a zip, and a snapshot that was deployed twice."""
    base = root / "com/example/tiny"
    for version in ("1.0", "1.1", "2.0"):
        artifact(base / version / f"tiny-{version}.jar", version)
        artifact(base / version / f"tiny-{version}.zip", f"zip {version}", root="mlops-template/")
        artifact(base / version / f"tiny-{version}-full.zip", f"full {version}")
        _pom(base / version / f"tiny-{version}.pom", version)
    stamps = ("2.1-20250101.010101-1", "2.1-20250102.030405-2")
    for stamp in stamps:
        artifact(base / "2.1-SNAPSHOT" / f"tiny-{stamp}.jar", stamp)
        _pom(base / "2.1-SNAPSHOT" / f"tiny-{stamp}.pom", "2.1-SNAPSHOT")
    files = "".join(
        f"<snapshotVersion><extension>{kind}</extension><value>{stamps[-1]}</value>"
        "<updated>20250102030405</updated></snapshotVersion>"
        for kind in ("jar", "pom")
    )
    _metadata(
        base / "2.1-SNAPSHOT" / "maven-metadata.xml",
        "<version>2.1-SNAPSHOT</version><versioning><snapshot><timestamp>20250102.030405</timestamp>"
        "<buildNumber>2</buildNumber></snapshot><lastUpdated>20250102030405</lastUpdated>"
        f"<snapshotVersions>{files}</snapshotVersions></versioning>",
    )
    _metadata(
        base / "maven-metadata.xml",
        "<versioning><latest>2.1-SNAPSHOT</latest><release>2.0</release><versions><version>1.0</version>"
        "<version>1.1</version><version>2.0</version><version>2.1-SNAPSHOT</version></versions>"
        "<lastUpdated>20250102030405</lastUpdated></versioning>",
    )


def _pom(file: Path, version: str) -> None:
    file.write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId>"
        f"<artifactId>tiny</artifactId><version>{version}</version></project>\n"
    )

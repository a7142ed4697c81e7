"""What MkDocs does beside its own: pages from outside of docs/, generated pages and parts, links as GitHub has them.

Pages stay plain Markdown that reads well on GitHub, too. So a link to the repository's README.md leads to the home page here,
and one to a source file to the repository.
"""

import functools
import logging
import os
import pathlib
import re
import sys

from mkdocs.structure.files import File

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import reference  # noqa: E402

ROOT = reference.ROOT
REPOSITORY = "https://github.com/mlops-maven/mlops-maven"
LOG = logging.getLogger("mkdocs.hooks.site")

# Pages whose source is not below docs/: page of the site -> file of the repository.
OUTSIDE = {
    "index.md": "README.md",
    "help/changelog.md": "CHANGELOG.md",
    "guides/sdk-v1.md": "mlops-archetype-catalog/template/src/mlops/python-sdk-v1/every-type/MIGRATE.md",
    "contribute/contributing.md": "CONTRIBUTING.md",
    "contribute/integration-tests.md": "src/it/README.md",
    "contribute/proof.md": "mlops-archetype-catalog/proof/README.md",
}
PAGE_OF = {source: page for page, source in OUTSIDE.items()}

# What the project's own tests read.
OF_TESTS = {"mlops.test", "mlops.writeDocs"}

FENCE = re.compile(r"^( {0,3})(`{3,}|~{3,})")
LINK = re.compile(r"(?<!!)(\[(?:[^\]\[`]|`[^`]*`)*\])\(([^)\s]+)\)|(!\[[^\]]*\])\(([^)\s]+)\)")


def on_files(files, config):
    for page, source in OUTSIDE.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=text))
    for page, text in {**reference.goal_pages(), "decisions/README.md": "# Decisions\n\n<!-- generated: decisions -->\n"}.items():
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown, page, config, files):
    source = OUTSIDE.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    try:
        text = reference.filled_in(markdown)
    except reference.Incomplete as problem:
        LOG.warning("%s: %s", source, problem)
        return markdown
    if source == "docs/help/troubleshooting.md":
        for line, fragment in unknown_messages(text):
            told = LOG.warning if os.environ.get("GITHUB_ACTIONS") else LOG.info
            told("%s line %d: no message has '%s'", source, line, fragment)
    for line, mistake in [*dialect(text), *unknown_parameters(text, source)]:
        LOG.warning("%s line %d: %s", source, line, mistake)
    return outside_fences(text, lambda line: LINK.sub(lambda link: led(link, source, page.file.src_uri), line))


def outside_fences(text, change):
    out, end = [], None
    for line in text.split("\n"):
        mark = FENCE.match(line.lstrip())
        if end is None and mark:
            end = mark[2]
        elif end is not None and line.strip().startswith(end) and not line.strip().strip(end[0]):
            end = None
        elif end is None:
            line = change(line)
        out.append(line)
    return "\n".join(out)


def led(link, source, page):
    """A link of a file of the repository, as the page of the site has to have it."""
    label, target = (link[1], link[2]) if link[1] else (link[3], link[4])
    if re.match(r"[a-z][a-z0-9+.-]*:|#|/", target):
        return link[0]
    path, _, anchor = target.partition("#")
    wanted = os.path.normpath(os.path.join(os.path.dirname(source), path)).replace(os.sep, "/")
    if wanted.startswith("docs/reference/goals/"):
        there = wanted.removeprefix("docs/")
    elif not (ROOT / wanted).exists():
        LOG.warning("%s: the link to '%s' leads to nothing", source, target)
        return link[0]
    elif wanted in PAGE_OF:
        there = PAGE_OF[wanted]
    elif wanted.startswith("docs/") and (ROOT / wanted / "README.md").exists():
        there = wanted.removeprefix("docs/") + "/README.md"
    elif wanted == "docs/decisions":
        there = "decisions/README.md"
    elif wanted.startswith("docs/") and not wanted.endswith(".py") and (ROOT / wanted).is_file():
        there = wanted.removeprefix("docs/")
    else:
        kind = "tree" if (ROOT / wanted).is_dir() else "blob"
        return f"{label}({REPOSITORY}/{kind}/main/{wanted})"
    start = os.path.dirname(page) or "."
    return f"{label}({os.path.relpath(there, start).replace(os.sep, '/')}{'#' + anchor if anchor else ''})"


def dialect(text):
    """Where GitHub and Python-Markdown would show a page differently."""
    end, before = None, ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = FENCE.match(line.lstrip())
        indent = len(line) - len(line.lstrip())
        if end is None and mark:
            end = mark[2]
            if 0 < indent < 4:
                yield number, "indent a block in a list by four spaces"
        elif end is not None:
            if line.strip().startswith(end) and not line.strip().strip(end[0]):
                end = None
        elif re.match(r" *([-*+]|\d+\.) ", line) and before.strip() and not re.match(r" *([-*+]|\d+\.) | {2,}", before):
            yield number, "put an empty line before a list"
        elif line.startswith("|") and before.strip() and not before.startswith(("|", "<!--")):
            yield number, "put an empty line before a table"
        before = line


def unknown_parameters(text, source):
    """Parameters that a page tells people to type, and that no goal has."""
    if source == "CHANGELOG.md" or source.startswith("docs/decisions/"):
        return
    known = {parameter["property"] or f"mlops.{parameter['name']}"
             for goal in reference.data("plugin.json")["goals"] for parameter in goal["parameters"]} | OF_TESTS
    for number, line in enumerate(text.split("\n"), 1):
        for name in re.findall(r"-D(mlops\.[A-Za-z][\w-]*(?:\.skip\b)?)", line):
            if name not in known and name != "mlops.NAME" and name != "mlops.GOAL.skip":
                yield number, f"no goal has the parameter {name}"


def unknown_messages(text):
    """What the page about messages looks for, and no message of the plugin has; other tools' messages are under their own headings."""
    others = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("## "):
            others = line in ("## Maven and Java", "## Windows")
        if others or not line.startswith("| `") or "(in the pipeline)" in line:
            continue
        for fragment in re.findall(r"`([^`]+)`", line.split("|")[1]):
            if not all(part.strip().lower() in messages() for part in fragment.split("…")):
                yield number, fragment


@functools.cache
def messages():
    """All that the plugin can say: its sources without comments, with strings that are written in several pieces put together."""
    sources = [path for path in (ROOT / "mlops-maven-plugin" / "src" / "main").rglob("*") if path.suffix in (".java", ".json", ".properties")]
    text = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", "\n".join(path.read_text(encoding="utf-8") for path in sources), flags=re.DOTALL)
    return re.sub(r'"\s*\+\s*"', "", text).lower()

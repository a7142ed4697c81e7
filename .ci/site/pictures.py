"""Writes the pictures of README and the site as SVG: diagrams from the lists below, and a recording from a real run.

Usage: pictures.py --write | --check     after data.py, which makes the run
"""

import html
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUN = ROOT / "target" / "site-data" / "recording.txt"
FOLDER = ROOT / "docs" / "pictures"
SANS = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"
MONO = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"

# Boxes: x, y, width, title, lines. They lie on a card of their own, so that they read the same in a light and a dark page.
OVERVIEW = {
    "size": (880, 200),
    "about": "A template with every variant becomes one project, which goes to a repository and from there to Azure; "
             "newer versions of the template come back as updates.",
    "boxes": [
        (16, 34, 156, "Template", ["all variants: built-in,", "Azure's, or yours"]),
        (247, 34, 156, "Your project", ["one variant, complete,", "verified, committed"]),
        (478, 34, 156, "Repository", ["GitHub or", "Azure DevOps"]),
        (709, 34, 156, "Azure ML", ["pipelines train,", "deploy and monitor"]),
    ],
    "arrows": [
        ("M172 77 H241", "generate", 207, 66),
        ("M403 77 H472", "publish", 438, 66),
        ("M634 77 H703", "CI/CD", 669, 66),
        ("M94 120 V152 H325 V126", "update: what the template changed since, merged into what you changed", 350, 178),
    ],
}

PRECEDENCE = {
    "size": (880, 120),
    "about": "Where a value comes from: command line before POM before options file before the template's default.",
    "boxes": [
        (20, 24, 180, "1. Command line", ["-Dmlops.NAME=VALUE"]),
        (240, 24, 180, "2. POM", ["yours, then its parents"]),
        (460, 24, 180, "3. Options file", ["-Dmlops.optionsFile=…"]),
        (680, 24, 180, "4. Template", ["default in the descriptor"]),
    ],
    "arrows": [("M200 56 H234", "", 0, 0), ("M420 56 H454", "", 0, 0), ("M640 56 H674", "", 0, 0)],
}

UPDATE = {
    "size": (880, 250),
    "about": "An update merges three sides: what the template gave, what the project has, what the template has now.",
    "boxes": [
        (20, 30, 220, "What the template gave", ["found by .mlops/files"]),
        (330, 30, 220, "What you have", ["the project's HEAD"]),
        (640, 30, 220, "What the template has now", ["its branch, tag or version"]),
        (200, 160, 220, "Merged files", ["staged, or a pull request"]),
        (460, 160, 220, "Conflicts", ["marked, or held"]),
    ],
    "arrows": [
        ("M130 102 V128 H310 V154", "", 0, 0), ("M440 102 V128 H310 V154", "", 0, 0),
        ("M750 102 V128 H570 V154", "", 0, 0), ("M440 102 V128 H570 V154", "", 0, 0),
    ],
}

IDENTITIES = {
    "size": (880, 150),
    "about": "A job gets a token of its hosting service, exchanges it at Microsoft Entra ID for a token of Azure, and may change one resource group.",
    "boxes": [
        (16, 34, 176, "Job", ["of one repository", "and environment"]),
        (352, 34, 176, "Microsoft Entra ID", ["compares it with the", "federated credential"]),
        (688, 34, 176, "Resource group", ["of that environment,", "and no other"]),
    ],
    "arrows": [("M192 77 H346", "token of GitHub or", 269, 50), ("M192 77 H346", "Azure DevOps", 269, 66),
               ("M528 77 H682", "token of Azure", 605, 66)],
}


def text(x, y, content, size=14, weight="400", fill="#1f2937", anchor="middle", family=SANS):
    return (f'<text x="{x}" y="{y}" font-family="{family}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
            f' text-anchor="{anchor}">{html.escape(content, quote=False)}</text>')


def diagram(picture):
    width, height = picture["size"]
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
           f"<title>{html.escape(picture['about'], quote=False)}</title>",
           '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto">'
           '<path d="M0 0 L8 4 L0 8 Z" fill="#4051b5"/></marker></defs>',
           f'<rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="10" fill="#ffffff" stroke="#c7cbe0"/>']
    for path, label, x, y in picture["arrows"]:
        out.append(f'<path d="{path}" fill="none" stroke="#4051b5" stroke-width="2" marker-end="url(#tip)"/>')
        if label:
            out.append(text(x, y, label, 13, "600", "#303f9f"))
    for x, y, wide, title, lines in picture["boxes"]:
        tall = 46 + 20 * len(lines)
        out.append(f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" rx="8" fill="#eef0fa" stroke="#4051b5"/>')
        out.append(text(x + wide / 2, y + 27, title, 16, "700"))
        for at, line in enumerate(lines):
            out.append(text(x + wide / 2, y + 50 + 20 * at, line, 13, fill="#374151"))
    return "\n".join([*out, "</svg>"]) + "\n"


def recording(run):
    """A terminal: commands after '$ ', then what they printed."""
    columns, tall, top = 100, 21, 44
    lines = []
    for line in run.splitlines():
        lines += wrapped(line, columns)
    width, height = 880, top + tall * len(lines) + 16
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
           "<title>A run in a terminal: generate a project, verify it, look for a newer template</title>",
           f'<rect width="{width}" height="{height}" rx="10" fill="#14181f"/>']
    for at, color in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        out.append(f'<circle cx="{22 + 20 * at}" cy="20" r="6" fill="{color}"/>')
    for at, line in enumerate(lines):
        command = line.startswith("$ ")
        fill = "#8ab4ff" if command else "#d7dce5"
        out.append(f'<text x="20" y="{top + tall * at + 12}" font-family="{MONO}" font-size="14" fill="{fill}" xml:space="preserve"'
                   f' textLength="{round(len(line) * 8.4, 1)}" lengthAdjust="spacingAndGlyphs">{html.escape(line, quote=False)}</text>'
                   if line.strip() else "")
    return "\n".join([line for line in out if line] + ["</svg>"]) + "\n"


def wrapped(line, columns):
    if len(line) <= columns:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    out, rest = [], line
    while len(rest) > columns:
        cut = rest.rfind(" ", len(indent) + 1, columns)
        cut = cut if cut > 0 else columns
        out.append(rest[:cut])
        rest = indent + rest[cut:].lstrip()
    return [*out, rest]


def main():
    pictures = {"overview.svg": diagram(OVERVIEW), "precedence.svg": diagram(PRECEDENCE), "update.svg": diagram(UPDATE), "identities.svg": diagram(IDENTITIES),
                "first-minute.svg": recording(RUN.read_text(encoding="utf-8"))}
    stale = [name for name, content in pictures.items()
             if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != content]
    if sys.argv[1:] == ["--write"]:
        FOLDER.mkdir(exist_ok=True)
        for name, content in pictures.items():
            (FOLDER / name).write_text(content, encoding="utf-8")
    elif stale:
        sys.exit(f"[site] docs/pictures is not current: {', '.join(stale)}; run target/site-tools/bin/python .ci/site/pictures.py --write")


if __name__ == "__main__":
    main()

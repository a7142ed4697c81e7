"""The reference: Markdown made of what the plugin says about itself (target/site-data) and of its JSON Schemas."""

import html
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "target" / "site-data"

# Which parameters belong together, by name; the rest is 'Other'. A parameter that is in two groups is shown in the first.
GROUPS = [
    ("Template", r"template|templateRef|templateServerId|signatures|signed|descriptor"),
    ("Selection and values", r"projectType|infrastructureVersion|mlopsVersion|orchestration|options|values|optionsFile"
                             r"|pipelineTemplates\w*|allowPartial|fixes"),
    ("Project", r"projectName|organization|outputDirectory|projectDirectory|directory|author"),
    ("Repository", r"remote|remoteServerId|pullRequest|pushOverSsh|githubUrl|azureDevOpsUrl|visibility|description|topics"
                   r"|environments|variables|secrets|reviewers|actionsPermissions|protectBranch|pipelineFolder"
                   r"|importPipelineTemplates"),
    ("Checks and reports", r"verify|rules|policy|failOn|format|outputFile|reportsDirectory|dryRun|maxBehind\w+"),
    ("Limits and cache", r"cacheDirectory|timeout|maxFileSize|maxTotalSize|skip\w*"),
]

# What files a rule is about, by the first word of its id.
KINDS = {
    "azure": "Azure Pipelines", "azureml": "Azure ML YAML", "bicep": "Bicep", "check": "any", "command": "commands in scripts and pipelines",
    "configuration": "settings files", "devcontainer": "dev container", "docker": "Dockerfile", "document": "Markdown",
    "github": "GitHub Actions", "json": "JSON", "junk": "any", "leak": "any", "name": "resource names", "notebook": "notebook",
    "python": "Python", "shell": "shell", "terraform": "Terraform", "yaml": "YAML",
}


class Incomplete(Exception):
    """Something that a reference page needs is missing in the plugin's own data."""


def data(name):
    path = DATA / name
    if not path.exists():
        raise Incomplete(f"{path} does not exist: run .ci/site/build")
    return json.loads(masked(path.read_text(encoding="utf-8")))


def masked(text):
    """Without the folder that the run took place in."""
    return text.replace(str(DATA), "/home/ada")


def schema(name):
    return json.loads((ROOT / "docs" / "schema" / name).read_text(encoding="utf-8"))


def cell(text):
    """Text in a table's cell: one line, no bar, angle brackets and line ends as text."""
    plain = re.sub(r"\s*<br\s*/?>\s*|\s*\n\s*", " ", text or "").strip()
    parts = re.split(r"(`[^`]*`)", plain)
    for at in range(0, len(parts), 2):
        parts[at] = html.escape(html.unescape(parts[at]), quote=False).replace("*", "\\*")
    return "".join(parts).replace("|", "\\|")


def code(text):
    return f"`{text}`" if "`" not in text else f"`` {text} ``"


def fence(text, language):
    return f"```{language}\n{text.rstrip()}\n```\n"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def typed(parameter):
    """How a parameter is typed on the command line."""
    name = parameter["property"] or f"mlops.{parameter['name']}"
    kind = parameter["type"]
    if kind == "boolean":
        return f"-D{name}"
    return f"-D{name}.NAME=VALUE" if kind == "Map" else f"-D{name}=VALUE"


def checked(goal):
    if goal["goal"] == "help":  # is made by Maven's tools, whose parameters have no @since
        return goal
    for parameter in goal["parameters"]:
        for key in ("description", "since"):
            if not (parameter[key] or "").strip():
                raise Incomplete(f"mlops:{goal['goal']}: the parameter {parameter['name']} has no {key}")
    if not (goal["description"] or "").strip():
        raise Incomplete(f"mlops:{goal['goal']} has no description")
    return goal


def goals_index(_):
    rows = [[f"[`mlops:{goal['goal']}`](goals/{goal['goal']}.md)", cell(first_sentence(goal["description"])),
             code(goal["phase"]) if goal["phase"] else "–"] for goal in data("plugin.json")["goals"]]
    return table(["goal", "what it does", "bound to phase"], rows)


def first_sentence(text):
    return re.split(r"(?<=[.])\s", text.strip(), maxsplit=1)[0]


def goal_pages():
    """A page for each goal, by path."""
    plugin = data("plugin.json")
    return {f"reference/goals/{goal['goal']}.md": goal_page(checked(goal), plugin["version"]) for goal in plugin["goals"]}


def goal_page(goal, version):
    name = goal["goal"]
    out = [f"# mlops:{name}\n", html.escape(html.unescape(goal["description"].strip()), quote=False) + "\n"]
    out.append(fence(f"mvn io.github.mlops-maven:mlops-maven-plugin:{version}:{name}", "sh"))
    facts = ["Needs a POM." if goal["project"] else "Works in a folder without a POM."]
    if goal["phase"]:
        facts.append(f"Bound to the phase `{goal['phase']}` when it is in a POM's `<executions>`.")
    out.append(" ".join(facts) + "\n")
    left = list(goal["parameters"])
    for title, pattern in [*GROUPS, ("Other", r".*")]:
        group = [parameter for parameter in left if re.fullmatch(pattern, parameter["name"])]
        left = [parameter for parameter in left if parameter not in group]
        if group:
            out.append(f"## {title}\n")
            for parameter in group:
                out.append(parameter_entry(parameter))
    return "\n".join(out)


def parameter_entry(parameter):
    facts = [code(typed(parameter))]
    if parameter["required"]:
        facts.append("required")
    if parameter["default"]:
        facts.append(f"default {code(parameter['default'])}")
    if parameter["since"]:
        facts.append(f"since {parameter['since']}")
    text = html.escape(html.unescape(parameter["description"].strip()), quote=False).replace("*", "\\*")
    return f"### {parameter['name']}\n\n{' · '.join(facts)}\n\n{text}\n"


def parameters(_):
    """Every parameter of every goal, by name."""
    found = {}
    for goal in data("plugin.json")["goals"]:
        for parameter in goal["parameters"]:
            found.setdefault(parameter["name"], []).append(goal["goal"])
    rows = [[code(name), ", ".join(f"[{goal}](goals/{goal}.md#{name.lower()})" for goal in goals)]
            for name, goals in sorted(found.items(), key=lambda item: item[0].lower())]
    return table(["parameter", "of"], rows)


def options(_):
    rows = []
    for option in data("options.json")["options"]:
        rows.append([f"`{option['name']}`<br>{cell(option['title'])}", cell(option["description"]),
                     ", ".join(code(value) for value in option["values"]), code(option.get("default", "–")),
                     condition(option.get("when"))])
    return table(["option", "meaning", "values", "default", "asked for when"], rows)


def condition(when):
    if not when:
        return "always"
    return "; ".join(f"`{name}` is {' or '.join(code(value) for value in values)}" for name, values in when.items())


def combinations(_):
    entries = data("options.json")["combinations"]
    incomplete = [entry for entry in entries if not entry["complete"]]
    names = list(dict.fromkeys(name for entry in entries for name in entry["selection"]))
    text = f"{len(entries)} combinations, {len(entries) - len(incomplete)} of them complete.\n\n"
    rows = []
    for name in names:
        counts = {}
        for entry in entries:
            value = entry["selection"].get(name)
            if value:
                counts[value] = counts.get(value, 0) + 1
        rows.append([code(name), ", ".join(f"`{value}` ({count})" for value, count in counts.items())])
    return text + table(["option", "values, with the number of combinations that have it"], rows)


def values(_):
    rows = []
    for value in data("options.json")["values"]:
        limits = [limit for limit in (
            value.get("type") if value.get("type") != "string" else None,
            f"one of {', '.join(code(one) for one in value['enum'])}" if value.get("enum") else None,
            code(value["pattern"]).replace("|", "\\|") if value.get("pattern") else None,
            f"at most {value['max_length']} characters" if value.get("max_length") else None) if limit]
        rows.append([f"`values.{value['name']}`", cell(value["description"]), ", ".join(limits) or "any string",
                     code(value["default"]) if value.get("default") else "–"])
    return table(["parameter", "meaning", "limits", "default"], rows)


def schema_keys(name):
    """The keys of a schema as tables, one for each object, in the order of the file."""
    root = schema(name)
    out, done = [], set()

    def resolve(node):
        while "$ref" in node:
            node = root["$defs" if "$defs" in root else "definitions"][node["$ref"].rsplit("/", 1)[-1]] | {
                key: value for key, value in node.items() if key != "$ref"}
        return node

    def kind(node):
        node = resolve(node)
        if "const" in node:
            return code(str(node["const"]))
        if "enum" in node:
            return ", ".join(code(str(value)) for value in node["enum"])
        if "anyOf" in node or "oneOf" in node:
            return " or ".join(dict.fromkeys(kind(one) for one in node.get("anyOf") or node["oneOf"]))
        types = node.get("type", "any")
        types = types if isinstance(types, list) else [types]
        if types == ["array"] and "items" in node:
            return f"list of {kind(node['items'])}"
        return {"object": "mapping", "array": "list"}.get(types[0], types[0]) if len(types) == 1 else " or ".join(types)

    def below(node):
        node = resolve(node)
        for one in (node, *(node.get("anyOf") or node.get("oneOf") or [])):
            one = resolve(one)
            if one.get("properties"):
                yield "", one
            if isinstance(one.get("items"), dict):
                yield from ((f"[]{rest}", found) for rest, found in below(one["items"]))
            if isinstance(one.get("additionalProperties"), dict):
                yield from ((f".NAME{rest}", found) for rest, found in below(one["additionalProperties"]))

    def visit(path, node):
        node = resolve(node)
        identity = json.dumps(node.get("properties"), sort_keys=True)
        if identity in done:
            return
        done.add(identity)
        required = node.get("required", [])
        rows = [[code(key), kind(value), "yes" if key in required else "", cell(resolve(value).get("description", ""))]
                for key, value in node["properties"].items()]
        out.append(f"### {code(path) if path else 'At the top'}\n\n" + table(["key", "type", "required", "meaning"], rows))
        for key, value in node["properties"].items():
            for rest, found in below(value):
                visit(f"{path}.{key}{rest}".lstrip("."), found)

    visit("", root)
    return "\n".join(out)


def example(name):
    path, language = name.split()
    text = masked((DATA / path).read_text(encoding="utf-8"))
    lines = text.splitlines()
    if len(lines) > 60:
        text = "\n".join([*lines[:60], "…"])
    return fence(text, language)


def keys_of(name):
    """The keys that a JSON report has, with an example of each, as the run wrote them."""
    rows = []

    def visit(path, value):
        if isinstance(value, dict) and value:
            for key, one in value.items():
                visit(f"{path}.{key}".lstrip("."), one)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            merged = {}
            for one in value:
                for key, content in one.items():
                    if merged.get(key) in (None, [], {}):
                        merged[key] = content
            visit(f"{path}[]", merged)
        else:
            rows.append([code(path), cell(code(json.dumps(value, ensure_ascii=False)[:90]))])

    visit("", data(name))
    return table(["key", "in this run"], rows)


def rules(_):
    driver = json.loads((DATA / "verify" / "verify.sarif").read_text(encoding="utf-8"))["runs"][0]["tool"]["driver"]
    rows = []
    for rule in sorted(driver["rules"], key=lambda rule: rule["id"]):
        kind = KINDS.get(rule["id"].split("-", 1)[0])
        if kind is None:
            raise Incomplete(f"the rule {rule['id']} is of no known kind of file")
        page = ROOT / "docs" / "rules" / f"{rule['id']}.md"
        if not page.exists():
            raise Incomplete(f"the rule {rule['id']} has no page in docs/rules")
        rows.append([f"[{rule['id']}](../rules/{rule['id']}.md)", rule["defaultConfiguration"]["level"], kind,
                     cell(rule["shortDescription"]["text"])])
    counts = {}
    for row in rows:
        counts[row[1]] = counts.get(row[1], 0) + 1
    said = ", ".join(f"{count} of level {level}" for level, count in counts.items())
    return f"{len(rows)} rules: {said}.\n\n" + table(["rule", "level", "file type", "defect"], rows)


# What a room of the code is about, as people know it; docs/ARCHITECTURE.md has the rooms.
AREAS = {
    "adopt": "Adopt", "archetype": "Archetypes", "authoring": "New template", "backstage": "Backstage", "bounds": "Limits",
    "descriptor": "Template descriptor", "expressions": "Expressions", "fleet": "Fleet", "generate": "Generate",
    "git": "Git over HTTP, proxies and credentials", "gitconfig": "Git configuration", "io": "Files and folders",
    "layout": "Options, combinations and values", "lock": "Lock file and file list", "mojo": "Parameters and settings",
    "needs": "What pipelines need", "options": "Options", "policy": "Policies", "publish": "Publish",
    "remote": "GitHub and Azure DevOps", "render": "Velocity templates and edits", "rules": "Findings of verify", "ssh": "SSH",
    "status": "Status", "template": "Templates", "trust": "Signatures", "update": "Update", "verify": "Verify",
}


def messages(_):
    """Every problem that the plugin can report, with what to do, from the file of messages that the build holds to the code."""
    text = (ROOT / "mlops-maven-plugin" / "src" / "test" / "resources" / "messages" / "problems.txt").read_text(encoding="utf-8")
    out = []
    for block in text.rstrip("\n").split("\n\n"):
        room, *lines = block.split("\n")
        area = AREAS.get(room.removeprefix("# "))
        if area is None:
            raise Incomplete(f"the room of the messages '{room}' has no title")
        known = {}
        for problem, remedy in zip(lines[::2], lines[1::2]):
            remedies = known.setdefault(said(problem), [])
            if said(remedy) not in remedies:
                remedies.append(said(remedy))
        rows = [[plain(problem), " · ".join(plain(remedy) for remedy in remedies)] for problem, remedies in known.items()]
        out.append(f"## {area}\n\n" + table(["message", "what to do"], rows))
    return "\n".join(out)


def plain(text):
    """A message in a table, where none of its characters means anything to Markdown."""
    if text == "…":
        return "as the message says"
    parts = re.split(r"(-D[\w.…]+(?:=[\w./:…-]*[\w…])?)", text)
    for at in range(0, len(parts), 2):
        parts[at] = re.sub(r"([\\`*_{}\[\]|#])", r"\\\1", html.escape(parts[at], quote=False))
    return "".join(f"`{part}`" if at % 2 else part for at, part in enumerate(parts))


def said(text):
    """A message with '…' for what only the run knows."""
    text = text.strip().replace("{useOneOf}", "use one of …")
    return re.sub(r"(?:…\s?)+…", "…", re.sub(r"\{[\w…]*\}", "…", text))


def decisions(_):
    rows = []
    for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        rows.append([path.name[:4], f"[{title}]({path.name})"])
    return table(["no.", "decision"], rows)


PARTS = {"goals": goals_index, "parameters": parameters, "options": options, "combinations": combinations, "values": values,
         "schema": schema_keys, "example": example, "keys": keys_of, "rules": rules, "messages": messages, "decisions": decisions}

# What only a reader on GitHub needs: where the parts are that are generated here.
ON_GITHUB = re.compile(r"^<!-- on GitHub -->\n.*?^<!-- end -->\n\n?", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^<!-- generated: (\w+)(?: (.+?))? -->$", re.MULTILINE)


def filled_in(markdown):
    """A page with its generated parts in the place of their markers."""
    def part(match):
        if match[1] not in PARTS:
            raise Incomplete(f"nothing makes the part '{match[1]}'")
        return PARTS[match[1]](match[2])
    return MARKER.sub(part, ON_GITHUB.sub("", markdown))

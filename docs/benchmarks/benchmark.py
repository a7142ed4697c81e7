#!/usr/bin/env python3
"""Measures mlops:generate and mlops:verify beside git, copier, cruft and an idle Maven goal.

Needs Python 3.9, git with git-http-backend, Java and Maven, and the plugin installed in the local
Maven repository that is named. copier and cruft are installed from PyPI. docs/benchmarks.md says what
is measured and how.
"""

import argparse
import asyncio
import http.server
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

PLUGIN = "io.github.mlops-maven:mlops-maven-plugin"
ARCHETYPE_PLUGIN = "org.apache.maven.plugins:maven-archetype-plugin:3.4.1"
NOTHING = "org.apache.maven.plugins:maven-clean-plugin:3.5.0:help"
TEMPLATES = "templates.git"
MEGABYTE = 1_000_000

# What sparse_checkout.sh of Azure/mlops-v2 does, without creating and pushing to a GitHub
# repository, and with the branch that the server names.
COMMAND_LINE = r"""
set -e
git clone -q --depth 1 --filter=blob:none --sparse "$URL" project
cd project
git sparse-checkout init --cone
git sparse-checkout set infrastructure/terraform classical/aml-cli-v2 classical/aml-cli-v2/data \
  classical/aml-cli-v2/data-science classical/aml-cli-v2/mlops
mv classical/aml-cli-v2/data-science data-science
mv classical/aml-cli-v2/mlops mlops
mv classical/aml-cli-v2/data data
mv infrastructure/terraform terraform
rm -rf infrastructure
mv terraform infrastructure
rm -rf mlops/github-actions
mv infrastructure/devops-pipelines/* infrastructure/
rm -rf infrastructure/devops-pipelines infrastructure/github-actions
rm -rf .git
git init -q -b main
git add .
git commit -q -m 'initial commit'
"""


# The files that `builtin` gives, by the tools that are used for this elsewhere: a template of theirs
# without placeholders, from a repository on the disk, made and committed.
COMMITTED = """
cd project
git init -q -b main
git add .
git commit -q -m 'initial commit'
"""
PEERS = {
    "copier": 'set -e\n"$TOOLS"/copier copy --defaults --quiet "$PEER" project' + COMMITTED,
    "cruft": 'set -e\n"$TOOLS"/cruft create "$PEER" --no-input' + COMMITTED,
}


class Traffic:
    """What went over the wire. Bytes are those of HTTP bodies, in both directions."""

    def __init__(self):
        self.lock = threading.Lock()
        self.reset()

    def reset(self):
        self.requests = self.connections = self.sent = self.received = 0

    def add(self, **counts):
        with self.lock:
            for name, count in counts.items():
                setattr(self, name, getattr(self, name) + count)


TRAFFIC = Traffic()


class GitHandler(http.server.BaseHTTPRequestHandler):
    """Hands requests to git http-backend, as a web server does, with connections kept alive."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # headers and the first bytes in one packet
    disable_nagle_algorithm = True
    root = None

    def setup(self):
        super().setup()
        TRAFFIC.add(connections=1)

    def log_message(self, *ignored):
        pass

    def do_GET(self):
        self.answer(b"")

    def do_POST(self):
        self.answer(self.body())

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
            if size == 0:
                return b"".join(chunks)

    def answer(self, body):
        TRAFFIC.add(requests=1, received=len(body))
        url = urllib.parse.urlsplit(self.path)
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": url.path,
            "QUERY_STRING": url.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }
        backend = subprocess.Popen(
            ["git", "http-backend"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        feeder = threading.Thread(target=self.feed, args=(backend, body))
        feeder.start()
        status, headers = 200, []
        for line in iter(backend.stdout.readline, b"\r\n"):
            name, _, value = line.decode().strip().partition(": ")
            if not name:
                break
            if name.lower() == "status":
                status = int(value.split()[0])
            else:
                headers.append((name, value))
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while chunk := backend.stdout.read1(1 << 16):
            TRAFFIC.add(sent=len(chunk))
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()
        backend.wait()
        feeder.join()

    @staticmethod
    def feed(backend, body):
        try:
            backend.stdin.write(body)
            backend.stdin.close()
        except BrokenPipeError:
            pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 32


class FarAway:
    """A TCP proxy that makes a server look far away.

    Bytes arrive half a round trip after they were sent, in each direction. A connection's first
    bytes leave one round trip after it was opened, which is the time that TCP's handshake takes.
    Neither bandwidth nor TCP's slow start is modelled.
    """

    def __init__(self, port, round_trip):
        self.port = port
        self.round_trip = round_trip
        self.ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True).start()
        self.ready.wait()

    async def serve(self):
        server = await asyncio.start_server(self.connect, "127.0.0.1", 0)
        self.address = server.sockets[0].getsockname()[1]
        self.ready.set()
        await server.serve_forever()

    async def connect(self, reader, writer):
        opened = time.monotonic() + self.round_trip
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(
            self.carry(reader, far_writer, opened), self.carry(far_reader, writer, 0)
        )

    async def carry(self, reader, writer, not_before):
        under_way = asyncio.Queue()

        async def deliver():
            while True:
                due, data = await under_way.get()
                await asyncio.sleep(max(0, due - time.monotonic()))
                if not data:
                    break
                writer.write(data)
                await writer.drain()

        delivery = asyncio.create_task(deliver())
        try:
            while True:
                data = await reader.read(1 << 16)
                leaves = max(time.monotonic(), not_before)
                under_way.put_nowait((leaves + self.round_trip / 2, data))
                if not data:
                    break
            await delivery
        except (ConnectionError, asyncio.IncompleteReadError):
            delivery.cancel()
        finally:
            writer.close()


def measured(command, directory, environment, log):
    """Runs a command; wall and processor time in seconds, peak memory of its largest process."""
    with open(log, "wb") as output:
        TRAFFIC.reset()
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=directory, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {command}\n" + pathlib.Path(log).read_text(errors="replace"))
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "requests": TRAFFIC.requests,
        "connections": TRAFFIC.connections,
        "bytes": TRAFFIC.sent + TRAFFIC.received,
        "bytes_sent_by_client": TRAFFIC.received,
    }


class Bench:
    def __init__(self, options, work):
        self.options = options
        self.work = work
        self.log = work / "log"
        self.home = work / "home"
        self.home.mkdir()
        maven = pathlib.Path(options.maven) / "bin" / "mvn" if options.maven else "mvn"
        self.mvn = [str(maven), "-B", "-ntp"]
        if options.local_repository:
            self.mvn.append(f"-Dmaven.repo.local={options.local_repository}")
        self.environment = dict(
            os.environ,
            HOME=str(self.home),
            GIT_AUTHOR_NAME="Bench",
            GIT_AUTHOR_EMAIL="bench@example.com",
            GIT_COMMITTER_NAME="Bench",
            GIT_COMMITTER_EMAIL="bench@example.com",
            GIT_CONFIG_NOSYSTEM="1",
        )
        self.environment.pop("MAVEN_OPTS", None)
        self.environment.pop("MAVEN_ARGS", None)
        if options.maven_opts:
            self.environment["MAVEN_OPTS"] = options.maven_opts

    def generate(self, url, cache, target, *more):
        return [
            *self.mvn,
            f"{PLUGIN}:{self.options.version}:generate",
            f"-Dmlops.template={url}",
            "-Dmlops.infrastructureVersion=terraform",
            "-Dmlops.projectType=classical",
            "-Dmlops.mlopsVersion=aml-cli-v2",
            "-Dmlops.orchestration=azure-devops",
            "-Dmlops.projectName=project",
            f"-Dmlops.outputDirectory={target}",
            f"-Dmlops.cacheDirectory={cache}",
            *(more or ["-Dmlops.verify=off"]),
        ]

    def verified(self, url):
        """From where the pipeline templates are read, which verification looks into."""
        return f"-Dmlops.pipelineTemplatesUrl={urllib.parse.urljoin(url, TEMPLATES)}"

    def every_selection(self, url, cache):
        return [
            *self.mvn,
            f"{PLUGIN}:{self.options.version}:verify-template",
            f"-Dmlops.template={url}",
            self.verified(url),
            f"-Dmlops.cacheDirectory={cache}",
            "-Dmlops.failOn=never",
        ]

    def archetype(self):
        """The selection of `generate`, made by Maven's own plugin from the archetype."""
        return [
            *self.mvn,
            f"{ARCHETYPE_PLUGIN}:generate",
            "-DarchetypeGroupId=io.github.mlops-maven",
            "-DarchetypeArtifactId=mlops-classical-archetype",
            f"-DarchetypeVersion={self.options.version}",
            "-DarchetypeCatalog=local",
            "-DartifactId=project",
            "-Dorchestration=azure-devops",
        ]

    def peers(self, wanted):
        """Installs the tools, and makes a template of each from what `builtin` generates."""
        from updates import commit, installed, repository

        if not wanted:
            return
        tools = installed(pathlib.Path(self.options.tools or self.work / "tools"))
        self.environment["TOOLS"] = str(tools)
        measured(self.generate("builtin", self.work / "none", self.work), self.work, self.environment, self.log)
        project = self.work / "project"
        shutil.rmtree(project / ".git")
        for tool in wanted:
            template = repository(self.work / "peers" / tool)
            if tool == "copier":
                content = template / "content"
                (template / "copier.yml").write_text('_subdirectory: content\n_templates_suffix: ".none"\n')
            else:
                content = template / "{{ cookiecutter.name }}"
                (template / "cookiecutter.json").write_text(
                    '{"name": "project", "_copy_without_render": ["*"]}\n'
                )
            shutil.copytree(project, content)
            commit(template, "template")
        shutil.rmtree(project)

    def once(self, variant, url):
        """One run in an empty folder; its traces are removed after it."""
        target = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        cache = target / "cache"
        environment = dict(self.environment, URL=url, PEER=str(self.work / "peers" / variant))
        commands = {
            **{tool: ["bash", "-c", script] for tool, script in PEERS.items()},
            "no-op": [*self.mvn, NOTHING],
            "help": [*self.mvn, f"{PLUGIN}:{self.options.version}:help"],
            "git": ["bash", "-c", COMMAND_LINE],
            "cold": self.generate(url, cache, target),
            "warm": self.generate(url, self.work / "held", target),
            "offline": self.generate(url, self.work / "held", target, "-Dmlops.verify=off", "-o"),
            "verified": self.generate(url, self.work / "held", target, self.verified(url)),
            "every-selection": self.every_selection(url, self.work / "held"),
            "builtin": self.generate("builtin", cache, target),
            "builtin-verified": self.generate("builtin", cache, target, "-Dmlops.verify=warn"),
            "archetype": self.archetype(),
        }
        try:
            return measured(commands[variant], target, environment, self.log)
        finally:
            shutil.rmtree(target)

    def scenario(self, name, repository, round_trip, variants):
        """Every variant n times, in turn, so that a slower minute of the machine hits them all."""
        far = FarAway(self.port, round_trip) if round_trip else None
        url = f"http://127.0.0.1:{far.address if far else self.port}/{repository}"
        held = self.work / "held"
        if "warm" in variants or "offline" in variants:
            self.once("warm", url)
        runs = {variant: [] for variant in variants}
        for i in range(-1, self.options.runs):  # the first round is for the disk's cache alone
            for variant in variants:
                run = self.once(variant, url)
                if i >= 0:
                    runs[variant].append(run)
                    print(
                        f"{name} {variant} {i + 1}/{self.options.runs}: {run['wall']:.2f} s",
                        file=sys.stderr,
                        flush=True,
                    )
        shutil.rmtree(held, ignore_errors=True)
        return {
            "scenario": name,
            "round_trip_ms": round(round_trip * 1000),
            "variants": {variant: summary(of) for variant, of in runs.items()},
        }

    def serve(self, root):
        GitHandler.root = root
        server = Server(("127.0.0.1", 0), GitHandler)
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()


def summary(runs):
    result = {}
    for name in runs[0]:
        values = [run[name] for run in runs]
        result[name] = {
            "median": statistics.median(values),
            "min": min(values),
            "max": max(values),
        }
    return result


def class_path(options):
    """The test classes of the plugin with what they need, as Maven resolves it."""
    module = pathlib.Path(options.project) / "mlops-maven-plugin"
    listing = module / "target" / "benchmark.classpath"
    command = [
        str(pathlib.Path(options.maven) / "bin" / "mvn") if options.maven else "mvn",
        *["-q", "-B", "-ntp", "-f", str(module / "pom.xml")],
        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
        f"-Dmdep.outputFile={listing}",
        "-Dmdep.includeScope=test",
    ]
    if options.local_repository:
        command.append(f"-Dmaven.repo.local={options.local_repository}")
    subprocess.run(command, check=True)
    return os.pathsep.join([str(module / "target" / "test-classes"), listing.read_text().strip()])


def fixture(path, classes, files, commits):
    subprocess.run(
        [
            *["java", "-cp", classes, "io.github.mlopsmaven.testkit.AzureShapedRepository"],
            *[str(path), "--files", str(files), "--commits", str(commits)],
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def copied(repository, path):
    """A repository to serve, which gives out what GitHub gives out."""
    source = str(pathlib.Path(repository).resolve())
    subprocess.run(["git", "clone", "-q", "--bare", source, path], check=True)
    for key in ("allowFilter", "allowAnySHA1InWant"):
        subprocess.run(["git", "-C", path, "config", f"uploadpack.{key}", "true"], check=True)


def first_line(command):
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    return re.sub(r"\x1b\[[0-9;]*m", "", lines[0])


# What a run may take of its own at which round trip in ms, in whole runs of the git command line.
WALL_OF_GIT = {"cold": {50: 1.0}, "warm": {50: 0.7}}


def target_of(variant, values, round_trip):
    """The targets beside a variant's figures, and whether they are met."""
    if variant in ("git", "no-op", "help", "archetype", *PEERS):
        return ""
    if variant == "every-selection":
        wall = values[variant]["wall"]["median"]
        return f"wall ≤ 10 s: {'met' if wall <= 10 else 'missed'}"

    def own(figure):
        return values[variant][figure]["median"] - values["no-op"][figure]["median"]

    limits = [("processor", own("cpu"), 1.2, "s"), ("memory", own("memory") / MEGABYTE, 60, "MB")]
    if round_trip in WALL_OF_GIT.get(variant, {}) and "git" in values:
        limit = WALL_OF_GIT[variant][round_trip] * values["git"]["wall"]["median"]
        limits.insert(0, ("own", own("wall"), limit, "s"))
    if variant == "builtin-verified" and "copier" in values:
        limits.insert(0, ("own", own("wall"), values["copier"]["wall"]["median"], "s"))
    return ", ".join(
        f"{what} ≤ {round(limit, 2):g} {unit}: {'met' if value <= limit else 'missed'}"
        for what, value, limit, unit in limits
    )


def markdown(results):
    lines = []
    for result in results["scenarios"]:
        values = result["variants"]
        lines += [
            f"### {result['scenario']}, {result['round_trip_ms']} ms round trip",
            "",
            "| | wall s (min–max) | own s | processor s | peak MB | over no-op MB "
            "| requests / connections | kB | target |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        for variant, value in values.items():
            wall, memory = value["wall"], value["memory"]["median"] / MEGABYTE
            own = over = ""
            if variant not in ("git", "no-op", *PEERS):
                own = f"{wall['median'] - values['no-op']['wall']['median']:.2f}"
                over = f"{memory - values['no-op']['memory']['median'] / MEGABYTE:.0f}"
            lines.append(
                f"| {variant} | {wall['median']:.2f} ({wall['min']:.2f}–{wall['max']:.2f}) "
                f"| {own} | {value['cpu']['median']:.2f} | {memory:.0f} | {over} "
                f"| {value['requests']['median']:.0f} / {value['connections']['median']:.0f} "
                f"| {value['bytes']['median'] / 1000:.1f} | {target_of(variant, values, result['round_trip_ms'])} |"
            )
        lines.append("")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--version", default="0.1.0-SNAPSHOT", help="the plugin's")
    parser.add_argument("--maven", help="Maven's home; default: the mvn on PATH")
    parser.add_argument("--maven-opts", default="", help="MAVEN_OPTS; default: none")
    parser.add_argument("--local-repository", help="default: Maven's own")
    parser.add_argument("--repository", help="a bare repository to use instead of the fixture")
    parser.add_argument(
        "--templates", help="the repository with its pipeline templates, for the verified variants"
    )
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--round-trips", default="0,50", help="in milliseconds")
    parser.add_argument("--files", default="20000,200000", help="fixtures with so many more files")
    parser.add_argument("--commits", default="10000", help="fixtures with so many more commits")
    parser.add_argument("--variants", default="no-op,help,git,copier,cruft,cold,warm,offline,builtin,builtin-verified")
    parser.add_argument("--tools", help="where copier and cruft are, or are installed from PyPI")
    parser.add_argument("--json", help="file for all figures")
    options = parser.parse_args()

    work = pathlib.Path(tempfile.mkdtemp(prefix="mlops-benchmark-"))
    try:
        bench = Bench(options, work)
        root = work / "served"
        root.mkdir()
        variants = options.variants.split(",")
        bench.peers([tool for tool in PEERS if tool in variants])
        scenarios = []
        round_trips = [int(text) / 1000 for text in options.round_trips.split(",")]
        if not options.templates and {"verified", "every-selection"} & set(variants):
            parser.error("the variants verified and every-selection need --templates")
        if options.templates:
            copied(options.templates, root / TEMPLATES)
        if options.repository:
            name = "given.git"
            copied(options.repository, root / name)
            scenarios += [("given repository", name, trip) for trip in round_trips]
        else:
            classes = class_path(options)
            sizes = [("fixture", 0, 0, round_trips)]
            for text in filter(None, options.files.split(",")):
                sizes.append((f"{int(text):,} more files", int(text), 0, [0]))
            for text in filter(None, options.commits.split(",")):
                sizes.append((f"{int(text):,} more commits", 0, int(text), [0]))
            for name, files, commits, trips in sizes:
                path = f"f{files}c{commits}.git"
                fixture(root / path, classes, files, commits)
                scenarios += [(name, path, trip) for trip in trips]
        bench.serve(root)
        results = {
            "machine": {
                "system": platform.platform(),
                "processors": os.cpu_count(),
                "git": first_line(["git", "--version"]),
                "maven": first_line([bench.mvn[0], "-v"]),
                "load_before": os.getloadavg(),
            },
            "runs": options.runs,
            "scenarios": [bench.scenario(*scenario, variants) for scenario in scenarios],
        }
        if options.json:
            pathlib.Path(options.json).write_text(json.dumps(results, indent=2) + "\n")
        print(json.dumps(results["machine"]))
        print(markdown(results))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()

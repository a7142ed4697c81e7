"""Servers on loopback for the commands of the documentation: a company's template, Azure's in small, a proxy, a GitHub, an Azure DevOps.

Pages name https://git.example.com/… and https://github.com/…; git's insteadOf leads both here. What leads to PROXIED is
known to the proxy alone.
"""

import http.client
import http.server
import pathlib
import sys
import threading
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "faults"))
from kit.hosts import AzureDevOps, GitHub  # noqa: E402
from kit.objects import Bare  # noqa: E402
from kit.web import Server, Web  # noqa: E402

__all__ = ["AzureDevOps", "Hub", "Services"]

PROXIED = "http://only-behind-the-proxy.example.org/"

DESCRIPTOR = """\
format: 1
name: acme
title: Acme's MLOps template
options:
  project_type: {title: Project type, enum: [classical, cv], default: classical}
  infrastructure_version: {title: Infrastructure, enum: [terraform, bicep], default: terraform}
  orchestration: {title: CI/CD platform, enum: [github-actions, azure-devops], default: github-actions}
layout:
  - {from: project, to: .}
  - {from: "types/{project_type}", to: .}
  - {from: "infrastructure/{infrastructure_version}", to: infrastructure}
  - {from: ci/github, to: .github/workflows, when: {orchestration: github-actions}}
  - {from: ci/azure, to: pipelines, when: {orchestration: azure-devops}}
values:
  location: {description: Azure region., enum: [westeurope, northeurope], default: westeurope}
"""

WORKFLOW = """\
name: CI
on: [push]
permissions: {contents: read}
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: python src/train.py
"""


def company(version):
    """The files of the company's template; a later version has more lines and more files."""
    train = "".join(f"# step {step}\n" for step in range(1, 12)) + f'print("rounds", {100 * version})\n'
    files = {
        "mlops-template.yml": DESCRIPTOR,
        "project/README.md.vm": "# ${project_name}\n\nRuns in ${location}.\n",
        "project/.gitignore": ".venv/\n",
        "types/classical/src/train.py": train,
        "types/cv/src/train.py": train + 'print("images")\n',
        "infrastructure/terraform/main.tf": 'variable "location" {\n  type = string\n}\n\noutput "location" {\n  value = var.location\n}\n',
        "infrastructure/bicep/main.bicep": "param location string\n\noutput location string = location\n",
        "ci/github/ci.yml": WORKFLOW,
        "ci/azure/ci.yml": "trigger: [main]\npool: {vmImage: ubuntu-24.04}\nsteps:\n  - bash: python src/train.py\n",
    }
    if version > 1:
        files["project/Makefile"] = "train:\n\tpython src/train.py\n"
    return files


def azure(version):
    """Files in the shape of Azure/mlops-project-template, for one combination of each service."""
    variables = "variables:\n  location: westeurope\n  namespace: taxi\n  postfix: '01'\n  environment: {stage}\n"
    workflow = WORKFLOW.replace("python src/train.py", "python data-science/src/train.py")
    return {
        "README.md": "# About the template\n",
        "LICENSE": "MIT\n",
        "requirements.txt": "pytest==8.3.4\n",
        "config-infra-dev.yml": variables.format(stage="dev"),
        "config-infra-prod.yml": variables.format(stage="prod"),
        "classical/aml-cli-v2/data/trips.csv": "fare,distance\n5.5,2\n",
        "classical/aml-cli-v2/data-science/src/train.py": f'print("rounds", {100 * version})\n',
        "classical/aml-cli-v2/data-science/src/prep.py": 'print("prepared")\n',
        "classical/aml-cli-v2/mlops/azureml/train/data.yml":
            "$schema: https://azuremlschemas.azureedge.net/latest/data.schema.json\nname: trips\ntype: uri_file\npath: ../../../data/trips.csv\n",
        "classical/aml-cli-v2/mlops/github-actions/train.yml": workflow,
        "classical/aml-cli-v2/mlops/devops-pipelines/train.yml":
            "trigger: [main]\npool: {vmImage: ubuntu-24.04}\nsteps:\n  - bash: python data-science/src/train.py\n",
        "infrastructure/terraform/main.tf": 'variable "location" {\n  type = string\n}\n\noutput "location" {\n  value = var.location\n}\n',
        "infrastructure/terraform/github-actions/deploy.yml": workflow.replace("name: CI", "name: Deploy"),
        "infrastructure/terraform/devops-pipelines/deploy.yml":
            "trigger: none\npool: {vmImage: ubuntu-24.04}\nsteps:\n  - bash: terraform -chdir=infrastructure init\n",
    }


def serve(folder, files, tags):
    """A bare repository with a commit for each version, which has its tag."""
    bare = Bare(folder)
    parents = ()
    for number, names in enumerate(tags, 1):
        author = f"Acme <platform@example.com> {1_700_000_000 + 86_400 * number} +0000"
        parents = (bare.commit(bare.files(files(number)), message=f"Version {number}\n", author=author, parents=parents),)
        for name in names:
            bare.point(f"refs/tags/{name}", parents[0])


class Proxy:
    """A forward proxy that sends every request to one server, whatever host it names."""

    def __init__(self, target):
        class Forward(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *words):
                pass

            def go(self):
                parts = urllib.parse.urlsplit(self.path)
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name: value for name, value in self.headers.items() if not name.lower().startswith("proxy-")}
                connection = http.client.HTTPConnection("127.0.0.1", target, timeout=60)
                connection.request(self.command, urllib.parse.urlunsplit(("", "", parts.path, parts.query, "")), content, headers)
                answer = connection.getresponse()
                body = answer.read()
                connection.close()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection", "server", "date"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = go

        self._server = Server(("127.0.0.1", 0), Forward)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class Hub(GitHub):
    """GitHub, with the pull requests' numbers."""

    def reply(self, method, path, query, asked):
        status, thing = super().reply(method, path, query, asked)
        if method == "POST" and path.endswith("/pulls") and status == 201:
            thing["number"] = int(thing["html_url"].rpartition("/")[2])
        return status, thing


class Services:
    """All servers, and the git configuration that leads to them."""

    def __init__(self, folder):
        repositories = folder / "served"
        serve(repositories / "ml" / "template.git", company, (["v1", "v1.3"], ["v1.4"], ["v3"]))
        serve(repositories / "Azure" / "mlops-project-template.git", azure, ([], [], []))
        self.repositories = repositories
        self.git = Web(repositories)
        self.proxy = Proxy(self.git.port)

    def git_configuration(self, proxied):
        base = PROXIED if proxied else self.git.url + "/"
        places = ("https://git.example.com/", "https://github.com/")
        return ("[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n"
                f'[url "{base}"]\n' + "".join(f"\tinsteadOf = {place}\n" for place in places))

    def close(self):
        for server in (self.git, self.proxy):
            server.close()

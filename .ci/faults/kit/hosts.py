"""Hosting services on loopback, as far as a project is published through them."""

import json
import re
import threading
import urllib.parse

from kit.objects import Bare
from kit.web import Web

TOKEN = "t0ken-of-the-kit"
PUBLIC_KEY = "3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08="


class Host(Web):
    """Keeps what it is told, by its place in the API; one token opens it."""

    marker = ""

    def __init__(self, folder, token=TOKEN):
        self.token = token
        self.kept = {}
        self.calls = []
        self.before = None
        self._lock = threading.RLock()
        self._next = 100
        self.prepare()
        super().__init__(folder, self._answered)

    def prepare(self):
        """Puts there what the host has before anybody comes."""

    def _answered(self, exchange, content):
        path, _, query = exchange.path.partition("?")
        path, query = urllib.parse.unquote(path), urllib.parse.unquote(query)
        git = self.marker in path
        if not git:
            self.calls.append((exchange.command, exchange.path, content))
        if self.before and self.before(exchange, content):
            return True
        if not exchange.login().endswith(self.token):
            exchange.answer(401, b'{"message":"Bad credentials"}', Content_Type="application/json", WWW_Authenticate='Basic realm="host"')
            return True
        if git:
            return False
        with self._lock:
            status, thing = self.reply(exchange.command, path, query, json.loads(content) if content else None)
        exchange.answer(status, b"" if thing is None else json.dumps(thing).encode(), Content_Type="application/json; charset=utf-8")
        return True

    def reply(self, method, path, query, asked):
        raise NotImplementedError

    def below(self, place):
        return [thing for name, thing in sorted(self.kept.items()) if name.startswith(place + "/") and "/" not in name[len(place) + 1:]]

    def number(self):
        self._next += 1
        return self._next

    def state(self):
        """What it has, without the address that differs from run to run."""
        with self._lock:
            return {place: json.dumps(thing, sort_keys=True).replace(self.address, "HOST") for place, thing in self.kept.items()}


class GitHub(Host):
    """GitHub Enterprise Server with the organization `contoso`."""

    marker = ".git/"

    def prepare(self):
        self.kept["/users/contoso"] = {"login": "contoso", "type": "Organization", "id": 1}
        self.kept["/users/alice"] = {"login": "alice", "type": "User", "id": 7}
        self.kept["/orgs/contoso/teams/platform"] = {"slug": "platform", "id": 9}

    def words(self):
        return ("-Dmlops.remote=github", f"-Dmlops.githubUrl={self.url}", "-Dmlops.organization=contoso")

    def make(self, owner, asked):
        place = f"/repos/{owner}/{asked['name']}"
        if place in self.kept:
            return 422, {"message": "Repository creation failed."}
        Bare(self.folder / owner / (asked["name"] + ".git"))
        made = dict(asked, full_name=f"{owner}/{asked['name']}", default_branch="trunk", id=self.number())
        made.setdefault("visibility", "private" if asked.get("private") else "public")
        self.kept[place] = made
        self.kept[place + "/topics"] = {"names": []}
        self.kept[place + "/actions/permissions"] = {"enabled": True, "allowed_actions": "all"}
        self.kept[place + "/actions/permissions/selected-actions"] = {"github_owned_allowed": False, "patterns_allowed": []}
        self.kept[place + "/actions/permissions/workflow"] = {"default_workflow_permissions": "write"}
        return 201, made

    def reply(self, method, path, query, asked):
        path = path.removeprefix("/api/v3")
        if method == "POST" and path in ("/orgs/contoso/repos", "/user/repos"):
            return self.make("contoso" if "orgs" in path else "alice", asked)
        if path == "/user":
            return 200, self.kept["/users/alice"]
        repository = re.match(r"/repos/[^/]+/[^/]+", path)
        if repository and repository.group(0) not in self.kept:
            return 404, {"message": "Not Found"}
        if method == "GET":
            if path.endswith("/public-key"):
                return 200, {"key_id": "4711", "key": PUBLIC_KEY}
            if path.endswith("/deployment-branch-policies"):
                return 200, {"branch_policies": self.below(path)}
            if path.endswith("/pulls"):
                return 200, [pull for pull in self.below(path) if "head=contoso:" + str(pull.get("head")) in query]
            return (200, self.kept[path]) if path in self.kept else (404, {"message": "Not Found"})
        if method == "PUT":
            if "/secrets/" in path:
                asked = {"name": path.rpartition("/")[2]}
            self.kept[path] = asked
            return (204, None) if "/actions/permissions" in path else (200, asked)
        if method == "PATCH":
            self.kept[path].update(asked)
            return 200, self.kept[path]
        if method == "POST":
            place = f"{path}/{asked['name'] if 'name' in asked else self.number()}"
            if place in self.kept:
                return 409, {"message": "Already exists"}
            if path.endswith("/pulls"):
                asked["html_url"] = self.url + place.removeprefix("/repos").replace("/pulls/", "/pull/")
            self.kept[place] = asked
            return 201, asked
        return 405, {"message": "Method not allowed"}


class AzureDevOps(Host):
    """Azure DevOps Server with the organization `contoso` and its project `ml`."""

    marker = "/_git/"
    HOME = "/contoso/ml"
    REPOSITORIES = HOME + "/_apis/git/repositories"

    def prepare(self):
        self.kept["/contoso/_apis/projects/ml"] = {"id": "11111111-1111-1111-1111-111111111111", "name": "ml"}

    def words(self):
        return ("-Dmlops.remote=azure-devops", f"-Dmlops.azureDevOpsUrl={self.url}", "-Dmlops.organization=contoso/ml")

    def reply(self, method, path, query, asked):
        if "api-version=" not in query:
            return 400, {"message": "No api-version was supplied"}
        if path == self.REPOSITORIES and method == "POST":
            place = f"{self.REPOSITORIES}/{asked['name']}"
            if place in self.kept:
                return 409, {"message": "TF400948: A Git repository with the name already exists."}
            Bare(self.folder / "contoso/ml/_git" / asked["name"])
            self.kept[place] = dict(asked, id="22222222-2222-2222-2222-%012d" % self.number())
            return 201, self.kept[place]
        one = re.fullmatch(re.escape(self.REPOSITORIES) + r"/([^/]+)(/.*)?", path)
        if one:
            return self._repository(method, one.group(1), one.group(2) or "", query, asked)
        if method == "GET":
            if "/_apis/projects/" in path:
                return (200, self.kept[path]) if path in self.kept else (404, {"message": "TF200016: no such project"})
            if "/pipelinepermissions/" in path:
                return 200, self.kept.get(path, {"pipelines": []})
            place = self.HOME + "/_apis/build/folders" if "/build/folders/" in path else path
            found = [thing for thing in self.below(place) if "ame=" not in query or "ame=" + str(thing.get("name", "")) in query]
            return 200, {"count": len(found), "value": found}
        if method in ("PUT", "PATCH"):
            if "/pipelinepermissions/" in path and path in self.kept:
                self.kept[path]["pipelines"] += asked["pipelines"]
                return 200, self.kept[path]
            self.kept[path + ("/" + asked["path"] if path.endswith("/folders") else "")] = asked
            return 200, asked
        place = f"{path}/{asked.get('name')}"
        if place in self.kept:
            return 409, {"message": "it exists already"}
        self.kept[place] = dict(asked, id=self.number())
        return 200, self.kept[place]

    def _repository(self, method, name, rest, query, asked):
        found = [thing for thing in self.below(self.REPOSITORIES) if name in (thing["name"], thing["id"])]
        if not found:
            return 404, {"message": "TF401019: The Git repository does not exist."}
        place = f"{self.REPOSITORIES}/{found[0]['name']}"
        if not rest:
            if method == "PATCH":
                found[0].update(asked)
            return 200, found[0]
        if method == "POST":
            number = self.number()
            made = dict(asked, status="queued" if rest == "/importRequests" else "active", pullRequestId=number)
            self.kept[f"{place}{rest}/{number}"] = made
            return 201, made
        things = [thing for thing in self.below(place + rest) if "sourceRefName" not in thing or "sourceRefName=" + thing["sourceRefName"] in query]
        return 200, {"count": len(things), "value": things}

"""Gitea, with its own SSH server."""

import json
import time
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path

from kit.process import Daemons, free_port, run, wait_for

_PASSWORD = "s3cret-of-ada"


class Gitea:
    """One instance with two people and a few repositories."""

    def __init__(self, folder: Path, work: Path, daemons: Daemons, account: str) -> None:
        """Names the places; ``folder`` has the program and its source."""
        self._program = folder / "gitea"
        self._source = folder / "source"
        self._work = work / "gitea"
        self._daemons = daemons
        self._account = account
        self.facts: dict[str, object] = {}

    def start(self, key: str) -> None:
        """Brings it up and fills it; ``key`` is Ada's."""
        work = self._work
        work.mkdir()
        http, ssh = free_port(), free_port()
        config = work / "app.ini"
        config.write_text(
            f"RUN_USER = {self._account}\nRUN_MODE = prod\n[server]\nHTTP_ADDR = 127.0.0.1\nHTTP_PORT = {http}\n"
            f"ROOT_URL = http://127.0.0.1:{http}/\nSTART_SSH_SERVER = true\nSSH_LISTEN_HOST = 127.0.0.1\n"
            f"SSH_LISTEN_PORT = {ssh}\nSSH_PORT = {ssh}\nBUILTIN_SSH_SERVER_USER = git\nSSH_DOMAIN = 127.0.0.1\n"
            f"STATIC_ROOT_PATH = {self._source}\nAPP_DATA_PATH = {work}/data\n[database]\nDB_TYPE = sqlite3\n"
            f"PATH = {work}/gitea.db\n[repository]\nROOT = {work}/repositories\n[security]\nINSTALL_LOCK = true\n"
            "SECRET_KEY = x\nINTERNAL_TOKEN = \n[service]\nDISABLE_REGISTRATION = true\n[log]\nLEVEL = Warn\n"
            "[cron]\nENABLED = false\n[git.config]\nuploadpack.allowFilter = true\nuploadpack.allowAnySHA1InWant = true\n"
        )
        run(["chown", "-R", f"{self._account}:", work])
        command = ["setpriv", "--reuid", self._account, "--regid", self._account, "--clear-groups"]
        options = ["--config", config, "--work-path", work]
        env = {"HOME": str(work), "USER": self._account, "PATH": "/usr/local/bin:/usr/bin:/bin", "GITEA_WORK_DIR": str(work)}
        run([*command, self._program, *options, "migrate"], env=env)
        for name, admin in (("ada", True), ("bob", False)):
            words = ["admin", "user", "create", "--username", name, "--password", _PASSWORD]
            words += ["--email", f"{name}@example.com", "--must-change-password=false"]
            run([*command, self._program, *options, *words, *(["--admin"] if admin else [])], env=env)
        self._daemons.start([*command, self._program, *options, "web"], work / "gitea.log", env=env)
        wait_for(http)
        wait_for(ssh)
        self.facts = {"gitea": http, "gitea_ssh": ssh, "gitea_password": _PASSWORD}
        self._fill(http, key)
        scan = run(["ssh-keyscan", "-p", ssh, "127.0.0.1"]).splitlines()
        self.facts["gitea_hosts"] = "\n".join(line for line in scan if not line.startswith("#"))

    def _call(self, http: int, path: str, body: object, method: str = "POST") -> dict[str, object]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{http}/api/v1{path}",
            data=json.dumps(body).encode(),
            method=method,
            headers={
                "Content-Type": "application/json",
                "Authorization": "Basic " + b64encode(f"ada:{_PASSWORD}".encode()).decode(),
            },
        )
        for _ in range(60):
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    text = answer.read().decode()
                    found: dict[str, object] = json.loads(text) if text else {}
                    return found
            except urllib.error.HTTPError as refused:
                if refused.code < 500:
                    raise
                time.sleep(0.5)
        raise TimeoutError(path)

    def _fill(self, http: int, key: str) -> None:
        self._call(http, "/user/keys", {"title": "case", "key": key})
        token = self._call(http, "/users/ada/tokens", {"name": "case", "scopes": ["write:repository", "write:user"]})
        read = self._call(http, "/users/ada/tokens", {"name": "read", "scopes": ["read:repository"]})
        self.facts |= {"gitea_token": token["sha1"], "gitea_read": read["sha1"]}
        for name, private in (("open", False), ("private", True), ("archived", False), ("protected", False)):
            self._call(http, "/user/repos", {"name": name, "private": private, "default_branch": "main"})
            for path, text in (
                ("mlops-template.yml", "format: 1\nname: tiny\nlayout:\n  - {from: src, to: .}\n"),
                ("src/hello.txt", "hello\n"),
            ):
                content = b64encode(text.encode()).decode()
                self._call(http, f"/repos/ada/{name}/contents/{path}", {"content": content, "message": path})
        for number in range(12):
            self._call(http, "/user/repos", {"name": f"new{number}", "private": True, "default_branch": "main"})
        self._call(http, "/user/repos", {"name": "closed", "private": True, "default_branch": "main"})
        self._call(http, "/repos/ada/closed/branch_protections", {"rule_name": "main", "enable_push": False})
        self._call(http, "/repos/ada/archived", {"archived": True}, "PATCH")

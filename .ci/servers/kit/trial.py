"""Tries a case: the plugin and its control, each in the folder of the case."""

import os
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from kit.accounts import CLIENT, Accounts
from kit.case import KNOWN, Case
from kit.keys import PASSPHRASE
from kit.process import as_account, in_terminal, run
from kit.servers import Servers

_PLUGIN = "io.github.mlops-maven:mlops-maven-plugin"
_DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"


@dataclass(frozen=True)
class Maven:
    """The Maven that runs the plugin."""

    version: str
    repository: Path
    #: An empty Maven repository, so that nothing else is asked.
    upstream: Path


@dataclass(frozen=True)
class Result:
    """How a case went."""

    case: Case
    ours: bool
    control: bool
    wrong: tuple[str, ...]
    said: str

    @property
    def passed(self) -> bool:
        """Whether everything was as it has to be."""
        return not self.wrong


class Trial:
    """Everything about one case on disk."""

    def __init__(self, case: Case, servers: Servers, accounts: Accounts, maven: Maven) -> None:
        """Makes the home."""
        self._case = case
        self._servers = servers
        self._maven = maven
        folder = servers.work / "cases" / re.sub(r"\W+", "-", f"{case.kind}-{case.name}")
        (folder / ".ssh").mkdir(parents=True)
        self._name = folder.name
        self.home = accounts.live_in(folder)
        self._facts = {**servers.facts, "home": self.home}
        self._prepare()

    def _text(self, text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: str(self._facts.get(found[1], found[0])), text)

    def _prepare(self) -> None:
        case, ssh = self._case, self.home / ".ssh"
        keys = self._servers.keys
        if case.ssh:
            (ssh / "config").write_text(self._text(case.ssh) + "\n")
        source = {"plain": "user", "locked": "locked", "other": "other", "cert": "certified"}.get(case.key)
        if source:
            shutil.copy(keys.private(source), ssh / "id_ed25519")
            shutil.copy(keys.public(source), ssh / "id_ed25519.pub")
            if case.key == "cert":
                shutil.copy(keys.certificate("certified"), ssh / "id_ed25519-cert.pub")
        known = self._known_hosts()
        if known:
            (ssh / "known_hosts").write_text(known)
        git = "[user]\n\tname = Ada Test\n\temail = ada@example.com\n" + self._text(case.git) + "\n"
        (self.home / ".gitconfig").write_text(git)
        for name, content in case.files.items():
            file = self.home / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self._text(content))
            if content.startswith("#!"):
                file.chmod(0o755)
        for name, secret in {"passphrase": PASSPHRASE, "password": "Pa55 w0rd-of-git"}.items():
            script = self.home / f"ask-{name}"
            script.write_text(f"#!/bin/sh\necho '{secret}'\n")
            script.chmod(0o755)
        (self.home / "settings.xml").write_text(
            f"<settings>{self._mirror()}{self._text(case.settings)}</settings>"
        )
        run(["chown", "-R", f"{CLIENT}:", f"{self.home}/"])
        for file in ssh.iterdir():
            if file.is_file():
                file.chmod(stat.S_IRUSR | stat.S_IWUSR)

    def _mirror(self) -> str:
        if "<mirrors>" in self._case.settings or "<profiles>" in self._case.settings:
            return ""
        upstream = f"<mirror><id>up</id><mirrorOf>*</mirrorOf><url>file://{self._maven.upstream}</url></mirror>"
        return f"<mirrors>{upstream}</mirrors>"

    def _known_hosts(self) -> str:
        facts = self._servers.facts
        if self._case.known_hosts == "changed":
            return f"[127.0.0.1]:{facts['ssh_main']} {facts['host_b']}\n"
        if self._case.known_hosts != KNOWN:
            return self._text(self._case.known_hosts) + ("\n" if self._case.known_hosts else "")
        lines = [
            f"[127.0.0.1]:{facts[f'ssh_{name}']} {facts['host_a']}\n"
            for name in ("main", "password", "keyboard", "few", "old")
        ]
        lines.append(f"[127.0.0.1]:{facts['ssh_second']} {facts['host_b']}\n")
        lines.append(f"[::1]:{facts['ssh_six']} {facts['host_a']}\n")
        return "".join(lines)

    # Running

    def result(self) -> Result:
        """Runs both and compares."""
        case = self._case
        env = {name: self._text(value) for name, value in case.env.items()}
        agent = self._agent(env)
        try:
            control, control_said = self._control(env)
            ours, said = self._ours(env)
        finally:
            if agent:
                agent.terminate()
                agent.wait(10)
        wrong = list(self._compare(ours, control, said))
        if ours and case.afterwards:
            status, after = as_account(["sh", "-c", self._text(case.afterwards)], CLIENT, self.home, {}, 30)
            if status != 0:
                wrong.append(f"afterwards: {after.strip()[:300]}")
        (self.home / "ours.log").write_text(said)
        (self.home / "control.log").write_text(control_said)
        return Result(case, ours, control, tuple(wrong), said)

    def _agent(self, env: dict[str, str]) -> "subprocess.Popen[bytes] | None":
        if not self._case.agent:
            return None
        socket = self.home / "agent.sock"
        agent = subprocess.Popen(
            ["ssh-agent", "-D", "-a", str(socket)],
            user=CLIENT,
            group=CLIENT,
            extra_groups=[],
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"]},
        )
        assert agent.stdout is not None
        agent.stdout.readline()
        env["SSH_AUTH_SOCK"] = str(socket)
        for name in self._case.agent:
            folder = self.home / "agent-keys"
            folder.mkdir(exist_ok=True)
            for file in self._servers.keys.folder.glob(f"{name}*"):
                shutil.copy(file, folder / file.name)
                (folder / file.name).chmod(0o600)
            run(["chown", "-R", f"{CLIENT}:", folder])
            ask = {"SSH_ASKPASS": str(self.home / "ask-passphrase"), "SSH_ASKPASS_REQUIRE": "force"}
            status, said = as_account(
                ["ssh-add", str(folder / name)], CLIENT, self.home, {**env, **ask, "DISPLAY": ":0"}, 30
            )
            assert status == 0, said
            shutil.rmtree(folder)
        return agent

    def _compare(self, ours: bool, control: bool, said: str) -> list[str]:
        case = self._case
        wrong = []
        if ours != case.works:
            wrong.append("does not work" if case.works else "works")
        expected = case.works if case.control_works is None else case.control_works
        if control != expected:
            wrong.append("the control " + ("works" if control else "does not work"))
        plain = re.sub(r"\s+", " ", re.sub(r"^\[\w+\] ", "", said, flags=re.MULTILINE))
        for text in case.says:
            if re.sub(r"\s+", " ", self._text(text)) not in plain:
                wrong.append(f"does not say: {self._text(text)}")
        for text in (*case.silent, "getOrCreateProvider", "exceptionCaught", "Exception:", "\tat "):
            if self._text(text) in said:
                wrong.append(f"says: {self._text(text)}")
        return wrong

    def _target(self, suffix: str) -> str:
        if "{target}" in self._case.url:
            name = f"{self._name}-{suffix}"
            self._servers.pushed_to(name)
            return self._text(self._case.url.replace("{target}", f"{name}.git"))
        return self._text(self._case.url)

    def _control(self, env: dict[str, str]) -> tuple[bool, str]:
        case = self._case
        variables = {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_SSL_CAINFO": str(self._servers.tls.folder / "ca.pem"),
            **env,
            **{name: self._text(value) for name, value in case.control_env.items()},
        }
        if case.control:
            command = self._text(case.control)
        elif case.does == "maven":
            return self._maven_control(variables)
        elif case.does == "push":
            work = "git init -q -b main pushed && cd pushed && echo x > x && git add x && git commit -qm x"
            command = f"{work} && git push -q '{self._target('control')}' main"
        else:
            command = f"git clone -q --depth 1 '{self._target('control')}' cloned"
        status, said = self._run(["sh", "-c", command], variables)
        return status == 0, said

    def _run(self, command: list[str], variables: dict[str, str]) -> tuple[int, str]:
        case = self._case
        if case.types:
            return in_terminal(command, CLIENT, self.home, variables, case.seconds, case.types)
        return as_account(command, CLIENT, self.home, variables, case.seconds)

    def _maven_control(self, env: dict[str, str]) -> tuple[bool, str]:
        group, artifact, *rest = self._case.url.split(":")
        kind = rest[0] if len(rest) > 1 else "jar"
        classifier = f"<classifier>{rest[1]}</classifier>" if len(rest) > 2 else ""
        folder = self.home / "control"
        folder.mkdir()
        (folder / "pom.xml").write_text(
            "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>"
            f"<version>1</version><packaging>pom</packaging><dependencies><dependency><groupId>{group}</groupId>"
            f"<artifactId>{artifact}</artifactId><version>{rest[-1]}</version><type>{kind}</type>{classifier}"
            "</dependency></dependencies></project>\n"
        )
        run(["chown", "-R", f"{CLIENT}:", folder])
        return self._mvn([f"{_DEPENDENCIES}:copy-dependencies", f"-f{folder}", f"-DoutputDirectory={folder}"], env)

    def _ours(self, env: dict[str, str]) -> tuple[bool, str]:
        case = self._case
        words = [
            f"{_PLUGIN}:{self._maven.version}:generate",
            "-Dmlops.projectName=demo",
            f"-Dmlops.cacheDirectory={self.home}/cache",
            "-Dmlops.verify=off",
        ]
        if case.does == "push":
            words += [f"-Dmlops.template={self._servers.work}/tree-t.git/src/..", f"-Dmlops.remote={self._target('ours')}"]
        else:
            words.append(f"-Dmlops.template={self._target('ours')}")
        return self._mvn(words, env)

    def _mvn(self, words: list[str], env: dict[str, str]) -> tuple[bool, str]:
        tls = self._servers.tls.folder
        trust = f"-Djavax.net.ssl.trustStore={tls}/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit"
        variables = {
            **env,
            "MAVEN_OPTS": f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC {trust} {env.get('MAVEN_OPTS', '')}",
            "MAVEN_ARGS": "",
        }
        if self._case.without_ssh:
            variables["PATH"] = str(self._servers.without_ssh())
        repository = self._repository()
        command = ["mvn", *([] if self._case.types else ["-B"]), "-ntp", "-s", str(self.home / "settings.xml"), f"-Dmaven.repo.local={repository}"]
        status, said = self._run([*command, *words], variables)
        return status == 0, re.sub(r"\x1b\[[0-9;]*m", "", said)

    def _repository(self) -> Path:
        """What a Maven case downloads must not be there for the next one."""
        if self._case.does != "maven":
            return self._maven.repository
        own = self.home / "m2"
        if not own.exists():
            run(["cp", "-a", self._maven.repository, own])
        return own

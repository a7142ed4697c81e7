"""A place of its own for each case: home, cache, folder for projects, folder for temporary files."""

import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SETTINGS = """<settings>
  <mirrors><mirror><id>nowhere</id><url>http://127.0.0.1:9/</url><mirrorOf>*</mirrorOf></mirror></mirrors>
  {proxies}
  <servers>{servers}</servers>
</settings>
"""
SMALL = "-Xmx256m"
# How often it is looked whether a run has ended.
PAUSE = 0.05


@dataclass(frozen=True)
class Run:
    """A run of Maven that has ended, or was ended."""

    status: int
    raw: bytes
    seconds: float
    worked: float
    timed_out: bool
    command: tuple

    @property
    def text(self):
        # Maven itself resets the terminal's color before its first line and when it ends; a stop puts that anywhere in a line.
        return self.raw.decode("utf-8", "replace").replace("\x1b[0m", "")

    @property
    def well(self):
        return self.status == 0 and not self.timed_out

    def tail(self, lines=14):
        """Its last lines, without Maven's own advice and without what only lengthens a stack trace."""
        kept = [line for line in self.text.splitlines() if line.strip() and not re.match(r"\s+at [\w.$/]+\(|\[(INFO|ERROR)\] *$|\[INFO\] -+|\[ERROR\] (To see the full|Re-run Maven|For more inf|\[Help)", line)]
        return "\n".join(line[:400] for line in kept[-lines:])

    def errors(self):
        """What the goal said, without Maven's own advice."""
        found = []
        for line in self.text.splitlines():
            if line.startswith("[ERROR]"):
                if "[Help 1]" in line and not found:
                    found.append(line.split("-> [Help 1]")[0])
                    break
                if "-> [Help 1]" in line or line.strip() == "[ERROR]":
                    break
                found.append(line)
        return "\n".join(found)


class Running:
    """A run of Maven that has not ended."""

    def __init__(self, process, output, command, started):
        self.process = process
        self._all = started
        started.add(process)
        self._output = output
        self._command = command
        self._started = time.monotonic()
        self._waited = 0.0

    def send(self, number):
        # What has ended is there until end() has asked for it, so that the number is never another's.
        os.kill(self.process.pid, number)

    def _pass(self, seconds):
        """Counts an interval: all of it where the run waits for something, and of other time only what it worked.

        So a busy machine, on which it is ready to go on and does not get a processor, does not fail a case.
        """
        tasks = Path("/proc", str(self.process.pid), "task")
        if not tasks.exists():
            self._waited += seconds
            return
        ready = False
        for path in tasks.glob("*/stat"):
            try:
                ready = ready or path.read_text().rpartition(")")[2].split()[0] in "RD"
            except OSError:
                continue
        if not ready:
            # The kit itself may have waited for a processor, and with it the servers that it runs.
            self._waited += min(seconds, 2 * PAUSE)

    def _worked(self):
        try:
            times = Path("/proc", str(self.process.pid), "stat").read_text().rpartition(")")[2].split()[11:13]
            return sum(int(time) for time in times) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return 0.0

    def end(self, limit=60.0):
        """Waits; what has not ended by then is killed, with what it started."""
        late, worked, looked = False, 0.0, self._started
        # wait4 in place of Popen.wait, since it tells how long the processor worked.
        while self.process.returncode is None:
            ended, status, used = os.wait4(self.process.pid, os.WNOHANG)
            if ended:
                self.process.returncode = os.waitstatus_to_exitcode(status)
                worked = used.ru_utime + used.ru_stime
            elif not late and self._waited + self._worked() > limit:
                late = True
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                time.sleep(PAUSE)
                now = time.monotonic()
                self._pass(now - looked)
                looked = now
        self._all.discard(self.process)
        seconds = time.monotonic() - self._started
        self._output.seek(0)
        with self._output:
            raw = self._output.read()
        return Run(self.process.returncode, raw, seconds, worked, late, self._command)


class Place:
    """Folders of one case, and the way to run Maven in them."""

    def __init__(self, context, root):
        self.context = context
        self.root = root
        self.home = root / "home"
        self.cache = root / "cache"
        self.out = root / "out"
        self.temp = root / "temp"
        self.environment = {}
        self._runs = 0
        self._closing = []
        for folder in (self.home / ".m2", self.out, self.temp, root / "logs"):
            folder.mkdir(parents=True)
        (self.home / ".gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@example.com\n")
        self.settings()

    def settings(self, servers="", proxies=""):
        (self.home / ".m2/settings.xml").write_text(SETTINGS.format(servers=servers, proxies=proxies))

    def until_end(self, thing):
        self._closing.append(thing)
        return thing

    def close(self):
        while self._closing:
            self._closing.pop().close()

    def start(self, goal, *words, heap=SMALL, offline=False, folder=None):
        """Starts a goal of the plugin."""
        if self.context.stopped:
            raise KeyboardInterrupt
        self._runs += 1
        name = goal if ":" in goal else f"{self.context.plugin}:{goal}"
        command = [self.context.mvn, "-B", "-ntp", "-Dstyle.color=never", f"-Dmaven.repo.local={self.context.repository}",
                   "-Daether.enhancedLocalRepository.trackingFilename=none", "-s", str(self.home / ".m2/settings.xml")]
        command += ["-o"] if offline else []
        command += [name]
        if ":" not in goal and goal != "publish":
            command += [f"-Dmlops.cacheDirectory={self.cache}"]
        command += list(words)
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MAVEN_", "MLOPS_", "GITHUB_", "GH_", "AZURE_"))}
        environment.pop("CI", None)
        environment.update(
            HOME=str(self.home), TMPDIR=str(self.temp), LC_ALL="C.UTF-8", XDG_CACHE_HOME=str(self.root / "xdg"), NO_PROXY="", no_proxy="",
            MAVEN_OPTS=f"{heap} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Duser.home={self.home} -Djava.io.tmpdir={self.temp}")
        environment.update(self.environment)
        output = open(self.root / "logs" / f"{self._runs}.log", "w+b")
        process = subprocess.Popen(command, cwd=folder or self.out, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        return Running(process, output, tuple(command), self.context.running)

    def run(self, goal, *words, limit=60.0, **more):
        """Runs a goal to its end."""
        return self.start(goal, *words, **more).end(limit)

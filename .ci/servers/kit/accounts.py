"""Accounts that exist for one run."""

import pwd
import subprocess
from pathlib import Path

from kit.process import run

#: The server's accounts: name to login shell. All begin alike, so that leftovers can be told.
SERVER = {
    "mlopst-git": "/bin/sh",
    "mlopst-other": "/bin/sh",
    "mlopst-banner": "/bin/bash",
    "mlopst-nologin": "/usr/sbin/nologin",
    "mlopst-nogit": "/bin/sh",
    "mlopst-exit": "/bin/false",
    "mlopst-quiet": "/bin/sh",
}
CLIENT = "mlopst-client"
PASSWORD = "Pa55 w0rd-of-git"


class Accounts:
    """Makes them, and removes them."""

    def __init__(self, work: Path) -> None:
        """Nothing happens yet."""
        self._work = work
        self._made: list[str] = []

    def make(self) -> None:
        """All of them; a leftover of a run that was killed is removed first."""
        for name, shell in {**SERVER, CLIENT: "/bin/sh"}.items():
            if _exists(name):
                subprocess.run(["userdel", name], check=True)
            home = self._work / "home" if name == CLIENT else self._work / "accounts" / name
            if name != CLIENT:
                home.mkdir(parents=True)
            run(["useradd", "--no-create-home", "--home-dir", home, "--shell", shell, name])
            self._made.append(name)
            if name != CLIENT:
                run(["chown", f"{name}:", home])
        subprocess.run(
            ["chpasswd"],
            input="".join(f"{name}:{PASSWORD}\n" for name in SERVER),
            text=True,
            check=True,
        )

    def live_in(self, folder: Path) -> Path:
        """Moves the client, whose home is a link; OpenSSH takes the home from the list of accounts."""
        home = self._work / "home"
        home.unlink(missing_ok=True)
        home.symlink_to(folder)
        return home

    def remove(self) -> None:
        """Those that were made."""
        for name in self._made:
            subprocess.run(["userdel", "--force", name], check=False, capture_output=True)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True

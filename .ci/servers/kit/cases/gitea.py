"""Gitea: people, tokens, archived and protected repositories. Needs ``--gitea``."""

from functools import partial

from kit.case import Case

_GITEA = partial(Case, kind="gitea", known_hosts="{gitea_hosts}")
_WAY = "http://127.0.0.1:{gitea}/ada"
_SSH = "ssh://git@127.0.0.1:{gitea_ssh}/ada"


def _login(user: str, secret: str) -> dict[str, str]:
    server = f"<server><id>127.0.0.1</id><username>{user}</username><password>{secret}</password></server>"
    helper = f'[credential]\n\thelper = "!f() {{ echo username={user or "x"}; echo password={secret}; }}; f"'
    return {"settings": f"<servers>{server}</servers>", "git": helper}


_ADA = _login("ada", "{gitea_password}")
_BOB = _login("bob", "{gitea_password}")
_TOKEN = _login("ada", "{gitea_token}")
_READ = _login("ada", "{gitea_read}")

GITEA = (
    _GITEA("public", url=_WAY + "/open.git"),
    _GITEA("public, without .git", url=_WAY + "/open"),
    _GITEA("private with a password", url=_WAY + "/private.git", **_ADA),
    _GITEA("private with a token", url=_WAY + "/private.git", **_TOKEN),
    _GITEA("private with a token alone", url=_WAY + "/private.git", settings="<servers><server><id>127.0.0.1</id><password>{gitea_token}</password></server></servers>", git=_TOKEN["git"]),
    _GITEA("private without a login", url=_WAY + "/private.git", works=False, says=("private.git",)),
    _GITEA("private for somebody else", url=_WAY + "/private.git", works=False, says=("there is no repository at",), **_BOB),
    _GITEA("wrong token", url=_WAY + "/private.git", works=False, says=("127.0.0.1",), silent=("wr0ng",), **_login("ada", "wr0ng")),
    _GITEA("no such repository", url=_WAY + "/none.git", works=False, says=("none.git",), **_ADA),
    _GITEA("archived, read", url=_WAY + "/archived.git"),
    _GITEA("archived, push", url=_WAY + "/archived.git", does="push", works=False, says=("archived",), **_ADA),
    _GITEA("protected branch", url=_WAY + "/closed.git", does="push", works=False, says=("main",), **_ADA),
    _GITEA("push by somebody who may read", url=_WAY + "/open.git", does="push", works=False, says=("open.git",), **_BOB),
    _GITEA("push with a token that may read", url=_WAY + "/new0.git", does="push", works=False, says=("new0.git",), **_READ),
    _GITEA("push", url=_WAY + "/new1.git", does="push", control="git ls-remote " + _WAY + "/new1.git", **_ADA),
    _GITEA("push with a token", url=_WAY + "/new2.git", does="push", control="git ls-remote " + _WAY + "/new2.git", **_TOKEN),
    _GITEA("ssh: public", url=_SSH + "/open.git"),
    _GITEA("ssh: private", url=_SSH + "/private.git"),
    _GITEA("ssh: key of nobody", url=_SSH + "/open.git", key="other", works=False, says=("accepts none of your SSH keys",)),
    _GITEA("ssh: no such repository", url=_SSH + "/none.git", works=False, says=("none.git",)),
    _GITEA("ssh: archived, push", url=_SSH + "/archived.git", does="push", works=False, says=("archived",)),
    _GITEA("ssh: protected branch", url=_SSH + "/closed.git", does="push", works=False, says=("main",)),
    _GITEA("ssh: push", url=_SSH + "/new3.git", does="push", control="git ls-remote " + _SSH + "/new3.git"),
)

"""squid."""

from functools import partial

from kit.case import Case

_PROXY = partial(Case, kind="proxy")
_OPEN = "http://127.0.0.1:{http}/open/t.git"
_SECURE = "https://127.0.0.1:{https}/open/t.git"


def _maven(port: str, more: str = "", protocol: str = "http") -> str:
    return (
        f"<proxies><proxy><active>true</active><protocol>{protocol}</protocol><host>127.0.0.1</host>"
        f"<port>{{{port}}}</port>{more}</proxy></proxies>"
    )


def _git(port: str, login: str = "") -> str:
    return f"[http]\n\tproxy = http://{login}127.0.0.1:{{{port}}}\n"


_LOGIN = "<username>proxy</username><password>pr0xy</password>"
_USED = "grep -q 'open/t.git\\|CONNECT' {work}/squid/access.log"

PROXY = (
    _PROXY("http through it", url=_OPEN, settings=_maven("proxy"), git=_git("proxy")),
    _PROXY("https through it", url=_SECURE, settings=_maven("proxy"), git=_git("proxy")),
    _PROXY("protocol https in settings.xml", url=_SECURE, settings=_maven("proxy", protocol="https"), git=_git("proxy")),
    _PROXY("with a login", url=_OPEN, settings=_maven("proxy_auth", _LOGIN), git=_git("proxy_auth", "proxy:pr0xy@")),
    _PROXY("https with a login", url=_SECURE, settings=_maven("proxy_auth", _LOGIN), git=_git("proxy_auth", "proxy:pr0xy@")),
    _PROXY("login missing", url=_OPEN, settings=_maven("proxy_auth"), git=_git("proxy_auth"), works=False, says=("the proxy 127.0.0.1",)),
    _PROXY("https, login missing", url=_SECURE, settings=_maven("proxy_auth"), git=_git("proxy_auth"), works=False, says=("the proxy 127.0.0.1",)),
    _PROXY("login wrong", url=_SECURE, settings=_maven("proxy_auth", _LOGIN.replace("pr0xy", "wr0ng")), git=_git("proxy_auth", "proxy:wr0ng@"), works=False, says=("the proxy 127.0.0.1",), silent=("wr0ng",)),
    _PROXY("that forbids the port", url="https://127.0.0.1:{self}/open/t.git", settings=_maven("proxy"), git=_git("proxy"), works=False, says=("proxy",)),
    _PROXY("that does not exist", url=_OPEN, settings=_maven("closed"), git=_git("closed"), works=False, says=("the proxy 127.0.0.1 refuses connections at port {closed}",)),
    _PROXY("nonProxyHosts", url=_OPEN, settings=_maven("closed", "<nonProxyHosts>127.*</nonProxyHosts>"), env={"no_proxy": "127.0.0.1"}, git=_git("closed")),
    _PROXY("not active", url=_OPEN, settings=_maven("closed").replace("true", "false")),
    _PROXY("push through it", url="http://127.0.0.1:{http}/open/{target}", does="push", settings=_maven("proxy"), git=_git("proxy")),
    _PROXY("host that is not known behind it", url="http://nowhere.invalid/t.git", settings=_maven("proxy"), git=_git("proxy"), works=False, says=("nowhere.invalid",)),
)

"""A Maven repository behind nginx."""

from functools import partial

from kit.case import Case

_MAVEN = partial(Case, kind="maven", does="maven")
_AT = "http://127.0.0.1:{http}/maven"


def _settings(url: str = _AT, more: str = "", snapshots: str = "true") -> str:
    return (
        f"{more}<mirrors><mirror><id>private</id><mirrorOf>*</mirrorOf><url>{url}</url><blocked>false</blocked></mirror>"
        "</mirrors><profiles><profile><id>p</id><repositories><repository><id>private</id>"
        f"<url>{url}</url><snapshots><enabled>{snapshots}</enabled></snapshots></repository></repositories>"
        "</profile></profiles><activeProfiles><activeProfile>p</activeProfile></activeProfiles>"
    )


_SERVER = "<servers><server><id>private</id><username>ada</username><password>s3cret</password></server></servers>"
_LOCKED = "http://127.0.0.1:{http}/maven-auth"


def _lock(version: str) -> str:
    return f"grep -q 'version: *[\"'\\'']*{version}' {{home}}/demo/.mlops/project.yml || {{ cat {{home}}/demo/.mlops/project.yml; false; }}"


def _greets(text: str) -> str:
    return f"grep -qx '{text}' {{home}}/demo/hello.txt || {{ cat {{home}}/demo/hello.txt; false; }}"


MAVEN = (
    _MAVEN("release", url="com.example:tiny:1.0", settings=_settings(), afterwards=_lock("1.0")),
    _MAVEN("zip", url="com.example:tiny:zip:1.1", settings=_settings(), afterwards=_greets("zip 1.1") + " && " + "grep -q tiny:zip {home}/demo/.mlops/project.yml"),
    _MAVEN("zip with a classifier", url="com.example:tiny:zip:full:1.1", settings=_settings(), control="true", afterwards=_greets("full 1.1")),
    _MAVEN("RELEASE", url="com.example:tiny:RELEASE", settings=_settings(), afterwards=_lock("2.0")),
    _MAVEN("LATEST", url="com.example:tiny:LATEST", settings=_settings(), afterwards=_lock("2.1-20250102.030405-2")),
    _MAVEN("LATEST without snapshots", url="com.example:tiny:LATEST", settings=_settings(snapshots="false"), works=False, says=("com.example:tiny:jar:LATEST was not found",)),
    _MAVEN("range", url="com.example:tiny:[1.0,2.0)", settings=_settings(), afterwards=_lock("1.1")),
    _MAVEN("open range", url="com.example:tiny:[1.0,)", settings=_settings(), afterwards=_lock("2.0")),
    _MAVEN("range of two", url="com.example:tiny:[1.0,1.0],[2.0,2.0]", settings=_settings(), afterwards=_lock("2.0")),
    _MAVEN("range without a version in it", url="com.example:tiny:[3.0,)", settings=_settings(), works=False, says=("no version of com.example:tiny is in [3.0,)", "1.0, 1.1, 2.0")),
    _MAVEN("snapshot", url="com.example:tiny:2.1-SNAPSHOT", settings=_settings(), afterwards=_lock("2.1-20250102.030405-2")),
    _MAVEN("snapshot with its time", url="com.example:tiny:2.1-20250101.010101-1", settings=_settings(), afterwards=_lock("2.1-20250101.010101-1")),
    _MAVEN("version that does not exist", url="com.example:tiny:9.9", settings=_settings(), works=False, says=("com.example:tiny:jar:9.9 was not found",)),
    _MAVEN("artifact that does not exist", url="com.example:none:RELEASE", settings=_settings(), works=False, says=("com.example:none",)),
    _MAVEN("login", url="com.example:tiny:1.0", settings=_settings(_LOCKED, _SERVER)),
    _MAVEN("login missing", url="com.example:tiny:1.0", settings=_settings(_LOCKED), works=False, says=("was not found",)),
    _MAVEN("login wrong", url="com.example:tiny:1.0", settings=_settings(_LOCKED, _SERVER.replace("s3cret", "wr0ng")), works=False, silent=("wr0ng",)),
    _MAVEN("TLS of a private authority", url="com.example:tiny:1.0", settings=_settings("https://127.0.0.1:{https}/maven")),
)

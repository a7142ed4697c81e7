"""The cases, by kind of server."""

from kit.cases.gitea import GITEA
from kit.cases.http import HTTP
from kit.cases.maven import MAVEN
from kit.cases.proxy import PROXY
from kit.cases.ssh import SSH

CASES = (*SSH, *HTTP, *PROXY, *MAVEN, *GITEA)
assert len({(case.kind, case.name) for case in CASES}) == len(CASES), "two cases of one name"

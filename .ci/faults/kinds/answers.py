"""A hosting service whose API stalls, lies, or answers with what should not reach a terminal or a file."""

import gzip
import json
import re
import shutil

from kit.case import Case, sample
from kit.hosts import AzureDevOps, GitHub, TOKEN
from kit.place import Place
from kit.promises import calm, only, refused, require, well, whole

NAME = "hostile answers of a hosting service"
FULL, QUICK = 40, 4
WAITING = ("-Dmlops.timeout=4",)
LIMIT = 90.0
# What shows only that a wait ends, or that calls are repeated, which takes as long as the wait.
WAITS = re.compile("nothing|second|without end|429|50[03]")
ESCAPE = "\x1b]0;owned\x07\x1b[31m\r\u202e"


def cases(context, count):
    projects = context.shared("answer-projects")
    for name, words in (("hub", ()), ("azure", ("-Dmlops.orchestration=azure-devops",))):
        place = Place(context, context.shared("answers-measure-" + name))
        well(place.run("generate", f"-Dmlops.projectName={name}", "-Dmlops.organization=" + ("contoso/ml" if words else "contoso"), *words))
        shutil.copytree(place.out / name, projects / name, symlinks=True)
    made = []
    told = [entry for entry in lies() if not context.quick or not WAITS.search(entry[0])]
    for i, (name, lie) in enumerate(told):
        host, project = ((GitHub, "hub"), (AzureDevOps, "azure"))[i % 2]
        made.append(Case(f"{host.__name__}: {name}", Answer(projects / project, host, lie)))
    return sample(context.random, made, count)


class Answer:
    """From its third call on, one call of the API is answered with a lie."""

    def __init__(self, project, host, lie):
        self.project, self.host, self.lie = project, host, lie

    def __call__(self, place):
        shutil.copytree(self.project, place.out / "p", symlinks=True)
        host = place.until_end(self.host(place.root / "served"))
        place.environment.update(GH_ENTERPRISE_TOKEN=TOKEN, AZURE_DEVOPS_EXT_PAT=TOKEN)

        def before(exchange, content):
            if host.marker in exchange.path or len(host.calls) < 3:
                return False
            self.lie(exchange, content)
            return True
        host.before = before
        words = ["publish", f"-Dmlops.projectDirectory={place.out / 'p'}", *host.words(), "-Dmlops.environments", *WAITING]
        first = calm(place.run(*words, limit=LIMIT))
        if not first.well:
            refused(first)
            require(first.text.count("to continue, type") == 1, "did not say once how to go on", first)
        require(TOKEN not in first.text, "told the token", first)
        require(len(host.calls) < 200, f"made {len(host.calls)} calls", first)
        whole(place.out / "p")
        only(place, "p")
        host.before = None
        well(place.run(*words))
        return "went through" if first.well else "refused, then went on"


def text(status, content, **headers):
    return lambda e, c: e.answer(status, content if isinstance(content, bytes) else content.encode(), **headers)


def thing(content, status=200, **headers):
    return text(status, json.dumps(content), Content_Type="application/json", **headers)


def endless(e, c):
    e.close_connection = True
    e.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
    try:
        while not e.server.web.closing.is_set():
            e.wfile.write(b'"x",' * 10_000)
    except OSError:
        return


def huge(e, c):
    e.close_connection = True
    e.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400000000\r\n\r\n")
    try:
        for _ in range(400):
            e.wfile.write(b"[" * 1_000_000)
    except OSError:
        return


def stalls(content):
    def lie(e, c):
        e.wfile.write(content)
        e.stall()
    return lie


def lies():
    start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    return [
        ("nothing", lambda e, c: e.stall()),
        ("half of a body, then nothing", stalls(start + b'{"a":')),
        ("half of a header, then nothing", stalls(b"HTTP/1.1 20")),
        ("a byte a second", lambda e, c: e.patiently(start + b" " * 1000, 1.0)),
        ("headers without end", lambda e, c: e.raw(b"HTTP/1.1 200 OK\r\n", *[b"X-A: " + b"b" * 60_000 + b"\r\n"] * 3000)),
        ("a body without end", endless),
        ("400 MB of brackets", huge),
        ("a gzip bomb", text(200, gzip.compress(b"[" * 300_000_000, 6), Content_Encoding="gzip", Content_Type="application/json")),
        ("20,000 lists in lists", text(200, "[" * 20_000 + "]" * 20_000, Content_Type="application/json")),
        ("1,000,000 lists in lists", text(200, '{"a":' * 1_000_000, Content_Type="application/json")),
        ("an empty body", text(200, "")),
        ("null", text(200, "null", Content_Type="application/json")),
        ("a text", text(200, '"hello"', Content_Type="application/json")),
        ("a number", text(200, "1e999999", Content_Type="application/json")),
        ("an empty object", thing({})),
        ("an empty list", thing([])),
        ("a list where an object belongs", thing([1, 2, {"name": 3}])),
        ("objects where texts belong", thing({key: {"a": [1]} for key in ("id", "name", "full_name", "default_branch", "visibility", "value", "count", "url", "message")})),
        ("nulls where texts belong", thing({key: None for key in ("id", "name", "full_name", "default_branch", "visibility", "value", "count", "url", "message")})),
        ("a list of nulls", thing({"count": 3, "value": [None, None, None]})),
        ("not JSON", text(200, "{'a': 1,,}", Content_Type="application/json")),
        ("half of JSON", text(200, '{"value": [{"name": "x"', Content_Type="application/json")),
        ("bytes that are no UTF-8", text(200, b'{"name":"\xff\xfe\xc0\xaf"}', Content_Type="application/json")),
        ("UTF-16", text(200, '{"name":"x"}'.encode("utf-16"), Content_Type="application/json; charset=utf-16")),
        ("a page to sign in", text(200, "<html><title>Sign in</title><script>x</script></html>", Content_Type="text/html")),
        ("203 and a page to sign in", text(203, "<html><title>Sign in</title></html>", Content_Type="text/html")),
        ("a redirect to a page to sign in", text(302, "", Location="/_signin?realm=x")),
        ("a redirect to itself", lambda e, c: e.answer(307, b"", Location=e.path)),
        ("a redirect to another port", text(307, "", Location="http://127.0.0.1:9/x")),
        ("a redirect to a file", text(302, "", Location="file:///etc/passwd")),
        ("301 without a place", text(301, "")),
        ("401", thing({"message": "Bad credentials " + ESCAPE}, 401)),
        ("403 with escape sequences", thing({"message": ESCAPE + "no\nno"}, 403)),
        ("403, its limit of calls is reached", thing({"message": "API rate limit exceeded"}, 403, X_RateLimit_Remaining="0", X_RateLimit_Reset="99999999999")),
        ("404 for everything", thing({"message": "Not Found"}, 404)),
        ("409", thing({"message": "conflict " + ESCAPE}, 409)),
        ("422 with a list of errors", thing({"message": "Validation Failed", "errors": [{"message": ESCAPE}, 7, None, {"code": "<script>"}]}, 422)),
        ("429, retry after a year", thing({}, 429, Retry_After="31536000")),
        ("429, retry after a date of the past", thing({}, 429, Retry_After="Mon, 01 Jan 1990 00:00:00 GMT")),
        ("500 with 1 MB of markup", text(500, "<b>" + ESCAPE + "x" * 1_000_000, Content_Type="text/html")),
        ("503, retry after noise", thing({}, 503, Retry_After="soon")),
        ("status 999", lambda e, c: e.raw(b"HTTP/1.1 999 \x1b[31m\r\nContent-Length: 0\r\n\r\n")),
        ("status 204", text(204, "")),
        ("the end of the connection", lambda e, c: e.hang_up()),
        ("its own login", lambda e, c: e.answer(400, json.dumps({"message": "not with " + e.headers.get("Authorization", "")}).encode(), Content_Type="application/json")),
        ("a name with escape sequences", thing({"id": ESCAPE, "name": ESCAPE, "full_name": ESCAPE, "default_branch": ESCAPE, "html_url": "javascript:" + ESCAPE, "count": 1, "value": [{"id": ESCAPE, "name": ESCAPE}]})),
        ("a body of another length than said", lambda e, c: e.raw(start + b'{"a":1}')),
    ]

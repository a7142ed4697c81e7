"""A git server that stalls, trickles or lies while a template is fetched, and one that does so while a project is pushed."""

import gzip
import os
import re
import struct
import zlib

from kit.case import Case, sample
from kit.objects import Bare, TINY, noise, pack, packed_objects
from kit.promises import calm, generated, only, require, whole_or_nothing
from kit.web import Raw, Web

NAME = "servers that stall, trickle, lie"
FULL, QUICK = 60, 6
WAITING = ("-Dmlops.timeout=4",)
LIMIT = 90.0
# What shows only that a wait ends, which takes as long as the wait.
WAITS = re.compile("stalls|second|for ever|without end|says nothing")
REFS, LIST, FETCH = "the first answer", "the list of refs", "the pack"
ESCAPE = b"\x1b]0;owned\x07\x1b[31m\r\x08\xe2\x80\xae"


def cases(context, count):
    folder = context.shared("servers")
    bare = Bare(folder / "t.git")
    bare.commit(bare.files({"mlops-template.yml": TINY, "src/hello.txt": "hello\n", "src/large.bin": noise("large", 120_000)}))
    objects = packed_objects(bare.folder)
    made = [Case(name, Fault(folder, part, lie)) for name, part, lie in lies(objects)]
    made += [Case(name, OddServer(folder, treat)) for name, treat in ODD]
    if context.quick:
        made = [case for case in made if not WAITS.search(case.name)]
    return sample(context.random, made, count)


def part_of(exchange, content):
    """Which of the three answers of a fetch a request asks for."""
    if exchange.path.endswith("/info/refs?service=git-upload-pack"):
        return REFS
    if b"command=ls-refs" in content:
        return LIST
    if b"command=fetch" in content or b"want " in content:
        return FETCH
    return None


class Fault:
    """One answer of the server is replaced."""

    def __init__(self, folder, part, lie):
        self.folder, self.part, self.lie = folder, part, lie

    def __call__(self, place):
        def fault(exchange, content):
            if part_of(exchange, content) != self.part:
                return False
            self.lie(exchange, content)
            return True
        web = place.until_end(Web(self.folder, fault))
        word = outcome(place, web)
        web.fault = None
        if word == "refused":
            generated(place, place.run("generate", f"-Dmlops.template={web.url}/t.git", "-Dmlops.projectName=p"), "p")
            only(place, "p")
        return word


class OddServer:
    """What listens is not a git server."""

    def __init__(self, folder, treat):
        self.treat = treat

    def __call__(self, place):
        return outcome(place, place.until_end(Raw(self.treat)))


def outcome(place, server):
    run = place.run("generate", f"-Dmlops.template={server.url}/t.git", "-Dmlops.projectName=p", *WAITING, limit=LIMIT)
    word = whole_or_nothing(place, run, "p")
    if word == "went through":
        content = (place.out / "p/hello.txt").read_bytes()
        require(content == b"hello\n", f"the project has {content!r}, which the template has not", run)
    return word


def packet(content):
    return b"%04x" % (len(content) + 4) + content


def head(length=None, kind="application/x-git-upload-pack-result", status="200 OK", more=""):
    size = f"Content-Length: {length}\r\n" if length is not None else ""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{size}{more}\r\n".encode()


def truth(exchange, content):
    return exchange.git(content)[2]


ADVERTISEMENT = "application/x-git-upload-pack-advertisement"


def said(status, content=b"", **headers):
    return lambda e, c: e.answer(status, content, **headers)


def true_head(e, c, out, length):
    kind = ADVERTISEMENT if e.command == "GET" else "application/x-git-upload-pack-result"
    return head(length, kind)


def stalls_after(share):
    def lie(e, c):
        out = truth(e, c)
        e.close_connection = True
        e.wfile.write(true_head(e, c, out, len(out)) + out[:int(len(out) * share)])
        e.stall()
    return lie


def trickles(e, c):
    out = truth(e, c)
    e.patiently(true_head(e, c, out, len(out)) + out, 1.0)


def ends_after(share, length=True):
    def lie(e, c):
        out = truth(e, c)
        e.raw(true_head(e, c, out, len(out) if length else None) + out[:int(len(out) * share)])
    return lie


def claims(length):
    return lambda e, c: e.raw(true_head(e, c, b"", length) + truth(e, c))


def body(make, part=None):
    """Answers with bytes in a well-formed answer."""
    def lie(e, c):
        out = make(truth(e, c))
        kind = ADVERTISEMENT if e.command == "GET" else "application/x-git-upload-pack-result"
        e.answer(200, out, Content_Type=kind)
    return lie


def endless(first, piece):
    def lie(e, c):
        e.close_connection = True
        kind = ADVERTISEMENT if e.command == "GET" else "application/x-git-upload-pack-result"
        e.wfile.write(head(None, kind) + first)
        try:
            while not e.server.web.closing.is_set():
                e.wfile.write(piece)
        except OSError:
            return
    return lie


def slow_endless(piece):
    """One piece every second for ever: something always comes, and nothing comes of it."""
    def lie(e, c):
        e.close_connection = True
        e.wfile.write(head())
        while True:
            e.wfile.write(piece)
            e.wfile.flush()
            if e.server.web.closing.wait(1.0):
                return
    return lie


def packed(content):
    """The answer of a fetch of protocol 2 with these bytes as its pack."""
    out = packet(b"packfile\n")
    for i in range(0, len(content), 60_000):
        out += packet(b"\1" + content[i:i + 60_000])
    return out + b"0000"


def gives(content):
    return body(lambda true: packed(content))


def gzipped(e, c):
    e.answer(200, b"\x1f\x8b\x08garbage", Content_Encoding="gzip", Content_Type=ADVERTISEMENT)


def bomb(e, c):
    whole = gzip.compress(b"0" * 300_000_000, 6)
    kind = ADVERTISEMENT if e.command == "GET" else "application/x-git-upload-pack-result"
    e.answer(200, whole, Content_Encoding="gzip", Content_Type=kind)


def redirect(target):
    def lie(e, c):
        e.answer(302, b"", Location=target.format(url=e.server.web.url, path=e.path, port=e.server.web.port))
    return lie


def many_refs(true):
    """A list of refs with 300,000 of them, of which the first is HEAD."""
    first, _, rest = true.partition(b"\n")
    line = first[4:44]
    more = b"".join(packet(line + b" refs/heads/b%d\n" % i) for i in range(300_000))
    return true[:-4] + more + b"0000"


def swapped(identity):
    return lambda true: b"".join([true[:4], identity, true[44:]])


def lies(objects):
    blob = [thing for thing in objects if thing[0] == "blob"]
    yield "stalls before the first answer", REFS, lambda e, c: e.stall()
    yield "stalls before the list of refs", LIST, lambda e, c: e.stall()
    yield "stalls before the pack", FETCH, lambda e, c: e.stall()
    yield "stalls within the first answer", REFS, stalls_after(0.5)
    yield "stalls within the list of refs", LIST, stalls_after(0.5)
    yield "stalls within the pack", FETCH, stalls_after(0.5)
    yield "stalls before the last byte of the pack", FETCH, stalls_after(0.9999)
    yield "stalls within a header", REFS, lambda e, c: (e.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Ty"), e.stall())
    yield "a byte a second of the first answer", REFS, trickles
    yield "a byte a second of the list of refs", LIST, trickles
    yield "a byte a second of the pack", FETCH, trickles
    yield "a header a second for ever", REFS, lambda e, c: e.patiently(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000, 1.0, 8)
    yield "headers without end", REFS, lambda e, c: e.raw(b"HTTP/1.1 200 OK\r\n", *[b"X-A: " + b"b" * 60_000 + b"\r\n"] * 3000)
    yield "one header of 200 MB", REFS, lambda e, c: e.raw(b"HTTP/1.1 200 OK\r\nX-A: ", *[b"b" * 1_000_000] * 200)
    yield "progress messages for ever", FETCH, slow_endless(packet(b"packfile\n") + packet(b"\2counting\n"))
    yield "empty side-band packets for ever", FETCH, slow_endless(packet(b"\1"))
    yield "a list of refs without end", LIST, endless(b"", packet(b"1" * 40 + b" refs/heads/a\n") * 1000)
    yield "a first answer without end", REFS, endless(b"", packet(b"# service=git-upload-pack\n") * 1000)
    yield "a pack without end", FETCH, endless(packet(b"packfile\n") + packet(b"\1PACK" + struct.pack(">II", 2, 9)), packet(b"\1" + b"x" * 60_000))
    yield "300,000 refs", LIST, body(many_refs)
    yield "ends within the first answer", REFS, ends_after(0.5)
    yield "ends within the list of refs", LIST, ends_after(0.5)
    yield "ends within the pack", FETCH, ends_after(0.5)
    yield "ends within the pack, without a length", FETCH, ends_after(0.5, False)
    yield "ends at once", REFS, lambda e, c: e.hang_up()
    yield "says more bytes than it has", LIST, claims(10_000_000)
    yield "says fewer bytes than it has", FETCH, claims(100)
    yield "says a negative length", REFS, claims(-5)
    yield "says a length that is not a number", REFS, claims("many")
    yield "a length beyond 64 bits", REFS, claims(10 ** 30)
    yield "chunks of a size that is not a number", REFS, lambda e, c: e.raw(head(None, ADVERTISEMENT, more="Transfer-Encoding: chunked\r\n") + b"zz\r\nabc\r\n0\r\n\r\n")
    yield "a chunk of 2^63 bytes", REFS, lambda e, c: e.raw(head(None, ADVERTISEMENT, more="Transfer-Encoding: chunked\r\n") + b"7fffffffffffffff\r\nabc")
    yield "gzip that is none", REFS, gzipped
    yield "a gzip bomb as the first answer", REFS, bomb
    yield "a gzip bomb as the pack", FETCH, bomb
    yield "status 204", REFS, said(204)
    yield "status 304", LIST, said(304)
    yield "status 403 with escape sequences", REFS, said(403, ESCAPE + b"no", Content_Type="text/plain")
    yield "status 404 for the pack", FETCH, said(404, b"gone")
    yield "status 429, retry after a year", REFS, said(429, b"", Retry_After="31536000")
    yield "status 500", FETCH, said(500, b"<html>" + b"x" * 100_000)
    yield "status 503, retry after -1", LIST, said(503, b"", Retry_After="-1")
    yield "status 999", REFS, lambda e, c: e.raw(b"HTTP/1.1 999 \x1b[31mOdd\r\nContent-Length: 0\r\n\r\n")
    yield "status 407", REFS, said(407, b"", Proxy_Authenticate='Basic realm="\x1b[31m"')
    yield "a redirect to itself", REFS, redirect("{url}{path}")
    yield "a redirect to a file", REFS, redirect("file:///etc/passwd")
    yield "a redirect to an address that is none", REFS, redirect("http://[::bad/{path}")
    yield "a redirect without a place", REFS, said(302)
    yield "a redirect of the pack to another port", FETCH, redirect("http://127.0.0.1:9/{path}")
    yield "a page to sign in", REFS, said(200, b"<html><title>Sign in</title></html>", Content_Type="text/html")
    yield "packets of length 0001", REFS, body(lambda true: b"0001" * 50)
    yield "a packet of length zzzz", LIST, body(lambda true: b"zzzz" + true)
    yield "a packet that says ffff", FETCH, body(lambda true: b"ffff" + true)
    yield "an error with escape sequences", LIST, body(lambda true: packet(b"ERR " + ESCAPE + b"<script>"))
    yield "a fatal message with escape sequences", FETCH, body(lambda true: packet(b"packfile\n") + packet(b"\3" + ESCAPE + b"\n"))
    yield "a server that speaks protocol 9", REFS, body(lambda true: packet(b"# service=git-upload-pack\n") + b"0000" + packet(b"version 9\n") + b"0000")
    yield "a server of SHA-256 objects", REFS, body(lambda true: true.replace(b"object-format=sha1", b"object-format=sha256").replace(b"sha1", b"sha256"))
    yield "a ref that is no hash", LIST, body(swapped(b"z" * 40))
    yield "a ref to an object that does not exist", LIST, body(swapped(b"1" * 40))
    yield "an empty list of refs", LIST, body(lambda true: b"0000")
    yield "no pack at all", FETCH, body(lambda true: b"0000")
    yield "an empty pack", FETCH, gives(pack([]))
    yield "a pack of something else", FETCH, gives(pack([("blob", b"another")]))
    yield "a pack with a wrong sum", FETCH, gives(pack(objects, checksum=b"0" * 20))
    yield "a pack that says 2^32-1 objects", FETCH, gives(pack(objects, count=2 ** 32 - 1))
    yield "a pack of version 9", FETCH, gives(pack(objects, version=9))
    yield "an object that says 2^40 bytes", FETCH, gives(pack([("blob", 2 ** 40, zlib.compress(b"small"))]))
    yield "an object that has more bytes than it says", FETCH, gives(pack([("blob", 3, zlib.compress(b"x" * 1000))]))
    yield "an object of 600 MB in few bytes", FETCH, gives(pack([*objects, ("blob", 600_000_000, zeros(600_000_000))]))
    yield "an object that is not deflated", FETCH, gives(pack([("blob", 5, b"hello")]))
    yield "an object of type 5", FETCH, gives(pack([(5, 5, zlib.compress(b"hello"))]))
    yield "a delta without its base", FETCH, gives(pack([(7, 4, b"\1" * 20 + zlib.compress(b"\5\5\5hello"))]))
    yield "a delta that makes 2 GB", FETCH, gives(pack([*blob[:1], (7, 200_000, bytes.fromhex(hash_of(blob[0])) + zlib.compress(growing(blob[0])))]))
    yield "garbage in place of a pack", FETCH, gives(os.urandom(5000))


def zeros(size):
    """A deflated stream of zeros, made piece by piece."""
    deflate = zlib.compressobj(9)
    piece = b"\0" * 1_000_000
    return b"".join(deflate.compress(piece) for _ in range(size // len(piece))) + deflate.flush()


def hash_of(thing):
    import hashlib
    kind, content = thing
    return hashlib.sha1(f"{kind} {len(content)}\0".encode() + content).hexdigest()


def growing(base):
    """A delta whose result has 2 GB: it copies its base again and again."""
    def number(value):
        out = b""
        while True:
            byte, value = value & 0x7F, value >> 7
            out += bytes([byte | (0x80 if value else 0)])
            if not value:
                return out
    size = len(base[1])
    copy = b"\x90" + bytes([min(size, 255)])
    return number(size) + number(2_000_000_000) + copy * 66_000


def ssh(server, connection):
    connection.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")
    server.closing.wait(5)


def silent(server, connection):
    server.closing.wait()


def closes(server, connection):
    return


def noise_without_end(server, connection):
    while not server.closing.is_set():
        connection.sendall(os.urandom(4096))


def tls(server, connection):
    connection.recv(4096)
    connection.sendall(b"\x15\x03\x01\x00\x02\x02\x46")


def old(server, connection):
    connection.recv(4096)
    connection.sendall(b"<html>HTTP/0.9</html>")


ODD = [("an SSH server", ssh), ("a server that accepts and says nothing", silent), ("a server that closes at once", closes),
       ("noise without end", noise_without_end), ("a TLS alert", tls), ("HTTP/0.9", old)]

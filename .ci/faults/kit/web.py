"""An HTTP server on loopback that serves git repositories, and whose answers can be replaced."""

import base64
import gzip
import http.server
import os
import socket
import socketserver
import subprocess
import threading
import urllib.parse


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, address):
        """A client that has gone is what this kit is for."""


class Exchange(http.server.BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def log_message(self, *words):
        pass

    def body(self):
        content = self.encoded()
        if self.headers.get("Content-Encoding", "").lower() != "gzip":
            return content
        del self.headers["Content-Encoding"]
        return gzip.decompress(content)

    def encoded(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            whole = b""
            while True:
                size = int(self.rfile.readline().split(b";")[0], 16)
                whole += self.rfile.read(size)
                self.rfile.readline()
                if size == 0:
                    return whole
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, status, content=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()

    def raw(self, *parts):
        """Sends bytes as they are, outside of any rule of HTTP, and ends the connection."""
        self.close_connection = True
        for part in parts:
            self.wfile.write(part)
            self.wfile.flush()

    def patiently(self, content, seconds, piece=1):
        """Sends bytes with a pause after each piece, until the server is closed."""
        self.close_connection = True
        for i in range(0, len(content), piece):
            self.wfile.write(content[i:i + piece])
            self.wfile.flush()
            if self.server.web.closing.wait(seconds):
                return

    def stall(self):
        """Says nothing more, and keeps the connection."""
        self.close_connection = True
        self.wfile.flush()
        self.server.web.closing.wait()

    def hang_up(self):
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def git(self, content):
        """What git's own server program answers: status, headers, bytes."""
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_PROJECT_ROOT": str(self.server.web.folder),
            "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": urllib.parse.unquote(path), "QUERY_STRING": query, "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(content)), "REMOTE_USER": "x", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "GIT_PROTOCOL": self.headers.get("Git-Protocol", "")}
        settings = {"uploadpack.allowFilter": "true", "uploadpack.allowAnySHA1InWant": "true", "http.receivepack": "true", "safe.directory": "*"}
        environment["GIT_CONFIG_COUNT"] = str(len(settings))
        for i, (key, value) in enumerate(settings.items()):
            environment[f"GIT_CONFIG_KEY_{i}"], environment[f"GIT_CONFIG_VALUE_{i}"] = key, value
        done = subprocess.run(["git", "http-backend"], input=content, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        head, _, out = done.stdout.partition(b"\r\n\r\n")
        status, headers = 200, {}
        for line in head.decode("latin1").split("\r\n"):
            name, _, value = line.partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            elif name:
                headers[name.replace("-", "_")] = value
        return status, headers, out

    def login(self):
        """The user and password, or the token, that came with the request; empty for none."""
        sent = self.headers.get("Authorization", "")
        if sent.startswith("Basic "):
            return base64.b64decode(sent[6:]).decode("utf-8", "replace")
        return sent.partition(" ")[2]

    def go(self):
        web = self.server.web
        content = self.body()
        web.requests.append((self.command, self.path, dict(self.headers), content))
        if web.fault and web.fault(self, content):
            self.wfile.flush()
            return
        status, headers, out = self.git(content)
        self.answer(status, out, **headers)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = go


class Web:
    """A server of git repositories.

    `fault` is asked first for every request, with the exchange and the request's content; it answers itself and gives true, or
    gives false for the true answer.
    """

    def __init__(self, folder, fault=None):
        self.folder = folder
        self.fault = fault
        self.requests = []
        self.closing = threading.Event()
        self._server = Server(("127.0.0.1", 0), Exchange)
        self._server.web = self
        self.port = self._server.server_address[1]
        self.address = f"127.0.0.1:{self.port}"
        self.url = "http://" + self.address
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class Raw:
    """A TCP server that treats each connection as a function says."""

    def __init__(self, treat):
        self._treat = treat
        self.closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        self.url = "http://" + self.address
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection):
        with connection:
            try:
                self._treat(self, connection)
            except OSError:
                pass

    def close(self):
        self.closing.set()
        # A listener that is only closed goes on to accept while another thread waits in accept().
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()


class Relay(Raw):
    """Passes bytes on to a server, and cuts every connection after a number of bytes in one direction.

    With `once`, the connections after the cut pass; without, every later one is cut at once.
    """

    TO_SERVER, TO_CLIENT = 0, 1

    def __init__(self, port, direction=None, after=0, once=True):
        self.counts = [0, 0]
        self.cut = False
        self._port, self._direction, self._after, self._once = port, direction, after, once
        self._lock = threading.Lock()
        super().__init__(Relay._pass)

    def heal(self):
        """From now on every byte passes."""
        self.cut, self._once, self._direction = True, True, None

    def _pass(self, client):
        if self.cut and not self._once:
            self._break(client)
            return
        with socket.create_connection(("127.0.0.1", self._port)) as server:
            back = threading.Thread(target=self._pump, args=(server, client, Relay.TO_CLIENT), daemon=True)
            back.start()
            self._pump(client, server, Relay.TO_SERVER)
            back.join()

    def _pump(self, source, target, direction):
        try:
            while True:
                data = source.recv(16384)
                if not data:
                    target.shutdown(socket.SHUT_WR)
                    return
                with self._lock:
                    room = self._after - self.counts[direction]
                    ends = self._direction == direction and not self.cut and len(data) >= room
                    if ends:
                        self.cut = True
                        data = data[:max(0, room)]
                    self.counts[direction] += len(data)
                target.sendall(data)
                if ends:
                    self._break(source)
                    self._break(target)
                    return
        except OSError:
            return

    def _break(self, connection):
        # A connection ends with a reset or with an ordinary end: both happen.
        try:
            if self._after % 2:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

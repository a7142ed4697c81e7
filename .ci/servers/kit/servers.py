"""The servers: OpenSSH, nginx with git-http-backend, squid, and sockets that say nothing."""

import os
import socket
import threading
from pathlib import Path

from kit import repositories
from kit.accounts import CLIENT, SERVER
from kit.keys import SshKeys, TlsKeys
from kit.process import Daemons, free_port, run, wait_for


class Servers:
    """All of them. ``facts`` has what cases refer to."""

    def __init__(self, work: Path) -> None:
        """Makes keys and repositories; nothing listens yet."""
        self.work = work
        self.daemons = Daemons()
        self.keys = SshKeys(work / "keys")
        self.tls = TlsKeys(work / "tls")
        self.facts: dict[str, object] = {"work": work, "keys": self.keys.folder, "tls": self.tls.folder}
        self._sockets: list[socket.socket] = []
        self._repositories()

    def _repositories(self) -> None:
        srv = self.work / "srv"
        srv.mkdir()
        repositories.bare(srv / "t.git", self.work)
        repositories.bare(srv / "sha256.git", self.work, sha256=True)
        repositories.bare(srv / "void.git", self.work, empty=True)
        repositories.bare(srv / "foreign.git", self.work)
        repositories.bare(srv / "secret.git", self.work)
        run(["chown", "-R", "mlopst-git:", srv])
        run(["chown", "-R", "mlopst-other:", srv / "foreign.git", srv / "secret.git"])
        run(["chmod", "700", srv / "secret.git"])
        repositories.maven(self.work / "maven")
        self.facts["srv"] = srv

    def start(self) -> None:
        """Brings all up."""
        self._openssh()
        self._nginx()
        self._squid()
        self._sayings()

    # OpenSSH

    def _sshd(self, name: str, lines: str, address: str = "127.0.0.1") -> None:
        port = free_port(address)
        folder = self.work / "sshd"
        folder.mkdir(exist_ok=True)
        config = folder / f"{name}.conf"
        config.write_text(
            f"Port {port}\nListenAddress {address}\nPidFile none\nStrictModes no\nPrintMotd no\nMaxStartups 100\n"
            f"AuthorizedKeysFile {folder}/authorized_keys\nTrustedUserCAKeys {self.keys.public('user_ca')}\n"
            f"LogLevel VERBOSE\nAcceptEnv GIT_PROTOCOL\n{lines}\n"
        )
        self.daemons.start(["/usr/sbin/sshd", "-D", "-e", "-f", config], folder / f"{name}.log")
        wait_for(port, address)
        self.facts[f"ssh_{name}"] = port

    def _openssh(self) -> None:
        Path("/run/sshd").mkdir(exist_ok=True)
        folder = self.work / "sshd"
        folder.mkdir()
        (folder / "authorized_keys").write_text(
            "".join(self.keys.public(name).read_text() for name in ("user", "locked", "agent"))
        )
        (folder / "authorized_keys").chmod(0o644)
        os.chmod(folder, 0o755)
        plain = f"HostKey {self.keys.private('host_a')}\nHostKey {self.keys.private('host_rsa')}\n"
        keys_only = "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        nogit = "Match User mlopst-nogit\nForceCommand env PATH=/nonexistent /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"\n"
        quiet = "Match User mlopst-quiet\nForceCommand sleep 300\n"
        banner_home = self.work / "accounts" / "mlopst-banner"
        (banner_home / ".bashrc").write_text("echo 'Welcome to the build host'\n")
        run(["chown", "-R", "mlopst-banner:", banner_home])
        self._sshd("main", plain + keys_only + nogit + quiet)
        self._sshd("password", plain + "PubkeyAuthentication no\nKbdInteractiveAuthentication no\n")
        self._sshd("keyboard", plain + "PubkeyAuthentication no\nPasswordAuthentication no\nUsePAM yes\n")
        self._sshd("second", f"HostKey {self.keys.private('host_b')}\n" + keys_only)
        cert = f"HostKey {self.keys.private('host_cert')}\nHostCertificate {self.keys.certificate('host_cert')}\n"
        self._sshd("certified", cert + keys_only)
        self._sshd("old", plain + keys_only + "KexAlgorithms diffie-hellman-group1-sha1\n")
        self._sshd("few", plain + keys_only + "MaxAuthTries 1\n")
        self._sshd("six", plain + keys_only, "::1")
        self.facts |= {
            "host_a": self.keys.line("host_a"),
            "host_b": self.keys.line("host_b"),
            "host_cert": self.keys.line("host_cert"),
            "host_ca": self.keys.line("host_ca"),
            "host_rsa": self.keys.line("host_rsa"),
            "private_user": self.keys.private("user").read_text(),
            "private_certified": self.keys.private("certified").read_text(),
            "certificate": self.keys.certificate("certified").read_text(),
            "hashed_main": self._hashed(),
            "print_a": self.keys.fingerprint("host_a"),
            "print_b": self.keys.fingerprint("host_b"),
            "print_cert": self.keys.fingerprint("host_cert"),
        }

    def _hashed(self) -> str:
        file = self.work / "sshd" / "hashed"
        file.write_text(f"[127.0.0.1]:{self.facts['ssh_main']} {self.keys.line('host_a')}\n")
        run(["ssh-keygen", "-q", "-H", "-f", file])
        return file.read_text().strip()

    # nginx

    def _nginx(self) -> None:
        folder = self.work / "nginx"
        folder.mkdir()
        for name in ("http", "https", "wrong", "self", "mutual"):
            self.facts[name] = free_port()
        run(["htpasswd", "-bc", folder / "users", "ada", "s3cret"])
        (folder / "users").chmod(0o644)
        backend = folder / "fcgi.sock"
        self.daemons.start(
            ["setpriv", "--reuid", "mlopst-git", "--regid", "mlopst-git", "--clear-groups"]
            + ["fcgiwrap", "-s", f"unix:{backend}", "-c", "2"],
            folder / "fcgiwrap.log",
            cwd=self._owned(folder),
        )
        git = (
            f"fastcgi_pass unix:{backend}; include /etc/nginx/fastcgi_params;"
            " fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;"
            f" fastcgi_param GIT_PROJECT_ROOT {self.work}/srv; fastcgi_param GIT_HTTP_EXPORT_ALL 1;"
            " fastcgi_param GIT_PROTOCOL $http_git_protocol;"
            " fastcgi_param PATH_INFO $1;"
        )
        login = f'auth_basic "git"; auth_basic_user_file {folder}/users;'
        locations = f"""
    location ~ ^/open(/.*)$ {{ {git} fastcgi_param REMOTE_USER anybody; }}
    location ~ ^/auth(/.*)$ {{ {login} {git} }}
    location ~ ^/small(/.*)$ {{ {git} client_max_body_size 100; fastcgi_param REMOTE_USER anybody; }}
    location ~ ^/push-auth(/.*/info/refs)$ {{ {git} fastcgi_param REMOTE_USER anybody; }}
    location ~ ^/push-auth(/.*)$ {{ {login} {git} }}
    location ~ ^/moved(/.*)$ {{ return 301 $scheme://$http_host/open$1$is_args$args; }}
    location ~ ^/found(/.*)$ {{ return 302 $scheme://$http_host/open$1$is_args$args; }}
    location ~ ^/to-plain(/.*)$ {{ return 301 http://127.0.0.1:{self.facts['http']}/open$1$is_args$args; }}
    location ~ ^/elsewhere(/.*)$ {{ return 302 http://localhost:{self.facts['http']}/auth$1$is_args$args; }}
    location ~ ^/loop(/.*)$ {{ return 302 $scheme://$http_host/loop$1$is_args$args; }}
    location ~ ^/status/(\\d+)/ {{ return 404; }}
    location /forbidden/ {{ return 403; }}
    location /limited/ {{ add_header Retry-After 60 always; return 429; }}
    location /broken/ {{ return 500; }}
    location /gateway/ {{ return 502; }}
    location /away/ {{ return 503; }}
    location /gone/ {{ return 410; }}
    location /bearer/ {{ add_header WWW-Authenticate 'Bearer realm="git"' always; return 401; }}
    location /negotiate/ {{ add_header WWW-Authenticate 'Negotiate' always; return 401; }}
    location /page/ {{ default_type text/html; return 200 '<html><title>Sign in</title></html>'; }}
    location /maven/ {{ alias {self.work}/maven/; }}
    location /maven-auth/ {{ {login} alias {self.work}/maven/; }}
"""
        tls = self.tls.folder

        def secure(port: str, name: str, more: str = "") -> str:
            return (
                f"server {{ listen 127.0.0.1:{self.facts[port]} ssl; server_name _;"
                f" ssl_certificate {tls}/{name}.pem; ssl_certificate_key {tls}/{name}.key; {more} {locations} }}\n"
            )

        config = folder / "nginx.conf"
        config.write_text(
            f"daemon off; user mlopst-git; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;\n"
            "events {}\nhttp {\n"
            + "".join(
                f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            )
            + f"access_log {folder}/access.log; client_max_body_size 100m;\n"
            + f"server {{ listen 127.0.0.1:{self.facts['http']}; {locations} }}\n"
            + secure("https", "server")
            + secure("wrong", "wrong")
            + secure("self", "self")
            + secure("mutual", "server", f"ssl_verify_client on; ssl_client_certificate {tls}/ca.pem;")
            + "}\n"
        )
        self.daemons.start(["nginx", "-c", config, "-p", folder], folder / "nginx.log")
        for name in ("http", "https", "wrong", "self", "mutual"):
            wait_for(int(str(self.facts[name])))

    @staticmethod
    def _owned(folder: Path) -> Path:
        run(["chown", "mlopst-git:", folder])
        return folder

    # squid

    def _squid(self) -> None:
        folder = self.work / "squid"
        folder.mkdir()
        run(["htpasswd", "-bc", folder / "users", "proxy", "pr0xy"])
        run(["chown", "-R", "proxy:", folder])
        (folder / "users").chmod(0o644)
        self.facts["proxy"] = free_port()
        self.facts["proxy_auth"] = free_port()
        config = folder / "squid.conf"
        config.write_text(
            f"http_port 127.0.0.1:{self.facts['proxy']} name=open\n"
            f"http_port 127.0.0.1:{self.facts['proxy_auth']} name=closed\n"
            f"auth_param basic program /usr/lib/squid/basic_ncsa_auth {folder}/users\nauth_param basic realm proxy\n"
            "acl wants_login myportname closed\nacl somebody proxy_auth REQUIRED\n"
            f"acl forbidden port {self.facts['self']}\nacl SSL_ports port 1-65535\nacl CONNECT method CONNECT\n"
            "http_access deny forbidden\nhttp_access allow wants_login somebody\nhttp_access deny wants_login\n"
            "http_access allow all\ncache deny all\nshutdown_lifetime 0\n"
            f"pid_filename {folder}/pid\ncache_log {folder}/cache.log\naccess_log stdio:{folder}/access.log\n"
            f"coredump_dir {folder}\nlogfile_rotate 0\npinger_enable off\nnetdb_filename none\n"
        )
        self.daemons.start(["squid", "-N", "-n", f"mlopst{self.facts['proxy']}", "-f", config], folder / "squid.log")
        wait_for(int(str(self.facts["proxy"])))

    # Sockets

    def _sayings(self) -> None:
        """Servers that say nothing, something else, or good-bye."""
        for name, text in {"mute": None, "bye": b"", "talker": b"HTTP/1.1 400 Bad Request\r\n\r\n"}.items():
            listener = socket.create_server(("127.0.0.1", 0), backlog=50)
            self._sockets.append(listener)
            self.facts[name] = listener.getsockname()[1]
            threading.Thread(target=_say, args=(listener, text), daemon=True).start()
        self.facts["closed"] = free_port()

    def without_ssh(self) -> Path:
        """A folder with every program but ``ssh``."""
        folder = self.work / "programs"
        if not folder.exists():
            folder.mkdir()
            for place in os.environ["PATH"].split(":"):
                for program in Path(place).iterdir() if Path(place).is_dir() else ():
                    link = folder / program.name
                    if program.name != "ssh" and not link.is_symlink():
                        link.symlink_to(program)
        return folder

    def stop(self) -> None:
        """Ends all."""
        for listener in self._sockets:
            listener.close()
        self.daemons.stop()

    def pushed_to(self, name: str) -> Path:
        """A new empty repository."""
        target = self.work / "srv" / f"{name}.git"
        repositories.bare(target, self.work, empty=True)
        run(["chown", "-R", "mlopst-git:", target])
        return target


def _say(listener: socket.socket, text: bytes | None) -> None:
    kept = []
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        if text is None:
            kept.append(connection)
            continue
        try:
            if text:
                connection.recv(100)
                connection.sendall(text)
            connection.close()
        except OSError:
            continue


__all__ = ["CLIENT", "SERVER", "Servers"]

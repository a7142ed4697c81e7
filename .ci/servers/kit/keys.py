"""Keys and certificates of OpenSSH and TLS."""

from pathlib import Path

from kit.process import run

PASSPHRASE = "open sesame"


class SshKeys:
    """The keys of clients and servers, in one folder."""

    def __init__(self, folder: Path) -> None:
        """Makes them all."""
        folder.mkdir(parents=True)
        self.folder = folder
        for name in ("user", "other", "agent", "user_ca", "host_ca", "host_a", "host_b", "host_cert"):
            self._make(name, "")
        self._make("locked", PASSPHRASE)
        self._make("host_rsa", "", "rsa")
        self._make("certified", "")
        run(["ssh-keygen", "-q", "-s", self.private("user_ca"), "-I", "case", "-n", "mlopst-git", self.public("certified")])
        run(
            ["ssh-keygen", "-q", "-s", self.private("host_ca"), "-I", "host", "-h", "-n", "127.0.0.1,localhost"]
            + [self.public("host_cert")]
        )

    def _make(self, name: str, passphrase: str, kind: str = "ed25519") -> None:
        run(["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", name, "-f", self.folder / name])

    def private(self, name: str) -> Path:
        """The file of a private key."""
        return self.folder / name

    def public(self, name: str) -> Path:
        """The file of a public key."""
        return self.folder / f"{name}.pub"

    def certificate(self, name: str) -> Path:
        """The file of a certificate."""
        return self.folder / f"{name}-cert.pub"

    def line(self, name: str) -> str:
        """Kind and key, as ``known_hosts`` has them."""
        return " ".join(self.public(name).read_text().split()[:2])

    def fingerprint(self, name: str) -> str:
        """``SHA256:…``."""
        return run(["ssh-keygen", "-l", "-f", self.public(name)]).split()[1]


class TlsKeys:
    """A private authority, and what it signed."""

    def __init__(self, folder: Path) -> None:
        """Makes them all."""
        folder.mkdir(parents=True)
        self.folder = folder
        run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Example Authority"]
            + ["-keyout", folder / "ca.key", "-out", folder / "ca.pem"]
        )
        self._sign("server", "IP:127.0.0.1,DNS:localhost", "30")
        self._sign("wrong", "DNS:other.example", "30")
        self._sign("client", "DNS:client.example", "30")
        run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=127.0.0.1"]
            + ["-addext", "subjectAltName=IP:127.0.0.1"]
            + ["-keyout", folder / "self.key", "-out", folder / "self.pem"]
        )
        run(
            ["keytool", "-importcert", "-noprompt", "-alias", "ca", "-file", folder / "ca.pem"]
            + ["-keystore", folder / "trust.p12", "-storetype", "PKCS12", "-storepass", "changeit"]
        )
        run(
            ["openssl", "pkcs12", "-export", "-inkey", folder / "client.key", "-in", folder / "client.pem"]
            + ["-out", folder / "client.p12", "-passout", "pass:changeit"]
        )
        for file in folder.iterdir():
            file.chmod(0o644)

    def _sign(self, name: str, names: str, days: str) -> None:
        folder = self.folder
        extensions = folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName={names}\n")
        run(
            ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}.example"]
            + ["-keyout", folder / f"{name}.key", "-out", folder / f"{name}.csr"]
        )
        run(
            ["openssl", "x509", "-req", "-in", folder / f"{name}.csr", "-CA", folder / "ca.pem"]
            + ["-CAkey", folder / "ca.key", "-CAcreateserial", "-days", days, "-extfile", extensions]
            + ["-out", folder / f"{name}.pem"]
        )

"""Writes git objects as they are asked for, also those that git itself would refuse to write."""

import hashlib
import os
import struct
import zlib
from pathlib import Path

FILE, PROGRAM, LINK, FOLDER, SUBMODULE = "100644", "100755", "120000", "40000", "160000"

TINY = """\
format: 1
name: tiny
layout:
  - {from: src, to: .}
"""


class Bare:
    """A bare repository that is made object by object."""

    def __init__(self, folder):
        self.folder = Path(folder)
        for name in ("objects/pack", "refs/heads", "refs/tags"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "HEAD").write_text("ref: refs/heads/main\n")
        (self.folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n")

    def put(self, kind, content):
        raw = f"{kind} {len(content)}\0".encode() + content
        identity = hashlib.sha1(raw).hexdigest()
        path = self.folder / "objects" / identity[:2] / identity[2:]
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zlib.compress(raw, 1))
        return identity

    def blob(self, content):
        return self.put("blob", content if isinstance(content, bytes) else content.encode())

    def tree(self, entries):
        """A tree of (mode, name, identity) entries, in exactly this order."""
        content = b"".join(mode.encode() + b" " + (name if isinstance(name, bytes) else name.encode()) + b"\0" + bytes.fromhex(identity)
                           for mode, name, identity in entries)
        return self.put("tree", content)

    def files(self, files):
        """A tree, sorted as git wants it, of path to content or to (mode, content)."""
        root = {}
        for path, content in files.items():
            here = root
            *folders, name = path.split("/")
            for folder in folders:
                here = here.setdefault(folder, {})
            here[name] = content if isinstance(content, tuple) else (FILE, content)
        return self._written(root)

    def _written(self, folder):
        entries = []
        for name, thing in folder.items():
            if isinstance(thing, dict):
                entries.append((FOLDER, name, self._written(thing)))
            else:
                mode, content = thing
                entries.append((mode, name, content if mode in (SUBMODULE, FOLDER) else self.blob(content)))
        entries.sort(key=lambda entry: entry[1].encode() + (b"/" if entry[0] == FOLDER else b""))
        return self.tree(entries)

    def commit(self, tree, ref="refs/heads/main", message="One\n", author="Ada <ada@example.com> 1700000000 +0000", parents=()):
        text = f"tree {tree}\n" + "".join(f"parent {parent}\n" for parent in parents) + f"author {author}\ncommitter {author}\n\n{message}"
        identity = self.put("commit", text.encode())
        self.point(ref, identity)
        return identity

    def point(self, ref, identity):
        path = self.folder / ref
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(identity + "\n")


def noise(seed, size):
    """Bytes that do not compress, the same each time."""
    out = b""
    i = 0
    while len(out) < size:
        out += hashlib.sha256(f"{seed} {i}".encode()).digest()
        i += 1
    return out[:size]


def sample_template(folder, files=80, large=200_000):
    """A template of some weight: text, a large file, a program, a link, a choice."""
    bare = Bare(folder)
    content = {"mlops-template.yml": "format: 1\nname: sample\noptions:\n  kind: {default: a}\nlayout:\n  - {from: 'kinds/{kind}', to: .}\n"}
    for kind in ("a", "b"):
        content[f"kinds/{kind}/README.md"] = f"# Kind {kind}\n"
        content[f"kinds/{kind}/run.sh"] = (PROGRAM, "#!/bin/sh\necho run\n")
        content[f"kinds/{kind}/latest"] = (LINK, "data/f1.txt")
        content[f"kinds/{kind}/large.bin"] = noise(kind, large)
        for i in range(files):
            content[f"kinds/{kind}/data/f{i}.txt"] = f"{kind} {i}\n" + noise(f"{kind}{i}", 700).hex() + "\n"
    bare.commit(bare.files(content))
    return bare


def pack(objects, version=2, count=None, checksum=None):
    """The bytes of a pack of (type, content) or (type, claimed size, raw deflated bytes)."""
    kinds = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}
    out = b"PACK" + struct.pack(">II", version, len(objects) if count is None else count)
    for thing in objects:
        kind, size, data = thing if len(thing) == 3 else (thing[0], len(thing[1]), zlib.compress(thing[1], 1))
        number = kinds.get(kind, kind)
        byte = (number << 4) | (size & 15)
        size >>= 4
        while size:
            out += bytes([byte | 0x80])
            byte = size & 0x7F
            size >>= 7
        out += bytes([byte]) + data
    return out + (checksum or hashlib.sha1(out).digest())


def packed_objects(folder):
    """All loose objects of a bare repository, as (kind, content)."""
    found = []
    for name in sorted(os.listdir(folder / "objects")):
        if len(name) == 2:
            for rest in sorted(os.listdir(folder / "objects" / name)):
                raw = zlib.decompress((folder / "objects" / name / rest).read_bytes())
                head, _, content = raw.partition(b"\0")
                found.append((head.split()[0].decode(), content))
    return found

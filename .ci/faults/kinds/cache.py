"""The cache is damaged in between two runs."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

from kit.case import Case, Skipped, sample
from kit.objects import noise, sample_template
from kit.place import Place
from kit.promises import calm, only, refused, require, well, whole
from kit.web import Web

NAME = "damage to the cache"
FULL, QUICK = 40, 3


def cases(context, count):
    folder = context.shared("cache")
    sample_template(folder / "sample.git", files=20, large=40_000)
    web = context.until_end(Web(folder))
    warm = context.shared("warm")
    place = Place(context, context.shared("measure-cache"))
    well(generate(place, web, "first"))
    shutil.copytree(place.cache, warm / "cache", symlinks=True)
    return [Case(name, Damage(web, warm, damage)) for name, damage in sample(context.random, damages(), count)]


def generate(place, web, name, *words, **more):
    return place.run("generate", f"-Dmlops.template={web.url}/sample.git", f"-Dmlops.projectName={name}", *words, **more)


class Damage:
    """One damage, a run with the server, and one without it."""

    def __init__(self, web, warm, damage):
        self.web, self.warm, self.damage = web, warm, damage

    def generate(self, place, name, *words, **more):
        return generate(place, self.web, name, *words, **more)

    def __call__(self, place):
        shutil.copytree(self.warm / "cache", place.cache, symlinks=True)
        repository = next(path for path in place.cache.iterdir() if path.name.endswith(".git"))
        made = self.damage(place.cache, repository)
        try:
            offline = calm(self.generate(place, "offline", offline=True))
            if offline.well:
                whole(place.out / "offline")
            else:
                refused(offline)
                require(not (place.out / "offline").exists(), "left a project that it refused", offline)
            run = calm(self.generate(place, "p"))
            if not run.well:
                refused(run)
                require(str(place.cache) in run.errors(), "failed, and names no directory of the cache to delete", run)
                delete(place.cache)
                well(self.generate(place, "p"))
                return "named the directory"
            whole(place.out / "p")
            if made != "read-only":
                # What was healed serves without the server, also other files than before.
                well(self.generate(place, "later", offline=True))
                whole(place.out / "later")
            names = [name for name in ("offline", "p", "later") if (place.out / name).exists()]
            only(place, *names)
            return "healed" + (", served meanwhile" if offline.well else "")
        finally:
            subprocess.run(["chattr", "-R", "-i", str(place.root)], stderr=subprocess.DEVNULL, check=False)


def delete(cache):
    """What the message says to do."""
    if cache.is_dir() and not cache.is_symlink():
        shutil.rmtree(cache, ignore_errors=True)
    else:
        cache.unlink(missing_ok=True)


def files(repository, pattern):
    return sorted(repository.glob(pattern))


def writable(path):
    os.chmod(path, 0o644)
    return path


def each(pattern, change, first=False):
    """Changes every file of a pattern, or the first one only."""
    def damage(cache, repository):
        found = files(repository, pattern)
        require(found, f"the cache has no {pattern}: the kit is out of date")
        for path in found[:1] if first else found:
            change(writable(path))
    return damage


def cut(share):
    return lambda path: path.write_bytes(path.read_bytes()[:int(path.stat().st_size * share)])


def flip(share):
    def change(path):
        content = bytearray(path.read_bytes())
        content[int((len(content) - 1) * share)] ^= 0xFF
        path.write_bytes(content)
    return change


def write(name, content):
    def damage(cache, repository):
        path = repository / name
        if path.exists() and not path.is_dir():
            writable(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return damage


def folder_in_place_of(pattern):
    def damage(cache, repository):
        for path in files(repository, pattern):
            path.unlink()
            path.mkdir()
            (path / "x").write_text("x")
    return damage


def file_in_place_of(name):
    def damage(cache, repository):
        path = repository / name if name else repository
        shutil.rmtree(path)
        path.write_text("x")
    return damage


def without(name):
    def damage(cache, repository):
        path = repository / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return damage


def swapped(cache, repository):
    """Every pack has the content of another."""
    packs = files(repository, "objects/pack/*.pack")
    contents = [path.read_bytes() for path in packs]
    for path, content in zip(packs, contents[1:] + contents[:1]):
        writable(path).write_bytes(content)


def packs_of_another(cache, repository):
    content = noise("another", 3000)
    for path in files(repository, "objects/pack/*"):
        writable(path).write_bytes(content)


def link_to_nowhere(name):
    def damage(cache, repository):
        path = repository / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        path.symlink_to("/nonexistent/mlops")
    return damage


def link_to_itself(cache, repository):
    shutil.rmtree(repository)
    repository.symlink_to(repository.name)


def lock_is_a_folder(cache, repository):
    lock = next(cache.glob("*.lock"))
    lock.unlink()
    (lock / "x").mkdir(parents=True)


def cache_is_a_file(cache, repository):
    shutil.rmtree(cache)
    cache.write_text("x")


def read_only(which):
    def damage(cache, repository):
        top = {"cache": cache, "objects": repository / "objects"}[which]
        if os.getuid() == 0:
            # Permissions do not bind root; an attribute of the file system does, where it has one.
            done = subprocess.run(["chattr", "-R", "+i", str(top)], stderr=subprocess.PIPE, check=False)
            if done.returncode:
                raise Skipped("root, and no immutable files here")
        else:
            for folder, _, names in os.walk(top):
                for name in names:
                    os.chmod(Path(folder) / name, stat.S_IRUSR)
                os.chmod(folder, stat.S_IRUSR | stat.S_IXUSR)
        return "read-only"
    return damage


def debris(cache, repository):
    (repository / "objects/incoming_123.pack").write_bytes(b"PACK")
    (repository / "objects/pack/.tmp-1.pack").write_bytes(b"PACK")
    (repository / "mlops-refs123.new").write_text("x")
    (repository / "HEAD.lock").write_text("x")
    (cache / "t-0.git.broken-1").mkdir()


def commits_missing(cache, repository):
    """The pack that was fetched first, with the commit and the trees, is gone."""
    packs = sorted(files(repository, "objects/pack/*.pack"), key=os.path.getsize)
    for path in repository.glob("objects/pack/" + packs[0].stem + ".*"):
        path.unlink()


def contents_missing(cache, repository):
    packs = sorted(files(repository, "objects/pack/*.pack"), key=os.path.getsize)
    for path in repository.glob("objects/pack/" + packs[-1].stem + ".*"):
        path.unlink()


def damages():
    packs, indexes = "objects/pack/*.pack", "objects/pack/*.idx"
    return [
        ("packs cut in half", each(packs, cut(0.5))),
        ("packs without their last byte", each(packs, lambda path: path.write_bytes(path.read_bytes()[:-1]))),
        ("empty packs", each(packs, cut(0))),
        ("one empty pack", each(packs, cut(0), True)),
        ("packs with another byte at their begin", each(packs, flip(0))),
        ("packs with another byte in their middle", each(packs, flip(0.5))),
        ("packs with another byte at a third", each(packs, flip(0.33))),
        ("packs with another byte in their sum", each(packs, flip(1))),
        ("packs deleted", each(packs, os.unlink)),
        ("one pack deleted", each(packs, os.unlink, True)),
        ("folders in place of packs", folder_in_place_of(packs)),
        ("packs swapped", swapped),
        ("noise in place of packs and indexes", packs_of_another),
        ("indexes cut in half", each(indexes, cut(0.5))),
        ("empty indexes", each(indexes, cut(0))),
        ("indexes with another byte at their begin", each(indexes, flip(0))),
        ("indexes with another byte in their middle", each(indexes, flip(0.5))),
        ("indexes with another byte in their fan-out", each(indexes, flip(0.3))),
        ("indexes with another byte in their sum", each(indexes, flip(1))),
        ("indexes deleted", each(indexes, os.unlink)),
        ("folders in place of indexes", folder_in_place_of(indexes)),
        ("the pack with the commit is gone", commits_missing),
        ("the pack with the contents is gone", contents_missing),
        ("no folder of packs", without("objects/pack")),
        ("no objects", without("objects")),
        ("a file in place of the objects", file_in_place_of("objects")),
        ("a file in place of the packs", file_in_place_of("objects/pack")),
        ("a link to nowhere in place of the packs", link_to_nowhere("objects/pack")),
        ("a file in place of the repository", file_in_place_of("")),
        ("a link to itself in place of the repository", link_to_itself),
        ("no HEAD", without("HEAD")),
        ("an empty HEAD", write("HEAD", b"")),
        ("noise in HEAD", write("HEAD", noise("head", 300))),
        ("a folder in place of HEAD", folder_in_place_of("HEAD")),
        ("no config", without("config")),
        ("noise in config", write("config", noise("config", 300))),
        ("a config of another format", write("config", b"[core]\n\trepositoryformatversion = 9\n[extensions]\n\tnoSuch = true\n")),
        ("a config of SHA-256", write("config", b"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n")),
        ("noise in the remembered refs", write("mlops-refs", noise("refs", 2000))),
        ("remembered refs of commits that are not there", write("mlops-refs", b"1" * 40 + b"\tmain\t\n")),
        ("a folder in place of the remembered refs", folder_in_place_of("mlops-refs")),
        ("a folder in place of the lock", lock_is_a_folder),
        ("a file in place of the cache", cache_is_a_file),
        ("an alternate to nowhere", write("objects/info/alternates", b"/nonexistent/objects\n")),
        ("a shallow file of noise", write("shallow", noise("shallow", 200))),
        ("what killed runs left", debris),
        ("a read-only cache", read_only("cache")),
        ("read-only objects", read_only("objects")),
    ]

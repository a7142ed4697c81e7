"""A template that wants to write outside, run something, grow without end, or speak to the terminal."""

import hashlib
import os
import re
import zlib
from pathlib import Path

from kit.case import Case, sample
from kit.objects import FILE, FOLDER, LINK, PROGRAM, SUBMODULE, TINY, Bare
from kit.promises import calm, only, refused, require, whole
from kit.web import Web

NAME = "hostile templates"
FULL, QUICK = 150, 12
SECONDS = 10.0
ESCAPES = "\x1b]0;owned\x07\x1b[31;1m\x1b[2J\x1b[8m"
MARKS = "\u202egnp.exe\u2066\u200f\u061c"


def cases(context, count):
    folder = context.shared("templates")
    web = context.until_end(Web(folder))
    drawn = sample(context.random, hostile(), count)
    return [Case(name, Hostile(web, f"t{number}", make)) for number, (name, make) in enumerate(drawn)]


class Hostile:
    """A template over HTTP; every other one is also read from its folder."""

    def __init__(self, web, name, make):
        self.web, self.name, self.make = web, name, make

    def __call__(self, place):
        bare = Bare(self.web.folder / f"{self.name}.git")
        self.make(bare)
        canary = place.root / "kept"
        canary.mkdir()
        (canary / "canary").write_text("untouched")
        words = [f"-Dmlops.template={self.web.url}/{self.name}.git", "-Dmlops.projectName=p"]
        run = calm(place.run("generate", *words, limit=90))
        # What counts is how long the processor worked: other load on the machine does not change that.
        require(run.worked <= SECONDS, f"worked for {run.worked:.1f} s", run)
        require((canary / "canary").read_text() == "untouched" and os.listdir(canary) == ["canary"], "changed what is outside", run)
        require(not (place.root / "ran").exists() and not Path("/tmp/mlops-fault-ran").exists(), "ran something of the template", run)
        if not run.well:
            refused(run)
            only(place)
            return "refused"
        whole(place.out / "p")
        only(place, "p")
        harmless(place.out / "p", run)
        return "made"


def harmless(project, run):
    """Nothing in git's own folder came from the template, no link leads out, and README has no markup or control of the template."""
    config = (project / ".git/config").read_text()
    require("owned" not in config and "[remote" not in config and "fsmonitor" not in config and "hooksPath" not in config, "git's config is the template's", run)
    hooks = project / ".git/hooks"
    require(not hooks.exists() or all(path.name.endswith(".sample") for path in hooks.iterdir()), "git has hooks of the template", run)
    for folder, folders, files in os.walk(project):
        if ".git" in folders:
            folders.remove(".git")
        for name in folders + files:
            path = Path(folder) / name
            if path.is_symlink():
                target = os.path.normpath(os.path.join(folder, os.readlink(path)))
                require(target.startswith(str(project)), f"the link {name} leads to {target}", run)
    readme = project / "README.md"
    if readme.exists():
        text = readme.read_text("utf-8", "replace")
        require("\x1b" not in text and "\u202e" not in text and not re.search(r"(?<!\\)<script", text), "the README has markup or control characters of the template", run)


def of(files, **more):
    """A template of ordinary form with these files in `src`."""
    def make(bare):
        content = {"mlops-template.yml": more.get("descriptor", TINY), "src/hello.txt": "hello\n"}
        content.update({f"src/{path}": thing for path, thing in files.items()})
        bare.commit(bare.files(content), message=more.get("message", "One\n"), author=more.get("author", "Ada <ada@example.com> 1700000000 +0000"))
    return make


def described(text, files=None):
    return of(files or {}, descriptor=text)


def raw_tree(*entries):
    """A tree for `src` with entries that git would not write: (mode, name, content or identity maker)."""
    def make(bare):
        made = []
        for mode, name, thing in entries:
            identity = thing(bare) if callable(thing) else bare.blob(thing)
            made.append((mode, name, identity))
        src = bare.tree(made)
        bare.commit(bare.tree([(FILE, "mlops-template.yml", bare.blob(TINY)), (FOLDER, "src", src)]))
    return make


def folder(**files):
    return lambda bare: bare.files({name.replace("__", "."): content for name, content in files.items()})


HOOK = (PROGRAM, "#!/bin/sh\ntouch /tmp/mlops-fault-ran\n")


def names():
    for name in ("..", ".", "", "a/b", "../escape", "../../escape", "../../../escape", "a/../../../kept/x", "/etc/x", "//x", "a//b", "./a", "a\\b", "..\\..\\x", ".git", ".GIT", ".Git", "git~1", "GIT~1", ".git ", ".git.", ".g\u200cit",
                 ".gi\u200dt", "\ufeff.git", ".git::$INDEX_ALLOCATION", ".git:x", "con", "CON.txt", "aux.h", "nul", "com1", "COM\u00b9.log", "lpt9", "conin$",
                 "prn .txt", "end.", "end ", "tab\tname", "line\nbreak", "return\rname", ESCAPES, MARKS, "bell\x07", "del\x7f", "c1\u0085\u009b31m",
                 "quote\"name", "pipe|name", "star*", "question?", "<angle>", "colon:name", "x" * 256, "\u00fc" * 200, "-rf", "--upload-pack=touch", "$(touch x)", "`id`"):
        yield f"a file named {name[:24]!r}", raw_tree((FILE, name, "x"), (FILE, "zz", "z"))
    for name in (b"\xff\xfe", b"caf\xe9", b"\xc0\xae\xc0\xae", b"\xed\xa0\x80", b"nul\xf4\x90\x80\x80"):
        yield f"a file named {name!r}, which is not UTF-8", raw_tree((FILE, name, "x"))
    for name in ("..", ".", ".git", "git~1", ".GIT"):
        yield f"a folder named {name!r}", raw_tree((FOLDER, name, folder(config="[core]\n\tfsmonitor = touch /tmp/mlops-fault-ran\n", x="x")))
    yield "names that differ in case", raw_tree((FILE, "README", "x"), (FILE, "readme", "y"))
    yield "names that differ in composition", raw_tree((FILE, "e\u0301", "x"), (FILE, "\u00e9", "y"))
    yield "one name twice", raw_tree((FILE, "a", "x"), (FILE, "a", "y"))
    yield "a file and a folder of one name", raw_tree((FILE, "a", "x"), (FOLDER, "a", folder(b="y")))
    yield "a file below a link", raw_tree((LINK, "a", "../kept"), (FOLDER, "a", folder(canary="owned")))
    yield "unsorted entries", raw_tree((FILE, "z", "x"), (FILE, "a", "y"))
    yield "a mode that git does not have", raw_tree(("100666", "a", "x"))
    yield "a mode of a device", raw_tree(("60644", "a", "x"))
    yield "a set-uid mode", raw_tree(("104755", "a", "x"))
    yield "a file that is a tree", raw_tree((FILE, "a", folder(b="y")))
    yield "a folder that is a file", raw_tree((FOLDER, "a", "text"))
    yield "an object that does not exist", raw_tree((FILE, "a", lambda bare: "1" * 40))
    yield "a folder that does not exist", raw_tree((FOLDER, "a", lambda bare: "2" * 40))
    yield "a tree that is cut", lambda bare: bare.commit(bare.put("tree", b"100644 mlops-template.yml\0\1\2\3"))
    yield "a tree of noise", lambda bare: bare.commit(bare.put("tree", hashlib.sha512(b"noise").digest() * 9))


def links():
    for target in ("/etc/passwd", "../../kept/canary", "../../../../../../etc/passwd", "a/../../../x", "..", ".", "", ".git/config", ".git/hooks/post-commit",
                   "C:\\Windows", "\\\\server\\share", "x\ny", ESCAPES, MARKS, "a\0b", "l", "~/.ssh/id_rsa", "/proc/self/environ", "x" * 5000):
        yield f"a link to {target[:24]!r}", of({"l": (LINK, target)})
    yield "a link named README.md to the outside", of({"README.md": (LINK, "../kept/canary")})
    yield "a lock that is a link", of({".mlops/project.yml": (LINK, "../../kept/canary")})
    yield "a folder of the lock that is a link", of({".mlops": (LINK, "../kept")})
    yield "a descriptor that is a link", lambda bare: bare.commit(bare.files({"mlops-template.yml": (LINK, "/etc/passwd"), "src/a": "x"}))
    yield "links to each other", of({"a": (LINK, "b"), "b": (LINK, "a")})
    yield "a submodule", of({"m": (SUBMODULE, "1" * 40)})
    yield "a link of 300,000 bytes", of({"l": (LINK, "d/" * 150_000)})


def attributes():
    hostile = {
        "ident": "* ident\n", "eol=crlf": "* text eol=crlf\n", "an encoding": "*.txt working-tree-encoding=UTF-16\n", "a filter": "* filter=owned\n",
        "a filter and a required driver": "* filter=lfs diff=lfs merge=lfs -text\n", "a macro": "[attr]owned filter=owned text eol=crlf ident\n* owned\n",
        "export-subst": "* export-subst export-ignore\n", "an encoding that is none": "* working-tree-encoding=\x01\n", "100,000 lines": "*.a text\n" * 100_000,
        "a line of 1 MB": "x" * 1_000_000 + " text\n"}
    for name, text in hostile.items():
        yield f".gitattributes with {name}", of({".gitattributes": text, "a.txt": "$Id$\n$Format:%H$\nline\r\nline\n", "b.txt": "\u00fc\n"})
    for name, text in {"everything": "*\n", "everything below": "/**\n", "the lock": ".mlops/\n", "all but one": "*\n!hello.txt\n", "a folder": "data/\n", "noise": "\xff\x00[" * 100,
                       "100,000 lines": "a*b*c*d*e*f\n" * 100_000}.items():
        yield f".gitignore of {name}", of({".gitignore": text, "data/kept.csv": "1\n", "data/deep/er.csv": "2\n"})
    yield "an ignored program below an ignored folder", of({"data/.gitignore": "*\n", "data/run.sh": (PROGRAM, "#!/bin/sh\n")})
    modules = {
        "a command as its address": '[submodule "m"]\n\tpath = m\n\turl = -u./payload\n', "a name that leaves": '[submodule "../../x"]\n\tpath = m\n\turl = x\n',
        "update of a command": '[submodule "m"]\n\tpath = m\n\turl = x\n\tupdate = !touch /tmp/mlops-fault-ran\n', "a path of an option": '[submodule "m"]\n\tpath = -x\n\turl = x\n',
        "noise": "\x00\x01[[[\n", "a link": None}
    for name, text in modules.items():
        yield f".gitmodules with {name}", of({".gitmodules": (LINK, "hello.txt") if text is None else text})
    yield ".gitmodules in another spelling", of({".GITMODULES": modules["a command as its address"]})
    yield ".mailmap that is a link", of({".mailmap": (LINK, "/etc/passwd")})
    yield "Git LFS pointers", of({"m.bin": f"version https://git-lfs.github.com/spec/v1\noid sha256:{7:064d}\nsize 12345\n", ".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n"})
    yield "hooks of every kind", of({"hooks/pre-commit": HOOK, ".husky/post-checkout": HOOK, ".githooks/post-commit": HOOK, ".git-hooks/x": HOOK})
    yield ".mvn with options for Maven", of({".mvn/jvm.config": "-XX:OnError=touch", ".mvn/maven.config": "-X", ".mvn/extensions.xml": "<extensions/>"})


def deep_tree(depth):
    def make(bare):
        identity = bare.tree([(FILE, "f", bare.blob("x"))])
        for _ in range(depth):
            identity = bare.tree([(FOLDER, "d", identity)])
        bare.commit(bare.tree([(FILE, "mlops-template.yml", bare.blob(TINY)), (FOLDER, "src", identity)]))
    return make


def tree_bomb(bare):
    """Ten folders of ten folders, ten deep: 10^10 files in eleven objects."""
    identity = bare.tree([(FILE, f"f{i}", bare.blob("x")) for i in range(10)])
    for _ in range(10):
        identity = bare.tree([(FOLDER, f"d{i}", identity) for i in range(10)])
    bare.commit(bare.tree([(FILE, "mlops-template.yml", bare.blob(TINY)), (FOLDER, "src", identity)]))


def zeros(size, name="zeros.bin", wrong=None):
    """A file of zeros that is small in the repository; `wrong` is the size that its header tells."""
    def make(bare):
        header = f"blob {wrong or size}\0".encode()
        digest, deflate = hashlib.sha1(header), zlib.compressobj(9)
        out, piece = deflate.compress(header), b"\0" * 1_000_000
        for _ in range(size // len(piece)):
            digest.update(piece)
            out += deflate.compress(piece)
        out += deflate.flush()
        identity = digest.hexdigest()
        path = bare.folder / "objects" / identity[:2] / identity[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(out)
        raw_tree((FILE, name, lambda bare: identity))(bare)
    return make


def sizes():
    yield "a file of 90 MB of zeros", zeros(90_000_000)
    yield "a file of 700 MB of zeros", zeros(700_000_000)
    yield "12 files of 95 MB", twelve
    yield "a descriptor of 300 MB", lambda bare: descriptor_of(bare, 300_000_000)
    yield "a README.md.vm of 90 MB", zeros(90_000_000, "README.md.vm")
    yield "a YAML file of 90 MB", zeros(90_000_000, ".github/workflows/a.yml")
    yield "a .gitattributes of 90 MB", zeros(90_000_000, ".gitattributes")
    yield "a .gitignore of 90 MB", zeros(90_000_000, ".gitignore")
    yield "folders 2,000 deep", deep_tree(2_000)
    yield "folders 20,000 deep", deep_tree(20_000)
    yield "a tree bomb", tree_bomb
    yield "60,000 files", many_files
    yield "a path of 5,000 bytes", of({"/".join(["d" * 100] * 50): "x"})
    yield "a commit message of 20 MB", of({}, message="m" * 20_000_000)
    yield "an author with escape sequences", of({}, author=f"{ESCAPES}<a@example.com> 1700000000 +0000")
    yield "a commit of the year 292 billion", of({}, author="Ada <ada@example.com> 9223372036854775807 +9999")


def twelve(bare):
    make = zeros(95_000_000)
    make(bare)
    src = [(FILE, f"z{i:02}", hashlib_of_zeros(95_000_000)) for i in range(12)]
    bare.commit(bare.tree([(FILE, "mlops-template.yml", bare.blob(TINY)), (FOLDER, "src", bare.tree(src))]))


def hashlib_of_zeros(size):
    digest = hashlib.sha1(f"blob {size}\0".encode())
    for _ in range(size // 1_000_000):
        digest.update(b"\0" * 1_000_000)
    return digest.hexdigest()


def descriptor_of(bare, size):
    zeros(size, "x")(bare)
    bare.commit(bare.tree([(FILE, "mlops-template.yml", hashlib_of_zeros(size)), (FOLDER, "src", bare.files({"a": "x"}))]))


def many_files(bare):
    """60,000 names of one content."""
    one = bare.blob("x")
    folders = [(FOLDER, f"d{i:02}", bare.tree([(FILE, f"f{i:02}-{j:03}", one) for j in range(600)])) for i in range(100)]
    bare.commit(bare.tree([(FILE, "mlops-template.yml", bare.blob(TINY)), (FOLDER, "src", bare.tree(folders))]))


def nested(opening, closing, depth, middle=""):
    return opening * depth + middle + closing * depth


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi"))
WORKFLOW = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n"
DEEP = 20_000


def languages():
    yaml = {
        "lists in lists": "a: " + nested("[", "]", DEEP) + "\n", "mappings in mappings": "a: " + nested("{b: ", "}", DEEP, "1") + "\n",
        "indentation": "".join(" " * i + "a:\n" for i in range(3_000)), "a billion laughs": LAUGHS, "an alias of itself": "a: &a [*a]\n",
        "a merge of itself": "a: &a {<<: *a}\n", "60 aliases": "a: &a 1\nb: [" + ", ".join(["*a"] * 60) + "]\n", "a tag of a class": "a: !!javax.script.ScriptEngineManager [x]\n",
        "documents without end": "--- a\n" * 50_000, "a key of 5 MB": "x" * 5_000_000 + ": 1\n", "noise": hashlib.sha512(b"y").hexdigest() + ": [\x85\u2028{\n",
        "100,000 keys": "".join(f"k{i}: {i}\n" for i in range(100_000)), "escape sequences": f'a: "{ESCAPES!r}"\nb: "\\x1b[31m"\n"\\x1b]0;owned\\a": [\n',
        "dashes": "- " * DEEP + "a\n", "question marks": "? " * DEEP + "a\n", "unclosed quotes": 'a: "' + "x\\" * 100_000}
    for name, text in yaml.items():
        yield f"a workflow of {name}", of({".github/workflows/a.yml": text})
    for name in ("lists in lists", "indentation", "a billion laughs", "an alias of itself", "60 aliases", "escape sequences"):
        yield f"a YAML file of Azure ML of {name}", of({"mlops/job.yml": "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n" + yaml[name]})
    for name, text in {"blocks in blocks": 'a "b" {\n' * DEEP + "}\n" * DEEP, "brackets": "a = " + nested("[", "]", DEEP) + "\n", "parentheses": "a = " + nested("(", ")", DEEP, "1") + "\n",
                       "interpolations": "a = " + nested('"${', '}"', 3_000, "b") + "\n", "conditions": "a = " + "b ? c : " * DEEP + "d\n", "a heredoc without end": "a = <<EOT\n" + "x\n" * 100_000,
                       "minus signs": "a = " + "-" * 100_000 + "1\n", "escape sequences": f'resource "{ESCAPES}" "b" {{\n'}.items():
        yield f"Terraform of {name}", of({"infrastructure/main.tf": text})
    for name, text in {"objects in objects": "var a = " + nested("{ b: ", "}", DEEP, "1") + "\n", "parentheses": "var a = " + nested("(", ")", DEEP, "1") + "\n",
                       "interpolations": "var a = " + nested("'${", "}'", 3_000, "b") + "\n", "arrays": "var a = " + nested("[\n", "\n]", DEEP) + "\n", "a text without end": "var a = '''" + "x\n" * 100_000,
                       "exclamation marks": "var a = " + "!" * 100_000 + "b\n"}.items():
        yield f"Bicep of {name}", of({"infrastructure/main.bicep": text})
    for name, text in {"substitutions": nested("$(", ")", DEEP, "x"), "parentheses": nested("(", ")", DEEP, "x"), "quotes": nested('"$(', ')"', DEEP, "x"), "a heredoc": "cat <<EOF\n" + "$(x)\n" * 100_000,
                       "pipes": "a | " * 50_000 + "b", "braces": "${a:-" * DEEP + "}" * DEEP, "if": "if a; then\n" * DEEP}.items():
        indented = "".join(f"          {line}\n" for line in text.splitlines())
        yield f"a command of {name}", of({".github/workflows/a.yml": WORKFLOW + indented, "run.sh": (PROGRAM, "#!/bin/sh\n" + text + "\n")})
    for name, text in {"objects": nested('{"a":', "}", DEEP, "1"), "arrays": nested("[", "]", DEEP), "a number of 1 MB": "1" * 1_000_000, "escape sequences": '{"' + ESCAPES + '": }'}.items():
        yield f"JSON of {name}", of({"config/a.json": text})
    for name, text in {"lists": "x = " + nested("[", "]", DEEP) + "\n", "indentation": "".join(" " * i + "if a:\n" for i in range(2_000))}.items():
        yield f"Python of {name}", of({"src/a.py": text, "requirements.txt": "a==1\n" * 100_000})
    velocity = {
        "a range": "#foreach($i in [1..2000000000])x#end", "ranges in ranges": "#foreach($i in [1..9999])#foreach($j in [1..9999])$i$j#end#end", "blocks": nested("#if(true)", "#end", DEEP, "x"),
        "a text that doubles": "#set($a='xxxxxxxxxx')" + "#set($a=\"$a$a\")" * 40 + "$a", "a class": '#set($x="")$x.class.forName("java.lang.Runtime").getRuntime().exec("touch /tmp/mlops-fault-ran")',
        "a class loader": '#set($x="")$x.getClass().getClassLoader()', "an include": '#include("/etc/passwd")', "a parse": '#parse("../../../etc/passwd")', "an evaluation": '#evaluate("#evaluate(1)")',
        "a macro of itself": "#macro(a)#a()#end#a()", "parentheses": "#if(" + nested("(", ")", DEEP, "true") + ")x#end", "lists": "#set($a = " + nested("[", "]", DEEP) + ")", "a name": "$" + "a" * 1_000_000,
        "a list that grows": "#set($l=[])#foreach($i in [1..100000])#set($n=$l.add($l.toString()))#end", "escape sequences": ESCAPES + "$undefined", "a while": "#foreach($i in [1..1000000])#foreach($j in [1..1000000])#end#end",
        "concatenations": "#set($a=" + "1+" * DEEP + "1)", "a define": "#define($a)$a#end$a", "a replaced text": "#set($a='x')#foreach($i in [1..30])#set($a=$a.replace('x','xxxxxxxxxx'))#end$a"}
    for name, text in velocity.items():
        yield f"Velocity of {name}", of({"a.txt.vm": text})


def descriptors():
    hostile = {
        "a binary file": "\0\1\2\3", "an empty file": "", "a list": "- a\n- b\n", "lists in lists": "format: " + nested("[", "]", DEEP) + "\n", "a billion laughs": LAUGHS + "format: 1\n",
        "an alias of itself": "a: &a {b: *a}\n", "a tag of a class": "!!java.net.URL [http://127.0.0.1:9/]\n", "escape sequences in its name": 'format: 1\nname: "\\e]0;owned\\a\\e[31m"\nlayout: [{from: src, to: .}]\n',
        "direction marks in its name": 'format: 1\nname: "a\\u202Ecod.exe"\nlayout: [{from: src, to: .}]\n', "a line break in its name": 'format: 1\nname: "a\\nb\\r\\nc"\nlayout: [{from: src, to: .}]\n',
        "markup in its title": 'format: 1\nname: t\ntitle: "<script>alert(1)</script> [x](javascript:y)"\nlayout: [{from: src, to: .}]\n', "a path that leaves": "format: 1\nname: t\nlayout: [{from: src, to: ../out}]\n",
        "an absolute path": "format: 1\nname: t\nlayout: [{from: src, to: /tmp/x}]\n", "a path into git's folder": "format: 1\nname: t\nlayout: [{from: src, to: .git/hooks}]\n",
        "a pattern of stars": "format: 1\nname: t\nlayout: [{from: src, to: ., exclude: ['" + "*a" * 60 + "b']}]\n", "a pattern of double stars": "format: 1\nname: t\nexclude: ['" + "**/" * 60 + "x']\nlayout: [{from: src, to: .}]\n",
        "a regular expression without end": "format: 1\nname: t\nvalues: {v: {pattern: '(a+)+$', default: " + "a" * 60 + "!}}\nlayout: [{from: src, to: .}]\n",
        "ten to the twelve combinations": "format: 1\nname: t\noptions:\n" + "".join(f"  o{i}: {{}}\n" for i in range(12)) + "layout:\n"
                                          + "".join(f"  - {{from: src, to: 'd{i}_{j}', when: {{o{i}: v{j}}}}}\n" for i in range(12) for j in range(10)),
        "100,000 rules": "format: 1\nname: t\nlayout:\n" + "  - {from: src, to: .}\n" * 100_000, "100,000 values": "format: 1\nname: t\nlayout: [{from: src, to: .}]\nvalues:\n" + "".join(f"  v{i}: {{}}\n" for i in range(100_000)),
        "a checklist with markup": 'format: 1\nname: t\nlayout: [{from: src, to: .}]\nchecklist: [{text: "<script>alert(1)</script>\\e[31m"}]\n', "a key twice": "format: 1\nformat: 1\nname: t\nlayout: []\n",
        "unknown keys with escape sequences": 'format: 1\nname: t\n"\\e[31mkey": 1\nlayout: [{from: src, to: .}]\n', "a format of the future": "format: 99999999999999999999\nname: t\nlayout: []\n",
        "a rewrite without end": "format: 1\nname: t\nlayout: [{from: src, to: .}]\nrewrites: [{reason: r, files: ['**'], text: '', value: x}]\n",
        "a rewrite that doubles": "format: 1\nname: t\nlayout: [{from: src, to: .}]\nrewrites:\n" + "  - {reason: r, files: ['*.txt'], text: l, value: llllllllll}\n" * 12,
        "a default with escape sequences": 'format: 1\nname: t\nlayout: [{from: src, to: .}]\noptions: {o: {default: "\\e[31m"}}\n', "placeholders of placeholders": "format: 1\nname: t\nlayout: [{from: '{src}', to: '{src}'}]\noptions: {src: {}}\n"}
    for name, text in hostile.items():
        yield f"a descriptor of {name}", described(text, {"l.txt": "lllll\n"})
    delimited = 'format: 1\nname: t\nlayout: [{from: src, to: .}]\ndelimiters: [{files: ["*.txt"], start: "@"}]\n'
    for name, text in {"a million names that nobody knows": "x @nobody@\n" * 1_000_000, "a million names": "@project_name@" * 1_000_000}.items():
        yield f"a file with {name} between delimiters", described(delimited, {"many.txt": text})
    yield "a descriptor of 2,000 values", described("format: 1\nname: t\nlayout: [{from: src, to: .}]\nvalues:\n" + "".join(f"  v{i}: {{default: '{{project_name}}'}}\n" for i in range(2_000)), {"a.txt": "x"})
    yield "a lock of its own", of({".mlops/project.yml": "format: 1\n"})


def hostile():
    return [*names(), *links(), *attributes(), *sizes(), *languages(), *descriptors()]

"""Secrets are planted where users have them, and looked for in everything that is printed and written."""

import base64
import os
import shutil
import urllib.parse
from pathlib import Path

from kit.case import Case, sample
from kit.hosts import AzureDevOps, GitHub
from kit.objects import Bare, TINY
from kit.place import Place
from kit.promises import calm, require, well
from kit.web import Web

NAME = "planted secrets"
FULL, QUICK = 24, 3
SECRET = "pl4nted+s3cret/x="
USERS = ("", "x-access-token", "oauth2", "ada", "paul", "pl4nted", "git", "contoso")


def forms():
    """The secret as it is, and as it is sent."""
    found = {SECRET, urllib.parse.quote(SECRET, safe=""), urllib.parse.quote(SECRET), urllib.parse.quote_plus(SECRET)}
    for user in USERS:
        found.add(base64.b64encode(f"{user}:{SECRET}".encode()).decode().rstrip("="))
    found.add(base64.b64encode(SECRET.encode()).decode().rstrip("="))
    return {form.encode() for form in found}


FORMS = forms()


def found_in(content):
    return next((form.decode() for form in FORMS if form in content), None)


def nowhere(place, run, keep=()):
    """The secret is in nothing that was printed or written, but where it was planted."""
    found = found_in(run.raw)
    require(not found, f"the secret is printed, as {found}")
    for top in (place.out, place.cache, place.temp, place.home, place.root / "xdg"):
        for folder, _, files in os.walk(top):
            for name in files:
                path = Path(folder) / name
                if path in keep or path.is_symlink():
                    continue
                found = found_in(name.encode()) or found_in(path.read_bytes())
                require(not found, f"the secret is in {path.relative_to(place.root)}, as {found}")


def cases(context, count):
    folder = context.shared("secrets")
    bare = Bare(folder / "t.git")
    bare.commit(bare.files({"mlops-template.yml": TINY, "src/hello.txt": "hello\n"}))
    projects = context.shared("secret-projects")
    for name, words in (("hub", ()), ("azure", ("-Dmlops.orchestration=azure-devops",))):
        place = Place(context, context.shared("secrets-measure-" + name))
        well(place.run("generate", f"-Dmlops.projectName={name}", "-Dmlops.organization=" + ("contoso/ml" if words else "contoso"), *words))
        shutil.copytree(place.out / name, projects / name, symlinks=True)
    made = [Case(name, case) for name, case in [*fetches(folder), *redirects(folder), *publications(projects)]]
    return sample(context.random, made, count)


def wants_login(exchange, content):
    if exchange.login().endswith(SECRET):
        return False
    exchange.answer(401, b"no", WWW_Authenticate='Basic realm="t"')
    return True


def repeats(status):
    """A server that tells the login that it was sent."""
    def fault(exchange, content):
        sent = exchange.headers.get("Authorization")
        if not sent:
            exchange.answer(401, b"no", WWW_Authenticate='Basic realm="t"')
        else:
            exchange.answer(status, (sent + " " + exchange.login() + " " + SECRET).encode(), Content_Type="text/plain", X_Login=sent)
        return True
    return fault


def server_entry(identity, user="ada"):
    name = f"<username>{user}</username>" if user else ""
    return f"<server><id>{identity}</id>{name}<password>{SECRET}</password></server>"


def fetches(folder):
    """A template behind a login: in settings.xml, in the URL, in an options file, refused, repeated, after a redirect."""
    def fetch(plant, fault=wants_login, goes_well=True, debug=False):
        def run(place):
            web = place.until_end(Web(folder, fault))
            words, keep = plant(place, web)
            words += ["-X"] if debug else ["-e"]
            done = place.run("generate", "-Dmlops.projectName=p", *words)
            require(not done.timed_out, "did not end", done)
            require(done.well == goes_well, f"ended with {done.status}", done)
            require(any(SECRET in base64.b64decode(headers.get("Authorization", "Basic ").split(" ", 1)[1] + "==").decode("latin1") or SECRET in headers.get("Authorization", "")
                        for _, _, headers, _ in web.requests), "the secret was never used: the kit is out of date", done)
            nowhere(place, done, keep)
            return "went through" if done.well else "refused"
        return run

    def in_settings(place, web, user="ada"):
        place.settings(server_entry(web.address, user))
        return [f"-Dmlops.template={web.url}/t.git"], [place.home / ".m2/settings.xml"]

    def in_options(place, web):
        file = place.home / ".config/o.properties"
        file.parent.mkdir()
        login = f"ada:{urllib.parse.quote(SECRET, safe='')}@"
        file.write_text(f"project_template_github_url = {web.url.replace('//', '//' + login)}/t.git\n")
        return [f"-Dmlops.optionsFile={file}"], [file]

    def in_git_config(place, web):
        config = place.home / ".gitconfig"
        header = base64.b64encode(f"ada:{SECRET}".encode()).decode()
        config.write_text(config.read_text() + f'[http "{web.url}/"]\n\textraHeader = Authorization: Basic {header}\n')
        return [f"-Dmlops.template={web.url}/t.git"], [config]

    yield "settings.xml, -X", fetch(in_settings, debug=True)
    yield "a token in settings.xml, -e", fetch(lambda place, web: in_settings(place, web, ""))
    yield "a URL in an options file, -X", fetch(in_options, debug=True)
    yield "an extraHeader of git, -X", fetch(in_git_config, debug=True)
    for status in (400, 403, 404, 500):
        yield f"settings.xml, a server that repeats it with {status}, -X", fetch(in_settings, repeats(status), False, True)
    yield "a URL in an options file, a server that repeats it with 403", fetch(in_options, repeats(403), False)
    yield "a URL in an options file, a server that ends the connection", fetch(in_options, lambda e, c: wants_login(e, c) or e.hang_up() or True, False, True)


def redirects(folder):
    """The login of one origin never reaches another: other port, other name, both ways round, with any status."""
    def redirect(status, plant, name):
        def run(place):
            other = place.until_end(Web(folder))
            target = other.url.replace("127.0.0.1", name)

            def fault(exchange, content):
                if not exchange.login().endswith(SECRET):
                    exchange.answer(401, b"no", WWW_Authenticate='Basic realm="t"')
                else:
                    exchange.answer(status, b"", Location=target + exchange.path)
                return True
            web = place.until_end(Web(folder, fault))
            words, keep = plant(place, web)
            done = place.run("generate", "-Dmlops.projectName=p", *words)
            require(not done.timed_out, "did not end", done)
            for method, path, headers, content in other.requests:
                everything = f"{path} {headers}".encode() + content
                require(not found_in(everything), f"the login went to another origin: {method} {path}", done)
            nowhere(place, done, keep)
            return "went through without it" if done.well else "refused"
        return run

    def in_settings(place, web):
        place.settings(server_entry("corp"))
        return [f"-Dmlops.template={web.url}/t.git", "-Dmlops.templateServerId=corp"], [place.home / ".m2/settings.xml"]

    def in_url(place, web):
        file = place.home / ".config/o.properties"
        file.parent.mkdir()
        file.write_text(f"project_template_github_url = {web.url.replace('//', '//ada:' + urllib.parse.quote(SECRET, safe='') + '@')}/t.git\n")
        return [f"-Dmlops.optionsFile={file}"], [file]

    for status in (301, 302, 307, 308):
        yield f"settings.xml, redirected with {status} to another port", redirect(status, in_settings, "127.0.0.1")
    yield "settings.xml, redirected to another name", redirect(302, in_settings, "localhost")
    yield "a URL, redirected to another port", redirect(302, in_url, "127.0.0.1")
    yield "a URL, redirected to another name", redirect(307, in_url, "localhost")


def publications(projects):
    """A host's token in the environment or in settings.xml, and the value of a secret."""
    def publish(kind, project, plant, before=None, debug="-X", goes_well=True):
        def run(place):
            shutil.copytree(projects / project, place.out / "p", symlinks=True)
            host = place.until_end(kind(place.root / "served", SECRET))
            host.before = before and (lambda e, c: len(host.calls) > 2 and host.marker not in e.path and before(e, c))
            keep = plant(place, host)
            done = place.run("publish", f"-Dmlops.projectDirectory={place.out / 'p'}", *host.words(), "-Dmlops.environments", "-Dmlops.secrets", debug, limit=120)
            require(not done.timed_out, "did not end", done)
            require(done.well == goes_well, f"ended with {done.status}", done)
            require(len(host.calls) > 2, "the host was not reached", done)
            nowhere(place, done, keep)
            return "went through" if done.well else "refused"
        return run

    def in_environment(place, host):
        place.environment.update(GH_ENTERPRISE_TOKEN=SECRET, AZURE_DEVOPS_EXT_PAT=SECRET, MLOPS_SECRET_ANY=SECRET)
        return []

    def in_settings(place, host):
        place.settings(server_entry(host.address, "") + server_entry("mlops.secret.ANY", ""))
        return [place.home / ".m2/settings.xml"]

    def repeated(status):
        def before(exchange, content):
            exchange.answer(status, ('{"message": "not with ' + exchange.headers.get("Authorization", "") + " " + exchange.login() + '"}').encode(), Content_Type="application/json")
            return True
        return before

    def elsewhere(exchange, content):
        exchange.answer(307, b"", Location=f"http://localhost:{exchange.server.web.port}{exchange.path}")
        return True

    yield "a token of the environment for GitHub, -X", publish(GitHub, "hub", in_environment)
    yield "a token of settings.xml for GitHub, -X", publish(GitHub, "hub", in_settings)
    yield "a token of the environment for Azure DevOps, -X", publish(AzureDevOps, "azure", in_environment)
    yield "a token of settings.xml for Azure DevOps, -X", publish(AzureDevOps, "azure", in_settings)
    for status in (400, 403, 422):
        yield f"GitHub repeats the token with {status}", publish(GitHub, "hub", in_environment, repeated(status), "-X", False)
    yield "Azure DevOps repeats the token with 403", publish(AzureDevOps, "azure", in_settings, repeated(403), "-e", False)
    yield "GitHub redirects to another name", publish(GitHub, "hub", in_environment, elsewhere, "-X", False)

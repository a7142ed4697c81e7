"""nginx with git-http-backend: logins, redirects, certificates, answers."""

from functools import partial

from kit.case import Case

_LOGIN = partial(Case, kind="http login")
_TLS = partial(Case, kind="tls")
_ANSWER = partial(Case, kind="http answers")

_WAY = "http://127.0.0.1:{http}"
_ADA = "<servers><server><id>127.0.0.1</id><username>ada</username><password>s3cret</password></server></servers>"
_NETRC = {".netrc": "machine 127.0.0.1 login ada password s3cret\n"}
_STORE = '[credential]\n\thelper = "!f() {{ echo username=ada; echo password=s3cret; }}; f"'.replace("{{", "{").replace("}}", "}")

HTTP = (
    _LOGIN("anonymous", url=_WAY + "/open/t.git"),
    _LOGIN("settings.xml", url=_WAY + "/auth/t.git", settings=_ADA, git=_STORE),
    _LOGIN("settings.xml by host and port", url=_WAY + "/auth/t.git", settings=_ADA.replace("127.0.0.1", "127.0.0.1:{http}"), git=_STORE),
    _LOGIN("none there", url=_WAY + "/auth/t.git", works=False, says=("requires authentication", "<server> with id 127.0.0.1")),
    _LOGIN("wrong password", url=_WAY + "/auth/t.git", settings=_ADA.replace("s3cret", "wr0ng"), works=False, says=("the credentials for 127.0.0.1:{http} were rejected",), silent=("wr0ng",)),
    _LOGIN(".netrc", url=_WAY + "/auth/t.git", files=_NETRC),
    _LOGIN(".netrc of another host", url=_WAY + "/auth/t.git", files={".netrc": "machine other.example login ada password s3cret\n"}, works=False),
    _LOGIN("settings.xml goes before .netrc", url=_WAY + "/auth/t.git", settings=_ADA, git=_STORE, files={".netrc": "machine other login x password y\n"}),
    _LOGIN("login in the URL", url="http://ada:s3cret@127.0.0.1:{http}/auth/t.git"),
    _LOGIN("http.extraHeader", url=_WAY + "/auth/t.git", git='[http]\n\textraHeader = "Authorization: Basic YWRhOnMzY3JldA=="'),
    _LOGIN("http.<url>.extraHeader", url=_WAY + "/auth/t.git", git='[http "http://127.0.0.1:{http}/"]\n\textraHeader = "Authorization: Basic YWRhOnMzY3JldA=="'),
    _LOGIN("http.<url>.extraHeader of another host", url=_WAY + "/auth/t.git", git='[http "http://other.example/"]\n\textraHeader = "Authorization: Basic YWRhOnMzY3JldA=="', works=False),
    _LOGIN("insteadOf", url="tm:t.git", git='[url "http://127.0.0.1:{http}/open/"]\n\tinsteadOf = tm:', control="git clone -q --depth 1 tm:t.git c"),
    _LOGIN("insteadOf for a host", url="https://git.example/t.git", git='[url "http://127.0.0.1:{http}/open/"]\n\tinsteadOf = https://git.example/'),
    _LOGIN("push with a login for everything", url=_WAY + "/auth/{target}", does="push", settings=_ADA, git=_STORE),
    _LOGIN("push with a login for the POST only", url=_WAY + "/push-auth/{target}", does="push", settings=_ADA, git=_STORE),
    _LOGIN("push without a login", url=_WAY + "/auth/{target}", does="push", works=False, says=("requires authentication",)),
    _LOGIN("bearer only", url=_WAY + "/bearer/t.git", settings=_ADA, works=False, says=("127.0.0.1",)),
    _LOGIN("negotiate only", url=_WAY + "/negotiate/t.git", settings=_ADA, works=False, says=("127.0.0.1",)),
    _TLS("private authority", url="https://127.0.0.1:{https}/open/t.git"),
    _TLS("private authority, unknown", url="https://127.0.0.1:{https}/open/t.git", env={"MAVEN_OPTS": "-Djavax.net.ssl.trustStore=/etc/ssl/certs/java/cacerts"}, control_env={"GIT_SSL_CAINFO": "/etc/ssl/certs/ca-certificates.crt"}, works=False, says=("trust",)),
    _TLS("wrong name", url="https://127.0.0.1:{wrong}/open/t.git", works=False, says=("127.0.0.1",)),
    _TLS("certificate signed by itself", url="https://127.0.0.1:{self}/open/t.git", works=False, says=("trust",)),
    _TLS("client certificate missing", url="https://127.0.0.1:{mutual}/open/t.git", works=False, says=("client certificate",)),
    _TLS("client certificate of the JVM", url="https://127.0.0.1:{mutual}/open/t.git", env={"MAVEN_OPTS": "-Djavax.net.ssl.keyStore={tls}/client.p12 -Djavax.net.ssl.keyStorePassword=changeit"}, control_env={"GIT_SSL_CERT": "{tls}/client.pem", "GIT_SSL_KEY": "{tls}/client.key"}),
    _TLS("https on a plain port", url="https://127.0.0.1:{http}/open/t.git", works=False, says=("127.0.0.1",)),
    _TLS("http on a port of TLS", url="http://127.0.0.1:{https}/open/t.git", works=False, says=("https",)),
    _TLS("login over TLS", url="https://127.0.0.1:{https}/auth/t.git", settings=_ADA, git=_STORE),
    _TLS("push over TLS", url="https://127.0.0.1:{https}/auth/{target}", does="push", settings=_ADA, git=_STORE),
    _TLS("redirect from TLS to none", url="https://127.0.0.1:{https}/to-plain/t.git", works=False, control_works=True, because="git follows to an unprotected server", says=("http",)),
    _ANSWER("301", url=_WAY + "/moved/t.git"),
    _ANSWER("302", url=_WAY + "/found/t.git"),
    _ANSWER("redirect in a circle", url=_WAY + "/loop/t.git", works=False, says=("127.0.0.1",)),
    _ANSWER("redirect to a host that wants a login", url=_WAY + "/elsewhere/t.git", settings=_ADA, git=_STORE.replace("[credential]", '[credential "http://127.0.0.1:{http}"]'), works=False, says=("localhost",)),
    _ANSWER("403", url=_WAY + "/forbidden/t.git", works=False, says=("denies access",)),
    _ANSWER("404", url=_WAY + "/open/none.git", works=False, says=("there is no repository at",)),
    _ANSWER("410", url=_WAY + "/gone/t.git", works=False, says=("was removed",)),
    _ANSWER("413 for a push", url=_WAY + "/small/{target}", does="push", works=False, says=("127.0.0.1",)),
    _ANSWER("429", url=_WAY + "/limited/t.git", works=False, says=("limits the number of requests",)),
    _ANSWER("500", url=_WAY + "/broken/t.git", works=False, says=("500",)),
    _ANSWER("502", url=_WAY + "/gateway/t.git", works=False, says=("502",)),
    _ANSWER("503", url=_WAY + "/away/t.git", works=False, says=("503",)),
    _ANSWER("a page in place of git", url=_WAY + "/page/t.git", works=False, control_works=True, because="git takes a page for an empty repository", says=("127.0.0.1",)),
    _ANSWER("closed port", url="http://127.0.0.1:{closed}/t.git", works=False, says=("refuses connections at port {closed}",)),
    _ANSWER("unknown host name", url="https://nowhere.invalid/t.git", works=False, says=("the host name nowhere.invalid is not known",)),
    _ANSWER("SHA-256 repository", url=_WAY + "/open/sha256.git", works=False, control_works=True, because="JGit has no SHA-256", says=("SHA-256",)),
    _ANSWER("empty repository", url=_WAY + "/open/void.git", works=False, control_works=True, because="git clones an empty repository", says=("is empty",)),
)

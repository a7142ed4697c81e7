"""OpenSSH: configuration, keys, host keys, answers."""

from functools import partial

from kit.case import KNOWN, Case

_CONFIG = partial(Case, kind="ssh config")
_KEY = partial(Case, kind="ssh keys")
_HOST = partial(Case, kind="ssh hosts")
_ANSWER = partial(Case, kind="ssh answers")

_MAIN = "ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/t.git"
_ALIAS = "Host tmpl\n  HostName 127.0.0.1\n  Port {ssh_main}\n  User mlopst-git\n"
_VIA = "git@tmpl:{srv}/t.git"
_PASS = {"SSH_ASKPASS": "{home}/ask-passphrase", "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":0"}
_WORD = {"SSH_ASKPASS": "{home}/ask-password", "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":0"}
_NC = "{home}/relay %h %p"
_RELAY = {"relay": "#!/bin/sh\necho used >> {home}/used\nexec nc \"$1\" \"$2\"\n"}
_PASSPHRASE = "<servers><server><id>127.0.0.1</id><passphrase>open sesame</passphrase></server></servers>"
_PASSWORD = "<servers><server><id>127.0.0.1</id><username>mlopst-git</username><password>Pa55 w0rd-of-git</password></server></servers>"
_LINE = "[127.0.0.1]:{ssh_main} {host_a}"
_CERT = "ssh://mlopst-git@127.0.0.1:{ssh_certified}{srv}/t.git"


def _server(element: str) -> str:
    return f"<servers><server><id>127.0.0.1</id>{element}</server></servers>"


_CONFIGS = (
    _CONFIG("no configuration", url=_MAIN),
    _CONFIG("host alone, as an alias", url="tmpl:{srv}/t.git", ssh=_ALIAS),
    _CONFIG("user of the URL beats User", url="mlopst-git@tmpl:{srv}/t.git", ssh=_ALIAS.replace("mlopst-git", "nobody")),
    _CONFIG("Host with several patterns", url="tmpl:{srv}/t.git", ssh=_ALIAS.replace("Host tmpl", "Host a b t?pl !x")),
    _CONFIG("Host with a negated pattern", url="tmpl:{srv}/t.git", ssh="Host * !tmpl\n  User nobody\n" + _ALIAS),
    _CONFIG("first value counts", url="tmpl:{srv}/t.git", ssh=_ALIAS + "Host *\n  User nobody\n  Port 1\n"),
    _CONFIG("keys with equals signs and quotes", url="tmpl:{srv}/t.git", ssh='host="tmpl"\nhostname=127.0.0.1\nport = {ssh_main}\nuser "mlopst-git"\n'),
    _CONFIG("Include, relative", url="tmpl:{srv}/t.git", ssh="Include work.conf", files={".ssh/work.conf": _ALIAS}),
    _CONFIG("Include, with ~", url="tmpl:{srv}/t.git", ssh="Include ~/conf/work.conf", files={"conf/work.conf": _ALIAS}),
    _CONFIG("Include, absolute", url="tmpl:{srv}/t.git", ssh="Include {home}/conf/work.conf", files={"conf/work.conf": _ALIAS}),
    _CONFIG("Include, wildcard", url="tmpl:{srv}/t.git", ssh="Include conf.d/*.conf", files={".ssh/conf.d/1.conf": "Host x\n User y\n", ".ssh/conf.d/2.conf": _ALIAS}),
    _CONFIG("Include, several names", url="tmpl:{srv}/t.git", ssh="Include none a.conf b.conf", files={".ssh/a.conf": "Host z\n Port 1\n", ".ssh/b.conf": _ALIAS}),
    _CONFIG("Include, nested", url="tmpl:{srv}/t.git", ssh="Include a.conf", files={".ssh/a.conf": "Include b.conf\n", ".ssh/b.conf": _ALIAS}),
    _CONFIG("Include inside Host", url="tmpl:{srv}/t.git", ssh="Host tmpl\n  Include a.conf\n", files={".ssh/a.conf": "HostName 127.0.0.1\nPort {ssh_main}\nUser mlopst-git\n"}),
    _CONFIG("Include inside another Host", url=_MAIN, ssh="Host other\n  Include a.conf\n", files={".ssh/a.conf": "Port 1\nHostName 192.0.2.1\n"}),
    _CONFIG("Match host", url="tmpl:{srv}/t.git", ssh="Match host tmpl\n  HostName 127.0.0.1\n  Port {ssh_main}\n  User mlopst-git\n"),
    _CONFIG("Match originalhost", url="tmpl:{srv}/t.git", ssh="Host tmpl\n  HostName 127.0.0.1\nMatch originalhost tmpl\n  Port {ssh_main}\n  User mlopst-git\n"),
    _CONFIG("Match user", url="mlopst-git@tmpl:{srv}/t.git", ssh="Match user mlopst-git\n  HostName 127.0.0.1\n  Port {ssh_main}\n"),
    _CONFIG("Match localuser", url="tmpl:{srv}/t.git", ssh="Match localuser mlopst-client\n  HostName 127.0.0.1\n  Port {ssh_main}\n  User mlopst-git\n"),
    _CONFIG("Match exec, true", url="tmpl:{srv}/t.git", ssh='Match host tmpl exec "test -d {home}"\n  HostName 127.0.0.1\n  Port {ssh_main}\n  User mlopst-git\n'),
    _CONFIG("Match exec, false", url=_MAIN, ssh='Match exec "false"\n  Port 1\n  HostName 192.0.2.1\n'),
    _CONFIG("Match all", url="tmpl:{srv}/t.git", ssh="Match all\n  HostName 127.0.0.1\n  Port {ssh_main}\n  User mlopst-git\n"),
    _CONFIG("Match final", url="tmpl:{srv}/t.git", ssh="Host tmpl\n  HostName 127.0.0.1\nMatch final host 127.0.0.1\n  Port {ssh_main}\n  User mlopst-git\n"),
    _CONFIG("CanonicalizeHostname", url="tmpl:{srv}/t.git", ssh="CanonicalizeHostname always\nMatch canonical all\n  Port {ssh_main}\n  User mlopst-git\nHost tmpl\n  HostName 127.0.0.1\n"),
    _CONFIG("ProxyCommand", url=_MAIN, ssh=f"ProxyCommand {_NC}", files=_RELAY, afterwards="test -s {home}/used"),
    _CONFIG("ProxyCommand that fails", url=_MAIN, ssh="ProxyCommand false", works=False, says=("127.0.0.1:{ssh_main}", "ProxyCommand")),
    _CONFIG("ProxyCommand none", url=_MAIN, ssh=f"Host 127.0.0.1\n ProxyCommand none\nHost *\n ProxyCommand {_NC}", files=_RELAY, afterwards="test ! -e {home}/used"),
    _CONFIG("ProxyUseFdpass no", url=_MAIN, ssh=f"ProxyCommand {_NC}\nProxyUseFdpass no", files=_RELAY),
    _CONFIG("ProxyJump", url=_MAIN, ssh="Host 127.0.0.1\n ProxyJump hop\nHost hop\n HostName localhost\n HostKeyAlias [127.0.0.1]:{ssh_main}\n Port {ssh_main}\n User mlopst-other\n ProxyJump none\n"),
    _CONFIG("ProxyJump to a closed port", url=_MAIN, ssh="Host 127.0.0.1\n ProxyJump hop\nHost hop\n HostName localhost\n Port {closed}\n ProxyJump none\n", works=False, says=("localhost:{closed} refuses SSH connections",)),
    _CONFIG("IdentityFile", url=_MAIN, key="", ssh="IdentityFile ~/.ssh/work", files={".ssh/work": "{private_user}"}),
    _CONFIG("IdentityFile with ~ and tokens", url=_MAIN, key="plain", ssh="IdentityFile ~/.ssh/id_%r\nIdentityFile %d/.ssh/id_ed25519"),
    _CONFIG("ConnectTimeout of the user", url="ssh://git@127.0.0.1:{mute}/t.git", ssh="ConnectTimeout 2", works=False, says=("127.0.0.1:{mute} did not answer in time",), seconds=60),
    _CONFIG("AddKeysToAgent", url=_MAIN, ssh="AddKeysToAgent yes", agent=("other",)),
    _CONFIG("SendEnv, SetEnv and LogLevel", url=_MAIN, ssh="SendEnv LANG LC_*\nSetEnv A=b\nLogLevel ERROR\nCompression yes"),
    _CONFIG("ControlMaster auto", url=_MAIN, ssh="ControlMaster auto\nControlPath {home}/.ssh/cm-%C\nControlPersist 5"),
    _CONFIG("AddressFamily and BindAddress", url=_MAIN, ssh="AddressFamily inet\nBindAddress 127.0.0.1"),
    _CONFIG("unknown key", url=_MAIN, ssh="Nonsense yes", works=False, says=("ssh does not accept its configuration", "line 1")),
    _CONFIG("unknown key with IgnoreUnknown", url=_MAIN, ssh="IgnoreUnknown UseKeychain\nUseKeychain yes"),
    _CONFIG("IPv6 literal", url="ssh://mlopst-git@[::1]:{ssh_six}{srv}/t.git"),
    _CONFIG("IPv6 by an alias", url="tmpl:{srv}/t.git", ssh="Host tmpl\n HostName ::1\n Port {ssh_six}\n User mlopst-git\n"),
    _CONFIG("GIT_SSH_COMMAND", url=_MAIN, env={"GIT_SSH_COMMAND": "{home}/mine -o LogLevel=ERROR"}, files={"mine": '#!/bin/sh\necho "$@" >> {home}/used\nexec ssh "$@"\n'}, afterwards="test -s {home}/used"),
    _CONFIG("GIT_SSH_COMMAND that fails", url=_MAIN, env={"GIT_SSH_COMMAND": "{home}/nothing"}, works=False, says=("GIT_SSH_COMMAND names a program that cannot be run",)),
    _CONFIG("GIT_SSH", url=_MAIN, env={"GIT_SSH": "{home}/mine", "GIT_SSH_VARIANT": "ssh"}, files={"mine": '#!/bin/sh\necho "$@" >> {home}/used\nexec ssh "$@"\n'}, afterwards="test -s {home}/used"),
    _CONFIG("GIT_SSH without options", url="git@tmpl:{srv}/t.git", ssh=_ALIAS, env={"GIT_SSH": "{home}/mine", "GIT_SSH_VARIANT": "simple"}, files={"mine": '#!/bin/sh\ncase $1 in -*) exit 9;; esac\nexec ssh "mlopst-git@tmpl" "$2"\n'}),
    _CONFIG("core.sshCommand", url=_MAIN, git='[core]\n\tsshCommand = "{home}/mine -v"', files={"mine": '#!/bin/sh\necho "$@" >> {home}/used\nexec ssh -o LogLevel=ERROR "$@"\n'}, afterwards="test -s {home}/used"),
    _CONFIG("host that reads as an option", url="ssh://-oProxyCommand=touch%20{home}/used/t.git", works=False, afterwards="test ! -e {home}/used"),
)

_KEYS = (
    _KEY("plain key", url=_MAIN),
    _KEY("no key", url=_MAIN, key="", works=False, says=("accepts none of your SSH keys for mlopst-git@127.0.0.1", "ssh-add")),
    _KEY("key of somebody else", url=_MAIN, key="other", works=False, says=("accepts none of your SSH keys",)),
    _KEY("key with a passphrase in settings.xml", url=_MAIN, key="locked", settings=_PASSPHRASE, control_env=_PASS),
    _KEY("key with a wrong passphrase", url=_MAIN, key="locked", settings=_PASSPHRASE.replace("open", "shut"), control_env=_WORD, works=False, says=("a passphrase is needed",), silent=("shut sesame",)),
    _KEY("key with a passphrase that nobody knows", url=_MAIN, key="locked", works=False, says=("a passphrase is needed for the SSH key {home}/.ssh/id_ed25519", "ssh-add {home}/.ssh/id_ed25519")),
    _KEY("privateKey of settings.xml", url=_MAIN, key="", settings=_server("<privateKey>{home}/.ssh/mine</privateKey>"), files={".ssh/mine": "{private_user}"}, control_env={"GIT_SSH_COMMAND": "ssh -i {home}/.ssh/mine"}),
    _KEY("privateKey that does not exist", url=_MAIN, settings=_server("<privateKey>{home}/nothing</privateKey>"), works=False, control_works=True, because="settings.xml is not git's", says=("{home}/nothing", "privateKey")),
    _KEY("key in the agent", url=_MAIN, key="", agent=("agent",)),
    _KEY("locked key, opened in the agent", url=_MAIN, key="", agent=("locked",)),
    _KEY("IdentityAgent", url=_MAIN, key="", agent=("agent",), ssh="IdentityAgent {home}/agent.sock", env={"SSH_AUTH_SOCK": "/nonexistent"}),
    _KEY("IdentitiesOnly with a key of the agent", url=_MAIN, key="other", agent=("agent",), ssh="IdentitiesOnly yes", works=False, says=("accepts none of your SSH keys",)),
    _KEY("certificate beside its key", url=_MAIN, key="cert"),
    _KEY("CertificateFile", url=_MAIN, key="", ssh="IdentityFile ~/.ssh/c\nCertificateFile ~/.ssh/elsewhere.pub", files={".ssh/c": "{private_certified}", ".ssh/elsewhere.pub": "{certificate}"}),
    _KEY("certificate in the agent beside plain keys", url=_MAIN, key="", agent=("other", "certified", "agent")),
    _KEY("certificate in the agent alone", url=_MAIN, key="", agent=("certified",)),
    _KEY("key that others may read", url=_MAIN, key="", ssh="IdentityFile ~/open", files={"open": "{private_user}"}, works=False, says=("others may read it", "chmod 600")),
    _KEY("too many keys", url="ssh://mlopst-git@127.0.0.1:{ssh_few}{srv}/t.git", key="", agent=("other", "host_a", "host_b", "agent"), works=False, says=("too many SSH keys", "IdentitiesOnly")),
    _KEY("password in settings.xml", url="ssh://mlopst-git@127.0.0.1:{ssh_password}{srv}/t.git", settings=_PASSWORD, control_env=_WORD),
    _KEY("wrong password", url="ssh://mlopst-git@127.0.0.1:{ssh_password}{srv}/t.git", settings=_PASSWORD.replace("Pa55 w0rd", "wr0ng"), control_env=_PASS, works=False, says=("nor the password",), silent=("wr0ng",)),
    _KEY("password of another account", url="ssh://mlopst-git@127.0.0.1:{ssh_password}{srv}/t.git", settings=_PASSWORD.replace("mlopst-git", "ada"), works=False, says=("accepts none of your SSH keys",)),
    _KEY("password wanted, none there", url="ssh://mlopst-git@127.0.0.1:{ssh_password}{srv}/t.git", works=False, says=("<password>",)),
    _KEY("keyboard-interactive", url="ssh://mlopst-git@127.0.0.1:{ssh_keyboard}{srv}/t.git", settings=_PASSWORD, control_env=_WORD),
    _KEY("keyboard-interactive, none there", url="ssh://mlopst-git@127.0.0.1:{ssh_keyboard}{srv}/t.git", works=False, says=("<password>",)),
    _KEY("passphrase typed at a terminal", url=_MAIN, key="locked", types={"assphrase": "open sesame"}),
    _KEY("wrong passphrase typed at a terminal", url=_MAIN, key="locked", types={"assphrase": "shut sesame"}, works=False, says=("a passphrase is needed",)),
    _KEY("password typed at a terminal", url="ssh://mlopst-git@127.0.0.1:{ssh_password}{srv}/t.git", types={"assword:": "Pa55 w0rd-of-git"}),
    _KEY("unknown host, confirmed at a terminal", url=_MAIN, known_hosts="", types={"yes/no": "yes"}),
    _KEY("unknown host, not confirmed at a terminal", url=_MAIN, known_hosts="", types={"yes/no": "no"}, works=False, says=("is not in known_hosts",)),
    _KEY("push", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/{target}", does="push"),
    _KEY("push with a key of the agent", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/{target}", does="push", key="", agent=("agent",)),
    _KEY("push through an alias", url="tmpl:{srv}/{target}", does="push", ssh=_ALIAS),
    _KEY("push without a key", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/{target}", does="push", key="", works=False, says=("accepts none of your SSH keys",)),
)

_HOSTS = (
    _HOST("unknown host", url=_MAIN, known_hosts="", works=False, says=("is not in known_hosts", "'ssh -p {ssh_main} mlopst-git@127.0.0.1'", "SHA256:")),
    _HOST("unknown host, checking strict", url=_MAIN, known_hosts="", ssh="StrictHostKeyChecking yes", works=False, says=("is not in known_hosts", "SHA256:")),
    _HOST("unknown host, accepted as new", url=_MAIN, known_hosts="", ssh="StrictHostKeyChecking accept-new", afterwards="test -s {home}/.ssh/known_hosts"),
    _HOST("changed key", url=_MAIN, known_hosts="changed", works=False, says=("shows another key ({print_a})", "known_hosts:1", "do not connect", 'ssh-keygen -R "[127.0.0.1]:{ssh_main}"'), silent=("answer yes",)),
    _HOST("changed key, accepted as new", url=_MAIN, known_hosts="changed", ssh="StrictHostKeyChecking accept-new", works=False, says=("shows another key",)),
    _HOST("changed key, checking off", url=_MAIN, known_hosts="changed", ssh="StrictHostKeyChecking no"),
    _HOST("known_hosts is /dev/null", url=_MAIN, known_hosts="", ssh="UserKnownHostsFile /dev/null\nStrictHostKeyChecking no", afterwards="test -c /dev/null"),
    _HOST("known_hosts is a link", url=_MAIN, known_hosts="", ssh="UserKnownHostsFile ~/link\nStrictHostKeyChecking accept-new", files={"real": ""}, env={"MLOPST": "1"}, control="ln -s {home}/real {home}/link && git clone -q --depth 1 ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/t.git c && : > {home}/real", afterwards="test -L {home}/link && test -s {home}/real"),
    _HOST("known_hosts is a folder", url=_MAIN, known_hosts="", ssh="UserKnownHostsFile ~/folder\nStrictHostKeyChecking no", files={"folder/x": ""}, afterwards="test -d {home}/folder"),
    _HOST("known_hosts may not be written", url=_MAIN, known_hosts="", ssh="UserKnownHostsFile /etc/mlopst-known-hosts\nStrictHostKeyChecking no", afterwards="test ! -e /etc/mlopst-known-hosts"),
    _HOST("several files", url=_MAIN, known_hosts="", ssh="UserKnownHostsFile ~/a ~/b", files={"a": "", "b": _LINE + "\n"}),
    _HOST("GlobalKnownHostsFile", url=_MAIN, known_hosts="", ssh="GlobalKnownHostsFile {home}/all", files={"all": _LINE + "\n"}),
    _HOST("KnownHostsCommand", url=_MAIN, known_hosts="", ssh="KnownHostsCommand /bin/cat {home}/all", files={"all": _LINE + "\n"}),
    _HOST("HostKeyAlias", url=_MAIN, known_hosts="elsewhere {host_a}", ssh="HostKeyAlias elsewhere"),
    _HOST("HostKeyAlias that is not known", url=_MAIN, known_hosts=_LINE, ssh="HostKeyAlias elsewhere", works=False, says=("is not in known_hosts",)),
    _HOST("hashed name", url=_MAIN, known_hosts="{hashed_main}"),
    _HOST("name without a port", url=_MAIN, known_hosts="127.0.0.1 {host_a}"),
    _HOST("wildcard", url=_MAIN, known_hosts="[127.0.0.*]:* {host_a}"),
    _HOST("negated name", url=_MAIN, known_hosts="*,![127.0.0.1]:{ssh_main},!127.0.0.1 {host_a}", works=False, says=("is not in known_hosts",)),
    _HOST("revoked key", url=_MAIN, known_hosts=_LINE + "\n@revoked * {host_a}", works=False, says=("revoked", "do not connect")),
    _HOST("host certificate of a known authority", url=_CERT, known_hosts="@cert-authority 127.0.0.1,[127.0.0.1]:* {host_ca}"),
    _HOST("authority for all hosts, with a port", url=_CERT, known_hosts="@cert-authority * {host_ca}"),
    _HOST("host certificate of an unknown authority, key known", url=_CERT, known_hosts="[127.0.0.1]:{ssh_certified} {host_cert}"),
    _HOST("host certificate of an unknown authority", url=_CERT, known_hosts="", works=False, says=("is not in known_hosts", "{print_cert}")),
    _HOST("revoked authority", url=_CERT, known_hosts="@cert-authority * {host_ca}\n@revoked * {host_ca}", works=False),
    _HOST("key of another kind is known", url=_MAIN, known_hosts="[127.0.0.1]:{ssh_main} {host_rsa}"),
    _HOST("comments and blank lines", url=_MAIN, known_hosts="# mine\n\n" + _LINE + " a comment\n#" + _LINE),
    _HOST("CheckHostIP and HashKnownHosts", url=_MAIN, known_hosts=KNOWN, ssh="CheckHostIP yes\nHashKnownHosts yes"),
)

_ANSWERS = (
    _ANSWER("unknown host name", url="ssh://git@nowhere.invalid/t.git", works=False, says=("the host name nowhere.invalid is not known",)),
    _ANSWER("unknown host name behind an alias", url=_VIA, ssh="Host tmpl\n HostName nowhere.invalid\n", works=False, says=("the host name nowhere.invalid is not known",)),
    _ANSWER("closed port", url="ssh://git@127.0.0.1:{closed}/t.git", works=False, says=("127.0.0.1:{closed} refuses SSH connections",)),
    _ANSWER("mute server", url="ssh://git@127.0.0.1:{mute}/t.git", works=False, control="timeout 5 git ls-remote ssh://git@127.0.0.1:{mute}/t.git", says=("127.0.0.1:{mute} did not answer in time",), seconds=90),
    _ANSWER("server that hangs up", url="ssh://git@127.0.0.1:{bye}/t.git", works=False, says=("127.0.0.1:{bye} ended the connection",)),
    _ANSWER("server that is not SSH", url="ssh://git@127.0.0.1:{talker}/t.git", works=False, says=("127.0.0.1:{talker}", "is it an SSH server?")),
    _ANSWER("no such repository", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/none.git", works=False, says=("there is no repository at",)),
    _ANSWER("no such account", url="ssh://nobody@127.0.0.1:{ssh_main}{srv}/t.git", known_hosts=KNOWN, key="other", works=False, says=("accepts none of your SSH keys for nobody@127.0.0.1",)),
    _ANSWER("account that prints text", url="ssh://mlopst-banner@127.0.0.1:{ssh_main}{srv}/t.git", works=False, says=("prints text where git's protocol must begin: 'Welcome to the build host'",)),
    _ANSWER("account without a shell", url="ssh://mlopst-nologin@127.0.0.1:{ssh_main}{srv}/t.git", works=False, says=("This account is currently not available",)),
    _ANSWER("account whose shell ends", url="ssh://mlopst-exit@127.0.0.1:{ssh_main}{srv}/t.git", works=False, says=("mlopst-exit",)),
    _ANSWER("account without git", url="ssh://mlopst-nogit@127.0.0.1:{ssh_main}{srv}/t.git", works=False, says=("mlopst-nogit",)),
    _ANSWER("command that says nothing", url="ssh://mlopst-quiet@127.0.0.1:{ssh_main}{srv}/t.git", works=False, control="timeout 5 git ls-remote ssh://mlopst-quiet@127.0.0.1:{ssh_main}{srv}/t.git", says=("did not answer in time",), seconds=150),
    _ANSWER("repository of another account", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/foreign.git", works=False, says=("another account owns it", "safe.directory")),
    _ANSWER("repository that may not be read", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/secret.git", works=False, says=("secret.git",)),
    _ANSWER("push to a repository that may not be written", url="ssh://mlopst-other@127.0.0.1:{ssh_main}{srv}/t.git", does="push", works=False, says=("t.git",)),
    _ANSWER("push to a repository with content", url=_MAIN, does="push", works=False, says=("is not empty",)),
    _ANSWER("empty repository", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/void.git", works=False, control_works=True, because="git clones an empty repository", says=("is empty",)),
    _ANSWER("no shared key exchange", url="ssh://mlopst-git@127.0.0.1:{ssh_old}{srv}/t.git", works=False, says=("key exchange method", "diffie-hellman-group1-sha1", "KexAlgorithms")),
    _ANSWER("old key exchange, allowed", url="ssh://mlopst-git@127.0.0.1:{ssh_old}{srv}/t.git", ssh="KexAlgorithms +diffie-hellman-group1-sha1"),
    _ANSWER("SHA-256 repository", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/sha256.git", works=False, control_works=True, because="JGit has no SHA-256", says=("SHA-256",)),
    _ANSWER("path with ~", url="ssh://mlopst-git@127.0.0.1:{ssh_main}/~/none.git", works=False, says=("there is no repository at",)),
)

_WITHOUT = partial(Case, kind="without ssh", without_ssh=True)
_REFUSED = "JGit's client does not have it"

_LIBRARY = (
    _WITHOUT("plain key", url=_MAIN),
    _WITHOUT("push", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/{target}", does="push"),
    _WITHOUT("key in the agent", url=_MAIN, key="", agent=("agent",)),
    _WITHOUT("certificate in the agent beside plain keys", url=_MAIN, key="", agent=("other", "certified", "agent")),
    _WITHOUT("certificate beside its key", url=_MAIN, key="cert", works=False, control_works=True, because=_REFUSED, says=("a certificate beside a key is used only by ssh",)),
    _WITHOUT("key with a passphrase in settings.xml", url=_MAIN, key="locked", settings=_PASSPHRASE, control_env=_PASS),
    _WITHOUT("key with a passphrase that nobody knows", url=_MAIN, key="locked", works=False, says=("a passphrase is needed for the SSH key",)),
    _WITHOUT("no key", url=_MAIN, key="", works=False, says=("accepts none of your SSH keys",)),
    _WITHOUT("password in settings.xml", url="ssh://mlopst-git@127.0.0.1:{ssh_password}{srv}/t.git", settings=_PASSWORD, control_env=_WORD),
    _WITHOUT("keyboard-interactive", url="ssh://mlopst-git@127.0.0.1:{ssh_keyboard}{srv}/t.git", settings=_PASSWORD, control_env=_WORD),
    _WITHOUT("alias in an included file", url="tmpl:{srv}/t.git", ssh="Include conf.d/*", files={".ssh/conf.d/a": _ALIAS}),
    _WITHOUT("Match host", url="tmpl:{srv}/t.git", ssh="Match host tmpl\n  HostName 127.0.0.1\n  Port {ssh_main}\n  User mlopst-git\n"),
    _WITHOUT("ProxyJump", url=_MAIN, ssh="Host 127.0.0.1\n ProxyJump hop\nHost hop\n HostName localhost\n HostKeyAlias [127.0.0.1]:{ssh_main}\n Port {ssh_main}\n User mlopst-other\n ProxyJump none\n"),
    _WITHOUT("ProxyCommand", url=_MAIN, ssh=f"ProxyCommand {_NC}", files=_RELAY, works=False, control_works=True, because=_REFUSED, says=("ProxyCommand", "line 1", "needs ssh")),
    _WITHOUT("Match exec", url=_MAIN, ssh='Match exec "true"\n LogLevel ERROR', works=False, control_works=True, because=_REFUSED, says=("Match exec", "needs ssh")),
    _WITHOUT("CertificateFile", url=_MAIN, ssh="CertificateFile ~/.ssh/elsewhere.pub", files={".ssh/elsewhere.pub": "{certificate}"}, works=False, control_works=True, because=_REFUSED, says=("CertificateFile", "needs ssh")),
    _WITHOUT("IPv6 literal", url="ssh://mlopst-git@[::1]:{ssh_six}{srv}/t.git"),
    _WITHOUT("unknown host", url=_MAIN, known_hosts="", works=False, says=("is not in known_hosts", "SHA256:")),
    _WITHOUT("changed key", url=_MAIN, known_hosts="changed", works=False, says=("shows another key", "do not connect"), silent=("answer yes",)),
    _WITHOUT("revoked key", url=_MAIN, known_hosts=_LINE + "\n@revoked * {host_a}", works=False, says=("revoked",)),
    _WITHOUT("known_hosts is /dev/null", url=_MAIN, known_hosts="", ssh="UserKnownHostsFile /dev/null\nStrictHostKeyChecking no", afterwards="test -c /dev/null"),
    _WITHOUT("HostKeyAlias", url=_MAIN, known_hosts="elsewhere {host_a}", ssh="HostKeyAlias elsewhere"),
    _WITHOUT("hashed name", url=_MAIN, known_hosts="{hashed_main}"),
    _WITHOUT("name without a port", url=_MAIN, known_hosts="127.0.0.1 {host_a}"),
    _WITHOUT("authority for all hosts, with a port", url=_CERT, known_hosts="@cert-authority * {host_ca}"),
    _WITHOUT("host certificate of an unknown authority, key known", url=_CERT, known_hosts="[127.0.0.1]:{ssh_certified} {host_cert}"),
    _WITHOUT("host certificate of an unknown authority", url=_CERT, known_hosts="", works=False, says=("is not in known_hosts",)),
    _WITHOUT("unknown host name", url="ssh://git@nowhere.invalid/t.git", works=False, says=("the host name nowhere.invalid is not known",)),
    _WITHOUT("closed port", url="ssh://git@127.0.0.1:{closed}/t.git", works=False, says=("refuses SSH connections",)),
    _WITHOUT("no shared key exchange", url="ssh://mlopst-git@127.0.0.1:{ssh_old}{srv}/t.git", works=False, says=("in common",)),
    _WITHOUT("no such repository", url="ssh://mlopst-git@127.0.0.1:{ssh_main}{srv}/none.git", works=False, says=("there is no repository at",)),
    _WITHOUT("account that prints text", url="ssh://mlopst-banner@127.0.0.1:{ssh_main}{srv}/t.git", works=False, says=("prints text where git's protocol must begin",)),
)

SSH = (*_CONFIGS, *_KEYS, *_HOSTS, *_ANSWERS, *_LIBRARY)

"""What a case is: an entry of data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Every server has a plain key known to the account, unless a case says otherwise.
KNOWN = "known"


@dataclass(frozen=True)
class Case:
    """One configuration, tried by the plugin and by its control.

    In texts, ``{name}`` is replaced by a fact of the servers (ports, folders), and ``{home}`` by the folder of
    the case, which is the home of the account that runs it.
    """

    name: str
    kind: str
    #: The repository or coordinates.
    url: str
    #: ``read``, ``push`` or ``maven``.
    does: str = "read"
    #: Lines of ``~/.ssh/config``.
    ssh: str = ""
    #: The private key in ``~/.ssh``: ``plain``, ``locked``, ``other``, ``cert`` or none.
    key: str = "plain"
    #: What ``~/.ssh/known_hosts`` has: ``known``, nothing, ``changed``, or lines.
    known_hosts: str = KNOWN
    #: Keys in an agent.
    agent: tuple[str, ...] = ()
    #: Lines of ``~/.gitconfig``.
    git: str = ""
    #: ``<server>`` and ``<proxy>`` elements of ``settings.xml``.
    settings: str = ""
    #: Further files below the home.
    files: Mapping[str, str] = field(default_factory=dict)
    #: The environment of both.
    env: Mapping[str, str] = field(default_factory=dict)
    #: The environment of the control alone, for what the plugin takes from ``settings.xml``.
    control_env: Mapping[str, str] = field(default_factory=dict)
    #: What a person types at a terminal: part of the question, and the answer. Without any, nobody is there.
    types: Mapping[str, str] = field(default_factory=dict)
    #: Whether the plugin finds no ``ssh``; the control does.
    without_ssh: bool = False
    #: A shell command in place of the control; empty for git or Maven on the same configuration.
    control: str = ""
    #: Whether it has to work.
    works: bool = True
    #: Whether the control works, where it differs.
    control_works: bool | None = None
    #: Why it may differ.
    because: str = ""
    #: What the plugin has to say.
    says: tuple[str, ...] = ()
    #: What it must not say.
    silent: tuple[str, ...] = ()
    #: A shell command that has to succeed afterwards.
    afterwards: str = ""
    #: How long both may take, in seconds.
    seconds: int = 120

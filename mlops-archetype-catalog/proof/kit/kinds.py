"""What goes wrong with a project late, by kind: which bad files show that the kit sees it.

The table of the report counts them: a kind is seen if all of its bad files are refused.
"""

from collections.abc import Mapping, Sequence

from kit.check import Check, Seed

# Of each kind: the check that refuses it, and beginnings of the names of its bad files; "" is all of them.
KINDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "subjects of sign-ins": {"identities": ["subjects without", "a repository in the spelling"]},
    "scripts that are run again": {
        "identities": ["a question that fails", "an environment that is made anew", "a service connection"]
    },
    "least privilege": {
        "identities": ["rights in", "a plan that may", "an administrator", "an environment that is open", "a list of roles"],
        "infrastructure": ["keys in the state", "a resource group of", "a deployment to the subscription"],
    },
    "trainings that outlast a sign-in": {
        "Azure ML scripts": ["a wait without an end", "a job whose end"],
        "Azure ML SDK": ["a run whose end"],
    },
    "a fair comparison with production": {
        "the project's own tests": ["a split", "rows that are told apart", "training "]
    },
    "what is in production, canaries and ways back": {
        "Azure ML scripts": ["a canary", "a rollback", "a deployment without traffic", "a deployment with other", "a smoke test", "an answer that is", "a row without"]
    },
    "a monitor and alerts that follow": {"Azure ML scripts": ["a monitor", "alerts that"]},
    "retraining without news; batch that follows": {
        "the project's own tests": ["the same model", "a tolerance", "an origin"],
        "Azure ML scripts": ["a batch endpoint", "batch deployments", "a batch deployment"],
    },
    "one model from dev to prod, with its origin": {
        "the project's own tests": ["a model without"],
        "Azure ML scripts": ["a model "],
    },
    "destroyed and made again": {
        "deployments": ["a deleted vault", "soft-deleted workspaces"],
        "infrastructure": ["a workspace that keeps"],
    },
    "private networks": {
        "infrastructure": ["a data plane", "endpoints that", "batch deployments without", "a network without"],
        "Azure ML scripts": ["a network without"],
        "Terraform": ["what is wrong only"],
    },
    "storage without keys": {
        "infrastructure": ["a role that", "a monitor without", "deleted data"],
        "Azure ML scripts": ["a monitor that is switched on"],
    },
    "what was reviewed is what is applied": {
        "deployments": ["a plan", "a world", "a lock file", "the compiler"],
        "infrastructure": ["a provider for one system", "a lock file", "an image"],
    },
    "approval on what holds the credentials": {
        "sign-in": ["a branch", "something that was not planned", "prod in a pull request"]
    },
    "resource providers and alerts": {"infrastructure": ["a rule", "a provider that is not", "registration"]},
    "connections and rights of one project": {
        "sign-in": ["a connection"],
        "identities": ["a stage in the subscription"],
    },
    "schedules that are off": {"sign-in": ["a schedule"]},
    "data that stays": {
        "deployments": ["data that goes", "protection that stays off", "a stage that is destroyed"],
        "infrastructure": ["data that goes"],
    },
    "locks and hosted agents": {
        "sign-in": ["training that holds", "runs that cancel", "a job for a deployment"]
    },
    "settings and leftovers of the infrastructure": {
        "infrastructure": [
            "role assignments",
            "what is left",
            "a database",
            "a size",
            "settings that both stages share",
            "a setting of another type",
            "a choice that",
        ],
        "sign-in": ["an empty argument", "a path that"],
    },
    "gates that judge": {"the project's own tests": ["a gate", "rows without a value", "a number that", "a handful"]},
    "classes that are never found": {
        "the project's own tests": [
            "a class of images",
            "a team that is never",
            "rows that contradict",
            "half of the rows",
            "a class that is too rare",
        ]
    },
    "data that cannot be used": {
        "the project's own tests": [
            "rows that are there twice",
            "trips that are there twice",
            "categories in capitals",
            "numbers that are read",
            "data in other files",
            "a file with NUL",
            "times with",
            "rows of one customer",
            "classes whose names",
            "images that lie",
            "a camera's",
            "animations and",
            "images of different",
            "another encoding",
            "decimal commas",
            "a file that has nothing",
            "a class NA",
            "a team in capitals",
            "images of 16 bits",
            "copies of",
        ]
    },
    "data and models of the team's own": {
        "make it yours": [""],
        "public data": [""],
        "the project's own tests": [
            "a production model",
            "pretrained weights",
            "a base model",
            "texts that are longer",
            "samples of the old",
        ]
    },
    "serving on this machine": {"serving": [""]},
    "memory and interrupted trainings": {
        "memory": [""],
        "the project's own tests": ["a training that goes on"],
    },
    "pins that are current": {"audit of the pins": [""], "newer versions": [""]},
    "components that are gone": {"Azure ML YAML": ["a component that its publisher", "a component that cannot", "a component without"]},
    "the first push": {"sign-in": ["a training on"]},
}


def of_kind(kind: str, checks: Sequence[Check]) -> list[tuple[Check, int, Seed]]:
    """The bad files of a kind, each with the check that refuses it and its number there.

    Raises:
        LookupError: if a name is that of no bad file.
    """
    found = []
    by_name = {check.name: check for check in checks}
    for name, beginnings in KINDS[kind].items():
        if name not in by_name:
            continue
        for beginning in beginnings:
            seeds = [
                (by_name[name], number, seed)
                for number, seed in enumerate(by_name[name].seeds)
                if seed.name.startswith(beginning)
            ]
            if not seeds:
                raise LookupError(f"{kind}: {name} has no bad file whose name begins with {beginning!r}")
            found += seeds
    return found

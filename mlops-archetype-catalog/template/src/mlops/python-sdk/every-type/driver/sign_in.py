"""Which subscription to work in: the one of the person or pipeline that is signed in with `az login`."""

import shutil
import subprocess


def subscription() -> str:
    """The id of the subscription that the Azure CLI works in.

    Raises:
        SystemExit: if there is no Azure CLI, or nobody is signed in.
    """
    az = shutil.which("az")
    if az is None:
        raise SystemExit("the Azure CLI is missing: install it, then run `az login`")
    show = [az, "account", "show", "--query", "id", "--output", "tsv"]
    answer = subprocess.run(show, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode != 0:
        raise SystemExit("nobody is signed in to Azure: run `az login`")
    return answer.stdout.strip()

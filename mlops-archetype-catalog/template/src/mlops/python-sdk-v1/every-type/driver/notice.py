"""The SDK that this project uses is past its end of support: every script says so."""

import sys

NOTICE = (
    "notice: support of the Azure Machine Learning SDK v1 ended on 2026-06-30; "
    "mlops/MIGRATE.md says how to move to v2"
)


def show_notice() -> None:
    """Prints the notice where it does not mix with results."""
    print(NOTICE, file=sys.stderr)

"""Waits for what runs in Azure Machine Learning by asking again and again.

Each question signs in as whoever is signed in then, so that a wait may outlast a sign-in. A log that is
streamed ends with the sign-in that it began with.
"""

import time
from collections.abc import Callable

SECONDS_BETWEEN = 30
ENDED = {"Completed", "Finished", "Failed", "Canceled"}
# So many questions in a row may fail, since networks and services do for a moment.
_FAILURES = 5


def until_ended(ask: Callable[[], str], what: str, minutes: int | None = None) -> str | None:
    """Asks for the status until it is a last one, and prints each change.

    Args:
        ask: gives the status.
        what: what is waited for, as it is printed.
        minutes: how long to wait; without it, until the end.

    Returns:
        How it ended; None if it had not after these minutes.
    """
    until = None if minutes is None else time.monotonic() + minutes * 60
    before = ""
    while True:
        status = _asked(ask)
        if status != before:
            print(f"{what}: {status}", flush=True)
            before = status
        if status in ENDED:
            return status
        if until is not None and time.monotonic() >= until:
            return None
        time.sleep(SECONDS_BETWEEN)


def _asked(ask: Callable[[], str]) -> str:
    """Asks until there is an answer; what fails once too often fails the wait."""
    for _ in range(_FAILURES - 1):
        try:
            return ask()
        except Exception as error:
            print(f"no answer, asking again: {error}", flush=True)
            time.sleep(SECONDS_BETWEEN)
    return ask()

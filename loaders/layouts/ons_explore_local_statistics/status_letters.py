"""The status letters of ONS tables: why a figure is missing, or what to know about it."""

from collections.abc import Sequence

from metrics.status import State

STATES = {
    "x": State.SUPPRESSED,
    "c": State.SUPPRESSED,
    "u": State.SUPPRESSED,
    "z": State.NOT_APPLICABLE,
}
STATUS_WORDS = {
    "x": "not available",
    "c": "confidential",
    "u": "unreliable",
    "z": "not applicable",
    "p": "provisional",
    "r": "revised",
    "e": "estimated",
}


def state_of(status: str) -> str:
    """The state that stands in place of a missing figure of this status."""
    return STATES.get(status, State.AWAITED).value


def status_notes(status: str) -> Sequence[str]:
    """The status as a note, a known letter with its meaning; none where there is no status."""
    if not status:
        return ()
    return (f"{status} ({STATUS_WORDS[status]})" if status in STATUS_WORDS else status,)

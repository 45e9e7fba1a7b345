"""The audit log: a line with a reference number for what was stored, and for what was refused.

Lines go to the logger `district.audit`; how they are written and where is for who serves the store.
"""

import json
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from data.errors import UserError

log = logging.getLogger("district.audit")
# Without letters and figures that look alike, because people read them out.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class Action(StrEnum):
    """What a line of the audit log is about."""

    PUBLISH = "publish"
    DECISION = "decision"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    MAPPING = "mapping"
    EVENT = "event"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a write does, with what the log tells of it."""

    action: Action
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """What one write does: `attempted` before it began, `changes` as they are made."""

    attempted: Action
    changes: list[Change] = field(default_factory=list)

    def add(self, action: Action, **details: object) -> None:
        """Add a change that will be logged once the write is stored."""
        self.changes.append(Change(action, details))


def single_change(action: Action, **details: object) -> ChangeLog:
    """The log of a write that does one thing, known before it begins."""
    return ChangeLog(action, [Change(action, details)])


@contextmanager
def logged(change_log: ChangeLog | None) -> Iterator[None]:
    """Log the changes of the block once it has ended well, or that it was refused and why."""
    if change_log is None:
        yield
        return
    try:
        yield
    except UserError as problem:
        details = change_log.changes[0].details if change_log.changes else {}
        refused = {"refused": change_log.attempted.value, "because": str(problem)}
        record(Action.REFUSAL, **(details | refused))
        raise
    for made in change_log.changes:
        record(made.action, **made.details)


def record(action: Action, **details: object) -> str:
    """Write one line; its reference number is returned."""
    number = reference()
    words = [
        action.value,
        *(f"{name}={json.dumps(details[name], ensure_ascii=False)}" for name in details),
    ]
    log.info(" ".join(words), extra={"reference": number, "fields": {"action": action, **details}})
    return number


def reference() -> str:
    """A new reference number: six letters and figures that a person can read out."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))

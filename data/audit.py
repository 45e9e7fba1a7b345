"""The audit log: a line with a reference number for what was stored, and for what was refused.

Lines go to the logger `district.audit`; how they are written and where is for who serves the store.
"""

import json
import logging
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from data.actor import Actor, KnownBy
from data.audit_table import AuditTable
from data.errors import UserError

log = logging.getLogger("district.audit")
# Without letters and figures that look alike, because people read them out.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class Action(StrEnum):
    """What a line of the audit log is about."""

    PUBLISH = "publish"
    DECISION = "decision"
    WAIT = "waiting for approval"
    APPROVE = "approval"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    ERASE = "erase"
    MAPPING = "mapping"
    ALIAS = "alias"
    EVENT = "event"
    PLAN = "plan"
    REFERENCE = "reference"
    COUNCIL = "council"
    REBUILD = "rebuild"
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    END_SIGN_IN = "end of a sign-in"
    DOWNLOAD = "download"
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
def logged(actor: Actor, change_log: ChangeLog) -> Iterator[None]:
    """Log the changes of the block once it has ended well, or that it was refused and why.

    What is done again from the record was logged when it was first done.
    """
    try:
        yield
    except UserError as problem:
        details = change_log.changes[0].details if change_log.changes else {}
        refused = {"refused": change_log.attempted.value, "because": str(problem)}
        record(Action.REFUSAL, actor, **(details | refused))
        raise
    if actor.known_by is not KnownBy.RECORD:
        for made in change_log.changes:
            record(made.action, actor, **made.details)


def record(action: Action, actor: Actor | None = None, **details: object) -> str:
    """Write one line; its reference number is returned.

    Without an actor it is of somebody who is not known, such as whose request was refused.
    """
    number = reference()
    details |= _who(actor) if actor else {}
    words = (f"{name}={_as_json(value)}" for name, value in details.items())
    _keep(number, action, details)
    log.info(
        " ".join([action.value, *words]),
        extra={"reference": number, "fields": {"action": action, **details}},
    )
    return number


def keep_in(path: Path) -> None:
    """Keep every line from now on in a table, too: in the file at this path."""
    stop_keeping()
    _tables.append(AuditTable(path))


def stop_keeping() -> None:
    """Close the table, if there is one."""
    while _tables:
        _tables.pop().close()


def kept() -> AuditTable | None:
    """The table with every line; None before there is one."""
    return _tables[0] if _tables else None


def back_up(folder: Path) -> None:
    """Write a copy of the table beside the backups; a failure is logged."""
    if table := kept():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            table.copy_to(folder / table.path.name)
        except (sqlite3.Error, OSError):
            log.exception("The audit record could not be copied to %s", folder)


def reference() -> str:
    """A new reference number: six letters and figures that a person can read out."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


_tables: list[AuditTable] = []


def _keep(number: str, action: Action, details: dict[str, object]) -> None:
    """What was stored stays stored where its line cannot be kept; the log has it."""
    if table := kept():
        try:
            table.add(number, action.value, details)
        except sqlite3.Error:
            log.exception("The audit record did not take a line", extra={"reference": number})


def _who(actor: Actor) -> dict[str, object]:
    who = {
        "by": actor.name,
        "role": actor.role.value,
        "known_by": actor.known_by.value,
        "address": actor.address,
        "session": actor.session,
    }
    return {name: value for name, value in who.items() if value}

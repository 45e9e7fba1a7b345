"""The audit record: a table that only grows, in a small file of its own beside the database.

In the database each line would wait for its writer and cost a copy of the whole file.
"""

import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

# SQLite itself refuses to change or remove a line.
_TABLE = """
CREATE TABLE IF NOT EXISTS audit (
    line INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL, at TEXT NOT NULL,
    action TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL, known_by TEXT NOT NULL,
    address TEXT NOT NULL, session TEXT NOT NULL, details TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit record is never changed'); END;
CREATE TRIGGER IF NOT EXISTS audit_never_shrinks BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'nothing is taken out of the audit record'); END;
"""
_WHO = ("by", "role", "known_by", "address", "session")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line: what was done or refused, when (UTC), by whom, how that is known, from where.

    `details` is JSON; `session` a short hash that nobody can use.
    """

    reference: str
    at: datetime
    action: str
    by: str
    role: str
    known_by: str
    address: str
    session: str
    details: str

    @property
    def details_in_words(self) -> str:
        """`upload: 4; file: q1.xlsx`, with characters that cannot be seen written out."""
        words = "; ".join(f"{name}: {value}" for name, value in json.loads(self.details).items())
        return "".join(
            sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in words
        )


class AuditTable:
    """The lines in a file; safe from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        path.chmod(0o600)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(_TABLE)

    def add(self, reference: str, action: str, details: dict[str, object]) -> None:
        """Add a line; of the details who it was has columns of its own."""
        who = [str(details.get(name, "")) for name in _WHO]
        rest = {name: value for name, value in details.items() if name not in _WHO}
        at = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
        with self._lock:
            self._database.execute(
                "INSERT INTO audit VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [reference, at, action, *who, json.dumps(rest, default=str)],
            )

    def entries(self, actions: Sequence[str] = (), words: str = "") -> Sequence[AuditEntry]:
        """The lines, newest first: of some actions, and with some words anywhere in them."""
        sql = """
            SELECT reference, at, action, by, role, known_by, address, session, details FROM audit
            WHERE (? OR action IN (SELECT value FROM json_each(?)))
                AND instr(
                    lower(
                        reference || ' ' || action || ' ' || by || ' ' || role || ' ' || address
                        || ' ' || details
                    ),
                    lower(?)
                )
            ORDER BY line DESC
        """
        with self._lock:
            rows = self._database.execute(sql, [not actions, json.dumps(list(actions)), words])
            return [_entry(row) for row in rows.fetchall()]

    def copy_to(self, target: Path) -> None:
        """Write a complete copy, in place of an earlier one."""
        partial = target.with_name(f"{target.name}.partial")
        partial.unlink(missing_ok=True)
        with self._lock, sqlite3.connect(partial) as copy:
            self._database.backup(copy)
        copy.close()
        partial.chmod(0o600)
        partial.replace(target)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _entry(row: tuple[str, ...]) -> AuditEntry:
    reference, at, action, by, role, known_by, address, session, details = row
    return AuditEntry(
        reference=reference,
        at=datetime.fromisoformat(at),
        action=action,
        by=by,
        role=role,
        known_by=known_by,
        address=address,
        session=session,
        details=details,
    )

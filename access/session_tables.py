"""Where sign-ins are kept: in a small file of the server, or in the PostgreSQL that several share.

In neither case with the figures: a sign-in waits for no publish, and no backup of the figures holds
one.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from access.sessions import Session
from data.database.central_address import CentralAddress
from data.database.central_engines import answering, connected
from data.errors import StoreProblem

_COLUMNS = "key, subject, name, claims, created, last_seen, id_token"


class SessionFile:
    """A small SQLite file beside the database."""

    is_shared = False

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        path.chmod(0o600)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA secure_delete = ON")
        self._database.execute(
            """
            CREATE TABLE IF NOT EXISTS session (
                key TEXT PRIMARY KEY, subject TEXT NOT NULL, name TEXT NOT NULL,
                claims TEXT NOT NULL, id_token TEXT, created REAL NOT NULL,
                last_seen REAL NOT NULL, revoked REAL
            )
            """
        )

    def add(self, session: Session) -> None:
        """Keep a new one."""
        self._database.execute(
            f"INSERT INTO session ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            _row(session),
        )

    def find(self, key: str) -> Session | None:
        """The one with a key, unless it was ended."""
        return next((session for session in self.every() if session.key == key), None)

    def every(self) -> Sequence[Session]:
        """All that were not ended."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM session WHERE revoked IS NULL"  # noqa: S608 - our own names
        )
        return _sessions(rows)

    def end(self, key: str, moment: float) -> None:
        """Note that one was ended, and forget what signs it out elsewhere."""
        self._database.execute(
            "UPDATE session SET revoked = ?, id_token = NULL WHERE key = ?", [moment, key]
        )

    def note_seen(self, seen: Sequence[tuple[float, str]]) -> None:
        """Note when sign-ins were last seen."""
        self._database.executemany("UPDATE session SET last_seen = ? WHERE key = ?", seen)

    def forget(self, created: float, last_seen: float) -> None:
        """Forget those that began, or were last seen, so long ago."""
        self._database.execute(
            "DELETE FROM session WHERE created <= ? OR last_seen <= ?", [created, last_seen]
        )

    def close(self) -> None:
        """Let go of it."""
        self._database.close()


class SharedSessions:
    """A table of the PostgreSQL that several servers share.

    Every method raises StoreProblem where it does not answer.
    """

    is_shared = True

    def __init__(self, address: CentralAddress) -> None:
        self._address = address
        self._postgres = connected(address)
        self._ask(
            """
            CREATE TABLE IF NOT EXISTS sign_in (
                key TEXT PRIMARY KEY, subject TEXT NOT NULL, name TEXT NOT NULL,
                claims TEXT NOT NULL, id_token TEXT, created DOUBLE PRECISION NOT NULL,
                last_seen DOUBLE PRECISION NOT NULL, revoked DOUBLE PRECISION
            )
            """
        )

    def add(self, session: Session) -> None:
        """Keep a new one."""
        self._ask(
            f"INSERT INTO sign_in ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
            _row(session),
        )

    def find(self, key: str) -> Session | None:
        """The one with a key, unless it was ended."""
        rows = self._ask(
            f"SELECT {_COLUMNS} FROM sign_in WHERE key = %s AND revoked IS NULL",  # noqa: S608
            [key],
        )
        return next(iter(_sessions(rows)), None)

    def every(self) -> Sequence[Session]:
        """All that were not ended."""
        return _sessions(self._ask(f"SELECT {_COLUMNS} FROM sign_in WHERE revoked IS NULL"))  # noqa: S608

    def end(self, key: str, moment: float) -> None:
        """Note that one was ended, and forget what signs it out elsewhere."""
        self._ask("UPDATE sign_in SET revoked = %s, id_token = NULL WHERE key = %s", [moment, key])

    def note_seen(self, seen: Sequence[tuple[float, str]]) -> None:
        """Note when sign-ins were last seen; another server may have seen one later."""
        for moment, key in seen:
            self._ask(
                "UPDATE sign_in SET last_seen = greatest(last_seen, %s) WHERE key = %s",
                [moment, key],
            )

    def forget(self, created: float, last_seen: float) -> None:
        """Forget those that began, or were last seen, so long ago."""
        self._ask(
            "DELETE FROM sign_in WHERE created <= %s OR last_seen <= %s", [created, last_seen]
        )

    def close(self) -> None:
        """Let go of it."""
        self._postgres.close()

    def _ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of an answer, asked once more where the connection was lost meanwhile."""
        try:
            return self._answer(sql, parameters)
        except StoreProblem:
            if not self._postgres.closed:
                raise
        self._postgres = connected(self._address)
        return self._answer(sql, parameters)

    def _answer(self, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        with answering(self._address):
            cursor = self._postgres.execute(sql.encode(), parameters)
            return cursor.fetchall() if cursor.description else []


def _row(session: Session) -> Sequence[object]:
    return [
        session.key,
        session.subject,
        session.name,
        json.dumps(session.claims),
        session.created,
        session.last_seen,
        session.id_token,
    ]


def _sessions(rows: Iterable[tuple[Any, ...]]) -> Sequence[Session]:
    return [
        Session(key, subject, name, json.loads(claims), created, last_seen, id_token)
        for key, subject, name, claims, created, last_seen, id_token in rows
    ]

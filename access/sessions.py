"""Sign-ins that last: kept on the server, found by the hash of a cookie, ended at any time.

They are in a small SQLite file of their own: a sign-in waits for no publish, and no backup of the
figures holds one. What is asked at every request is answered from memory.
"""

import hashlib
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from access.roles import KEPT_CLAIMS, Claims

# 256 bits at random.
TOKEN_BYTES = 32
IDLE_SECONDS = 8 * 3600
ABSOLUTE_SECONDS = 24 * 3600
# The last moment somebody was seen is written this often; a restart may take so much off it.
WRITE_EVERY_SECONDS = 60
_SHORT = 12
_PERSON = 24

_TABLE = """
CREATE TABLE IF NOT EXISTS session (
    key TEXT PRIMARY KEY, subject TEXT NOT NULL, name TEXT NOT NULL, claims TEXT NOT NULL,
    id_token TEXT, created REAL NOT NULL, last_seen REAL NOT NULL, revoked REAL
)
"""


@dataclass(slots=True)
class Session:
    """One sign-in. `key` is the hash of its cookie; `claims` are those that a role comes from.

    Times are seconds since 1970; `id_token` tells the sign-in service whom to sign out.
    """

    key: str
    subject: str
    name: str
    claims: Claims
    created: float
    last_seen: float
    id_token: str | None = None

    @property
    def short_key(self) -> str:
        """What the audit record and the list of sign-ins call it; nobody can use it."""
        return self.key[:_SHORT]

    @property
    def person(self) -> str:
        """A key that is the same at every sign-in of a person, and names nobody by itself."""
        return hashlib.sha256(self.subject.encode()).hexdigest()[:_PERSON]

    @property
    def ends(self) -> float:
        """When it ends at the latest, if nobody is seen before."""
        return min(self.created + ABSOLUTE_SECONDS, self.last_seen + IDLE_SECONDS)


class Sessions:
    """The sign-ins that have not ended; safe from any thread."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        path.chmod(0o600)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA secure_delete = ON")
        self._database.execute(_TABLE)
        self._live = {session.key: session for session in self._stored()}
        self._unwritten: set[str] = set()

    def begin(self, subject: str, name: str, claims: Claims, id_token: str | None = None) -> str:
        """A new sign-in; its cookie's value is returned, and nobody can find it again."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._now()
        kept = {claim: claims[claim] for claim in KEPT_CLAIMS if claim in claims}
        session = Session(key_of(token), subject, name, kept, now, now, id_token)
        with self._lock:
            self._database.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
                [session.key, subject, name, json.dumps(kept), id_token, now, now],
            )
            self._live[session.key] = session
        return token

    def find(self, key: str) -> Session | None:
        """The sign-in with a key, which is thereby seen now; None where it has ended."""
        now = self._now()
        with self._lock:
            session = self._live.get(key)
            if session is None:
                return None
            if now >= session.ends:
                del self._live[key]
                return None
            session.last_seen = now
            self._unwritten.add(key)
            return session

    def end(self, key: str) -> Session | None:
        """End a sign-in, at once and for good; it is returned, if it had not ended before."""
        with self._lock:
            self._database.execute(
                "UPDATE session SET revoked = ?, id_token = NULL WHERE key = ?", [self._now(), key]
            )
            return self._live.pop(key, None)

    def listed(self) -> Sequence[Session]:
        """The sign-ins that have not ended, the last seen first."""
        now = self._now()
        with self._lock:
            sessions = [session for session in self._live.values() if now < session.ends]
        return sorted(sessions, key=lambda session: -session.last_seen)

    def write_seen(self) -> None:
        """Write when people were last seen, and forget the sign-ins that ended by themselves."""
        now = self._now()
        with self._lock:
            seen = [(self._live[key].last_seen, key) for key in self._unwritten & set(self._live)]
            self._unwritten.clear()
            self._database.executemany("UPDATE session SET last_seen = ? WHERE key = ?", seen)
            self._database.execute(
                "DELETE FROM session WHERE created <= ? OR last_seen <= ?",
                [now - ABSOLUTE_SECONDS, now - IDLE_SECONDS],
            )
            self._live = {key: kept for key, kept in self._live.items() if now < kept.ends}

    def close(self) -> None:
        """Write what is not written and close the file."""
        self.write_seen()
        self._database.close()

    def _stored(self) -> Sequence[Session]:
        rows = self._database.execute(
            """
            SELECT key, subject, name, claims, created, last_seen, id_token FROM session
            WHERE revoked IS NULL
            """
        ).fetchall()
        return [
            Session(key, subject, name, json.loads(claims), created, last_seen, id_token)
            for key, subject, name, claims, created, last_seen, id_token in rows
        ]


def key_of(token: str) -> str:
    """The hash of a cookie's value, under which its sign-in is kept."""
    return hashlib.sha256(token.encode()).hexdigest()

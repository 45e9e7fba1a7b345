"""Sign-ins that last: kept on the server, found by the hash of a cookie, ended at any time.

What is asked at every request is answered from memory; where several servers share a table of
sign-ins, what another one has ended is ended here within a second.
"""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from access.roles import KEPT_CLAIMS, Claims
from data.errors import StoreProblem

log = logging.getLogger("district")

# 256 bits at random.
TOKEN_BYTES = 32
IDLE_SECONDS = 8 * 3600
ABSOLUTE_SECONDS = 24 * 3600
# The last moment somebody was seen is written this often; a restart may take so much off it.
WRITE_EVERY_SECONDS = 60
# How long another server's end of a sign-in may go unseen here.
LOOK_UP_SECONDS = 1
# While PostgreSQL does not answer it is asked again after so long: each try may take ten seconds.
AWAY_SECONDS = 30
_SHORT = 12
_PERSON = 24


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


class SessionTable(Protocol):
    """Where sign-ins are kept."""

    # Whether another server may write here, too.
    is_shared: bool

    def add(self, session: Session) -> None:
        """Keep a new one."""

    def find(self, key: str) -> Session | None:
        """The one with a key, unless it was ended."""

    def every(self) -> Sequence[Session]:
        """All that were not ended."""

    def end(self, key: str, moment: float) -> None:
        """Note that one was ended, and forget what signs it out elsewhere."""

    def note_seen(self, seen: Sequence[tuple[float, str]]) -> None:
        """Note when sign-ins were last seen."""

    def forget(self, created: float, last_seen: float) -> None:
        """Forget those that began, or were last seen, so long ago."""

    def close(self) -> None:
        """Let go of it."""


class Sessions:
    """The sign-ins that have not ended; safe from any thread."""

    def __init__(self, table: SessionTable, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._table = table
        self._live = {session.key: session for session in table.every()}
        self._looked_up: dict[str, float] = {}
        self._away_until = 0.0
        self._unwritten: set[str] = set()

    def begin(self, subject: str, name: str, claims: Claims, id_token: str | None = None) -> str:
        """A new sign-in; its cookie's value is returned, and nobody can find it again."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._now()
        kept = {claim: claims[claim] for claim in KEPT_CLAIMS if claim in claims}
        session = Session(key_of(token), subject, name, kept, now, now, id_token)
        with self._lock:
            self._table.add(session)
            self._live[session.key] = session
        return token

    def find(self, key: str) -> Session | None:
        """The sign-in with a key, which is thereby seen now; None where it has ended."""
        now = self._now()
        with self._lock:
            self._follow(key, now)
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
            self._follow(key, self._now())
            self._table.end(key, self._now())
            return self._live.pop(key, None)

    def listed(self) -> Sequence[Session]:
        """The sign-ins that have not ended, the last seen first."""
        now = self._now()
        with self._lock:
            self._replace_live()
            sessions = [session for session in self._live.values() if now < session.ends]
        return sorted(sessions, key=lambda session: -session.last_seen)

    def write_seen(self) -> None:
        """Write when people were last seen, and forget the sign-ins that ended by themselves."""
        now = self._now()
        with self._lock:
            seen = [(self._live[key].last_seen, key) for key in self._unwritten & set(self._live)]
            try:
                self._table.note_seen(seen)
                self._table.forget(now - ABSOLUTE_SECONDS, now - IDLE_SECONDS)
            except StoreProblem:
                log.warning("When people were last seen could not be written", exc_info=True)
            else:
                self._unwritten.clear()
            self._replace_live()
            self._live = {key: kept for key, kept in self._live.items() if now < kept.ends}

    def close(self) -> None:
        """Write what is not written and close the table."""
        self.write_seen()
        self._table.close()

    def _follow(self, key: str, now: float) -> None:
        """Look up whether another server began or ended a sign-in, once a second at the most."""
        if not self._table.is_shared:
            return
        if key in self._live and now - self._looked_up.get(key, 0.0) < LOOK_UP_SECONDS:
            return
        if now < self._away_until:
            return
        try:
            stored = self._table.find(key)
        except StoreProblem:
            # Who was let in stays in while PostgreSQL is away: nobody can end a sign-in then.
            self._away_until = self._now() + AWAY_SECONDS
            return
        if stored is None:
            self._live.pop(key, None)
            self._looked_up.pop(key, None)
            return
        self._live[key] = self._later(stored)
        self._looked_up[key] = now

    def _replace_live(self) -> None:
        """Know what other servers began and ended, where there are others."""
        if not self._table.is_shared:
            return
        try:
            stored = self._table.every()
        except StoreProblem:
            return
        self._live = {session.key: self._later(session) for session in stored}
        self._looked_up = {key: at for key, at in self._looked_up.items() if key in self._live}

    def _later(self, stored: Session) -> Session:
        """A sign-in as it is stored, or the one here, which may have been seen since."""
        live = self._live.get(stored.key)
        if live is None:
            return stored
        live.last_seen = max(live.last_seen, stored.last_seen)
        return live


def key_of(token: str) -> str:
    """The hash of a cookie's value, under which its sign-in is kept."""
    return hashlib.sha256(token.encode()).hexdigest()

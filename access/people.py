"""Who is signed in, and in which role: the sign-ins and the role file together."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access import roles
from access.roles import NoRole, RoleDecision, RoleFile
from access.session_tables import SessionFile, SharedSessions
from access.sessions import Session, Sessions
from access.settings import Settings
from data.actor import AccessRole, Actor, KnownBy
from data.database.central_address import CentralAddress
from data.errors import UserError

log = logging.getLogger("district")
# How long a change of the role file may go unseen: less than a click takes.
LOOK_EVERY_SECONDS = 0.2

NOBODY = Actor("", AccessRole.PUBLIC, KnownBy.NOBODY)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that has not ended, with the role that it has now.

    `owner_shown` is the portfolio, lead or service that its visits begin with; None for everyone.
    """

    session: Session
    decision: RoleDecision
    owner_shown: str | None = None

    def actor(self, address: str = "") -> Actor:
        """Who it is, for the store and the record."""
        return Actor(
            self.session.name,
            self.decision.role,
            KnownBy.SIGNED_IN,
            address,
            self.session.short_key,
            self.session.person,
        )


class People:
    """Everybody who is signed in. The role file is read again when it was saved."""

    def __init__(self, sessions: Sessions, roles_path: Path) -> None:
        self.sessions = sessions
        self._roles_path = roles_path
        self._lock = threading.Lock()
        self._looked_at = 0.0
        self._saved = _saved(roles_path)
        self._roles = roles.read_roles(roles_path)

    @property
    def role_file(self) -> RoleFile:
        """What the file says now; after a mistake in it, what it said before."""
        # Every run asks some times over, and each look at the file lets other threads go first.
        if time.monotonic() - self._looked_at < LOOK_EVERY_SECONDS:
            return self._roles
        with self._lock:
            self._looked_at = time.monotonic()
            if (saved := _saved(self._roles_path)) != self._saved:
                self._saved = saved
                try:
                    self._roles = roles.read_roles(self._roles_path)
                except UserError as problem:
                    log.error("Roles stay as they were. %s", problem)
            return self._roles

    def find(self, key: str) -> SignedIn | None:
        """The sign-in with a key; None where it has ended or gives no role any more."""
        session = self.sessions.find(key)
        if session is None:
            return None
        return self._with_role(session)

    def listed(self) -> Sequence[SignedIn]:
        """Every sign-in that has not ended, the last seen first."""
        everybody = (self._with_role(session) for session in self.sessions.listed())
        return [person for person in everybody if person is not None]

    def may_read(self, actor: Actor) -> bool:
        """Whether somebody may read the pages."""
        return actor.role is not AccessRole.PUBLIC or self.role_file.public_reading

    def _with_role(self, session: Session) -> SignedIn | None:
        role_file, claims = self.role_file, session.claims
        try:
            decision = role_file.decide(claims)
        except NoRole:
            return None
        return SignedIn(session, decision, role_file.owner_shown(claims))


_people: list[People] = []


def set_up(settings: Settings, database: Path, central: CentralAddress | None = None) -> None:
    """Begin to know people, where the settings say that they sign in.

    Their sign-ins are in a file beside the database, or with the `central` store, for every server.
    Raises UserError where the role file has a mistake.
    """
    if settings.sign_in is not None:
        path = database.with_name(f"{database.name}.sign-ins")
        table = SharedSessions(central) if central else SessionFile(path)
        _people[:] = [People(Sessions(table), roles.path_of_roles())]


def people() -> People | None:
    """Who is signed in; None where nobody signs in."""
    return _people[0] if _people else None


def close() -> None:
    """Close the file of the sign-ins, if there is one."""
    while _people:
        _people.pop().sessions.close()


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

"""What a door gives: who somebody is, and the claims that a role comes from."""

from dataclasses import dataclass
from typing import Protocol

from starlette.types import Scope

from access.roles import Claims


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody for whom a door vouches. `subject` is the same each time, whatever the name."""

    subject: str
    name: str
    claims: Claims


class HeaderDoor(Protocol):
    """A door that looks at the headers of each request."""

    def identity(self, scope: Scope) -> Identity | None:
        """Who sent a request; None where the headers vouch for nobody. May wait for the network."""
        ...


def identity_of(issuer: str, claims: Claims) -> Identity | None:
    """The person of some claims; None where no subject is in them."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        return None
    names = (claims.get(claim) for claim in ("name", "preferred_username", "email", "sub"))
    name = next(name for name in names if isinstance(name, str) and name.strip())
    return Identity(f"{issuer} {subject}", name, claims)

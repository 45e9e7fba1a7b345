"""Who does something: a name, a role, and how both are known."""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from data.errors import StoreProblem


class AccessRole(StrEnum):
    """What a person may do; each role may do all that the roles before it may."""

    PUBLIC = "public"
    VIEWER = "viewer"
    MANAGER = "manager"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    def includes(self, other: "AccessRole") -> bool:
        """Whether who has this role may do what the other one may."""
        order = list(AccessRole)
        return order.index(self) >= order.index(other)


class KnownBy(StrEnum):
    """How a name is known. One that is read back from the record stands there as it was written."""

    SIGNED_IN = "signed in"
    TYPED = "typed"
    COMMAND_LINE = "command line"
    SHIPPED = "shipped with the software"
    NOBODY = "not signed in"
    RULE = "rule"
    RECORD = "record"


# Anybody can give these names, so the record says how they came.
_MARKED = (KnownBy.TYPED, KnownBy.COMMAND_LINE)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. `address` and `session` (a short hash) are for the audit record.

    `person` is a key that is the same at every sign-in of a person; empty where nobody signs in.
    """

    name: str
    role: AccessRole
    known_by: KnownBy
    address: str = ""
    session: str = ""
    person: str = ""

    @property
    def recorded_name(self) -> str:
        """The name as the record keeps it: one that anybody could have given is marked so."""
        return f"{self.name} ({self.known_by})" if self.known_by in _MARKED else self.name

    def named(self, name: str) -> "Actor":
        """The same with the name that was typed; who is signed in keeps the name of the sign-in.

        Raises StoreProblem for a name that only the software has.
        """
        if self.known_by is not KnownBy.TYPED:
            return self
        return replace(self, name=_admissible(name))


SHIPPED = Actor("Shipped with the software", AccessRole.ADMINISTRATOR, KnownBy.SHIPPED)
RETENTION = Actor("Retention rule", AccessRole.ADMINISTRATOR, KnownBy.RULE)
_RESERVED = (SHIPPED.name, RETENTION.name)


def on_the_command_line(name: str) -> Actor:
    """Who runs a command: whoever reads the database file may do everything.

    Raises StoreProblem for a name that only the software has.
    """
    return Actor(_admissible(name), AccessRole.ADMINISTRATOR, KnownBy.COMMAND_LINE)


def of_the_record(name: str) -> Actor:
    """Who did something that is done again from the record, under the name that stands there."""
    return Actor(name, AccessRole.ADMINISTRATOR, KnownBy.RECORD)


def _admissible(name: str) -> str:
    name = name.strip()
    if _compared(name) in map(_compared, _RESERVED):
        raise StoreProblem(f"“{name}” is a name that only the software has. Give your own name.")
    return name


def _compared(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))

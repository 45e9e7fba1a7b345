"""Who does what in tests: people who are signed in."""

from data.actor import AccessRole, Actor, KnownBy
from data.audit import Action, ChangeLog


def analyst(name: str) -> Actor:
    """Somebody who may do everything, plans too."""
    return Actor(name, AccessRole.ADMINISTRATOR, KnownBy.SIGNED_IN)


ANALYST = analyst("A. Analyst")
# What `Store.writing` takes where a test writes by itself.
BY_A_TEST = (ANALYST, ChangeLog(Action.REBUILD))

"""Who may write what: one place decides, and the store asks it at every write."""

import os
from collections.abc import Mapping

from data.actor import AccessRole, Actor, KnownBy
from data.audit import Action
from data.errors import StoreProblem

SETTING = "DISTRICT_READ_ONLY"
_OFF = ("0", "false", "no", "off")
_BY_SETTING = (
    "This dashboard is read-only: nothing can be published, withdrawn or added here. "
    f"Whoever runs it decides that by the setting {SETTING}."
)
# The role that each kind of write needs, and what that is in the sentence that refuses it.
NEEDED: Mapping[Action, tuple[AccessRole, str]] = {
    Action.PUBLISH: (AccessRole.ANALYST, "publish a file"),
    Action.PLAN: (AccessRole.ADMINISTRATOR, "publish plans and definitions"),
    Action.APPROVE: (AccessRole.ANALYST, "approve an upload"),
    Action.WITHDRAW: (AccessRole.ANALYST, "withdraw an upload"),
    Action.REINSTATE: (AccessRole.ANALYST, "bring an upload back"),
    Action.ERASE: (AccessRole.ADMINISTRATOR, "erase what an upload brought"),
    Action.MAPPING: (AccessRole.ANALYST, "say what columns hold"),
    Action.ALIAS: (AccessRole.ANALYST, "say which KPI or area a file means"),
    Action.EVENT: (AccessRole.ANALYST, "say what happened to a KPI"),
    Action.REFERENCE: (AccessRole.ADMINISTRATOR, "load plans, areas and statistics"),
    Action.COUNCIL: (AccessRole.ADMINISTRATOR, "choose the council"),
    Action.REBUILD: (AccessRole.ADMINISTRATOR, "build the database again"),
}


class ReadOnly(StoreProblem):
    """The store is read-only; the text is a sentence that says why."""


class NotAllowed(StoreProblem):
    """The actor may not do this; the text is a sentence that says which role may."""


class WritePermission:
    """Who may write to a store. Once refused to everybody it stays so: no visitor gives it back."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._refusal = _BY_SETTING if read_only_setting(environment) else None
        self._needs_sign_in = False

    @property
    def refusal(self) -> str | None:
        """Why nothing may be written, as a sentence; None where writing is allowed."""
        return self._refusal

    def refuse(self, sentence: str) -> None:
        """Refuse every write from now on; the first reason stands."""
        self._refusal = self._refusal or sentence

    def need_sign_in(self) -> None:
        """Take names from the sign-in alone from now on, and no typed ones."""
        self._needs_sign_in = True

    def check(self, actor: Actor, action: Action) -> None:
        """Raise ReadOnly where nothing may be written, NotAllowed where this actor may not.

        What the software ships with is written always: a read-only store has its plans, too.
        """
        if actor.known_by is KnownBy.SHIPPED:
            return
        if self._refusal:
            raise ReadOnly(self._refusal)
        if self._needs_sign_in and actor.known_by is KnownBy.TYPED:
            raise NotAllowed("Here names come from the sign-in. Sign in, then try again.")
        needed, deed = NEEDED[action]
        if not actor.role.includes(needed):
            article = "an" if needed[0] in "aeiou" else "a"
            raise NotAllowed(
                f"Your role here is {actor.role}; to {deed} takes {article} {needed}. "
                "Whoever runs the dashboard gives roles."
            )


def read_only_setting(environment: Mapping[str, str] = os.environ) -> bool | None:
    """What DISTRICT_READ_ONLY says; None where it says nothing.

    A word that is not understood counts as yes: a slip of the pen must not open the store.
    """
    word = environment.get(SETTING, "").strip().lower()
    return word not in _OFF if word else None

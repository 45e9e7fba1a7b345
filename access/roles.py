"""Which role a sign-in gives: the lines of `roles.toml`, and the claims of the sign-in."""

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.actor import AccessRole
from data.errors import UserError

Claims = Mapping[str, Any]

SETTING = "DISTRICT_ROLES"
# In this order; the first with a line that applies decides.
CLAIMS = ("roles", "groups", "email")
# All that is kept of a sign-in to find its role anew when the file changes.
KEPT_CLAIMS = (*CLAIMS, "email_verified", "hasgroups", "_claim_names")
# Whose measures somebody sees first; of several lines the one that is nearest to the person.
SHOW_FOR = "show_for"
_NEAREST_FIRST = ("email", "groups", "roles")
_GIVEN = tuple(role for role in AccessRole if role is not AccessRole.PUBLIC)
_MOST_SHOWN = 10


class NoRole(UserError):
    """The sign-in is genuine and gives no role here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class RoleDecision:
    """The role of a sign-in and the line that gives it."""

    role: AccessRole
    why: str


@dataclass(frozen=True, slots=True)
class RoleFile:
    """What `roles.toml` says: roles by claim and value, and whether the public may read."""

    path: Path
    public_reading: bool
    by_claim: Mapping[str, Mapping[str, AccessRole]]
    show_for: Mapping[str, str] = field(default_factory=dict)

    def owner_shown(self, claims: Claims) -> str | None:
        """The portfolio, lead or service that a sign-in begins with in "Show for"; None for all."""
        for claim in _NEAREST_FIRST:
            try:
                values = _values(claim, claims)
            except NoRole:
                # It gave its role by another claim.
                continue
            for value in values:
                if owner := self.show_for.get(value.casefold()):
                    return owner
        return None

    def decide(self, claims: Claims) -> RoleDecision:
        """The role that claims give; raises NoRole with the reason where they give none."""
        for claim in CLAIMS:
            lines = self.by_claim[claim]
            matching = (
                [value for value in _values(claim, claims) if value in lines] if lines else []
            )
            if matching:
                value = max(matching, key=lambda value: list(AccessRole).index(lines[value]))
                role = lines[value]
                return RoleDecision(
                    role, f"“{value}” of the claim “{claim}” is {role} in {self.path.name}"
                )
        listed = "; ".join(f"{claim}: {_shown(claims.get(claim))}" for claim in CLAIMS)
        raise NoRole(
            f"You are signed in, but nobody has given you a role here. The sign-in has {listed}. "
            f"Whoever runs the dashboard adds a line to {self.path.name}."
        )


def path_of_roles() -> Path:
    """Where the role file is: DISTRICT_ROLES, or `access/roles.toml`."""
    return Path(os.environ.get(SETTING) or Path(__file__).with_name("roles.toml"))


def read_roles(path: Path) -> RoleFile:
    """The role file; a mistake in it is a UserError that names the line's place."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UserError(f"{path.name} cannot be read: {problem}.") from problem
    unknown = sorted(set(content) - {"public_reading", SHOW_FOR, *CLAIMS})
    if unknown:
        raise UserError(
            f'{path.name} has "{unknown[0]}", which nobody knows; write public_reading, [roles], '
            f"[groups], [email] or [{SHOW_FOR}]."
        )
    public_reading = content.get("public_reading", False)
    if not isinstance(public_reading, bool):
        raise UserError(f"{path.name}, public_reading: write true or false.")
    by_claim = {claim: _lines(path, claim, content.get(claim, {})) for claim in CLAIMS}
    return RoleFile(path, public_reading, by_claim, _shown_first(path, content.get(SHOW_FOR, {})))


def read_claims(path: Path) -> Claims:
    """The claims in a JSON file, as a sign-in service shows them."""
    try:
        claims = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise UserError(f"{path.name} cannot be read as JSON: {problem}.") from problem
    if not isinstance(claims, dict):
        raise UserError(f"{path.name} holds no JSON object; write {{...}} with the claims.")
    return claims


def _lines(path: Path, claim: str, lines: object) -> Mapping[str, AccessRole]:
    if not isinstance(lines, dict):
        raise UserError(f"{path.name}, {claim}: write [{claim}] and below it a line for each.")
    for value, role in lines.items():
        if role not in _GIVEN:
            raise UserError(
                f'{path.name}, [{claim}], "{value}": {json.dumps(role, default=str)} is no role '
                f"that a sign-in gives; write {', '.join(_GIVEN)}."
            )
        if claim == "email" and value.count("@") != 1:
            raise UserError(f'{path.name}, [email]: "{value}" is no e-mail address.')
    return {_folded(claim, value): AccessRole(role) for value, role in lines.items()}


def _shown_first(path: Path, lines: object) -> Mapping[str, str]:
    if not isinstance(lines, dict):
        raise UserError(
            f"{path.name}, {SHOW_FOR}: write [{SHOW_FOR}] and below it a line for each."
        )
    for value, owner in lines.items():
        if not isinstance(owner, str) or not owner.strip():
            raise UserError(
                f'{path.name}, [{SHOW_FOR}], "{value}": write the name of a portfolio, a lead or a '
                "service in quotes."
            )
    return {value.casefold(): owner.strip() for value, owner in lines.items()}


def _folded(claim: str, value: str) -> str:
    return value.casefold() if claim == "email" else value


def _values(claim: str, claims: Claims) -> Sequence[str]:
    if claim == "groups":
        _refuse_left_out_groups(claims)
    value = claims.get(claim)
    if value is None:
        return ()
    if claim == "email":
        return _verified(claims, value)
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(part, str) for part in values):
        raise NoRole(
            f"The claim “{claim}” of your sign-in is no list of texts, so it gives no role. "
            "Whoever runs the sign-in mends that."
        )
    return values


def _refuse_left_out_groups(claims: Claims) -> None:
    """Entra ID leaves the list out where somebody is in more than 200 groups, and says so."""
    elsewhere = claims.get("_claim_names")
    is_elsewhere = isinstance(elsewhere, dict) and "groups" in elsewhere
    if is_elsewhere or claims.get("hasgroups"):
        raise NoRole(
            "You are in too many groups for the sign-in to list them, so your role cannot be "
            "told from them. Whoever runs the sign-in gives you an app role (the claim “roles”), "
            "or lets it send the groups of this application only."
        )


def _verified(claims: Claims, address: object) -> Sequence[str]:
    if not isinstance(address, str):
        return ()
    if claims.get("email_verified") not in (True, "true"):
        raise NoRole(
            f"The sign-in does not say that {address} is verified (the claim “email_verified”), "
            "so the address gives no role. Whoever runs the sign-in gives you a role or a group."
        )
    return (_folded("email", address),)


def _shown(value: object) -> str:
    values = value if isinstance(value, list) else [] if value is None else [value]
    more = f" and {len(values) - _MOST_SHOWN} more" if len(values) > _MOST_SHOWN else ""
    return (", ".join(f"“{part}”" for part in values[:_MOST_SHOWN]) or "none") + more

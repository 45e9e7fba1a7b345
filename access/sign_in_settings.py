"""How people sign in, as whoever runs the dashboard says in the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from data.errors import UserError

SETTING = "DISTRICT_SIGN_IN"


class DoorKind(StrEnum):
    """Who vouches for a person: an OpenID provider, a proxy's headers, or a signed token."""

    OIDC = "oidc"
    PROXY = "proxy"
    JWT = "jwt"


# What each door needs to be told, besides who the proxies are.
_NEEDED: Mapping[DoorKind, tuple[str, ...]] = {
    DoorKind.OIDC: (
        "DISTRICT_OIDC_ISSUER",
        "DISTRICT_OIDC_CLIENT_ID",
        "DISTRICT_OIDC_CLIENT_SECRET",
    ),
    DoorKind.PROXY: ("DISTRICT_PROXY_HEADERS", "DISTRICT_PROXIES"),
    DoorKind.JWT: (
        "DISTRICT_JWT_HEADER",
        "DISTRICT_JWT_KEYS",
        "DISTRICT_JWT_ISSUER",
        "DISTRICT_JWT_AUDIENCE",
    ),
}
# A secret is better in a file than in the environment.
_IN_A_FILE = "_FILE"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The door, what it was told by name, and where sign-out ends outside of the dashboard."""

    door: DoorKind
    values: Mapping[str, str]
    sign_out_url: str | None = None


def read_sign_in(environment: Mapping[str, str], public_url: str | None) -> SignIn | None:
    """The way to sign in; None where there is none. UserError where something is missing."""
    word = environment.get(SETTING, "").strip().lower()
    if not word:
        return None
    if word not in list(DoorKind):
        raise UserError(f'{SETTING} is "{word}"; write {", ".join(DoorKind)}, or leave it out.')
    door = DoorKind(word)
    _check_public_url(public_url)
    values = {name: _value(environment, name) for name in _NEEDED[door]}
    missing = [name for name, value in values.items() if not value]
    if missing:
        raise UserError(f"{SETTING}={door} needs {' and '.join(missing)}, too.")
    issuer = values.get("DISTRICT_OIDC_ISSUER")
    if issuer and not _is_safe(issuer):
        raise UserError(f'DISTRICT_OIDC_ISSUER is "{issuer}"; write its https address.')
    return SignIn(door, values, environment.get("DISTRICT_SIGN_OUT_URL", "").strip() or None)


def _value(environment: Mapping[str, str], name: str) -> str:
    file = environment.get(name + _IN_A_FILE, "").strip()
    if not file:
        return environment.get(name, "").strip()
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise UserError(f"{name}{_IN_A_FILE}: {file} cannot be read.") from problem


def _check_public_url(public_url: str | None) -> None:
    if public_url is None or not _is_safe(public_url):
        raise UserError(
            f"{SETTING} needs DISTRICT_PUBLIC_URL with https: a sign-in over http can be read by "
            "everybody in between."
        )


def _is_safe(url: str) -> bool:
    """Whether nobody can listen: https, or this machine itself."""
    parts = urlsplit(url)
    is_own = parts.scheme == "http" and parts.hostname in _LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or is_own)

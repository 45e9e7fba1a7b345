"""Headers of a proxy that signs people in, taken from named addresses only."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from access.doors.door import Identity, identity_of
from access.log import is_in
from access.roles import Claims
from access.settings import Network
from data.errors import UserError


@dataclass(frozen=True, slots=True)
class HeaderNames:
    """In which headers a proxy writes what; groups are separated by `separator`."""

    subject: str
    name: str
    email: str
    groups: str
    separator: str


KNOWN: Mapping[str, HeaderNames] = {
    "oauth2-proxy": HeaderNames(
        "x-forwarded-user",
        "x-forwarded-preferred-username",
        "x-forwarded-email",
        "x-forwarded-groups",
        ",",
    ),
    "authentik": HeaderNames(
        "x-authentik-uid", "x-authentik-name", "x-authentik-email", "x-authentik-groups", "|"
    ),
}
EASY_AUTH = "easy-auth"
PRINCIPAL = "x-ms-client-principal"
# The long names under which Easy Auth may give claims.
_EASY_AUTH_CLAIMS = {
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier": "sub",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress": "email",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/role": "roles",
    "http://schemas.microsoft.com/identity/claims/objectidentifier": "oid",
}
_LISTS = ("roles", "groups")


class ProxyHeaders:
    """Believes a proxy of a kind about who somebody is, when it connects from a named address."""

    def __init__(self, kind: str, proxies: Sequence[Network]) -> None:
        if kind != EASY_AUTH and kind not in KNOWN:
            kinds = ", ".join((*KNOWN, EASY_AUTH))
            raise UserError(f'DISTRICT_PROXY_HEADERS is "{kind}"; write one of {kinds}.')
        self._kind = kind
        self._proxies = proxies

    def identity(self, scope: Scope) -> Identity | None:
        """Whom the proxy names; None from any other address, and where it names nobody."""
        peer = scope.get("peer")
        if not peer or not is_in(str(peer[0]), self._proxies):
            return None
        headers = Headers(scope=scope)
        if self._kind == EASY_AUTH:
            claims = _principal(headers.get(PRINCIPAL, ""))
        else:
            claims = _plain(headers, KNOWN[self._kind])
        return identity_of(self._kind, claims)


def _plain(headers: Headers, names: HeaderNames) -> Claims:
    groups = [part.strip() for part in headers.get(names.groups, "").split(names.separator)]
    claims = {
        "sub": headers.get(names.subject, "").strip(),
        "name": headers.get(names.name, "").strip(),
        "email": headers.get(names.email, "").strip() or None,
        "groups": [group for group in groups if group],
    }
    # The proxy lets nobody in whose address it has not checked.
    return claims | {"email_verified": True}


def _principal(header: str) -> Claims:
    """The claims of Easy Auth: JSON in Base64, a list of types and values."""
    try:
        principal = json.loads(base64.b64decode(header, validate=True))
        pairs = [(str(claim["typ"]), str(claim["val"])) for claim in principal["claims"]]
    except (binascii.Error, ValueError, KeyError, TypeError):
        return {}
    claims: dict[str, object] = {}
    for long_name, value in pairs:
        name = _EASY_AUTH_CLAIMS.get(long_name, long_name)
        if name in _LISTS:
            claims[name] = [*_as_list(claims.get(name)), value]
        else:
            claims[name] = value
    return claims | {"sub": claims.get("oid") or claims.get("sub")}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []

"""A token in a header, signed by a service in front: checked against its published keys."""

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import httpx2
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from starlette.datastructures import Headers
from starlette.types import Scope

from access.doors.door import Identity, identity_of

# With a key of its own for signing; never one that both sides know, and never none.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_LEEWAY_SECONDS = 60
_FETCH_SECONDS = 5
# New keys are looked for when a token names one that is not known, and no more often than this.
_NEW_KEYS_EVERY_SECONDS = 300
_MOST_BYTES = 16_384


class SignedHeader:
    """Believes a token of an issuer, for an audience, in one header."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._header = values["DISTRICT_JWT_HEADER"].lower()
        self._keys_at = values["DISTRICT_JWT_KEYS"]
        self._issuer = values["DISTRICT_JWT_ISSUER"]
        self._claims = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": values["DISTRICT_JWT_AUDIENCE"]},
            exp={"essential": True},
            sub={"essential": True},
        )
        self._lock = threading.Lock()
        self._keys: KeySet | None = None
        self._fetched = 0.0

    def identity(self, scope: Scope) -> Identity | None:
        """Whom the token names; None where it is missing, not genuine, or not for us."""
        text = Headers(scope=scope).get(self._header, "").removeprefix("Bearer ").strip()
        if not text or len(text) > _MOST_BYTES:
            return None
        try:
            claims = self._decoded(text)
            self._claims.validate(claims)
        except (JoseError, ValueError, httpx2.HTTPError, OSError):
            return None
        return identity_of(self._issuer, claims)

    def _decoded(self, text: str) -> dict[str, object]:
        try:
            return jwt.decode(text, self._current_keys(), algorithms=ALGORITHMS).claims
        except InvalidKeyIdError:
            return jwt.decode(text, self._current_keys(renew=True), algorithms=ALGORITHMS).claims

    def _current_keys(self, *, renew: bool = False) -> KeySet:
        with self._lock:
            is_old = time.monotonic() - self._fetched > _NEW_KEYS_EVERY_SECONDS
            if self._keys is None or (renew and is_old):
                self._keys = KeySet.import_key_set(_fetched(self._keys_at))
                self._fetched = time.monotonic()
            return self._keys


def _fetched(where: str) -> KeySetSerialization:
    if where.startswith("https://"):
        keys = httpx2.get(where, timeout=_FETCH_SECONDS).raise_for_status().json()
    else:
        keys = json.loads(Path(where).read_text(encoding="utf-8"))
    return keys  # type: ignore[no-any-return]

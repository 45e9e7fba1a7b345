"""Who sends a request: from the cookie or a door, never from what a client says of itself."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.cookies import cookie_header, cookie_value
from access.doors import header_door
from access.doors.door import Identity
from access.people import NOBODY, People, people
from access.request_refusal import Refusal, is_for_programs
from access.roles import NoRole
from access.routes import UPLOAD
from access.sessions import TOKEN_BYTES, key_of
from access.settings import Settings
from data import audit
from data import store as stores
from data.actor import AccessRole, Actor, KnownBy
from data.audit import Action

SESSION_HEADER = "X-District-Session"
SIGN_IN, SIGN_IN_RETURN, SIGN_OUT = "/sign-in", "/sign-in/return", "/sign-out"
# For those who are not signed in, whether the public may read or not.
_OPEN = ("/health", "/_stcore/health", SIGN_IN, SIGN_IN_RETURN, SIGN_OUT)
# Headers by which programs in front say who somebody is; none of them reaches the application.
_IDENTITY_HEADERS = (
    b"x-district-",
    b"x-forwarded-user",
    b"x-forwarded-email",
    b"x-forwarded-groups",
    b"x-forwarded-preferred-username",
    b"x-forwarded-access-token",
    b"x-auth-request-",
    b"x-authentik-",
    b"x-ms-client-principal",
    b"x-ms-token-",
    b"x-goog-",
    b"x-amzn-oidc-",
    b"cf-access-",
    b"remote-user",
    b"x-remote-user",
)
NOT_SIGNED_IN = Refusal(401, "Sign in first: the dashboard starts at /.")
ANALYSTS_ONLY = Refusal(403, "Uploading files takes the role of an analyst.")
NOT_YOURS = Refusal(403, "This visit belongs to somebody else.")


@dataclass(frozen=True, slots=True)
class _Visitor:
    """Who sends a request, the key that Streamlit gets, and the cookie that is set with it."""

    actor: Actor
    key: str
    new_cookie: str | None = None


class IdentityGate:
    """Finds out who sends a request, lets in whom it may, and tells the application.

    Routes find the Actor as `scope["actor"]` and the key of the sign-in as `scope["session_key"]`;
    Streamlit gets the key in a header. `owner_of` gives the key that a visit was begun with.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, owner_of: Callable[[str], str | None]
    ) -> None:
        self.app = app
        self._settings = settings
        self._owner_of = owner_of
        self._door = header_door(settings)
        sign_in = settings.sign_in
        token_header = (sign_in.values.get("DISTRICT_JWT_HEADER", "") if sign_in else "").lower()
        self._removed = (*_IDENTITY_HEADERS, *([token_header.encode()] if token_header else []))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its sender, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        everybody = people()
        try:
            visitor = await run_in_threadpool(self._visitor, scope, everybody)
        except NoRole as problem:
            await Refusal(403, str(problem)).answer(scope, receive, send)
            return
        if not _may_enter(scope, visitor, everybody):
            await self._send_to_sign_in(scope, receive, send)
            return
        if refusal := self._upload_refusal(scope, visitor):
            await refusal.answer(scope, receive, send)
            return
        if visitor.new_cookie is not None:
            send = _with_cookie(send, cookie_header(visitor.new_cookie, self._settings))
        await self.app(self._with_identity(scope, visitor), receive, send)

    def _visitor(self, scope: Scope, everybody: People | None) -> _Visitor:
        token = cookie_value(scope, self._settings)
        address = str(scope["client"][0]) if scope.get("client") else ""
        if everybody is None:
            return _unknown(scope, token, _whoever_is_here(address))
        if self._door is None:
            person = everybody.find(key_of(token)) if token else None
            if person:
                return _Visitor(person.actor(address), person.session.key)
            return _unknown(scope, token, NOBODY)
        identity = self._door.identity(scope)
        if identity is None:
            return _Visitor(NOBODY, secrets.token_hex(TOKEN_BYTES))
        return _vouched_for(scope, token, identity, everybody, address)

    def _upload_refusal(self, scope: Scope, visitor: _Visitor) -> Refusal | None:
        """Why somebody may not send or take away a file of a visit, if so."""
        match = UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if match is None or scope["method"] == "OPTIONS":
            return None
        if self._settings.sign_in and not visitor.actor.role.includes(AccessRole.ANALYST):
            return ANALYSTS_ONLY
        owner = self._owner_of(match["session"])
        return NOT_YOURS if owner is not None and owner != visitor.key else None

    async def _send_to_sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        accepts = Headers(scope=scope).get("accept", "")
        if self._door is None and scope.get("method") == "GET" and "text/html" in accepts:
            await RedirectResponse(SIGN_IN, status_code=303)(scope, receive, send)
        else:
            await NOT_SIGNED_IN.answer(scope, receive, send)

    def _with_identity(self, scope: Scope, visitor: _Visitor) -> Scope:
        kept = [
            (name, value) for name, value in scope["headers"] if not name.startswith(self._removed)
        ]
        header = (SESSION_HEADER.lower().encode(), visitor.key.encode())
        state = {"actor": visitor.actor, "session_key": visitor.key}
        return {**scope, "headers": [*kept, header], **state}


def _may_enter(scope: Scope, visitor: _Visitor, everybody: People | None) -> bool:
    if everybody is None or scope["path"] in _OPEN:
        return True
    return everybody.may_read(visitor.actor)


def _unknown(scope: Scope, token: str, actor: Actor) -> _Visitor:
    """Somebody without a sign-in: the cookie binds a visit to a browser, and is given to pages."""
    if token:
        return _Visitor(actor, key_of(token))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    is_page = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
    return _Visitor(actor, key_of(token), token if is_page else None)


def _whoever_is_here(address: str) -> Actor:
    is_read_only = stores.shared().write_permission.refusal is not None
    role = AccessRole.PUBLIC if is_read_only else AccessRole.ADMINISTRATOR
    return Actor("", role, KnownBy.TYPED, address)


def _vouched_for(
    scope: Scope, token: str, identity: Identity, everybody: People, address: str
) -> _Visitor:
    """The sign-in of somebody whom a header names; a page begins one where there is none."""
    key = key_of(token)
    person = everybody.find(key) if token else None
    if person and person.session.subject == identity.subject:
        return _Visitor(person.actor(address), key)
    decision = everybody.role_file.decide(identity.claims)
    if is_for_programs(scope["path"]):
        # A program keeps no cookie, and every request of it would begin another sign-in.
        actor = Actor(identity.name, decision.role, KnownBy.SIGNED_IN, address)
        return _Visitor(actor, secrets.token_hex(TOKEN_BYTES))
    if scope["type"] != "http" or scope["method"] != "GET":
        return _Visitor(NOBODY, secrets.token_hex(TOKEN_BYTES))
    token = begin_session(everybody, identity, address)
    person = everybody.find(key_of(token))
    actor = person.actor(address) if person else NOBODY
    return _Visitor(actor, key_of(token), token)


def begin_session(
    everybody: People, identity: Identity, address: str, id_token: str | None = None
) -> str:
    """Begin a sign-in and record it; the cookie's value is returned. Raises NoRole."""
    try:
        decision = everybody.role_file.decide(identity.claims)
    except NoRole as problem:
        actor = Actor(identity.name, AccessRole.PUBLIC, KnownBy.SIGNED_IN, address)
        audit.record(Action.REFUSAL, actor, refused=Action.SIGN_IN.value, because=str(problem))
        raise
    token = everybody.sessions.begin(identity.subject, identity.name, identity.claims, id_token)
    key = key_of(token)
    actor = Actor(identity.name, decision.role, KnownBy.SIGNED_IN, address, key[:12])
    audit.record(Action.SIGN_IN, actor, because=decision.why)
    return token


def _with_cookie(send: Send, cookie: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return sent

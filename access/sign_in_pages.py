"""The addresses of signing in and out: to the provider, back, and the end of a sign-in."""

import logging
import secrets
import time
from dataclasses import dataclass, field

import httpx2
from authlib.integrations.base_client import OAuthError
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from access.cookies import cookie_header
from access.doors.openid import OpenIdDoor, SignInFailed
from access.identity import SIGN_IN, SIGN_IN_RETURN, SIGN_OUT, begin_session
from access.people import people
from access.plain_pages import plain_page
from access.roles import NoRole
from access.settings import Settings
from access.sign_in_settings import DoorKind
from data import audit
from data.actor import Actor
from data.audit import Action

log = logging.getLogger("district")

# Somebody on the way to the provider has this long to come back.
AWAITED_SECONDS = 600
_MOST_AWAITED = 1000
_WAY_COOKIE = "district-sign-in"
# What goes wrong between us and the provider, or with what it says.
_FAILURES = (httpx2.HTTPError, OAuthError, JoseError, KeyError, ValueError, RuntimeError)


@dataclass
class _OnTheWay:
    """What Authlib must know of each browser that is at the provider: state, nonce, verifier."""

    by_cookie: dict[str, tuple[float, dict[str, object]]] = field(default_factory=dict)

    def begin(self) -> tuple[str, dict[str, object]]:
        """Room for one browser and the value of its cookie."""
        now = time.monotonic()
        awaited = {
            cookie: kept
            for cookie, kept in self.by_cookie.items()
            if now - kept[0] < AWAITED_SECONDS
        }
        # The oldest go where somebody begins thousands of sign-ins.
        self.by_cookie = dict(list(awaited.items())[-_MOST_AWAITED:])
        cookie = secrets.token_urlsafe(32)
        session: dict[str, object] = {}
        self.by_cookie[cookie] = (now, session)
        return cookie, session

    def end(self, cookie: str) -> dict[str, object]:
        """What was kept for a browser, once; nothing where it was too long ago."""
        began, session = self.by_cookie.pop(cookie, (0.0, {}))
        return session if time.monotonic() - began < AWAITED_SECONDS else {}


class SignInPages:
    """The pages in front of the dashboard, for the door that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        sign_in = settings.sign_in
        is_openid = sign_in is not None and sign_in.door is DoorKind.OIDC
        self._door = OpenIdDoor(sign_in.values) if sign_in and is_openid else None
        self._on_the_way = _OnTheWay()
        prefix = "__Host-" if settings.is_https else ""
        self._way_cookie = f"{prefix}{_WAY_COOKIE}"

    def routes(self) -> list[Route]:
        """Their addresses; none where nobody signs in."""
        if self._settings.sign_in is None:
            return []
        ways = [Route(SIGN_OUT, self.sign_out, methods=["GET", "POST"])]
        if self._door:
            ways += [Route(SIGN_IN, self.sign_in), Route(SIGN_IN_RETURN, self.come_back)]
        return ways

    async def sign_in(self, request: Request) -> Response:
        """Send the browser to the provider."""
        assert self._door is not None  # noqa: S101 - only then is there this route
        cookie, session = self._on_the_way.begin()
        try:
            response = await self._door.redirect(
                _with(request, session), self._address(SIGN_IN_RETURN)
            )
        except SignInFailed as problem:
            return _not_let_in(problem)
        except _FAILURES:
            return _failed()
        response.headers.append("set-cookie", self._way_header(cookie))
        response.headers["Cache-Control"] = "no-store"
        return response

    async def come_back(self, request: Request) -> Response:
        """Take back a browser that the provider vouches for, and begin its sign-in."""
        assert self._door is not None  # noqa: S101 - only then is there this route
        session = self._on_the_way.end(request.cookies.get(self._way_cookie, ""))
        try:
            identity, id_token = await self._door.identity(_with(request, session))
            everybody = people()
            if everybody is None:
                return _failed()
            token = begin_session(everybody, identity, _address_of(request), id_token)
        except (SignInFailed, NoRole) as problem:
            if isinstance(problem, SignInFailed):
                _record_refusal(request, str(problem))
            return _not_let_in(problem)
        except _FAILURES as problem:
            _record_refusal(request, f"{type(problem).__name__}")
            return _failed()
        # Whatever cookie the browser came with is worth nothing from here on.
        if old := people_key(request):
            everybody.sessions.end(old)
        response = RedirectResponse("/", status_code=303, headers={"Cache-Control": "no-store"})
        response.headers.append("set-cookie", cookie_header(token, self._settings))
        response.headers.append("set-cookie", self._way_header(""))
        return response

    async def sign_out(self, request: Request) -> Response:
        """Ask, and on a POST end the sign-in here and at the provider."""
        if request.method == "GET":
            return plain_page(
                "Sign out",
                ["What you have not published is not kept."],
                form=(SIGN_OUT, "Sign out"),
                link=("/", "Back to the dashboard"),
            )
        everybody, actor = people(), request.scope["actor"]
        session = everybody.sessions.end(people_key(request)) if everybody else None
        if session:
            audit.record(Action.SIGN_OUT, actor)
        elsewhere = await self._sign_out_elsewhere(session.id_token if session else None)
        response = plain_page(
            "You are signed out",
            ["The sign-in here has ended. Close the browser on a computer that others use."],
            link=(elsewhere or "/", "Sign out there, too" if elsewhere else "To the dashboard"),
            leads_to=elsewhere,
        )
        response.headers.append("set-cookie", cookie_header("", self._settings))
        return response

    async def _sign_out_elsewhere(self, id_token: str | None) -> str | None:
        sign_in = self._settings.sign_in
        if sign_in and sign_in.sign_out_url:
            return sign_in.sign_out_url
        if self._door is None or id_token is None:
            return None
        try:
            return await self._door.sign_out_url(id_token, self._address("/"))
        except _FAILURES:
            log.warning("The provider could not be asked how to sign out", exc_info=True)
            return None

    def _address(self, path: str) -> str:
        return f"{self._settings.public_url}{path}"

    def _way_header(self, value: str) -> str:
        secure = "; Secure" if self._settings.is_https else ""
        age = AWAITED_SECONDS if value else 0
        return f"{self._way_cookie}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}"


def _with(request: Request, session: dict[str, object]) -> Request:
    """The request with what is kept of a browser on its way; Streamlit has a session there too."""
    return Request({**request.scope, "session": session}, request.receive)


def people_key(request: Request) -> str:
    """The key of the sign-in that a request comes with."""
    return str(request.scope["session_key"])


def _address_of(request: Request) -> str:
    actor: Actor = request.scope["actor"]
    return actor.address or (request.client.host if request.client else "")


def _record_refusal(request: Request, because: str) -> None:
    audit.record(
        Action.REFUSAL,
        None,
        refused=Action.SIGN_IN.value,
        because=because,
        address=_address_of(request),
    )


def _not_let_in(problem: Exception) -> Response:
    return plain_page(
        "You are not let in", [str(problem)], link=(SIGN_IN, "Try it again"), status=403
    )


def _failed() -> Response:
    number = audit.reference()
    log.exception("A sign-in failed", extra={"reference": number})
    return plain_page(
        "The sign-in does not work now",
        [f"The sign-in service did not answer as it should. It was logged as {number}."],
        link=(SIGN_IN, "Try it again"),
        status=502,
    )

"""The guard in front of Streamlit: whom a browser speaks for, and which addresses there are.

It answers before Streamlit looks at anything. Streamlit takes a websocket from every origin on
localhost, compares host names only, and asks an outside server for its own address when it does not
know an origin, during which nobody else is served.
"""

import ipaddress
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.request_refusal import Refusal
from access.routes import STREAM, UPLOAD, KnownPaths
from access.settings import Settings
from access.upload_quota import UploadQuota
from data import audit
from data.audit import Action

WRONG_HOST = Refusal(
    421,
    "This server does not answer to the name in this address. Use the address that you were given; "
    "whoever runs the dashboard names its hosts in DISTRICT_HOSTS.",
)
WRONG_ORIGIN = Refusal(
    403,
    "This connection comes from another web page, which may not speak for you. Open the dashboard "
    "at its own address; whoever runs it behind a proxy names that in DISTRICT_PUBLIC_URL.",
)
NO_ORIGIN = Refusal(403, "This connection does not say which web page it comes from.")
NOT_FOUND = Refusal(
    404, "There is nothing at this address. The dashboard starts at /.", leads_on=True
)
TOO_MANY = Refusal(
    503,
    "More people look at the dashboard than it can serve at a time. Try again in some minutes.",
    {"Retry-After": "60"},
)
SERVED_TO_OTHERS = (
    "This dashboard is read-only: it is reached from other machines and nobody signs in, so "
    "nothing can be published, withdrawn or added. Whoever runs it behind a sign-in of its own "
    "says so with DISTRICT_READ_ONLY=0."
)
# What a proxy adds; a browser on this machine sends none of them by itself.
_READING = ("GET", "HEAD", "OPTIONS")
_OF_A_PROXY = ("forwarded", "via", "x-forwarded-for", "x-real-ip")


class Guard:
    """Lets through what a browser may ask of this server, and answers the rest itself.

    `refuse_writes` is called with the reason before the first request from elsewhere is passed on,
    where neither a sign-in nor DISTRICT_READ_ONLY says who may write.
    """

    def __init__(  # noqa: PLR0913 - what it needs of the application is named one by one
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        known: KnownPaths,
        quota: Callable[[ASGIApp], UploadQuota],
        refuse_writes: Callable[[str], None],
        most_visitors: Callable[[], int],
    ) -> None:
        self.app = app
        self._settings = settings
        self._known = known
        self._quota = quota(app)
        self._refuse_writes = refuse_writes
        self._most_visitors = most_visitors
        self._visitors = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on or answer it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal = self._foreign(scope) or await self._nowhere(scope)
        if refusal:
            _log_refusal(scope, refusal)
            await refusal.answer(scope, receive, send)
            return
        if not self._may_write(scope):
            self._refuse_writes(SERVED_TO_OTHERS)
        if scope["type"] == "websocket":
            await self._visit(self._with_public_host(scope), receive, send)
        elif scope["method"] == "PUT" and (upload := UPLOAD.fullmatch(scope["path"])):
            await self._quota.take(upload["session"], scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _foreign(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._settings.answers_to(host):
            public = self._settings.public_host
            if public is None or host.lower() != public:
                return WRONG_HOST
        is_websocket = scope["type"] == "websocket"
        if not is_websocket and scope["method"] in _READING:
            return None
        origin = headers.get("origin")
        if origin is None:
            return NO_ORIGIN if self._settings.sign_in else None
        scheme = "https" if scope["scheme"] in ("wss", "https") else "http"
        ours = {f"{scheme}://{host.lower()}", self._settings.public_url}
        return None if origin.lower() in ours else WRONG_ORIGIN

    async def _nowhere(self, scope: Scope) -> Refusal | None:
        if scope["type"] == "websocket":
            return None if scope["path"] == STREAM else NOT_FOUND
        if self._known.is_fixed(scope):
            return None
        is_page = await run_in_threadpool(self._known.is_page, scope["path"])
        return None if is_page else NOT_FOUND

    def _may_write(self, scope: Scope) -> bool:
        """Whether a request that is passed on may lead to a write, as far as can be told here.

        The server's own address of the connection decides, not what it was told to bind: a socket
        bound to every address is told apart by the one that was dialled, and no header changes that
        one. A proxy on this machine also dials loopback, so its marks count as coming from
        elsewhere, and so does any name or public address that is not this machine's own. What stays
        is a proxy that leaves no mark and calls itself localhost: that one has to be given
        DISTRICT_READ_ONLY=1 by hand.
        """
        if self._settings.read_only is not None or self._settings.sign_in:
            return True  # Decided elsewhere: by the store itself, or by who signs in.
        headers = Headers(scope=scope)
        return (
            self._settings.is_for_this_machine_only
            and _is_loopback(scope.get("server"))
            and not any(name in headers for name in _OF_A_PROXY)
        )

    def _with_public_host(self, scope: Scope) -> Scope:
        """Name the public host where a proxy named another, so that Streamlit compares alike."""
        origin = Headers(scope=scope).get("origin")
        public = self._settings.public_host
        if origin is None or public is None or origin.lower() != self._settings.public_url:
            return scope
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        # Streamlit compares the letters, too.
        host = origin.split("://", 1)[1]
        return {**scope, "headers": [*others, (b"host", host.encode("latin-1"))]}

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._visitors >= self._most_visitors():
            _log_refusal(scope, TOO_MANY)
            await TOO_MANY.answer(scope, receive, send)
            return
        self._visitors += 1
        try:
            await self.app(scope, _binary_only(receive, send), send)
        finally:
            self._visitors -= 1


def _binary_only(receive: Receive, send: Send) -> Receive:
    """Close on a text message, which Streamlit never sends and answers with a long traceback."""

    async def received() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is None:
            await send({"type": "websocket.close", "code": 1003})
            return {"type": "websocket.disconnect", "code": 1003}
        return message

    return received


def _is_loopback(server: tuple[str, int | None] | None) -> bool:
    try:
        address = ipaddress.ip_address(server[0]) if server else None
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool(address and (mapped or address).is_loopback)


def _log_refusal(scope: Scope, refusal: Refusal) -> None:
    headers = Headers(scope=scope)
    if refusal is NOT_FOUND:
        return  # The log of requests has it, and programs that try addresses would fill this one.
    audit.record(
        Action.REFUSAL,
        refused=scope["type"],
        because=refusal.sentence,
        host=headers.get("host", "")[:200],
        origin=headers.get("origin", "")[:200],
    )

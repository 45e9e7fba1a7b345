"""How much a session may have uploaded: what it holds, and what is on its way, counted together."""

from collections import Counter
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.request_refusal import Refusal

MEGABYTE = 1024 * 1024
SESSION_MEGABYTES = 100
# All sessions together, because anybody may open many.
TOTAL_MEGABYTES = 1000
_SESSION_FULL = Refusal(
    413,
    f"The files of one visit may have {SESSION_MEGABYTES} MB together. Publish or remove some of "
    "them, then upload this one again.",
)
_ALL_FULL = Refusal(
    413,
    f"The files that visitors have uploaded have {TOTAL_MEGABYTES} MB together, which is all that "
    "is kept at a time. Try again in some minutes.",
)


class _TooMuch(Exception):
    """The body has more bytes than there is room for."""


class UploadQuota:
    """Passes uploads on as long as there is room. `bytes_held` gives those kept, by session."""

    def __init__(self, app: ASGIApp, bytes_held: Callable[[], Counter[str]]) -> None:
        self.app = app
        self._bytes_held = bytes_held
        self._coming: Counter[str] = Counter()

    async def take(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an upload of a session on, or refuse it with 413."""
        reserved = declared_size(scope)
        self._coming[session] += reserved
        received, started = 0, False

        async def counted() -> Message:
            nonlocal received, reserved
            message = await receive()
            received += len(message.get("body", b""))
            if received > reserved:
                self._coming[session] += received - reserved
                reserved = received
                if self._lack(session):
                    raise _TooMuch
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            refusal = self._lack(session)
            if refusal is None:
                await self.app(scope, counted, watched)
            else:
                await refusal.answer(scope, receive, send)
        except _TooMuch:
            if not started:
                await (self._lack(session) or _SESSION_FULL).answer(scope, receive, send)
        finally:
            self._coming[session] -= reserved
            self._coming += Counter()

    def _lack(self, session: str) -> Refusal | None:
        """Why there is no room for what this session has and sends, if there is none."""
        held = self._bytes_held()
        if held[session] + self._coming[session] > SESSION_MEGABYTES * MEGABYTE:
            return _SESSION_FULL
        if held.total() + self._coming.total() > TOTAL_MEGABYTES * MEGABYTE:
            return _ALL_FULL
        return None


def declared_size(scope: Scope) -> int:
    """How many bytes a request says that it has; 0 where it says nothing."""
    size = Headers(scope=scope).get("content-length", "")
    return int(size) if size.isascii() and size.isdigit() else 0

"""Connections: how many there may be, how long one may take, and what is kept back for health."""

import asyncio
import time
from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from access.headers import security_headers
from access.settings import Settings, from_environment

try:
    import resource
except ImportError:  # Windows has no such limit.
    resource = None  # type: ignore[assignment]

# A request's head must be there this long after its connection, or after the answer before it.
HEAD_SECONDS = 10
# A body may pause, and take in all, this long.
BODY_PAUSE_SECONDS = 15
BODY_SECONDS = 300
# Who reads nothing of an answer this long is not waited for.
ANSWER_PAUSE_SECONDS = 60
_LOOK_EVERY_SECONDS = 1

# More are of no use to one process, and where there are no limits this is one.
MOST_DESCRIPTORS = 8192
# The database, its log, pipes of children, files that are sent, and health.
KEPT_BACK = 32
# A visitor has a connection, and a session with three descriptors.
DESCRIPTORS_OF_A_VISITOR = 4
MOST_VISITORS = 500
# Accepted at a time: those that are too many must be closed before others come.
BACKLOG = 64


def raise_descriptor_limit() -> None:
    """Let this process open as many files and connections as the system allows it."""
    if resource is not None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def descriptor_limit() -> int:
    """How many descriptors this process may have."""
    if resource is None:
        return MOST_DESCRIPTORS
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_DESCRIPTORS if soft == resource.RLIM_INFINITY else min(soft, MOST_DESCRIPTORS)


def most_connections() -> int:
    """How many connections are open at a time, websockets among them."""
    return max(4, descriptor_limit() - KEPT_BACK)


def most_visitors() -> int:
    """How many people are served at a time, each with a websocket and a session."""
    return min(MOST_VISITORS, max(2, most_connections() // (DESCRIPTORS_OF_A_VISITOR + 1)))


class BoundedProtocol(H11Protocol):
    """uvicorn's HTTP, which closes what is idle or slow, and the oldest idle one when full."""

    settings: Settings | None = None
    if TYPE_CHECKING:

        def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch a new connection, and make room for it."""
        super().connection_made(transport)
        self.head_awaited_since = self.last_heard = time.monotonic()
        self.body_began: float | None = None
        self.answer_stuck_since: float | None = None
        self.unsent = 0
        self._watch = self.loop.call_later(_LOOK_EVERY_SECONDS, self._look)
        if len(self.connections) > most_connections():
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop watching it."""
        self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Note that something came."""
        self.last_heard = time.monotonic()
        super().data_received(data)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """A websocket watches itself from here on, by pings."""
        self._watch.cancel()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """The next request is awaited from now on."""
        self.head_awaited_since = time.monotonic()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, with the security headers too."""
        headers = security_headers(self.settings or from_environment()).items()
        response = h11.Response(
            status_code=400,
            headers=[
                ("content-type", "text/plain; charset=utf-8"),
                ("connection", "close"),
                *headers,
            ],
            reason=b"Bad Request",
        )
        events = (response, h11.Data(data=msg.encode("ascii")), h11.EndOfMessage())
        self.transport.write(b"".join(self.conn.send(event) or b"" for event in events))
        self.transport.close()

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered on it."""
        return self.cycle is None or bool(self.cycle.response_complete)

    def _make_room(self) -> None:
        """Close the connection that has been idle longest; where none is, this one."""
        idle = [other for other in self.connections if _is_idle(other) and other is not self]
        oldest = min(idle, key=lambda other: other.head_awaited_since, default=self)  # type: ignore[union-attr]
        oldest.transport.abort()
        # It counts no more, so that the next new one chooses another.
        self.connections.discard(oldest)

    def _look(self) -> None:
        if self.transport.is_closing():
            return
        if self._is_too_slow(time.monotonic()):
            self.transport.abort()
        else:
            self._watch = self.loop.call_later(_LOOK_EVERY_SECONDS, self._look)

    def _is_too_slow(self, now: float) -> bool:
        if self.conn.their_state is h11.SEND_BODY:
            return self._body_is_too_slow(now)
        self.body_began = None
        if self.is_idle and now - self.head_awaited_since > HEAD_SECONDS:
            return True
        return self._answer_is_stuck(now)

    def _body_is_too_slow(self, now: float) -> bool:
        self.body_began = self.body_began or now
        paused = now - self.last_heard > BODY_PAUSE_SECONDS and not self.flow.read_paused
        return paused or now - self.body_began > BODY_SECONDS

    def _answer_is_stuck(self, now: float) -> bool:
        unsent = self.transport.get_write_buffer_size()
        if not unsent or unsent != self.unsent or self.answer_stuck_since is None:
            self.answer_stuck_since = now
        self.unsent = unsent
        return now - self.answer_stuck_since > ANSWER_PAUSE_SECONDS


def _is_idle(connection: object) -> bool:
    return isinstance(connection, BoundedProtocol) and connection.is_idle

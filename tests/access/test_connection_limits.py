"""Connections that are idle, slow or too many, over raw sockets."""

import asyncio
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import websockets

from access import connection_limits
from tests.access import wire
from tests.access.conftest import Server
from tests.server import serving

resource = pytest.importorskip("resource", reason="Windows has no limit on descriptors")
# How much later than its time a connection may be closed on a busy machine.
GRACE = 20

HALVES = {
    "nothing at all": (b"", connection_limits.HEAD_SECONDS),
    "half a line": (b"GET / HT", connection_limits.HEAD_SECONDS),
    "half a head": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ", connection_limits.HEAD_SECONDS),
    "half a body": (
        b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\nx",
        connection_limits.BODY_PAUSE_SECONDS,
    ),
}


def test_half_a_request_is_closed_within_a_bound(server: Server) -> None:
    began = time.monotonic()
    sockets = {name: wire.connected(server.address) for name in HALVES}
    for name, (half, _) in HALVES.items():
        sockets[name].sendall(half)
    for name, (_, seconds) in HALVES.items():
        sockets[name].settimeout(seconds + GRACE)
        while _received(sockets[name]):
            pass
        assert time.monotonic() - began < seconds + GRACE, name
        sockets[name].close()


def test_a_head_that_comes_a_letter_at_a_time_is_closed_too(server: Server) -> None:
    with wire.connected(server.address) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
        assert _letters_taken(slow) < (connection_limits.HEAD_SECONDS + GRACE) * 2


def _letters_taken(slow: socket.socket) -> int:
    """How many letters the server takes, one each half second, before it closes."""
    for number in range((connection_limits.HEAD_SECONDS + GRACE) * 2):
        try:
            slow.sendall(b"a")
        except OSError:
            return number
        time.sleep(0.5)
    raise AssertionError("the server goes on waiting")


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1024)
    except ConnectionResetError:
        return b""


@pytest.fixture(scope="module")
def small(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    database = Path(shutil.copy(built, tmp_path_factory.mktemp("small")))
    command = ["tests.access.few_descriptors", "--port", "{port}"]
    with serving(database, command) as address:
        yield Server(address, database.with_suffix(".log"), None)  # type: ignore[arg-type]


def test_with_64_descriptors_80_idle_connections_leave_health_answering(small: Server) -> None:
    idle = [wire.connected(small.address) for _ in range(80)]
    for connection in idle:
        connection.sendall(b"GET / HTTP/1.1\r\n")
    for _ in range(5):
        assert wire.get(small.address, "/health").status == 200
    for connection in idle:
        connection.close()


def test_more_visitors_than_there_is_room_for_are_told(small: Server) -> None:
    async def come() -> tuple[int, int]:
        async with AsyncExitStack() as stack:
            for number in range(40):
                try:
                    await stack.enter_async_context(wire.visiting(small.address))
                except websockets.InvalidStatus as refused:
                    health = await asyncio.to_thread(wire.get, small.address, "/health")
                    assert health.status == 200
                    return number, refused.response.status_code
        raise AssertionError("nobody was refused")

    number, status = wire.finished(come())
    assert status == 503
    assert 2 <= number <= 10


def test_the_soft_limit_of_descriptors_is_raised(server: Server) -> None:
    process = wire.process_of(server.log.read_text())
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft, _ = resource.prlimit(process, resource.RLIMIT_NOFILE)
    assert soft >= min(hard, connection_limits.MOST_DESCRIPTORS)

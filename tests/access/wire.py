"""Requests as an attacker writes them: any Host, any Origin, half of one, none at all."""

import asyncio
import base64
import hashlib
import os
import re
import socket
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SECONDS = 30
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """The first answer on a connection."""

    status: int
    headers: dict[str, str]
    body: str


def connected(address: str) -> socket.socket:
    """A bare connection to a server."""
    parts = urlsplit(address)
    assert parts.hostname
    assert parts.port
    return socket.create_connection((parts.hostname, parts.port), timeout=SECONDS)


def get(address: str, path: str, *headers: str, host: str | None = None) -> Answer:
    """The answer to a GET with the headers that are given, and no other."""
    host = host if host is not None else urlsplit(address).netloc
    return sent(connected(address), [f"GET {path} HTTP/1.1", f"Host: {host}", *headers])


def handshake(
    address: str, *, host: str | None = None, origin: str | None = None, path: str = ""
) -> Answer:
    """The answer to the handshake of a websocket with a Host and an Origin."""
    key = base64.b64encode(os.urandom(16)).decode()
    headers = [
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Protocol: streamlit",
        *([f"Origin: {origin}"] if origin is not None else []),
    ]
    host = host if host is not None else urlsplit(address).netloc
    lines = [f"GET {path or '/_stcore/stream'} HTTP/1.1", f"Host: {host}", *headers]
    return sent(connected(address), lines, then="Upgrade")


def sent(connection: socket.socket, lines: Sequence[str], then: str = "close") -> Answer:
    """Send the head of a request and read the answer to it."""
    with connection:
        connection.sendall("\r\n".join([*lines, f"Connection: {then}", "", ""]).encode())
        return answer(connection)


def answer(connection: socket.socket) -> Answer:
    """Read one answer; a websocket's ends with its head."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in rest)}
    while len(body) < int(headers.get("content-length", 0)):
        body += _more(connection)
    return Answer(int(first.split()[1]), headers, body.decode(errors="replace"))


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(65_536)
    assert piece, "the server closed the connection without an answer"
    return piece


def finished(work: Coroutine[object, object, T]) -> T:
    """What the work gives, on a thread of its own: this one may have an event loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def visiting(address: str, *protocols: str, cookie: str = "") -> websockets.connect:
    """A websocket as a browser opens it; the third protocol is the session to go on with."""
    headers = {"Cookie": cookie} if cookie else {}
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    wanted = [websockets.Subprotocol(name) for name in protocols or ("streamlit",)]
    return websockets.connect(
        url, subprotocols=wanted, additional_headers=headers, max_size=None, proxy=None
    )


async def close_code(address: str, message: str | bytes) -> int | None:
    """With which code the server ends a websocket on a message."""
    async with visiting(address) as connection:
        await connection.send(message)
        with suppress(websockets.ConnectionClosed):
            async for _ in connection:
                pass
        return connection.close_code


async def run(connection: websockets.ClientConnection, request: BackMsg) -> list[ForwardMsg]:
    """What the server sends for one run of the script."""
    await connection.send(request.SerializeToString())
    messages: list[ForwardMsg] = []
    while not messages or messages[-1].WhichOneof("type") != "script_finished":
        received = await connection.recv()
        assert isinstance(received, bytes)
        messages.append(ForwardMsg.FromString(received))
    return messages


async def opened(connection: websockets.ClientConnection, page: str) -> list[ForwardMsg]:
    """What the server sends for the first run of a page."""
    request = BackMsg()
    request.rerun_script.page_name = page
    return await run(connection, request)


def session_of(messages: Sequence[ForwardMsg]) -> str:
    """The id of the session."""
    new = next(m.new_session for m in messages if m.WhichOneof("type") == "new_session")
    return str(new.initialize.session_id)


def alerts(messages: Sequence[ForwardMsg]) -> list[str]:
    """The texts in boxes on the page."""
    elements = [message.delta.new_element for message in messages]
    return [element.alert.body for element in elements if element.WhichOneof("type") == "alert"]


def process_of(log: str) -> int:
    """The number of the server's process, as its log has it."""
    match = re.search(r"Started server process \[(\d+)\]", log)
    assert match
    return int(match[1])


def key_of_cookie(cookie: str) -> str:
    """The key under which a sign-in is kept, as whoever has read the server's memory knows it."""
    return hashlib.sha256(cookie.split("=", 1)[1].encode()).hexdigest()

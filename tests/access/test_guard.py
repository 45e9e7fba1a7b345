"""The guard, attacked over the wire: names, origins, addresses, and what is asked outside."""

import asyncio
import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.types import Message, Receive, Scope, Send

from access.settings import Settings
from access.sign_in_settings import DoorKind, SignIn
from tests.access import wire
from tests.access.conftest import Server
from tests.access.guarding import guard_of, nothing
from tests.server import serving

SECURITY_HEADERS = (
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
)


def port(server: Server) -> int:
    number = urlsplit(server.address).port
    assert number
    return number


FOREIGN_HOSTS = [
    "evil.example",
    "rebind.attacker.example:{port}",
    "127.0.0.1.attacker.example",
    "localhost.",
    "127.0.0.1@evil.example",
    "localhost:evil",
    "",
    "[::2]",
    "127.0.0.2",
]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_name_that_is_not_ours_is_refused_with_a_sentence(server: Server, host: str) -> None:
    asked = wire.get(server.address, "/", host=host.format(port=port(server)))
    assert asked.status == 421
    assert "DISTRICT_HOSTS" in asked.body


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_websocket_by_a_name_that_is_not_ours_is_refused(server: Server, host: str) -> None:
    host = host.format(port=port(server))
    assert wire.handshake(server.address, host=host, origin=f"http://{host}").status == 421


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:{port}", "127.0.0.1:1", "[::1]:{port}", "LOCALHOST:{port}"]
)
def test_this_machines_own_names_are_let_through_with_any_port(server: Server, host: str) -> None:
    assert wire.get(server.address, "/", host=host.format(port=port(server))).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://127.0.0.1:9999",
        "http://localhost:3000",
        "http://localhost:{port}",
        "https://localhost",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://0.0.0.0:1",
        "http://evil.example",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}@evil.example",
        "http://127.0.0.1:{port}/",
        "null",
        "file://",
        "",
    ],
)
def test_a_web_page_from_elsewhere_cannot_open_a_websocket(server: Server, origin: str) -> None:
    """Other ports of this machine are elsewhere, too; here Host is 127.0.0.1 and the port."""
    asked = wire.handshake(server.address, origin=origin.format(port=port(server)))
    assert asked.status == 403
    assert "another web page" in asked.body


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_our_own_page_opens_a_websocket(server: Server, name: str) -> None:
    host = f"{name}:{port(server)}"
    assert wire.handshake(server.address, host=host, origin=f"http://{host}").status == 101


def test_without_sign_in_a_program_without_origin_is_let_through(server: Server) -> None:
    assert wire.handshake(server.address).status == 101


@pytest.mark.parametrize(
    ("origin", "sign_in", "status"),
    [
        (b"http://localhost", True, 101),
        (b"http://localhost", False, 101),
        (None, False, 101),
        (None, True, 403),
        (b"null", True, 403),
        (b"", True, 403),
    ],
)
def test_with_sign_in_a_websocket_has_to_say_where_it_comes_from(
    origin: bytes | None, sign_in: bool, status: int
) -> None:
    statuses: list[int] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        statuses.append(101)

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    headers = [(b"host", b"localhost"), *([(b"origin", origin)] if origin is not None else [])]
    scope = {"type": "websocket", "scheme": "ws", "path": "/_stcore/stream", "headers": headers}
    guard = guard_of(application, Settings(sign_in=SignIn(DoorKind.OIDC, {}) if sign_in else None))
    wire.finished(guard({**scope, "extensions": {"websocket.http.response": {}}}, nothing, send))
    assert statuses == [status]


@pytest.mark.parametrize("path", ["/", "/stream", "/_stcore/streams", "/kpi/_stcore/stream"])
def test_there_is_one_websocket_only(server: Server, path: str) -> None:
    assert wire.handshake(server.address, path=path).status == 404


def test_a_foreign_origin_makes_the_server_ask_nobody_and_wait_for_nobody(server: Server) -> None:
    began = time.monotonic()
    for number in range(20):
        asked = wire.handshake(server.address, origin=f"http://evil{number}.example")
        assert asked.status == 403
        assert wire.get(server.address, "/health").status == 200
    # Each of them once took two seconds, in which nobody else was served.
    assert time.monotonic() - began < 20
    assert server.proxy.asked == 0


def test_the_proxy_of_these_tests_would_have_noticed(server: Server) -> None:
    before = server.proxy.asked
    with wire.connected(server.proxy.address) as connection:
        connection.sendall(b"GET http://checkip.example/ HTTP/1.1\r\n\r\n")
        for _ in range(100):
            if server.proxy.asked > before:
                break
            time.sleep(0.05)
    assert server.proxy.asked == before + 1
    server.proxy.asked = before


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore",
        "/.git/config",
        "/.env",
        "/robots.txt",
        "/docs",
        "/openapi.json",
        "/app.py",
        "/auth/login",
        "/oauth2callback",
        "/kpi/kpi",
        "/priority-nowhere",
        "/static",
        "/static/../app.py",
        "/%2e%2e/app.py",
        "//evil.example",
        "/kpi%00",
    ],
)
def test_an_address_that_nobody_needs_is_not_found(server: Server, path: str) -> None:
    asked = wire.get(server.address, path)
    assert asked.status == 404
    assert "starts at /" in asked.body


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/kpi",
        "/kpi?kpi=SP+01",
        "/priority-place",
        "/upload?x=%2F..%2F",
        "/health",
        "/_stcore/health",
        "/_stcore/host-config",
        "/favicon.png",
        "/manifest.json",
        "/index.html",
    ],
)
def test_pages_and_what_they_need_are_there(server: Server, path: str) -> None:
    assert wire.get(server.address, path).status == 200


def test_what_the_start_page_names_is_there(server: Server) -> None:
    page = wire.get(server.address, "/").body
    named = {part.split('"')[0] for part in page.split('="./')[1:]}
    needed = {f"/{path}" for path in named if path.startswith("static/")}
    assert len(needed) > 10
    assert {wire.get(server.address, path).status for path in needed} == {200}


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [("/", None, 200), ("/docs", None, 404), ("/", "evil.example", 421), ("/kpi/", None, 301)],
)
def test_every_answer_has_the_security_headers(
    server: Server, path: str, host: str | None, status: int
) -> None:
    asked = wire.get(server.address, path, host=host)
    assert asked.status == status
    assert all(name in asked.headers for name in SECURITY_HEADERS)
    assert "base-uri 'none'" in asked.headers["content-security-policy"]
    assert asked.headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in asked.headers
    assert "strict-transport-security" not in asked.headers


def test_a_refused_websocket_has_them_too(server: Server) -> None:
    asked = wire.handshake(server.address, origin="http://evil.example")
    assert all(name in asked.headers for name in SECURITY_HEADERS)


def test_what_is_no_http_is_answered_with_them_too(server: Server) -> None:
    with wire.connected(server.address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n")
        asked = wire.answer(connection)
    assert asked.status == 400
    assert all(name in asked.headers for name in SECURITY_HEADERS)


def test_files_to_download_are_not_kept_by_browsers_or_proxies(server: Server) -> None:
    async def download() -> str:
        async with wire.visiting(server.address) as connection:
            messages = await wire.opened(connection, "upload")
            elements = [message.delta.new_element for message in messages]
            url = next(
                element.download_button.url
                for element in elements
                if element.WhichOneof("type") == "download_button" and element.download_button.url
            )
            asked = await asyncio.to_thread(wire.get, server.address, url)
            assert asked.status == 200
            return asked.headers["cache-control"]

    assert wire.finished(download()) == "no-store"


def test_a_text_on_the_websocket_ends_it_without_a_traceback(server: Server) -> None:
    before = server.log.read_text().count("Traceback")
    assert wire.finished(wire.close_code(server.address, "text")) == 1003
    assert server.log.read_text().count("Traceback") == before


def test_a_message_of_more_than_two_megabytes_ends_the_websocket(server: Server) -> None:
    too_long = b"\x00" * (2 * 1024 * 1024 + 1)
    assert wire.finished(wire.close_code(server.address, too_long)) == 1009


def test_behind_https_the_public_address_speaks_and_no_other(built: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(built, tmp_path))
    public = {"DISTRICT_PUBLIC_URL": "https://kpi.example.gov.uk"}
    with serving(database, **public) as address:
        by_name = {"host": "kpi.example.gov.uk"}
        # The proxy may pass the public name on, or its own name for this server.
        for host in ("kpi.example.gov.uk", urlsplit(address).netloc):
            ours = wire.handshake(address, host=host, origin="https://kpi.example.gov.uk")
            assert ours.status == 101
        for origin in ("http://kpi.example.gov.uk:1", "https://kpi.example.gov.uk.evil.example"):
            assert wire.handshake(address, **by_name, origin=origin).status == 403
        page = wire.get(address, "/", host="kpi.example.gov.uk")
        assert page.headers["strict-transport-security"].startswith("max-age=31536000")
        cookie = wire.get(address, "/_stcore/health", **by_name).headers["set-cookie"]
        assert "; Secure" in cookie


def test_named_hosts_take_the_place_of_this_machines_own(built: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(built, tmp_path))
    with serving(database, answered_by="kpi.example:8443", DISTRICT_HOSTS="kpi.example:8443") as at:
        assert wire.get(at, "/", host="kpi.example:8443").status == 200
        assert wire.get(at, "/", host="kpi.example").status == 421
        assert wire.get(at, "/", host="localhost").status == 421
        shake = wire.handshake(at, host="kpi.example:8443", origin="http://kpi.example:8443")
        assert shake.status == 101

"""What a visitor may upload, and what stays of one who left."""

import asyncio
import http.client
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from access import visitors
from access.upload_quota import MEGABYTE, SESSION_MEGABYTES
from tests.access import wire
from tests.access.conftest import Server
from tests.server import serving

LINUX = Path("/proc/self/fd").exists()
# A minute after leaving, the memory is back.
BACK_SECONDS = 60
# What a page of the dashboard gives a browser: a visit belongs to whoever began it.
BROWSER, ANOTHER = f"district={'a' * 43}", f"district={'b' * 43}"
FILE = 20 * MEGABYTE - 1000
FILES_ALLOWED = SESSION_MEGABYTES * MEGABYTE // FILE


class Visit(NamedTuple):
    """Where files are sent: of which browser, to which session."""

    address: str
    browser: str
    session: str


@pytest.fixture(scope="module")
def alone(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that no other module's tests visit: its memory and descriptors are counted."""
    database = Path(shutil.copy(built, tmp_path_factory.mktemp("alone")))
    with serving(database) as address:
        yield Server(address, database.with_suffix(".log"), None)  # type: ignore[arg-type]


def upload(visit: Visit, file: str, size: int, *, chunked: bool = False) -> tuple[int, str]:
    """Send a file of zeros as the page of a browser does; the status and the answer's text."""
    cookie = wire.get(visit.address, "/_stcore/health").headers["set-cookie"].split(";")[0]
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
    body = head + bytes(size) + b"\r\n--x--\r\n"
    connection = http.client.HTTPConnection(urlsplit(visit.address).netloc, timeout=60)
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": f"{visit.browser}; {cookie}",
        "X-Xsrftoken": cookie.split("=", 1)[1],
    }
    pieces = (body[at : at + MEGABYTE] for at in range(0, len(body), MEGABYTE))
    path = f"/_stcore/upload_file/{visit.session}/{file}"
    connection.request("PUT", path, pieces if chunked else body, headers, encode_chunked=chunked)
    response = connection.getresponse()
    status, text = response.status, response.read().decode()
    connection.close()
    return status, text


def memory(server: Server) -> int:
    """The megabytes that the server's process has."""
    process = wire.process_of(server.log.read_text())
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def descriptors(server: Server) -> int:
    return len(list(Path(f"/proc/{wire.process_of(server.log.read_text())}/fd").iterdir()))


@pytest.mark.skipif(not LINUX, reason="memory and descriptors are read from /proc")
def test_files_of_one_session_end_at_the_quota_and_leave_with_the_visitor(alone: Server) -> None:

    async def fill() -> tuple[list[tuple[int, str]], int]:
        async with wire.visiting(alone.address, cookie=BROWSER) as connection:
            session = wire.session_of(await wire.opened(connection, "about"))
            mine = Visit(alone.address, BROWSER, session)
            answers = [
                await asyncio.to_thread(upload, mine, f"made-up-{number}", FILE)
                for number in range(FILES_ALLOWED + 2)
            ]
            # A request that does not say how long it is has the same quota.
            answers.append(await asyncio.to_thread(upload, mine, "chunked", FILE, chunked=True))
            full = memory(alone)
            # Another visitor has a quota of his own, and no files in the visit of the first.
            async with wire.visiting(alone.address, cookie=ANOTHER) as other:
                others = wire.session_of(await wire.opened(other, "about"))
                theirs = Visit(alone.address, ANOTHER, others)
                assert (await asyncio.to_thread(upload, theirs, "first", FILE))[0] == 204
                foreign = theirs._replace(session=session)
                assert (await asyncio.to_thread(upload, foreign, "x", 1))[0] == 403
            return answers, full

    answers, full = wire.finished(fill())
    assert [status for status, _ in answers] == [204] * FILES_ALLOWED + [413] * 3
    assert f"{SESSION_MEGABYTES} MB together" in answers[-1][1]
    deadline = time.monotonic() + BACK_SECONDS
    while full - memory(alone) < SESSION_MEGABYTES * 0.7 and time.monotonic() < deadline:
        time.sleep(1)
    assert full - memory(alone) >= SESSION_MEGABYTES * 0.7


@pytest.mark.skipif(not LINUX, reason="memory and descriptors are read from /proc")
def test_descriptors_come_back_without_anybody_else_connecting(alone: Server) -> None:
    async def come_and_go(number: int) -> None:
        async with wire.visiting(alone.address) as connection:
            await wire.opened(connection, "about")

    async def crowd() -> None:
        await asyncio.gather(*(come_and_go(number) for number in range(25)))

    wire.finished(come_and_go(0))
    time.sleep(1)
    before = descriptors(alone)
    wire.finished(crowd())
    assert descriptors(alone) > before + 40
    deadline = time.monotonic() + BACK_SECONDS
    while descriptors(alone) > before and time.monotonic() < deadline:
        time.sleep(1)
    assert descriptors(alone) <= before


def test_a_visitor_who_comes_back_soon_finds_his_session(alone: Server) -> None:
    assert visitors.KEPT_SECONDS >= 10

    async def come_back() -> tuple[str, str]:
        async with wire.visiting(alone.address, cookie=BROWSER) as connection:
            first = wire.session_of(await wire.opened(connection, "about"))
        await asyncio.sleep(visitors.LOOK_EVERY_SECONDS + 1)
        protocols = ("streamlit", "x", first)
        async with wire.visiting(alone.address, *protocols, cookie=BROWSER) as connection:
            return first, wire.session_of(await wire.opened(connection, "about"))

    first, second = wire.finished(come_back())
    assert first == second

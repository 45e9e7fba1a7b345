"""The web application: headers, health, and the frame for a cold server's first deep link."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from email.message import Message
from pathlib import Path

import duckdb
import pytest
import websockets
from starlette.requests import Request
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app import START_FAILED, health
from data import backup_schedule
from data import store as stores
from data.actor import SHIPPED
from data.database import backups
from data.questions import stored_uploads
from data.store import Store
from data.uploads import StoredFile, Upload
from tests.actors import ANALYST, BY_A_TEST
from tests.server import free_port, serving
from tests.shared import ROOT

# How long a started server is waited for to have written its backup.
BACKUP_SECONDS = 60
NO_PAGE_OF_ITS_OWN = ("__init__", "menu", "overview", "priority")
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
# `sign_ins` is in the menu where people sign in, and tested there.
OTHERWISE_ADDRESSED = ("audit_record", "sign_ins")
DEEP_LINKS = [
    *(page for page in PAGES if page not in (*NO_PAGE_OF_ITS_OWN, *OTHERWISE_ADDRESSED)),
    *("audit-record", "map", "local-outcomes"),
    *(f"priority-{code}" for code in ("place", "health", "environment", "economy")),
]
# A file of pages/, a page of the plan, a folder of pages/, and an address unlike its file's name.
COLD_LINKS = ("about", "priority-place", "upload", "audit-record")


@pytest.fixture(scope="module")
def database(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Filled already, so that a server starts fast."""
    return Path(shutil.copy(built, tmp_path_factory.mktemp("app")))


@pytest.fixture(scope="module")
def address(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(Path(shutil.copy(built, tmp_path_factory.mktemp("app")))) as served_at:
        yield served_at


@pytest.mark.parametrize("path", ["/", "/kpi", "/health", "/_stcore/health", "/no/such/thing"])
def test_every_response_carries_the_security_headers(address: str, path: str) -> None:
    headers = _headers(address + path)
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_health_says_that_the_store_answers(address: str) -> None:
    with urllib.request.urlopen(f"{address}/health") as response:
        assert response.read() == b'{"status":"ok"}'


def test_health_fails_when_the_store_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISTRICT_DATABASE", str(tmp_path / "district.duckdb"))
    asked = Request({"type": "http"})
    stores.shared().load_reference(SHIPPED)
    assert asyncio.run(health(asked)).status_code == 200
    stores.shared().close()
    assert asyncio.run(health(asked)).status_code == 503
    stores.close_shared()


@pytest.mark.usefixtures("fresh")
def test_health_fails_when_overview_cannot_be_worked_out() -> None:
    with stores.shared().writing(*BY_A_TEST) as cursor:
        cursor.execute("DROP VIEW current_kpi_value")
    answer = asyncio.run(health(Request({"type": "http"})))
    assert answer.status_code == 503
    assert answer.body == b'{"status":"pages cannot be drawn"}'


def test_health_tells_that_the_last_backup_failed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISTRICT_DATABASE", str(tmp_path / "district.duckdb"))
    # A file where the folder should be.
    (tmp_path / "backups").write_text("in the way")
    store = stores.shared()
    store.load_reference(SHIPPED)
    store.publish(ANALYST, Upload((StoredFile("a.csv", b"a"),), "KPI list"), {})
    backup_schedule.back_up_when_due(store, date(2026, 11, 22))
    answer = asyncio.run(health(Request({"type": "http"})))
    stores.close_shared()
    assert answer.status_code == 200
    assert b"The backup of 22 November 2026 failed" in answer.body


def test_the_running_dashboard_writes_a_dated_backup_by_itself(tmp_path: Path) -> None:
    database = tmp_path / "district.duckdb"
    with serving(database):
        for _ in range(BACKUP_SECONDS * 5):
            if backups.newest(database):
                break
            time.sleep(0.2)
    newest = backups.newest(database)
    assert newest is not None
    assert len(stored_uploads.uploads(Store(newest.path))) == 3


def _start(database: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A server that cannot start: what it said until it ended by itself."""
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1"]
    return subprocess.run(
        [*command, "--port", str(free_port())],
        cwd=ROOT,
        env={**os.environ, "DISTRICT_DATABASE": str(database), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _lost(database: Path) -> str:
    folder = backups.folder(database)
    folder.mkdir()
    database.rename(backups.path_of(database, date(2026, 11, 22)))
    return "is not there, but there are backups of it"


def _damaged(database: Path) -> str:
    database.write_bytes(b"this is not a database" * 1000)
    return "damaged or is no database"


def _of_another_version(database: Path) -> str:
    with duckdb.connect(str(database)) as connection:
        connection.execute("INSERT INTO schema_version VALUES (999)")
    return "written by another version"


@pytest.mark.parametrize("break_it", [_lost, _damaged, _of_another_version])
def test_a_start_that_cannot_go_on_says_one_sentence_and_leaves_nothing_half_made(
    break_it: Callable[[Path], str], planned: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(planned, tmp_path / "district.duckdb"))
    words = break_it(database)
    before = sorted(tmp_path.rglob("*"))
    ended = _start(database)
    assert ended.returncode == START_FAILED
    assert "Traceback" not in ended.stderr
    assert words in ended.stderr.splitlines()[-1]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_second_server_says_who_has_the_database(planned: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(planned, tmp_path / "district.duckdb"))
    with contextlib.closing(Store(database)):
        ended = _start(database)
    assert ended.returncode == START_FAILED
    assert "Traceback" not in ended.stderr
    assert f"in use by process {os.getpid()}" in ended.stderr.splitlines()[-1]


def test_health_tells_that_the_file_was_replaced(
    monkeypatch: pytest.MonkeyPatch, planned: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(planned, tmp_path / "district.duckdb"))
    monkeypatch.setenv("DISTRICT_DATABASE", str(database))
    request = Request({"type": "http"})
    assert b'"status":"ok"' in asyncio.run(health(request)).body
    Path(shutil.copy(planned, tmp_path / "other.duckdb")).replace(database)
    answer = asyncio.run(health(request))
    stores.close_shared()
    # Readers go on, so the server is not taken out of service.
    assert answer.status_code == 200
    assert b'"status":"trouble"' in answer.body
    assert b"was replaced by another" in answer.body


@pytest.mark.parametrize("page", COLD_LINKS)
def test_a_cold_server_gives_its_first_visitor_the_frame_at_a_deep_link(
    page: str, database: Path
) -> None:
    with serving(database) as cold:
        _check_frame(page, asyncio.run(_first_run(cold, page)))


@pytest.mark.parametrize("page", DEEP_LINKS)
def test_a_visitor_gets_the_frame_at_any_deep_link(page: str, address: str) -> None:
    _check_frame(page, asyncio.run(_first_run(address, page)))


def _check_frame(page: str, messages: list[ForwardMsg]) -> None:
    menus = [m.navigation for m in messages if m.WhichOneof("type") == "navigation"]
    assert menus, "the page was drawn without the menu"
    assert len(menus[0].app_pages) >= 10
    assert page in [shown.url_pathname for shown in menus[0].app_pages]
    chosen = next(p for p in menus[0].app_pages if p.page_script_hash == menus[0].page_script_hash)
    assert chosen.url_pathname == page
    assert not _exceptions(messages)


def test_streamlit_run_serves_the_same_application(database: Path) -> None:
    command = ["streamlit", "run", "app.py", "--server.port", "{port}"]
    with serving(database, command) as address:
        assert "frame-ancestors" in _headers(f"{address}/")["Content-Security-Policy"]
        messages = asyncio.run(_first_run(address, "kpi"))
        assert any(message.WhichOneof("type") == "navigation" for message in messages)
        assert not _exceptions(messages)


async def _first_run(address: str, page: str) -> list[ForwardMsg]:
    url = address.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(
        url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
    ) as connection:
        asked = BackMsg()
        asked.rerun_script.page_name = page
        await connection.send(asked.SerializeToString())
        messages: list[ForwardMsg] = []
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            received = await asyncio.wait_for(connection.recv(), 60)
            messages.append(ForwardMsg.FromString(bytes(received)))  # type: ignore[arg-type]
        return messages


def _exceptions(messages: list[ForwardMsg]) -> list[str]:
    return [
        message.delta.new_element.exception.message
        for message in messages
        if message.delta.new_element.WhichOneof("type") == "exception"
    ]


def _headers(url: str) -> Message:
    try:
        with urllib.request.urlopen(url) as response:
            headers: Message = response.headers
    except urllib.error.HTTPError as problem:
        headers = problem.headers
    return headers

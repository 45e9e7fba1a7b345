"""Read-only: refused by the store, told on the pages, and decided where nobody gets round it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from access.settings import Settings
from data.actor import SHIPPED
from data.store import Store
from data.write_permission import ReadOnly
from loaders import publish
from tests.access import wire
from tests.access.guarding import guard_of, nothing
from tests.actors import ANALYST
from tests.data.writes import WRITES
from tests.pages.app import opened, text
from tests.server import START_SECONDS, serving
from tests.shared import ROOT


@pytest.mark.parametrize("word", ["1", "yes", "true", "on", "of", " 1 "])
def test_the_store_refuses_every_write_with_a_sentence(
    word: str, planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_READ_ONLY", word)
    store = Store(Path(shutil.copy(planned, tmp_path)))
    _forget_reference(store)
    before = store.edition()
    for write in WRITES.values():
        with pytest.raises(ReadOnly, match="This dashboard is read-only"):
            write(store, ANALYST)
    assert store.edition() == before
    store.close()


def _forget_reference(store: Store) -> None:
    """As if the files had changed: what is loaded already is not loaded again."""
    with store._connection.cursor() as cursor:
        cursor.execute("DELETE FROM reference_version")


@pytest.mark.parametrize("word", ["0", "no", "off", "false", ""])
def test_other_words_leave_it_open(word: str, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_READ_ONLY", word)
    publish.ready().withdraw(ANALYST, 1, "wrong quarter")


def test_a_read_only_dashboard_fills_a_new_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_READ_ONLY", "1")
    store = Store(tmp_path / "new.duckdb")
    with pytest.raises(ReadOnly):
        store.load_reference(ANALYST)
    store.load_reference(SHIPPED)
    assert len(store.ask("SELECT * FROM plan"))
    with pytest.raises(ReadOnly):
        WRITES["publish"](store, ANALYST)
    store.close()


def test_once_refused_it_stays_refused_for_the_first_reason(fresh: Path) -> None:
    permission = publish.ready().write_permission
    permission.refuse("First.")
    permission.refuse("Second.")
    assert permission.refusal == "First."
    with pytest.raises(ReadOnly, match=r"First\."):
        WRITES["withdraw"](publish.ready(), ANALYST)


def test_the_upload_page_says_so(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_READ_ONLY", "1")
    assert "nothing can be published, withdrawn or added" in text(opened("upload"))


def test_the_upload_page_says_nothing_of_it_where_it_is_open(only_read: Path) -> None:
    assert "nothing can be published" not in text(opened("upload"))


def _health(address: str, *headers: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(wire.get(address, "/health", *headers).body)
    return answer


def test_health_and_log_say_so_from_the_start(built: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(built, tmp_path))
    with serving(database, DISTRICT_READ_ONLY="1") as address:
        assert _health(address) == {"status": "ok", "read_only": True}
    assert "This dashboard is read-only" in database.with_suffix(".log").read_text()


def test_the_first_request_that_a_proxy_passes_on_closes_the_store(
    built: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(built, tmp_path))
    with serving(database) as address:
        assert _health(address) == {"status": "ok"}
        assert _health(address, "X-Forwarded-For: 10.0.0.9") == {"status": "ok", "read_only": True}
        # For good, and for everybody.
        assert _health(address) == {"status": "ok", "read_only": True}


@pytest.mark.parametrize(
    ("mark", "settings", "closes"),
    [
        ("x-forwarded-for", {}, True),
        ("forwarded", {}, True),
        ("via", {}, True),
        ("x-real-ip", {}, True),
        ("accept", {}, False),
        ("accept", {"hosts": ("localhost", "kpi.example")}, True),
        ("accept", {"public_url": "https://kpi.example"}, True),
        ("accept", {"public_url": "http://localhost:8501"}, False),
        ("via", {"read_only": False}, False),
        ("via", {"read_only": True}, False),
    ],
)
def test_the_guard_closes_the_store_before_it_passes_the_request_on(
    mark: str, settings: dict[str, Any], closes: bool
) -> None:
    """Where the environment says who may write, the store itself has been told."""
    events: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        events.append("passed on")

    guard = guard_of(application, Settings(**settings), lambda _: events.append("closed"))
    headers = [(b"host", b"localhost"), (mark.encode(), b"10.0.0.9")]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers}
    wire.finished(guard({**scope, "server": ("127.0.0.1", 8501)}, nothing, nothing))  # type: ignore[arg-type]
    assert events == (["closed", "passed on"] if closes else ["passed on"])


def test_under_a_public_name_it_is_read_only_unless_somebody_answers_for_it(
    built: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(built, tmp_path))
    public = {"DISTRICT_PUBLIC_URL": "https://kpi.example.gov.uk"}
    with serving(database, **public) as address:
        assert "nobody signs in" in database.with_suffix(".log").read_text()
        assert _health(address)["read_only"] is True
    with serving(database, **public, DISTRICT_READ_ONLY="0") as address:
        assert _health(address, "X-Forwarded-For: 10.0.0.9") == {"status": "ok"}


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such sockets here")
def test_a_server_address_that_is_not_loopback_closes_the_store(
    built: Path, tmp_path: Path
) -> None:
    """By a socket in the file system, whose address is a path: what is not known is not trusted."""
    database = Path(shutil.copy(built, tmp_path))
    path = tmp_path / "s"
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "app:app", "--uds", str(path)],
        cwd=ROOT,
        env={**os.environ, "DISTRICT_DATABASE": str(database)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(START_SECONDS * 5):
            if path.exists():
                break
            time.sleep(0.2)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(wire.SECONDS)
            connection.connect(str(path))
            answer = wire.sent(connection, ["GET /health HTTP/1.1", "Host: localhost"])
    finally:
        process.terminate()
        process.wait(20)
    assert json.loads(answer.body) == {"status": "ok", "read_only": True}

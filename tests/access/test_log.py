"""The log: what leaves a line, what a line says, and that nothing forges one."""

import json
import logging
import re
import shutil
import sys
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from access.log import JsonLines, ReadableLines, client_address, logged_path
from data.errors import StoreProblem
from data.one_line import one_line
from data.store import Store
from data.uploads import KpiEvent, StoredFile, Upload
from tests.access import wire
from tests.access.conftest import Server
from tests.actors import ANALYST
from tests.server import serving

HOSTILE = "a\nb\r\x1b[2J\x00\u202ec\u2028d\x85e\u200f"
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ [\w.]+( \[[A-Z2-9]{6}\])? .*")


def record(message: str, *values: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("district.audit", logging.INFO, "", 0, message, values, None)
    vars(made).update(extra)
    return made


def test_a_readable_line_has_its_time_in_utc_and_its_number() -> None:
    made = record("publish upload=%d", 4, reference="K7M2QX")
    made.created = 1_790_000_000.5
    line = ReadableLines().format(made)
    assert line == "2026-09-21T14:13:20.500Z INFO district.audit [K7M2QX] publish upload=4"


@pytest.mark.parametrize("formatter", [ReadableLines(), JsonLines()])
def test_controls_are_escaped_in_texts_and_errors(formatter: logging.Formatter) -> None:
    made = record("file=%s", HOSTILE)
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        made.exc_info = sys.exc_info()
    line = formatter.format(made)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u2028\u202e]", line)
    first, *others = line.split("\n")
    assert first.count("[2J") >= 1
    assert all(other.startswith("    | ") for other in others)


def test_escapes_can_be_told_apart_from_text() -> None:
    assert one_line("é\x1b\u202e\n") == "é\\x1b\\u202e\\n"


def test_a_json_line_is_one_object_with_its_fields() -> None:
    made = record("x", reference="K7M2QX", fields={"action": "publish", "upload": 4})
    entry = json.loads(JsonLines().format(made))
    assert (entry["reference"], entry["upload"], entry["level"]) == ("K7M2QX", 4, "INFO")
    assert entry["time"].endswith("Z")


@pytest.fixture
def lines(
    without_figures: Store, caplog: pytest.LogCaptureFixture
) -> tuple[Store, pytest.LogCaptureFixture]:
    caplog.set_level(logging.INFO, logger="district.audit")
    caplog.clear()
    return without_figures, caplog


def entries(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [vars(line)["fields"] for line in caplog.records if line.name == "district.audit"]


def test_everything_that_is_stored_leaves_a_line(
    lines: tuple[Store, pytest.LogCaptureFixture],
) -> None:
    store, caplog = lines
    decided = {"reason": "asked planning"}
    hints = json.dumps({"decisions": [decided, decided], "acknowledged": [decided]})
    upload = Upload((StoredFile("a.csv", b"a"),), "KPI list", hints)
    number = store.publish(ANALYST, upload, {})
    store.withdraw(ANALYST, number, "wrong quarter")
    store.reinstate(ANALYST, number, "it was right")
    store.map_columns(ANALYST, "[]", "{}")
    store.add_event(ANALYST, KpiEvent("2019/20", "SP 01", date(2026, 1, 1), "note", "moved"))
    logged = entries(caplog)
    assert [entry["action"] for entry in logged] == [
        *("publish", "decision", "withdraw", "reinstate", "mapping", "event")
    ]
    assert all(entry["by"] == "A. Analyst" for entry in logged)
    assert logged[0]["file"] == "a.csv"
    assert logged[1]["decisions"] == 3
    assert logged[2]["why"] == "wrong quarter"
    numbers = [vars(line)["reference"] for line in caplog.records]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch("[A-Z2-9]{6}", number) for number in numbers)


def test_what_stands_already_leaves_none(
    lines: tuple[Store, pytest.LogCaptureFixture],
) -> None:
    store, caplog = lines
    upload = Upload((StoredFile("a.csv", b"a"),), "KPI list")
    store.publish(ANALYST, upload, {})
    caplog.clear()
    store.publish(ANALYST, upload, {})
    assert not entries(caplog)


def test_a_refusal_leaves_a_line_and_nothing_says_that_it_was_done(
    lines: tuple[Store, pytest.LogCaptureFixture],
) -> None:
    store, caplog = lines
    with pytest.raises(StoreProblem):
        store.withdraw(ANALYST, 9, "wrong quarter")
    store.write_permission.refuse("Closed.")
    upload = Upload((StoredFile("a.csv", b"a"),), "KPI list")
    with pytest.raises(StoreProblem):
        store.publish(ANALYST, upload, {})
    first, second = entries(caplog)
    assert (first["action"], first["refused"], first["upload"]) == ("refusal", "withdraw", 9)
    assert first["because"] == "There is no upload 9; `uploads` lists those there are."
    assert (second["refused"], second["because"]) == ("publish", "Closed.")


def test_each_request_has_one_line_and_no_session(server: Server) -> None:
    wire.get(server.address, "/kpi?kpi=one-line", "X-Forwarded-For: 6.6.6.6")
    wire.get(server.address, "/_stcore/upload_file/secret-session/secret-file")
    wire.get(server.address, "/media/secret-hash.xlsx")
    wire.get(server.address, "/docs%0A2026-01-01T00:00:00.000Z%20INFO%20forged%1B")
    log = server.log.read_text()
    assert all(LINE.fullmatch(line) for line in log.splitlines())
    assert log.count('path="/kpi" status=200') == 1
    assert "one-line" not in log
    assert "secret" not in log
    assert 'path="/media/..."' in log
    assert 'path="/_stcore/upload_file/..."' in log
    assert "6.6.6.6" not in log
    assert "\x1b" not in log


def test_a_refused_origin_is_in_the_log(server: Server) -> None:
    wire.handshake(server.address, origin="http://evil-in-the-log.example")
    line = next(x for x in server.log.read_text().splitlines() if "evil-in-the-log" in x)
    assert "district.audit [" in line
    assert 'refused="websocket"' in line


def test_as_json_every_line_is_an_object(built: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(built, tmp_path))
    proxies = {"DISTRICT_LOG": "json", "DISTRICT_PROXIES": "127.0.0.1"}
    with serving(database, **proxies) as address:
        wire.get(address, "/kpi", "X-Forwarded-For: 6.6.6.6, 10.0.0.9")
    logged = [json.loads(line) for line in database.with_suffix(".log").read_text().splitlines()]
    request = next(entry for entry in logged if entry.get("path") == "/kpi")
    assert (request["client"], request["status"]) == ("10.0.0.9", 200)


PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")]


@pytest.mark.parametrize(
    ("client", "forwarded", "expected"),
    [
        (("192.0.2.7", 4711), [], "192.0.2.7"),
        (("192.0.2.7", 4711), ["6.6.6.6"], "192.0.2.7"),
        (("127.0.0.1", 4711), ["6.6.6.6"], "6.6.6.6"),
        (("127.0.0.1", 4711), ["6.6.6.6, 192.0.2.7"], "192.0.2.7"),
        (("127.0.0.1", 4711), ["6.6.6.6, 192.0.2.7, 10.0.0.1"], "192.0.2.7"),
        (("127.0.0.1", 4711), ["6.6.6.6", "192.0.2.7"], "192.0.2.7"),
        (("127.0.0.1", 4711), ["10.0.0.1"], "10.0.0.1"),
        (("127.0.0.1", 4711), ["evil\n"], "unknown"),
        (("6.6.6.6", 0), [], "unknown"),
        (None, ["6.6.6.6"], "unknown"),
    ],
)
def test_only_named_proxies_say_who_a_client_is(
    client: tuple[str, int] | None, forwarded: list[str], expected: str
) -> None:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    scope = {"type": "http", "client": client, "headers": headers}
    assert client_address(scope, PROXIES) == expected


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/kpi", "/kpi"),
        ("/media/a/b.csv", "/media/..."),
        ("/media/a\nb", "/media/..."),
        ("/_stcore/upload_file/s/f", "/_stcore/upload_file/..."),
        ("/" + "x" * 500, "/" + "x" * 199),
    ],
)
def test_addresses_are_cut(path: str, shown: str) -> None:
    assert logged_path(path) == shown

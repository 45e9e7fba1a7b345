import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import xlwt

from loaders.files.limits import LIMITS, FileLimits
from loaders.layouts import Hints
from loaders.reading import FileRefused, Reading
from loaders.sandbox import parent
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from metrics.period import quarter
from tests.loaders.files.test_ods import cell, document, row
from tests.loaders.files.test_xls import saved
from tests.shared import SHARED, shared

KPIS = b"Code,Short Name,Period,Value,Target\nCP HW 18,Visits,Q1 2024/25,83.1%,90%\n"


def refusal_of(name: str, content: bytes, limits: FileLimits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        parent.read_bytes(name, content, limits=limits)
    assert name in str(refused.value)
    assert "Traceback" not in str(refused.value)
    return refused.value


def answered_by_child(request: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        parent.CHILD, cwd=parent.ROOT, env={}, input=request, capture_output=True, check=False
    )


def assert_reads_the_kpi(reading: Reading) -> None:
    (row,) = reading.rows
    assert (row.code, row.period, row.value) == ("CP HW 18", quarter(2024, 1), 83.1)
    assert (row.sheet, row.cell) == ("kpis", "D2")
    assert reading.counts["cells"] == 10
    assert [finding.found for finding in reading.findings if finding.code == "read_as"] == ["csv"]


def test_a_table_given_as_bytes_is_read_by_the_child() -> None:
    assert_reads_the_kpi(parent.read_bytes("kpis.csv", KPIS))


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_child_has_every_encoding_before_it_is_confined(encoding: str) -> None:
    content = KPIS.decode().replace("Visits", "Visits to the caf\xe9").encode(encoding)
    (row,) = parent.read_bytes("kpis.csv", content).rows
    assert row.name == "Visits to the caf\xe9"


def old_workbook(sheet: xlwt.Worksheet) -> None:
    for r, line in enumerate(csv.reader(KPIS.decode().splitlines())):
        for c, words in enumerate(line):
            sheet.write(r, c, words)


def spreadsheet() -> bytes:
    lines = csv.reader(KPIS.decode().splitlines())
    rows = (row(*(cell("string", f"<text:p>{words}</text:p>") for words in line)) for line in lines)
    return document("".join(rows))


@pytest.mark.parametrize(
    ("name", "content"), [("kpis.xls", saved(old_workbook)), ("kpis.ods", spreadsheet())]
)
def test_old_and_open_workbooks_are_read_by_the_child(name: str, content: bytes) -> None:
    (row,) = parent.read_bytes(name, content).rows
    assert (row.code, row.period, row.value, row.cell) == ("CP HW 18", quarter(2024, 1), 83.1, "D2")


def test_a_table_on_disk_is_read_by_the_child(tmp_path: Path) -> None:
    (tmp_path / "kpis.csv").write_bytes(KPIS)
    assert_reads_the_kpi(parent.read_file(tmp_path / "kpis.csv"))


def test_a_refusal_in_the_child_arrives_whole() -> None:
    finding = refusal_of("q1.xlsx", b"%PDF-1.7").finding
    assert (finding.code, finding.found) == ("wrong_kind", "a PDF document")
    assert finding.action


def test_a_file_without_a_known_table_is_refused() -> None:
    refused = refusal_of("shopping.csv", b"what,how many\nmilk,2\n")
    assert refused.finding.code == "no_layout"
    (sheet,) = refused.first_rows
    assert (sheet.sheet, sheet.first_row) == ("shopping", 1)
    assert sheet.rows == [("what", "how many"), ("milk", "2")]
    assert sheet.signatures == [("what", "how many"), ()]


def test_a_file_that_cannot_be_opened_shows_nothing() -> None:
    assert not refusal_of("q1.xlsx", b"%PDF-1.7").first_rows


def test_only_columns_named_by_hand_that_the_file_has_are_told() -> None:
    matching = ColumnMapping(("code", "short name", "period", "value", "target"), {0: Role.CODE})
    elsewhere = ColumnMapping(("our ref",), {0: Role.CODE})
    reading = parent.read_bytes("kpis.csv", KPIS, hints=Hints(mappings=[elsewhere, matching]))
    assert list(reading.mapped) == [matching.signature]
    assert not parent.read_bytes("kpis.csv", KPIS).mapped


@pytest.mark.parametrize(("spare", "code"), [(0, "no_layout"), (-1, "too_large")])
def test_size_is_limited_before_anything_is_read(tmp_path: Path, spare: int, code: str) -> None:
    content = b"eggs,6\nmilk,2\n"
    limits = replace(LIMITS, file_bytes=len(content) + spare)
    assert refusal_of("shopping.csv", content, limits).finding.code == code
    (tmp_path / "shopping.csv").write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        parent.read_file(tmp_path / "shopping.csv", limits=limits)
    assert refused.value.finding.code == code


def test_a_child_that_takes_too_long_by_the_clock_is_ended_and_told() -> None:
    error = refusal_of("kpis.csv", KPIS, replace(LIMITS, patience=0.001))
    assert error.finding.code == "could_not_be_read_safely"
    assert "took longer than the 0.001 seconds" in str(error)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_child_that_computes_too_long_is_ended_and_told() -> None:
    lines = (f"CP 01,Q1 2024/25,{number}\n" for number in range(190_000))
    endless = ("Code,Period,Value\n" + "".join(lines)).encode()
    error = refusal_of("kpis.csv", endless, replace(LIMITS, seconds=1.0))
    assert error.finding.code == "could_not_be_read_safely"
    assert "took longer than the 1 seconds" in str(error)


WIDE = (b",".join([b"x"] * 10_000) + b"\n") * 300
NO_ROOM = replace(LIMITS, memory=48 * 1024 * 1024)


def test_a_child_that_needs_too_much_memory_is_told() -> None:
    error = refusal_of("kpis.csv", WIDE, NO_ROOM)
    assert error.finding.code == "could_not_be_read_safely"


@pytest.mark.parametrize("answer", [b"", b"Segmentation fault", b"{}", b"[" * 500_000])
def test_an_answer_that_makes_no_sense_is_a_refusal(answer: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        parent.understood("q1.xlsx", answer)
    assert refused.value.finding.code == "could_not_be_read_safely"


@pytest.mark.parametrize(("spare", "code"), [(0, None), (-1, "could_not_be_read_safely")])
def test_an_answer_larger_than_allowed_is_told(spare: int, code: str | None) -> None:
    size = len(answered_by_child(parent.request("kpis.csv", KPIS, None, Hints(), LIMITS)).stdout)
    limits = replace(LIMITS, answer_bytes=size + spare)
    if code is None:
        assert_reads_the_kpi(parent.read_bytes("kpis.csv", KPIS, limits=limits))
        return
    refused = refusal_of("kpis.csv", KPIS, limits)
    assert refused.finding.code == code
    assert "holds more than can be read at once" in str(refused)


NO_FILES = """
import resource, sys
from loaders.reading import FileRefused
from loaders.sandbox import parent
resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
try:
    parent.read_bytes("kpis.csv", b"Code,Value")
except FileRefused as refused:
    print(refused)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_server_without_a_free_file_says_so() -> None:
    ended = subprocess.run(
        (sys.executable, "-c", NO_FILES),
        cwd=parent.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == (
        "kpis.csv could not be read, as the server has nothing free to read it with "
        "([Errno 24] Too many open files); try again in a minute, and tell whoever runs the "
        "dashboard if it goes on\n"
    )
    assert ended.stderr == "Reading kpis.csv could not begin: [Errno 24] Too many open files\n"


NASTY = "q1\nERROR all is lost\x1b[2J\r.csv"
ESCAPED = r"q1\nERROR all is lost\x1b[2J\r.csv"


def assert_one_line_names_it(log: pytest.LogCaptureFixture) -> None:
    (record,) = log.records
    assert ESCAPED in record.getMessage()
    assert record.getMessage().isprintable()
    assert record.exc_info is None


def test_a_name_that_steers_a_screen_is_written_out_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(FileRefused):
        parent.understood(NASTY, b'{"type": "read", "reading": {"layout": "x\\ny"}}')
    assert_one_line_names_it(caplog)


def test_what_the_child_complains_of_is_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(FileRefused):
        parent.read_bytes(NASTY, WIDE, limits=NO_ROOM)
    assert_one_line_names_it(caplog)
    assert "Error" in caplog.records[0].getMessage()


def test_a_name_of_half_characters_is_read_all_the_same() -> None:
    (row,) = parent.read_bytes("kpis\udcff.csv", KPIS).rows
    assert row.sheet == "kpis?"


def test_a_content_that_does_not_wait_has_no_place_in_the_queue() -> None:
    assert parent.queue_position(KPIS) == 0


def test_the_child_answers_with_one_json_object_and_nothing_else() -> None:
    ended = answered_by_child(parent.request("kpis.csv", KPIS, None, Hints(), LIMITS))
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["reading"]["counts"]["rows"] == 1
    assert ended.stderr == b""


def test_a_child_that_is_asked_nonsense_ends_without_an_answer() -> None:
    ended = answered_by_child(b"{}\n")
    assert ended.returncode
    assert ended.stdout == b""


def test_the_period_that_a_person_gives_reaches_the_layout() -> None:
    table = b"Code,Short Name,Value,Target\nCP HW 18,Visits,83.1%,90%\n"
    reading = parent.read_bytes("kpis.csv", table, hints=Hints(period=quarter(2024, 1)))
    assert [row.period for row in reading.rows] == [quarter(2024, 1)]
    assert not parent.read_bytes("kpis.csv", table).rows


@pytest.mark.parametrize("description", [b"not JSON", b"[1]", b"\xff", b"[" * 100_000])
def test_a_description_that_is_none_is_refused_by_its_own_name(description: bytes) -> None:
    with pytest.raises(FileRefused, match=r"kpis\.json") as refused:
        parent.read_bytes("kpis.csv", KPIS, companion=("kpis.json", description))
    assert refused.value.finding.code == "companion"


def test_a_published_table_is_read_with_its_description() -> None:
    path = shared("published/ons-explore-local-statistics/gigabit-capable-broadband.csv")
    reading = parent.read_file(path, companion=path.with_suffix(".json"))
    assert reading.rows
    assert reading.counts["cells"] > len(reading.rows)


def test_reading_a_small_workbook_imports_nothing_heavy() -> None:
    code = "import sys, loaders.sandbox.child; print(*sys.modules)"
    ended = subprocess.run(
        (*parent.CHILD[:-2], "-c", code), cwd=parent.ROOT, capture_output=True, check=True
    )
    loaded = set(ended.stdout.decode().split())
    assert "loaders.sandbox.child" in loaded
    assert not loaded & {"pandas", "numpy", "duckdb", "streamlit", "openpyxl", "xlrd"}


def made() -> Iterator[Path]:
    yield from sorted((SHARED / "corpus/made").glob("*"))


@pytest.mark.parametrize("path", list(made()), ids=lambda path: path.name)
def test_every_hostile_file_ends_in_a_reading_or_a_sentence(path: Path) -> None:
    refused = refused_by_child(path)
    assert refused is None or path.name in str(refused)
    assert refused is None or refused.finding.code != "could_not_be_read_safely"


def refused_by_child(path: Path) -> FileRefused | None:
    try:
        assert parent.read_file(path).counts["cells"] > 0
    except FileRefused as refused:
        return refused
    return None

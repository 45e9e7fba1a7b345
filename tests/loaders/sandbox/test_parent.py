import csv
import json
import subprocess
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
import xlwt

from loaders.files.limits import LIMITS, FileLimits
from loaders.layouts import Hints
from loaders.reading import FileRefused, Reading
from loaders.sandbox import parent
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import KpiCodes, kpi_codes_of
from metrics.period import quarter
from tests.loaders.files.test_ods import cell, document, row
from tests.loaders.files.test_xls import saved
from tests.shared import SHARED, shared

KPIS = b"Code,Short Name,Period,Value,Target\nCP HW 18,Visits,Q1 2024/25,83.1%,90%\n"

REFUSED = (
    b'{"refused": {"severity": "reject", "code": "no_layout", "message": "m", "sheet": null, '
    b'"cell": null, "found": null, "expected": null, "action": null}}'
)


def refusal_of(name: str, content: bytes, limits: FileLimits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        parent.read_bytes(name, content, limits=limits)
    assert name in str(refused.value)
    assert "Traceback" not in str(refused.value)
    return refused.value


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
def test_the_child_has_every_encoding_before_it_is_sealed(encoding: str) -> None:
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
    refused = refusal_of("shopping.csv", b"eggs,6\nmilk,2\n")
    assert refused.finding.code == "no_layout"
    (shown,) = refused.shown
    assert (shown.sheet, shown.first_row) == ("shopping", 1)
    assert shown.rows == shown.signatures == (("eggs", "6"), ("milk", "2"))


def test_a_file_that_cannot_be_opened_shows_nothing() -> None:
    assert not refusal_of("q1.xlsx", b"%PDF-1.7").shown


def test_only_columns_named_by_hand_that_the_file_has_are_told() -> None:
    there = ColumnMapping(("code", "short name", "period", "value", "target"), {0: Role.CODE})
    elsewhere = ColumnMapping(("our ref",), {0: Role.CODE})
    reading = parent.read_bytes("kpis.csv", KPIS, hints=Hints(mappings=[elsewhere, there]))
    assert list(reading.mapped) == [there.signature]
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


def test_a_child_that_takes_too_long_is_ended_and_told() -> None:
    error = refusal_of("kpis.csv", KPIS, replace(LIMITS, seconds=0.01))
    assert error.finding.code == "could_not_be_read_safely"
    assert "took longer than 0.01 seconds" in str(error)


def test_a_child_that_needs_too_much_memory_is_told() -> None:
    wide = b",".join([b"x"] * 10_000) + b"\n"
    error = refusal_of("kpis.csv", wide * 300, replace(LIMITS, memory=48 * 1024 * 1024))
    assert error.finding.code == "could_not_be_read_safely"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"Segmentation fault",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"reading": {"layout": "x"}}',
        b'{"refused": {"severity": "reject"}}',
        b'{"refused": {"severity": "worse", "code": "a", "message": "b"}}',
        REFUSED[:-1] + b', "shown": [1]}',
        REFUSED[:-1] + b', "shown": [{"sheet": "a", "first_row": 1, "rows": [["x"]]}]}',
    ],
)
def test_an_answer_that_makes_no_sense_is_a_refusal(answer: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        parent.understood("q1.xlsx", answer)
    assert refused.value.finding.code == "could_not_be_read_safely"


def test_the_child_answers_with_one_json_object_and_nothing_else() -> None:
    asked = parent.request("kpis.csv", KPIS, None, Hints(), LIMITS)
    ended = subprocess.run(
        parent.CHILD, cwd=parent.ROOT, env={}, input=asked, capture_output=True, check=True
    )
    assert json.loads(ended.stdout)["reading"]["counts"]["rows"] == 1
    assert ended.stderr == b""


def test_a_child_that_is_asked_nonsense_ends_without_an_answer() -> None:
    ended = subprocess.run(
        parent.CHILD, cwd=parent.ROOT, env={}, input=b"{}\n", capture_output=True, check=False
    )
    assert ended.returncode
    assert ended.stdout == b""


def test_the_period_that_a_person_gives_reaches_the_layout() -> None:
    table = b"Code,Short Name,Value,Target\nCP HW 18,Visits,83.1%,90%\n"
    reading = parent.read_bytes("kpis.csv", table, hints=Hints(period=quarter(2024, 1)))
    assert [row.period for row in reading.rows] == [quarter(2024, 1)]
    assert not parent.read_bytes("kpis.csv", table).rows


def test_every_hint_is_in_the_request() -> None:
    mapping = ColumnMapping(("our ref", "we count"), {0: Role.CODE, 1: Role.VALUE})
    kpis = [{"code": "NEW 01", "name": "Something new", "members": "", "aliases": "N 1"}]
    hints = Hints(quarter(2024, 1), [mapping], kpi_codes_of(kpis))
    asked = json.loads(parent.request("q1.csv", b"", None, hints, LIMITS))
    assert asked["period"] == ["2024-04-01", "2024-06-30", "quarter"]
    roles = {"0": "code", "1": "value"}
    assert asked["mappings"] == [{"signature": ["our ref", "we count"], "roles": roles}]
    assert KpiCodes(**asked["kpi_codes"]) == hints.kpi_codes
    assert [hint.name for hint in fields(Hints)] == ["period", "mappings", "kpi_codes"]


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

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.files.limits import MB
from loaders.files.opening import open_workbook
from loaders.reading import FileRefused
from tests.loaders.files.test_ods import ONE, document, row
from tests.loaders.files.test_xls import saved
from tests.loaders.packages import package, zipped
from tests.shared import SHARED, shared

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def spreadsheet() -> bytes:
    return document(row(ONE))


def old_workbook() -> bytes:
    return saved(lambda sheet: sheet.write(0, 0, "Code"))


def stream(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "code", "problem"),
    [
        (b"", "empty", "is empty"),
        (b" \r\n\n", "empty", "is empty"),
        (b"%PDF-1.7\n", "wrong_kind", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "wrong_kind", "a picture"),
        (b"MZ\x90\0", "wrong_kind", "a program"),
        (b"{\\rtf1 a}", "wrong_kind", "Rich Text"),
        (b"\x09\x08\x10\0", "wrong_kind", "(.xls)"),
        (OLE + stream("Workbook") + stream("WordDocument"), "damaged", "records"),
        (OLE + stream("WordDocument"), "wrong_kind", "(.doc)"),
        (OLE + stream("EncryptedPackage"), "password", "password"),
        (OLE, "wrong_kind", "old Office document"),
        (zipped({"word/document.xml": "<a/>"}), "wrong_kind", "a Word document"),
        (
            zipped({"xl/workbook.bin": "x"}),
            "wrong_kind",
            "(.xlsb); open it in Excel, save it as a new .xlsx file and upload that",
        ),
        (zipped({"content.xml": "<a/>"}), "wrong_kind", "not a spreadsheet"),
        (zipped({"a.txt": "a"}), "wrong_kind", "without a workbook"),
        (package(**{"xl/workbook.xml": "<document/>"}), "damaged", "not a workbook"),
        (b"P", "damaged", "neither a workbook nor a table"),
        (b"a,b\n" * (6 * MB), "too_large", "24.0 MB"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(content: bytes, code: str, problem: str) -> None:
    with pytest.raises(FileRefused) as refused:
        open_workbook("q1.xlsx", content)
    assert refused.value.finding.code == code
    assert problem in str(refused.value)
    assert str(refused.value).startswith("q1.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "file_format", "warned"),
    [
        ("q1.xlsx", package(), "xlsx", False),
        ("q1.XLTX", package(), "xlsx", False),
        ("q1.csv", package(), "xlsx", True),
        ("q1", package(), "xlsx", True),
        ("q1.csv", b"a,b\n1,2\n", "csv", False),
        ("q1.txt", b"a\tb\n1\t2\n", "csv", False),
        ("q1.xls", b"a\tb\n1\t2\n", "csv", True),
        ("q1.xlsx", b"a,b\n1,2\n", "csv", True),
        ("q1.ods", spreadsheet(), "ods", False),
        ("q1.xlsx", spreadsheet(), "ods", True),
        ("q1.xls", old_workbook(), "xls", False),
        ("q1.xlsx", old_workbook(), "xls", True),
    ],
)
def test_content_decides_and_a_wrong_extension_is_told(
    name: str, content: bytes, file_format: str, *, warned: bool
) -> None:
    book = open_workbook(name, content)
    assert book.format == file_format
    assert ("wrong_extension" in {finding.code for finding in book.findings}) is warned
    assert file_format in {finding.found for finding in book.findings}


def test_the_description_beside_a_table_is_handed_on() -> None:
    assert open_workbook("q1.csv", b"a,b\n1,2\n", {"unit": "%"}).metadata == {"unit": "%"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("good.ods", 42.5), ("empty_repeat.ods", 42.5), ("xlsx_named.ods", "Indicator")],
)
def test_sound_spreadsheets_among_the_hostile_are_read(name: str, value: object) -> None:
    book = open_workbook(name, shared(f"corpus/made/{name}").read_bytes())
    assert book.sheets[0].value(1, 1) == value


def truths() -> Iterator[tuple[str, list[list[object]]]]:
    path = SHARED / "corpus/made/truth.json"
    if path.exists():
        truth = json.loads(path.read_text())
        yield from ((name, rows) for name, rows in truth.items() if isinstance(rows, list))


# Mac Roman is read as Windows-1252, with a warning.
GUESSES = {"csv_macroman.csv"}


@pytest.mark.parametrize(("name", "rows"), list(truths()))
def test_the_known_content_of_odd_files_is_read_exactly(
    name: str, rows: list[list[object]]
) -> None:
    path = shared(f"corpus/made/{name}")
    book = open_workbook(name, path.read_bytes())
    values = [list(row) for row in book.sheets[0].rows]
    if name in GUESSES:
        assert "unusual_characters" in {finding.code for finding in book.findings}
    else:
        assert values == rows


def test_codes_that_look_like_numbers_and_dates_stay_text() -> None:
    content = shared("corpus/made/csv_numbers_odd.csv").read_bytes()
    (sheet,) = open_workbook("csv_numbers_odd.csv", content).sheets
    written = content.decode().replace('"1,000"', "1000").splitlines()
    codes = [line.rpartition(",")[0].replace("1000", "1,000") for line in written]
    assert [row[0] for row in sheet.rows] == codes


def test_hidden_sheets_are_marked_and_listed() -> None:
    content = shared("corpus/made/sheets_hidden.xlsx").read_bytes()
    book = open_workbook("sheets_hidden.xlsx", content)
    assert [sheet.name for sheet in book.sheets if sheet.visible] == ["Data"]
    hidden = {finding.sheet for finding in book.findings if finding.code == "hidden_sheet"}
    assert hidden == {"Hidden", "Very"}


FOLDERS = (
    "calamine",
    "excelize",
    "made",
    "openpyxl",
    "pandas",
    "phpspreadsheet",
    "poi",
    "readxl",
    "sheetjs",
    "xlrd",
)


def refusal_of(path: Path) -> FileRefused | None:
    try:
        assert open_workbook(path.name, path.read_bytes()).sheets
    except FileRefused as refused:
        return refused
    return None


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_that_broke_a_reader_is_read_or_refused_with_a_sentence(folder: str) -> None:
    for path in sorted(shared(f"corpus/{folder}").iterdir()):
        refused = refusal_of(path)
        assert refused is None or path.name in str(refused)
        assert refused is None or refused.finding.action


@pytest.mark.parametrize("name", sorted(p.name for p in (SHARED / "published").glob("kpi/*")))
def test_published_files_of_performance_figures_open(name: str) -> None:
    assert refusal_of(shared(f"published/kpi/{name}")) is None


def expectations() -> Iterator[tuple[str, str]]:
    manifest = SHARED / "corpus/manifest.csv"
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as lines:
            for entry in csv.DictReader(lines):
                if entry["expect"] and entry["expect"] != "either":
                    yield entry["file"], entry["expect"]


# Read all the same: the layouts refuse a lone heading, and text by another name is readable.
READABLE = {"made/csv_header_only.csv", "made/csv_named.xlsx", "made/tsv_named.xls"}


@pytest.mark.parametrize(("name", "expected"), list(expectations()))
def test_generated_files_are_accepted_or_refused_as_expected(name: str, expected: str) -> None:
    path = shared(f"corpus/{name}")
    refused = refusal_of(path)
    if name in READABLE:
        assert refused is None
    else:
        assert (refused is not None) is (expected == "reject")

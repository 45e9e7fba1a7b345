"""Small workbooks, each with one thing in it that is to be noticed."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.packages import MAIN, OFFICE, package, worksheet, zipped

HEADINGS = ("Code", "Short Name", "Period", "Value", "Target", "Status", "Note")
GOOD = ("CP 01", "Crimes reported", "Q1 2024/25", 900, 1000, "OK", "steady")


def workbook(
    rows: Sequence[Sequence[Any]], change: Callable[[Worksheet], object] | None = None
) -> bytes:
    """A workbook of one sheet, KPIs, with these rows; `change` may make it odd."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "KPIs"
    for values in rows:
        sheet.append(list(values))
    if change:
        change(sheet)
    return saved(book)


def workbook_of(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these rows on a sheet each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for values in rows:
            sheet.append(list(values))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def listed(*rows: Sequence[Any], change: Callable[[Worksheet], object] | None = None) -> bytes:
    """A list of figures, one row for each KPI and period, after one that is in order."""
    return workbook([HEADINGS, GOOD, *rows], change)


def alone(*rows: Sequence[Any]) -> bytes:
    """A list of these figures and no others."""
    return workbook([HEADINGS, *rows])


def series(code: str, *values: Any, year: int = 2022, target: Any = None) -> list[Sequence[Any]]:
    """A row for each quarter from Q1 of a financial year on."""
    periods = [f"Q{n % 4 + 1} {year + n // 4}/{(year + n // 4 + 1) % 100}" for n in range(99)]
    return [(code, "", period, value, target) for period, value in zip(periods, values)]  # noqa: B905


def activities(*rows: Sequence[Any], title: str = "Key activities: Quarter 1 2019/20") -> bytes:
    """A report of key activities under its title."""
    headings = ("Key Activities", "Status", "Progress", "Next Steps", "CMT Lead", "Portfolio")
    return workbook([(title,), (), headings, *rows])


def activity(code: str, status: str = "Green") -> Sequence[Any]:
    """One key activity in a report."""
    return (f"{code} A title of its own", status, "Begun.", "Go on.", "B. Jolly", "Strategy")


def with_dtd() -> bytes:
    """A workbook whose sheet declares a document type."""
    return package(sheet=f'<!DOCTYPE worksheet [<!ENTITY a "b">]>{worksheet()}')


def with_part_twice() -> bytes:
    """A workbook that holds one part twice, spelt in two ways."""
    content = io.BytesIO(package())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/worksheets/SHEET1.xml", worksheet())
    return content.getvalue()


def with_sheet_twice() -> bytes:
    """A workbook with two sheets of one name."""
    sheets = "".join(f'<sheet name="Data" sheetId="{n}" r:id="rId1"/>' for n in (1, 2))
    main = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    return with_part_instead("xl/workbook.xml", main)


def with_part_instead(part: str, content: str) -> bytes:
    """The smallest package with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {part: content})


def with_part(name: str, content: bytes = b"odd") -> bytes:
    """A list of figures in whose package another part lies."""
    archive = io.BytesIO(listed())
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, content)
    return archive.getvalue()


def with_far_cell() -> bytes:
    """A workbook with one cell in the last row and column that there are."""
    return package(sheet=worksheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def with_other_sheet(name: str, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """A list of figures with something beside it in the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(listed()))
    change(book)
    assert name in book.sheetnames
    return saved(book)

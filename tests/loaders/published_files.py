"""Publishers' workbooks: real ones, small ones in their shape, and what was read of them."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from random import Random

from loaders.accounting.cell_ledger import unaccounted
from loaders.files.opening import open_workbook
from loaders.findings.finding import Finding
from loaders.layouts import Hints
from loaders.reading import Reading, Row
from loaders.workbook import CellValue, Sheet, Workbook
from tests.shared import ROOT, shared

HARBOROUGH, ENGLAND, UNITED_KINGDOM = "E07000131", "E92000001", "K02000001"
Lines = Sequence[Sequence[CellValue]]
NO_MORE: Mapping[str, Lines] = {}


@cache
def published(path: str) -> Workbook:
    """A real file of ../shared/published, opened once for all tests."""
    file = shared(f"published/{path}")
    return open_workbook(file.name, file.read_bytes())


@cache
def read_published(read: Callable[[Workbook, Hints], Reading], path: str) -> Reading:
    """What a layout reads of a real file, read once for all tests."""
    return read(published(path), Hints())


def made(
    lines: Lines, sheet: str = "Table", file: str = "made.xlsx", more: Mapping[str, Lines] = NO_MORE
) -> Workbook:
    """A workbook of one sheet, and of more by their names."""
    sheets = [Sheet(sheet, lines), *(Sheet(name, rows) for name, rows in more.items())]
    return Workbook(file, file.rsplit(".", 1)[-1], sheets)


def figure(reading: Reading, code: str, area: str, start: str) -> Row:
    """The one row of a statistic, area and first day of a period."""
    first = date.fromisoformat(start)
    figures = (row for row in reading.rows if row.area == area and row.code == code)
    (row,) = [row for row in figures if row.period.start == first]
    return row


def finding_in(reading: Reading, code: str) -> Finding:
    (finding,) = [finding for finding in reading.findings if finding.code == code]
    return finding


def with_columns_shuffled(workbook: Workbook, order: Random) -> Workbook:
    """The same workbook with the columns of each sheet in another order."""
    sheets = []
    for sheet in workbook.sheets:
        width = max(map(len, sheet.rows))
        columns = order.sample(range(width), width)
        padded = ([*row, *[None] * (width - len(row))] for row in sheet.rows)
        sheets.append(Sheet(sheet.name, [[row[column] for column in columns] for row in padded]))
    return Workbook(workbook.file, workbook.format, sheets)


def assert_accounted(reading: Reading) -> None:
    """Every filled cell is accounted for, and no figure stands twice."""
    assert unaccounted("file", reading) is None
    keys = [(row.code, row.area, row.period) for row in reading.rows]
    assert len(keys) == len(set(keys))


def assert_sound(reading: Reading) -> None:
    """The same, and every statistic is defined."""
    assert_accounted(reading)
    assert {row.code for row in reading.rows} <= defined()


@cache
def defined() -> frozenset[str]:
    path = ROOT / "data" / "reference" / "statistics.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(line["code"] for line in csv.DictReader(file))

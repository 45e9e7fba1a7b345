"""Workbooks of plans as they are downloaded, and what people do to them in Excel."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import openpyxl
import pandas as pd
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.uploads import StoredFile
from loaders.check import Plans
from reports.next_year import begun_from
from reports.plan_workbook import plan_workbook

PLAN, LATER = "2024/25", "2025/26"
# The plans of the reference files.
STANDING = Plans()
NO_TARGETS = pd.DataFrame(
    columns=["code", "name", "unit", "decimals", "period", "target", "target_upper", "target_state"]
)
NEW_KPI: Mapping[str, Any] = {
    "Plan": PLAN, "Code": "NEW 01", "Position": 99, "Name": "Something new", "Unit": "percent",
    "Decimals": 1, "Polarity": "maximise", "Frequency": "quarterly", "Kind": "ratio",
    "Definition": "What is new.",
}  # fmt: skip
Edit = Callable[[Workbook], None]


def downloaded(*edits: Edit) -> StoredFile:
    """The workbook of the plan 2024/25 as it is shipped, edited."""
    return saved(_of_plan(), *edits)


def next_year(*edits: Edit) -> StoredFile:
    """The workbook that begins 2025/26 as a copy of 2024/25, edited."""
    return saved(_of_next_year(), *edits)


@cache
def _of_plan() -> bytes:
    return plan_workbook(STANDING.texts, NO_TARGETS, PLAN)


@cache
def _of_next_year() -> bytes:
    return plan_workbook(begun_from(STANDING.texts, PLAN, LATER), NO_TARGETS, LATER)


def saved(content: bytes, *edits: Edit) -> StoredFile:
    """The workbook with these edits, saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book)
    kept = io.BytesIO()
    book.save(kept)
    return StoredFile("plan.xlsx", kept.getvalue())


def put(sheet: str, key: str, heading: str, value: Any) -> Edit:
    """Write a cell of the first row in which `key` stands."""

    def edit(book: Workbook) -> None:
        place = book[sheet]
        rows = enumerate(place.iter_rows(values_only=True), 1)
        number = next(number for number, row in rows if key in row)
        place.cell(number, column_of(place, heading)).value = value

    return edit


def add(sheet: str, cells: Mapping[str, Any]) -> Edit:
    """Write a row after the last, cells by heading."""

    def edit(book: Workbook) -> None:
        place = book[sheet]
        row = place.max_row + 1
        for heading, value in cells.items():
            place.cell(row, column_of(place, heading)).value = value

    return edit


def drop_column(sheet: str, heading: str) -> Edit:
    """Delete a column."""
    return lambda book: book[sheet].delete_cols(column_of(book[sheet], heading))


def only(*sheets: str) -> Edit:
    """Delete every other sheet."""

    def edit(book: Workbook) -> None:
        for name in set(book.sheetnames) - set(sheets):
            del book[name]

    return edit


def column_of(sheet: Worksheet, heading: str) -> int:
    """The number of the column of a heading, which stands in the first row."""
    return next(number for number, cell in enumerate(sheet[1], 1) if cell.value == heading)

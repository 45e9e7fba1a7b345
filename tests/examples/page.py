"""Sheets as plain values: rows of cells with what is unusual about them, written by openpyxl."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Plain = str | int | float | bool | date | datetime | time | timedelta | None
GREEN, AMBER, RED = "00B050", "FFC000", "FF0000"


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell with more than a value; `text` keeps words such as `=1+1` from being a formula."""

    value: Plain
    number_format: str = "General"
    fill: str | None = None
    comment: str | None = None
    text: bool = False
    font: str | None = None


Content = Plain | Styled
Rows = Sequence[Sequence[Content]]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet; `merged` are ranges such as `C3:F3`, hidden rows and columns count from 1."""

    name: str
    rows: Rows
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    state: Literal["visible", "hidden", "veryHidden"] = "visible"
    filtered: str | None = None


def percent(value: float, *, fill: str | None = None) -> Styled:
    """A share of 1 in a cell formatted as a percentage: 0.831 is shown as 83.1%."""
    return Styled(value, "0.0%", fill)


def month(year: int, number: int) -> Styled:
    """A true date shown as a month: Apr-24."""
    return Styled(date(year, number, 1), "mmm-yy")


def workbook_bytes(
    pages: Sequence[Page], change: Callable[[Workbook], object] | None = None
) -> bytes:
    """The pages as an .xlsx file; `change` has the last word on the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _write(book.create_sheet(page.name), page)
    if change:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_columns_shuffled(page: Page, seed: int) -> Page:
    """The page with its columns in another order; merged ranges cannot be moved."""
    if page.merged:
        raise ValueError(f"the columns of {page.name} are merged")
    width = max(len(row) for row in page.rows)
    order = list(range(width))
    random.Random(seed).shuffle(order)
    padded = [[*row, *[None] * (width - len(row))] for row in page.rows]
    moved = [[row[column] for column in order] for row in padded]
    hidden = [order.index(column - 1) + 1 for column in page.hidden_columns]
    return replace(page, rows=moved, hidden_columns=hidden, filtered=None)


def replaced(content: bytes, part: str, old: str, new: str) -> bytes:
    """The package with words of one part replaced; ValueError when they are not in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        if old not in source.read(part).decode():
            raise ValueError(f"{part} does not hold {old}")
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                data = data.decode().replace(old, new).encode()
            target.writestr(name, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _write(sheet: Worksheet, page: Page) -> None:
    for r, row in enumerate(page.rows, 1):
        for c, content in enumerate(row, 1):
            _fill_in(sheet, r, c, content if isinstance(content, Styled) else Styled(content))
    for merged in page.merged:
        sheet.merge_cells(merged)
    for number in page.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for number in page.hidden_columns:
        sheet.column_dimensions[get_column_letter(number)].hidden = True
    sheet.sheet_state = page.state
    sheet.auto_filter.ref = page.filtered


def _fill_in(sheet: Worksheet, row: int, column: int, content: Styled) -> None:
    cell = sheet.cell(row, column)
    cell.value = content.value
    if content.text:
        cell.data_type = "s"
    if content.number_format != "General":
        cell.number_format = content.number_format
    if content.fill:
        cell.fill = PatternFill("solid", start_color=content.fill)
    if content.comment:
        cell.comment = Comment(content.comment, "An officer")
    if content.font:
        cell.font = Font(name=content.font)

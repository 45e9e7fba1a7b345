"""Rows of a table of text in which a comma for thousands has split a number: `29,000`."""

import re

from loaders.findings.codes import FindingCode
from loaders.parsing.cells import Unreadable
from loaders.parsing.normalise import text_of
from loaders.tables.headings import Role
from loaders.tables.table import Table
from loaders.workbook import CellPlace

_THOUSANDS, _HUNDREDS = re.compile(r"[-\u00a3$\u20ac]*\d{1,3}"), re.compile(r"\d{3}(?:\.\d+)?")


def is_shifted(table: Table, row: int) -> bool:
    """Whether a row is longer than its headings, and a number in it goes on in the next cell.

    A next cell such as `000` tells it by itself.
    """
    if table.sheet.separator != ",":
        return False
    columns = [c.number for c in table.columns_of(Role.VALUE, Role.TARGET)]
    if any(_goes_on(table, CellPlace(row, n)) and _is_end(table, row, n + 1) for n in columns):
        return True
    filled = table.sheet.filled_columns(row)
    last = max((column.number for column in table.columns), default=0)
    headed = max((cell.column for cell in table.head_cells()), default=last)
    if not filled or filled[-1] <= headed:
        return False
    return any(_goes_on(table, CellPlace(row, column)) for column in columns)


def split_number(table: Table, cell: CellPlace) -> Unreadable | None:
    """A value in such a row, with what may be its end; None for a blank cell."""
    text = text_of(table.sheet.value(*cell))
    if not text:
        return None
    whole = f"{text},{text_of(table.sheet.value(cell.row, cell.column + 1))}"
    reason = "the row has more cells than headings, so a comma may have split a number"
    return Unreadable(FindingCode.NOT_A_VALUE, reason, whole if _goes_on(table, cell) else text)


def _is_end(table: Table, row: int, column: int) -> bool:
    return text_of(table.sheet.value(row, column)).startswith("0")


def _goes_on(table: Table, cell: CellPlace) -> bool:
    text, behind = (text_of(table.sheet.value(cell.row, n)) for n in (cell.column, cell.column + 1))
    return bool(_THOUSANDS.fullmatch(text) and _HUNDREDS.fullmatch(behind))

"""Shares of a whole: percent as they are kept, also where a column holds fractions of one."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from loaders.parsing.numbers import shows_hundredfold, unit_of_format
from loaders.statistics.area_table import AreaTable, FigureColumn
from loaders.statistics.statistic_cells import number, stripped
from loaders.workbook import Sheet

PERCENT = "percent"


def with_fractions(table: AreaTable) -> AreaTable:
    """The table, with those columns of shares marked whose numbers are fractions of one."""
    return replace(table, figures=[_marked(table, figures) for figures in table.figures])


def in_percent(value: float) -> float:
    """A fraction of one as percent, digit by digit: 0.57 is 57."""
    return float(Decimal(repr(value)) * 100)


def _marked(table: AreaTable, figures: FigureColumn) -> FigureColumn:
    if figures.measure.unit != PERCENT:
        return figures
    return replace(figures, fractions=_are_fractions(table, figures.column))


def shows_percent(table: AreaTable, column: int) -> bool:
    """Whether the number formats of a column turn fractions into percent."""
    return any(_shows_percent(table.sheet, row, column) for row in table.lines)


def _are_fractions(table: AreaTable, column: int) -> bool:
    """Whether cells show percent of smaller numbers, or no number of the column is above one."""
    if shows_percent(table, column):
        return True
    if any(_is_in_percent(table.sheet, row, column) for row in table.lines):
        return False
    numbers = list(_numbers(table.sheet, table.lines, column))
    return bool(numbers) and max(map(abs, numbers)) <= 1


def _is_in_percent(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell has its percent sign from a format that does not multiply: `0.9"%"`."""
    number_format = sheet.formats.get((row, column), "")
    return unit_of_format(number_format) == PERCENT and not shows_hundredfold(number_format)


def _shows_percent(sheet: Sheet, row: int, column: int) -> bool:
    is_number = isinstance(sheet.value(row, column), int | float)
    return is_number and shows_hundredfold(sheet.formats.get((row, column), ""))


def _numbers(sheet: Sheet, rows: range, column: int) -> Iterator[float]:
    values = (number(stripped(sheet.value(row, column))) for row in rows)
    return (value for value in values if value is not None)

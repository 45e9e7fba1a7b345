"""Cells to figures: what one cell says, by its value and its number format."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from loaders.findings.codes import FindingCode
from loaders.parsing.error_values import is_error
from loaders.parsing.numbers import (
    CellReading,
    Unreadable,
    finite,
    read_text,
    shows_hundredfold,
    unit_of_format,
)
from loaders.workbook import Cell, CellValue, Sheet
from metrics.status import State

__all__ = ["CellReading", "Unreadable", "read_cell", "read_target", "read_value"]


def read_value(sheet: Sheet, row: int, column: int) -> CellReading | Unreadable | None:
    """What a value cell says; None for a blank one, which means "not in this file"."""
    reading = _read(sheet, row, column)
    if not isinstance(reading, CellReading) or reading.value is None:
        if isinstance(reading, CellReading) and reading.lower is not None and not reading.state:
            return _not_one_figure(sheet.cell(row, column), "is a range, not one figure")
        return reading
    if reading.comparison:
        return _not_one_figure(sheet.cell(row, column), "is a limit, not one figure")
    return reading


def read_target(sheet: Sheet, row: int, column: int) -> CellReading | Unreadable | None:
    """What a target cell says; `<5` is a target here, and a range fills `lower` and `upper`."""
    reading = _read(sheet, row, column)
    if not isinstance(reading, CellReading):
        return reading
    if reading.state == State.SUPPRESSED and reading.comparison:
        return replace(reading, value=reading.upper, state=None, upper=None)
    if reading.state and reading.state not in (State.DATA_ONLY, State.NOT_DUE):
        return replace(reading, state=State.NO_TARGET.value)
    return reading


def read_cell(cell: Cell, *, error: bool = False) -> CellReading | Unreadable | None:
    """What a cell says, by its value and number format; None where it is blank.

    `error` says that the workbook holds an error such as #N/A there. Durations are in seconds:
    `1:23` is hours and minutes, `1:23:45` has seconds, as the performance system's own import
    sheets have it.
    """
    value = cell.value
    if error or is_error(value):
        return Unreadable(
            FindingCode.ERROR_CELL,
            f"the cell holds the error {value or ''}".rstrip(),
            _as_text(value),
        )
    if value is None:
        return _uncalculated() if cell.formula else None
    if isinstance(value, str):
        return read_text(value)
    return _read_typed(value, cell.number_format)


def _read(sheet: Sheet, row: int, column: int) -> CellReading | Unreadable | None:
    return read_cell(sheet.cell(row, column), error=(row, column) in sheet.errors)


def _read_typed(value: CellValue, number_format: str) -> CellReading | Unreadable:
    if isinstance(value, bool):
        return CellReading(float(value), unit="yes/no")
    if isinstance(value, timedelta):
        return CellReading(value.total_seconds(), unit="seconds")
    if isinstance(value, time):
        return CellReading(value.hour * 3600.0 + value.minute * 60 + value.second, unit="seconds")
    if isinstance(value, date):
        return Unreadable(
            FindingCode.NOT_A_VALUE, "a date stands where a number belongs", _as_text(value)
        )
    if isinstance(value, int | float):
        return _read_number(value, number_format)
    return Unreadable(FindingCode.NOT_A_VALUE, "the cell holds no number", _as_text(value))


def _read_number(value: float, number_format: str) -> CellReading | Unreadable:
    unit = unit_of_format(number_format)
    exact = Decimal(repr(value)) * (100 if shows_hundredfold(number_format) else 1)
    number = finite(exact)
    if number is None:
        return Unreadable(FindingCode.NOT_A_VALUE, "the number is not finite", _as_text(value))
    return CellReading(number, unit=unit)


def _uncalculated() -> Unreadable:
    reason = "the formula was never calculated, so the cell holds no value"
    return Unreadable(FindingCode.FORMULA_NOT_CALCULATED, reason, "a formula")


def _not_one_figure(cell: Cell, reason: str) -> Unreadable:
    return Unreadable(FindingCode.NOT_A_VALUE, f"the cell {reason}", _as_text(cell.value))


def _as_text(value: CellValue) -> str:
    return "" if value is None else str(value)

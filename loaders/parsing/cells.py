"""Cells to figures: what one cell says, by its value and its number format."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache

from loaders.findings.codes import FindingCode
from loaders.parsing.decimal_signs import decimal_sign, is_ambiguous, with_decimal_dot
from loaders.parsing.error_values import is_error
from loaders.parsing.normalise import squeezed, text_of
from loaders.parsing.number_formats import FormatSection, label_shown, section_of
from loaders.parsing.numbers import (
    CellReading,
    Unreadable,
    finite,
    read_text,
)
from loaders.workbook import Cell, CellValue, Sheet
from metrics.status import State

__all__ = ["CellReading", "Unreadable", "read_cell", "read_target", "read_value", "words_at"]


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


def words_at(sheet: Sheet, row: int, column: int) -> str:
    """A cell as words, with those that its number format adds; empty where it is struck out."""
    if sheet.withdrawn and (row, column) in sheet.withdrawn:
        return ""
    value = sheet.value(row, column)
    # Nearly all of them are texts, of which the number format says nothing.
    return squeezed(value) if isinstance(value, str) else cell_words(sheet.cell(row, column))


def cell_words(cell: Cell) -> str:
    """A cell as words: `Q1` for 1 in the format `"Q"0`, `07` for 7 in the format `00`."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return label_shown(value, cell.number_format) or text_of(value)
    return text_of(value)


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
    cell = sheet.cell(row, column)
    if (row, column) in sheet.withdrawn:
        reason = "the cell is struck out, so whoever wrote it withdrew it"
        return Unreadable(FindingCode.STRUCK_OUT, reason, _as_text(cell.value))
    if isinstance(cell.value, str):
        sign = decimal_sign(sheet)
        if is_ambiguous(cell.value, sign):
            return _either(cell.value)
        cell = cell._replace(value=with_decimal_dot(cell.value, sign))
    reading = read_cell(cell, error=(row, column) in sheet.errors)
    mark = sheet.notes.get((row, column))
    if mark and isinstance(reading, CellReading):
        return replace(reading, note="; ".join(filter(None, (mark, reading.note))))
    return reading


def _either(text: str) -> Unreadable:
    """`29.000` in a table that does not tell whether dots are for thousands or for decimals."""
    tidy = squeezed(text)
    whole, decimals = tidy.replace(".", ","), tidy.rstrip("0").rstrip(".")
    reason = f"the dot may stand for thousands ({whole}) or for decimals ({decimals})"
    return Unreadable(FindingCode.NOT_A_VALUE, reason, tidy)


def _read_typed(value: CellValue, number_format: str) -> CellReading | Unreadable:
    if type(value) in (float, int):
        return _read_number(repr(value), number_format)
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
    return Unreadable(FindingCode.NOT_A_VALUE, "the cell holds no number", _as_text(value))


# As it is written: 0.0 and -0.0 are equal, and two numbers.
@lru_cache(maxsize=20_000)
def _read_number(written: str, number_format: str) -> CellReading | Unreadable:
    section = section_of(number_format, float(written))
    if not section.shows_digits:
        return _read_word_in_place(written, section)
    exact = Decimal(written) * (100 if section.is_hundredfold else 1)
    number = finite(exact.scaleb(section.scale))
    if number is None:
        return Unreadable(FindingCode.NOT_A_VALUE, "the number is not finite", written)
    return CellReading(number, unit=section.unit)


def _read_word_in_place(written: str, section: FormatSection) -> CellReading | Unreadable:
    """A number of which its format shows nothing: a dash is nought, a word stands for no figure."""
    word = read_text(section.literal)
    has_letters = any(map(str.isalpha, section.literal))
    if isinstance(word, CellReading) and word.state is not None and has_letters:
        return word
    if float(written) == 0 and section.literal.strip("- ") == "" and section.literal:
        return CellReading(0.0)
    shown = f'"{section.literal}"' if section.literal else "nothing"
    reason = f"its number format shows {shown} in place of the number"
    return Unreadable(FindingCode.NOT_A_VALUE, reason, written)


def _uncalculated() -> Unreadable:
    reason = "the formula was never calculated, so the cell holds no value"
    return Unreadable(FindingCode.FORMULA_NOT_CALCULATED, reason, "a formula")


def _not_one_figure(cell: Cell, reason: str) -> Unreadable:
    return Unreadable(FindingCode.NOT_A_VALUE, f"the cell {reason}", _as_text(cell.value))


def _as_text(value: CellValue) -> str:
    return "" if value is None else str(value)

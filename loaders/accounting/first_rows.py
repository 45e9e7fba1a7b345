"""What stands at the top of each sheet, as texts: for a person to say what the columns hold."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from loaders.parsing.normalise import text_of
from loaders.parsing.numbers import shows_hundredfold
from loaders.reading import FirstRows
from loaders.tables.column_mapping import signature_of
from loaders.workbook import Cell, Sheet, Workbook

SHEETS, ROWS, COLUMNS, CHARACTERS = 12, 20, 40, 60
# A longer text is no heading; nor has a table that a person maps more columns than are shown.
LONGEST_HEADING = 200


def first_rows(workbook: Workbook) -> Sequence[FirstRows]:
    """The first rows of every visible sheet that holds anything, never more than is looked at."""
    every = (rows for sheet in workbook.sheets if sheet.visible for rows in _first(sheet))
    return [rows for rows, _ in zip(every, range(SHEETS), strict=False)]


def _first(sheet: Sheet) -> Iterator[FirstRows]:
    top = next((cell.row for cell in sheet.filled()), None)
    if top is None:
        return
    numbers = range(top, min(top + ROWS, len(sheet.rows) + 1))
    texts = [_texts(sheet, number) for number in numbers]
    yield FirstRows(sheet.name, top, texts, [_signature(sheet, number) for number in numbers])


def _texts(sheet: Sheet, row: int) -> tuple[str, ...]:
    width = min(len(sheet.rows[row - 1]), COLUMNS)
    return tuple(text_shown(sheet.cell(row, column)) for column in range(1, width + 1))


def _signature(sheet: Sheet, row: int) -> tuple[str, ...]:
    filled = [cell for cell in sheet.rows[row - 1][COLUMNS:] if text_of(cell)]
    signature = signature_of(sheet.rows[row - 1])
    return () if filled or any(len(word) > LONGEST_HEADING for word in signature) else signature


def as_shown(cell: Cell) -> str:
    """A cell's text much as the spreadsheet shows it: `83.1%`, `Apr 2024`, `1 April 2024`."""
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        if shows_hundredfold(cell.number_format):
            return f"{value * 100:.6g}%"
        return f"{value:.15g}"
    if isinstance(value, datetime) and value.time() != time():
        return text_of(value)
    if isinstance(value, date):
        return (
            f"{value:%b %Y}" if _without_day(cell.number_format) else f"{value.day} {value:%B %Y}"
        )
    return text_of(value)


def _without_day(number_format: str) -> bool:
    return "m" in number_format.casefold() and "d" not in number_format.casefold()


def text_shown(cell: Cell) -> str:
    """The same text, a long one cut."""
    text = as_shown(cell)
    return text if len(text) <= CHARACTERS else f"{text[: CHARACTERS - 1]}\N{HORIZONTAL ELLIPSIS}"

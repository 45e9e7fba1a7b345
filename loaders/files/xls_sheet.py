"""One worksheet of an old Excel workbook, from xlrd's cells to the same as newer sheets have."""

from collections.abc import Container, Iterator, Sequence
from datetime import datetime

import xlrd
from xlrd.sheet import Sheet as XlsSheet

from loaders.files.excel_dates import Clock, from_serial
from loaders.files.excel_styles import GENERAL
from loaders.files.text_runs import (
    CellMarks,
    MarkedText,
    TextRun,
    has_raised_figures,
    marked_text,
)
from loaders.files.under_merged import empty_under_merged
from loaders.files.xls_records import XlsFormula
from loaders.files.xls_styles import XlsStyles
from loaders.workbook import CellPlace, CellValue, Sheet

WHOLE = 10**15


def sheet_of(
    sheet: XlsSheet, styles: XlsStyles, written: Sequence[XlsFormula], *, calculated: bool
) -> Sheet:
    """A worksheet with the formulas in it.

    Where no formula of the workbook has a result, none was ever calculated.
    """
    rows = [_row(sheet, row, styles) for row in range(sheet.nrows)]
    formulas = {CellPlace(formula.row, formula.column) for formula in written}
    if not calculated:
        for row, column in formulas:
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = None
    merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    marks = CellMarks()
    _take_marks(sheet, rows, styles, marks)
    under_merged = list(empty_under_merged(rows, merged))
    formulas.difference_update(under_merged)
    for cell in under_merged:
        marks.forget(cell)
    _trim(rows, formulas)
    read = Sheet(sheet.name, rows, sheet.visibility == 0, merged=merged)
    read.formulas = frozenset(formulas)
    read.hidden_rows = frozenset(r + 1 for r, row in sheet.rowinfo_map.items() if row.hidden)
    read.hidden_columns = frozenset(c + 1 for c, col in sheet.colinfo_map.items() if col.hidden)
    marks.put_on(read)
    _add_styles(sheet, styles, read)
    return read


def _row(sheet: XlsSheet, row: int, styles: XlsStyles) -> list[CellValue]:
    kinds, values = sheet.row_types(row), sheet.row_values(row)
    return [
        _value(kind, value, styles[sheet.cell_xf_index(row, column)].clock, styles.epoch)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True))
    ]


def _value(kind: int, value: str | float, clock: Clock, epoch: datetime) -> CellValue:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        number = float(value)
        if clock is Clock.NUMBER and number.is_integer() and abs(number) < WHOLE:
            # Whole numbers have no decimal point in the file: a code typed as 7 is not 7.0.
            return int(number)
        return from_serial(number, clock, epoch)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(int(value), "#N/A")
    return None


def _take_marks(
    sheet: XlsSheet, rows: list[list[CellValue]], styles: XlsStyles, marks: CellMarks
) -> None:
    """Take footnote marks and what is struck out from the texts of the rows."""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            style = sheet.cell_xf_index(row, column)
            read: CellValue | MarkedText = value
            runs = sheet.rich_text_runlist_map.get((row, column))
            if isinstance(value, str) and (runs or has_raised_figures(value)):
                read = marked_text(_runs(value, runs or [], styles, style))
                read = read if read.is_marked else value
            is_struck = styles[style].is_struck
            if is_struck or isinstance(read, MarkedText):
                values[column] = marks.taken(row + 1, column + 1, read, is_struck=is_struck)


def _runs(
    text: str, begins: Sequence[tuple[int, int]], styles: XlsStyles, style: int
) -> Iterator[TextRun]:
    """The runs of a text whose fonts change where `begins` says; the cell's own font is first."""
    ends = [*(offset for offset, _ in begins), len(text)]
    yield styles.run_of(text[: ends[0]], styles.font_of(style))
    for (offset, font), end in zip(begins, ends[1:], strict=True):
        yield styles.run_of(text[offset:end], font)


def _trim(rows: list[list[CellValue]], formulas: Container[tuple[int, int]]) -> None:
    """Take off blank cells that only have a style, so that the box ends with the last value."""
    for number, row in enumerate(rows, 1):
        while row and row[-1] is None and (number, len(row)) not in formulas:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()


def _add_styles(sheet: XlsSheet, styles: XlsStyles, read: Sheet) -> None:
    formats: dict[tuple[int, int], str] = {}
    fills: dict[tuple[int, int], str] = {}
    errors = set()
    width = max((len(row) for row in read.rows), default=0)
    for row, values in enumerate(read.rows, 1):
        kinds = sheet.row_types(row - 1)
        for column in range(1, min(len(kinds), width) + 1):
            style = styles[sheet.cell_xf_index(row - 1, column - 1)]
            if style.fill is not None:
                fills[row, column] = style.fill
            value = values[column - 1] if column <= len(values) else None
            if value is None and (row, column) not in read.formulas:
                continue
            if style.number_format != GENERAL:
                formats[row, column] = style.number_format
            if kinds[column - 1] == xlrd.XL_CELL_ERROR:
                errors.add((row, column))
    read.formats, read.fills, read.errors = formats, fills, frozenset(errors)

"""One worksheet part: its cells in one pass, whatever it says about its own size."""

from collections.abc import Iterable
from itertools import chain
from typing import IO
from xml.etree.ElementTree import Element

from loaders.files.excel_cells import CellValues
from loaders.files.excel_icons import icon_colours
from loaders.files.excel_reference import MAX_COLUMN, MAX_ROW, cell_place, column_number
from loaders.files.excel_styles import CellStyle
from loaders.files.excel_text import text_of_item
from loaders.files.limits import LIMITS, FileLimits
from loaders.files.text_runs import CellMarks, MarkedText
from loaders.files.under_merged import empty_under_merged
from loaders.files.xml_part import PartDamagedError, local, namespace, read_children
from loaders.workbook import CellPlace, CellValue, Sheet, address, column_letters

DIGITS = "0123456789"
TRUE = ("1", "true", "on")


class TooManyCellsError(Exception):
    """A sheet whose filled cells span a larger box than the limit; its text is the last cell."""


class WorksheetReader:
    """Gathers one Sheet from a worksheet's XML, row by row; used once."""

    def __init__(self, values: CellValues, name: str, limits: FileLimits = LIMITS) -> None:
        self._values, self._styles, self._limits = values, values.styles.named, limits
        self._sheet = Sheet(name, ())
        self._rows: dict[int, list[CellValue]] = {}
        self._formats: dict[tuple[int, int], str] = {}
        self._fills: dict[tuple[int, int], str] = {}
        self._formulas: set[tuple[int, int]] = set()
        self._errors: set[tuple[int, int]] = set()
        self._hidden: set[int] = set()
        self._marks = CellMarks()
        self._width = self._height = self._row = 0
        # Of the row that is being read: its values, and how references to its cells end.
        self._cells: list[CellValue] | None = None
        self._ending = ""
        self._v = self._f = self._is = ""

    def read(self, stream: IO[bytes], *, visible: bool = True) -> Sheet:
        """The sheet in a part; raises PartDamagedError, TooManyCellsError at the first too far."""
        rest = self._read_rows(stream)
        space = namespace(rest.tag)
        sheet = self._sheet
        sheet.visible = visible
        sheet.merged = [_range(m) for m in rest.iterfind(f"{space}mergeCells/{space}mergeCell")]
        rows = [self._rows.get(row, []) for row in range(1, self._height + 1)]
        self._forget(empty_under_merged(rows, sheet.merged))
        sheet.rows = rows
        sheet.formats, sheet.fills = self._formats, self._fills_in_box()
        sheet.formulas, sheet.errors = frozenset(self._formulas), frozenset(self._errors)
        sheet.hidden_rows = frozenset(self._hidden)
        self._marks.put_on(sheet)
        sheet.icons = icon_colours(rest, rows)
        columns = (_hidden_columns(c) for c in rest.iterfind(f"{space}cols/{space}col"))
        sheet.hidden_columns = frozenset(chain.from_iterable(columns))
        return sheet

    def _read_rows(self, stream: IO[bytes]) -> Element:
        rows = read_children(stream, "sheetData")
        try:
            while True:
                self._read_row(next(rows))
        except StopIteration as end:
            rest: Element = end.value
        if local(rest.tag) != "worksheet":
            raise PartDamagedError("it is not a worksheet")
        return rest

    def _read_row(self, row: Element) -> None:
        number = int(row.get("r", self._row + 1))
        if not 1 <= number <= MAX_ROW:
            raise PartDamagedError(f"row {number} does not exist")
        self._row, self._ending = number, str(number)
        self._cells = self._rows.get(number)
        if row.get("hidden") in TRUE:
            self._hidden.add(number)
        space = namespace(row.tag)
        self._v, self._f, self._is = f"{space}v", f"{space}f", f"{space}is"
        column, tag = 0, f"{space}c"
        for cell in row:
            if cell.tag != tag:
                continue
            column = self._column(cell.get("r"), column)
            try:
                self._read_cell(cell, number, column)
            except (ValueError, LookupError) as error:
                where = address(number, column)
                raise PartDamagedError(f"cell {where} cannot be read: {error}") from error

    def _column(self, reference: str | None, last: int) -> int:
        if reference is None:
            return last + 1
        if last < MAX_COLUMN and reference == f"{column_letters(last + 1)}{self._ending}":
            return last + 1
        letters = reference.rstrip(DIGITS)
        if reference[len(letters) :] == self._ending:
            return column_number(letters)
        row, column = cell_place(reference)
        if row != self._row:
            raise PartDamagedError(f"cell {reference} stands in row {self._row}")
        return column

    def _read_cell(self, cell: Element, row: int, column: int) -> None:
        style = self._styles.get(cell.get("s", "0")) or self._values.style(cell.get("s") or "0")
        if style.fill is not None:
            self._fills[row, column] = style.fill
        cell_type = cell.get("t", "n")
        value, formula = self._value(cell, cell_type, style)
        if style.is_struck or isinstance(value, MarkedText):
            value = self._marks.taken(row, column, value, is_struck=style.is_struck)
        if value is None and not formula:
            return
        cells = self._cells
        if cells is not None and len(cells) + 1 == column <= self._width:
            cells.append(value)
        else:
            self._put(row, column, value)
        if formula:
            self._formulas.add((row, column))
        if cell_type == "e":
            self._errors.add((row, column))
        if style.number_format != "General":
            self._formats[row, column] = style.number_format

    def _value(
        self, cell: Element, cell_type: str, style: CellStyle
    ) -> tuple[CellValue | MarkedText, bool]:
        """What a cell holds, and whether it is a formula's."""
        if len(cell) == 1 and cell[0].tag == self._v and cell_type != "inlineStr":
            return self._values.value(cell_type, cell[0].text or "", style), False
        value: CellValue | MarkedText = None
        formula = False
        for part in cell:
            tag = part.tag
            if tag == self._v and cell_type != "inlineStr":
                value = self._values.value(cell_type, part.text or "", style)
            elif tag == self._f:
                formula = True
            elif tag == self._is:
                value = text_of_item(part)
        return value, formula

    def _put(self, row: int, column: int, value: CellValue) -> None:
        if row > self._height or column > self._width:
            self._grow(row, column)
        cells = self._cells
        if cells is None:
            cells = self._cells = self._rows[row] = []
        if column == len(cells) + 1:
            cells.append(value)
        elif column > len(cells):
            cells.extend([None] * (column - len(cells) - 1))
            cells.append(value)
        elif cells[column - 1] is None:
            cells[column - 1] = value
        else:
            raise PartDamagedError(f"cell {address(row, column)} is there twice")

    def _grow(self, row: int, column: int) -> None:
        self._height, self._width = max(self._height, row), max(self._width, column)
        if self._height * self._width > self._limits.cells:
            raise TooManyCellsError(address(self._height, self._width))

    def _forget(self, cells: Iterable[CellPlace]) -> None:
        for cell in cells:
            self._formulas.discard(cell)
            self._errors.discard(cell)
            self._formats.pop(cell, None)
            self._marks.forget(cell)

    def _fills_in_box(self) -> dict[tuple[int, int], str]:
        """Fills among the values, where they can mean a status; whole coloured rows go on."""
        return {
            (row, column): fill
            for (row, column), fill in self._fills.items()
            if row <= self._height and column <= self._width
        }


def _range(merged: Element) -> tuple[int, int, int, int]:
    first, _, last = merged.get("ref", "").partition(":")
    return (*cell_place(first), *cell_place(last or first))


def _hidden_columns(column: Element) -> range:
    if column.get("hidden") not in TRUE:
        return range(0)
    return range(int(column.get("min", "")), min(int(column.get("max", "")), MAX_COLUMN) + 1)

"""One OpenDocument table: its rows as they come, repeats written out only where values stand."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.files.excel_reference import MAX_COLUMN, MAX_ROW
from loaders.files.excel_sheet import TooManyCellsError
from loaders.files.excel_styles import GENERAL, CellStyle
from loaders.files.limits import LIMITS, FileLimits
from loaders.files.ods_cells import (
    FORMULA,
    PARAGRAPH,
    SPAN_OF_TEXT,
    VALUE_TYPE,
    OdsValue,
    plain_value,
    read_value,
    text_runs,
)
from loaders.files.ods_names import office, table
from loaders.files.ods_styles import OdsStyles
from loaders.files.text_runs import (
    CellMarks,
    MarkedText,
    TextRun,
    has_raised_figures,
    marked_text,
)
from loaders.files.xml_part import PartDamagedError
from loaders.workbook import CellPlace, CellValue, Sheet, address

CELL, COVERED = table("table-cell"), table("covered-table-cell")
COLUMNS_REPEATED = table("number-columns-repeated")
ROWS_REPEATED = table("number-rows-repeated")
COLUMNS_SPANNED, ROWS_SPANNED = table("number-columns-spanned"), table("number-rows-spanned")
STYLE, DEFAULT_STYLE = table("style-name"), table("default-cell-style-name")
VISIBILITY, ANNOTATION = table("visibility"), office("annotation")
HIDDEN = ("collapse", "filter")


class _Run(NamedTuple):
    """A block of like cells: its first row and column, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int

    def cells_within(self, height: int, width: int) -> Iterator[CellPlace]:
        """The cells of the block that lie within a box."""
        for row in range(self.row, min(self.row + self.rows - 1, height) + 1):
            for column in range(self.column, min(self.column + self.columns - 1, width) + 1):
                yield CellPlace(row, column)


class OdsSheetReader:
    """Gathers one Sheet from the columns and rows of a table, in their order; used once."""

    def __init__(self, name: str, styles: OdsStyles, limits: FileLimits = LIMITS) -> None:
        self.comments = 0
        self._styles, self._limits = styles, limits
        self._sheet = Sheet(name, ())
        self._rows: list[list[CellValue]] = []
        self._defaults: list[str] = []
        self._hidden_columns: set[int] = set()
        self._hidden_rows: list[range] = []
        self._formats: dict[tuple[int, int], str] = {}
        self._formulas: set[tuple[int, int]] = set()
        self._errors: set[tuple[int, int]] = set()
        self._marks = CellMarks()
        self._styled: list[tuple[_Run, str]] = []
        self._merged: list[tuple[_Run, int, int]] = []
        self._coloured_columns = False
        self._width = self._next_row = 0

    def read_column(self, column: Element) -> None:
        """Note the style of a column, and whether it is hidden."""
        first = len(self._defaults) + 1
        repeat = min(_repeated(column, COLUMNS_REPEATED), MAX_COLUMN + 1 - first)
        default = column.get(DEFAULT_STYLE, "")
        self._defaults.extend([default] * repeat)
        self._coloured_columns |= self._styles.cell(default).fill is not None
        if column.get(VISIBILITY) in HIDDEN:
            self._hidden_columns.update(range(first, first + repeat))

    def read_row(self, element: Element) -> None:
        """Take in a row, as often as it is repeated; PartDamagedError, TooManyCellsError."""
        row, rows = self._next_row + 1, _repeated(element, ROWS_REPEATED)
        self._next_row += rows
        if element.get(VISIBILITY) in HIDDEN:
            self._hidden_rows.append(range(row, row + rows))
        column, row_style = 1, element.get(DEFAULT_STYLE, "")
        for cell in element:
            tag, attributes = cell.tag, cell.attrib
            columns = _repeated(cell, COLUMNS_REPEATED) if COLUMNS_REPEATED in attributes else 1
            if tag == CELL:
                if rows > 1 or columns > 1 or not self._take_plain(cell, row, column):
                    run = _Run(row, column, rows, columns)
                    self._read_cell(cell, run, attributes.get(STYLE, row_style))
            elif tag != COVERED:
                continue
            column += columns

    def sheet(self, *, visible: bool) -> Sheet:
        """The sheet once every row was taken in."""
        sheet = self._sheet
        height = len(self._rows)
        sheet.visible, sheet.rows = visible, self._rows
        sheet.formats, sheet.fills = self._formats, self._fills()
        sheet.formulas, sheet.errors = frozenset(self._formulas), frozenset(self._errors)
        sheet.merged = list(self._ranges())
        self._marks.put_on(sheet)
        sheet.hidden_columns = frozenset(self._hidden_columns)
        sheet.hidden_rows = frozenset(
            row
            for rows in self._hidden_rows
            for row in range(rows.start, min(rows.stop, height + 1))
        )
        return sheet

    def _read_cell(self, cell: Element, run: _Run, named: str) -> None:
        style = self._style(run.column, named)
        if style.fill is not None or (not named and self._coloured_columns):
            self._styled.append((run, named))
        attributes = cell.attrib
        if COLUMNS_SPANNED in attributes or ROWS_SPANNED in attributes:
            self._note_merge(cell, run)
        parts = len(cell)
        if not parts and VALUE_TYPE not in attributes and FORMULA not in attributes:
            return
        try:
            value = read_value(cell, style.clock)
        except ValueError as error:
            where = address(run.row, run.column)
            raise PartDamagedError(f"cell {where} cannot be read: {error}") from error
        if parts > 1 or (parts and cell[0].tag != PARAGRAPH):
            self.comments += cell.find(ANNOTATION) is not None
        value = self._without_marks(cell, run, value, is_struck=style.is_struck)
        if value.value is not None or value.formula:
            self._put_all(run, value, named, percentage=attributes.get(VALUE_TYPE) == "percentage")

    def _without_marks(
        self, cell: Element, run: _Run, value: OdsValue, *, is_struck: bool
    ) -> OdsValue:
        """A value whose footnote marks, and what is struck out in it, are kept apart."""
        read: CellValue | MarkedText = value.value
        if isinstance(read, str):
            spans = next(cell.iter(SPAN_OF_TEXT), None) is not None
            if spans or has_raised_figures(read):
                runs = text_runs(cell, self._styles.run_of) if spans else [TextRun(read)]
                marked = marked_text(runs)
                read = marked if marked.is_marked else read
        if read is None or (not is_struck and not isinstance(read, MarkedText)):
            return value
        self._grow(run.row + run.rows - 1, run.column + run.columns - 1)
        taken: CellValue = None
        for row in range(run.row, run.row + run.rows):
            for column in range(run.column, run.column + run.columns):
                taken = self._marks.taken(row, column, read, is_struck=is_struck)
        return value._replace(value=taken)

    def _take_plain(self, cell: Element, row: int, column: int) -> bool:
        """Take in a cell that is one number or text in a style without a fill; False for any other.

        Most cells of a large sheet are such; read as the others are they would take most of its
        time.
        """
        named, value = cell.get(STYLE), plain_value(cell)
        if not named or value is None:
            return False
        style = self._styles.cell(named)
        if style.fill is not None or style.is_struck:
            return False
        if isinstance(value, str) and has_raised_figures(value):
            return False
        self._grow(row, column)
        self._put(row, column, value, style.number_format)
        return True

    def _put_all(self, run: _Run, value: OdsValue, named: str, *, percentage: bool) -> None:
        """Write a value out as often as its cell is repeated."""
        self._grow(run.row + run.rows - 1, run.column + run.columns - 1)
        for column in range(run.column, run.column + run.columns):
            number_format = self._format(column, named, percentage=percentage)
            for row in range(run.row, run.row + run.rows):
                self._put(row, column, value.value, number_format)
                if value.formula:
                    self._formulas.add((row, column))
                if value.error:
                    self._errors.add((row, column))

    def _put(self, row: int, column: int, value: CellValue, number_format: str) -> None:
        values = self._rows[row - 1]
        if len(values) < column - 1:
            values.extend([None] * (column - 1 - len(values)))
        values.append(value)
        if number_format != GENERAL:
            self._formats[row, column] = number_format

    def _format(self, column: int, named: str, *, percentage: bool) -> str:
        number_format = self._style(column, named).number_format
        return "0%" if percentage and "%" not in number_format else number_format

    def _grow(self, height: int, width: int) -> None:
        if height <= len(self._rows) and width <= self._width:
            return
        height, self._width = max(len(self._rows), height), max(self._width, width)
        if height * self._width > self._limits.cells:
            raise TooManyCellsError(address(height, self._width))
        if height > MAX_ROW or self._width > MAX_COLUMN:
            raise PartDamagedError(f"there is no cell {address(height, self._width)}")
        self._rows.extend([] for _ in range(height - len(self._rows)))

    def _style(self, column: int, named: str) -> CellStyle:
        if not named and column <= len(self._defaults):
            named = self._defaults[column - 1]
        return self._styles.cell(named)

    def _note_merge(self, cell: Element, run: _Run) -> None:
        across, down = _repeated(cell, COLUMNS_SPANNED), _repeated(cell, ROWS_SPANNED)
        if across > 1 or down > 1:
            self._merged.append((run, down, across))

    def _ranges(self) -> Iterator[tuple[int, int, int, int]]:
        for run, down, across in self._merged:
            for row, column in run.cells_within(len(self._rows), self._width):
                yield row, column, row + down - 1, column + across - 1

    def _fills(self) -> dict[tuple[int, int], str]:
        """Fills among the values, where they can mean a status; whole coloured rows go on."""
        return {
            cell: fill
            for run, style in self._styled
            if not style or self._styles.cell(style).fill
            for cell in run.cells_within(len(self._rows), self._width)
            if (fill := self._style(cell.column, style).fill)
        }


def _repeated(element: Element, attribute: str) -> int:
    written = element.get(attribute, "1")
    count = int(written) if written.isdecimal() else 0
    if count < 1:
        raise PartDamagedError(f"it repeats something {written!r} times")
    return count

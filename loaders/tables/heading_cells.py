"""The cells of a table's headings, read one by one."""

from collections.abc import Mapping, Sequence

from loaders.parsing.cells import cell_words, words_at
from loaders.parsing.normalise import text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.vocabulary import MONEY, SCALED_UNITS, UNITS
from loaders.tables.area_words import area_in_words
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Heading, Role, read_heading
from loaders.tables.month_headings import month_starts
from loaders.workbook import CellPlace, Sheet

_TALLEST_MERGE = 3
_UNIT_WORDS = frozenset((*UNITS, *MONEY, *SCALED_UNITS, "no.", "no", "number"))
_ANY_YEAR = 2000  # to tell whether a bare `Q1` is meant as a period at all
Merges = Mapping[CellPlace, CellPlace]


def merged_cells(sheet: Sheet) -> Merges:
    """Cells covered by a merge across columns, to the cell that holds its value."""
    width = max((len(row) for row in sheet.rows), default=0)
    return {
        CellPlace(row, column): CellPlace(top, left)
        for top, left, bottom, right in sheet.merged
        if right > left and bottom - top < _TALLEST_MERGE
        for row in range(top, bottom + 1)
        for column in range(left, min(right, width) + 1)
        if (row, column) != (top, left)
    }


class HeadingCells:
    """The cells around the row that names the columns of a table, and what each says by itself.

    `span` are the columns of the table, `year` as in read_heading, `area` the council's code;
    `mapping` says what the columns hold where a person named them by hand, `merged` which cell
    speaks for one that a merge covers. `months` are the periods that dates in the row stand for,
    by column.
    """

    def __init__(  # noqa: PLR0913 (headings are read by this many things)
        self,
        *,
        sheet: Sheet,
        row: int,
        span: range,
        merged: Merges,
        year: int | None,
        mapping: ColumnMapping | None = None,
        area: str = "",
    ) -> None:
        self.sheet, self.row, self.span = sheet, row, span
        self.merged, self.year, self.mapping = merged, year, mapping
        self.area = area
        self.months = month_starts([sheet.cell(row, number) for number in span])
        if len(self.months) == 1 and self._has_figures_beside():
            # A day beside a column of figures is that of an update, a signature, a meeting.
            self.months = {}

    def in_year(self, year: int) -> "HeadingCells":
        """The same cells, read in a financial year that begins in `year`."""
        return HeadingCells(
            sheet=self.sheet,
            row=self.row,
            span=self.span,
            merged=self.merged,
            year=year,
            mapping=self.mapping,
            area=self.area,
        )

    def text(self, cell: CellPlace) -> str:
        """The words of a cell, empty without any."""
        return words_at(self.sheet, *cell)

    def read(self, at: CellPlace, year: int | None) -> Heading | None:
        """What a cell says as a heading in a year; None where it is none.

        Raises NotAPeriod where it is meant as a period and is none.
        """
        if at.row == self.row and at.column in self.months:
            return Heading(Role.PERIOD, self.months[at.column])
        cell = self.sheet.cell(*at)
        words = cell_words(cell)
        is_ours = area_in_words(words, self.area) if self.area and words else None
        if is_ours is not None:
            return Heading(Role.VALUE if is_ours else Role.OTHER_AREA)
        if isinstance(cell.value, int | float) and words != text_of(cell.value):
            return read_heading(words, year=year)
        return read_heading(cell.value, number_format=cell.number_format, year=year)

    def read_or_none(self, cell: CellPlace, year: int | None) -> Heading | None:
        """As `read`, None also where a cell is meant as a period and is none."""
        try:
            return self.read(cell, year)
        except NotAPeriod:
            return None

    def role(self, row: int, number: int) -> Role | None:
        """What a cell promises of its column, in whatever year."""
        heading = self.read_or_none(CellPlace(row, number), self.year or _ANY_YEAR)
        return heading.role if heading else None

    def role_by_hand(self, number: int) -> Role | None:
        """What a person said that a column holds; its place is counted from the first heading."""
        if self.mapping is None:
            return None
        row = self.sheet.rows[self.row - 1]
        first = next(column for column, value in enumerate(row, 1) if text_of(value))
        return self.mapping.roles.get(number - first)

    def filled_columns(self, row: int) -> Sequence[int]:
        """The columns of the table whose cell in a row says something."""
        return [number for number in self.span if text_of(self.sheet.value(row, number))]

    def is_unit(self, cell: CellPlace) -> bool:
        """Whether a cell under the headings says nothing but the unit of its column: `£000`."""
        return cell.row > self.row and self.text(cell).casefold() in _UNIT_WORDS

    def is_bare(self, cell: CellPlace) -> bool:
        """Whether a heading is a quarter or month that says no year."""
        first, second = (self.read_or_none(cell, year) for year in (_ANY_YEAR, _ANY_YEAR + 1))
        return bool(first and second and first.period and first.period != second.period)

    def is_slip(self, row: int, number: int) -> bool:
        """Whether a text is meant as a period and is none; it is then refused, not passed over."""
        if not isinstance(self.sheet.value(row, number), str):
            return False
        try:
            self.read(CellPlace(row, number), self.year or _ANY_YEAR)
        except NotAPeriod:
            return True
        return False

    def _has_figures_beside(self) -> bool:
        """Whether a heading beside that of a day heads figures or a period."""
        beside = (number for number in self.span if number not in self.months)
        return any(self.role(self.row, n) in (Role.VALUE, Role.PERIOD) for n in beside)

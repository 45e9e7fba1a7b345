"""The headings of one table: a row, perhaps years and quarters above it, Value or Target below."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from loaders.findings.codes import FindingCode
from loaders.findings.finding import Finding
from loaders.parsing.normalise import text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.periods import (
    CalendarYear,
    bare_month,
    goes_from_april,
    goes_from_january,
    period_in,
)
from loaders.tables import heading_findings
from loaders.tables.columns import ROLES_BESIDE, Column, periods_beside, superseded
from loaders.tables.heading_cells import HeadingCells
from loaders.tables.headings import IDENTITY, Heading, Role, read_heading
from loaders.tables.month_headings import are_ends
from loaders.tables.rows_around_headings import UNDER_PERIODS, rows_above, rows_below
from loaders.workbook import CellPlace
from metrics.period import Period, PeriodKind

_LOOKED_AT = 5  # rows below the headings, for figures
_TOTAL = " total"
# Second columns of one kind that nobody misses.
_LEFT_SILENTLY = (Role.DIRECTION, Role.CATEGORY, Role.SERVICE, Role.AREA)


class HeadingBlock:
    """The headings of one table: a row, perhaps years and quarters above it, Value or Target below.

    `cells` are read one by one; what is refused or passed over joins the findings.
    """

    def __init__(self, cells: HeadingCells) -> None:
        self.cells = cells
        self.sheet, self.row, self.span, self.year = cells.sheet, cells.row, cells.span, cells.year
        self.below, self.above = rows_below(cells), rows_above(cells)
        self.findings: list[Finding] = []
        self.passed_over: dict[int, Finding] = {}

    def in_year(self, year: int) -> "HeadingBlock":
        """The same block with quarters and months of a financial year that begins in `year`."""
        return HeadingBlock(self.cells.in_year(year))

    @property
    def first_row(self) -> int:
        """The topmost row of the block."""
        return min([*self.above, self.row])

    @property
    def first_below(self) -> int:
        """The row after the block."""
        return max([*self.below, self.row]) + 1

    @property
    def rows(self) -> Sequence[int]:
        """The rows of the block from top to bottom."""
        return sorted([*self.above, self.row, *self.below])

    def columns(self) -> Sequence[Column]:
        """The columns that are understood; what is refused or passed over joins the findings."""
        columns = [column for number in self.span for column in self._column(number)]
        if are_ends(self.cells.months):
            self.findings.append(
                heading_findings.period_ends(self.sheet, self.row, self.cells.months)
            )
        beside = periods_beside(columns)
        if beside:
            self.findings.append(heading_findings.periods_to_the_left(self.sheet, self.row, beside))
        dated = [
            replace(column, heading=Heading(column.role, beside[column.number]))
            if column.number in beside
            else column
            for column in columns
        ]
        return list(self._without_doubles(dated))

    def _column(self, number: int) -> Iterator[Column]:
        speaking = (self._speaking_cell(row, number) for row in self.rows)
        filled = [cell for cell in speaking if self.cells.text(cell)]
        in_column = [cell for cell in filled if cell.column == number]
        if self.cells.mapping:
            heading = self._heading_by_hand(CellPlace(self.row, number), filled)
        else:
            heading = self._heading(number, filled) if in_column else None
        is_figure = heading is not None and heading.role in (Role.VALUE, Role.TARGET)
        if is_figure and self._is_over_several(in_column):
            self._pass_over(number, heading_findings.several_under(self.sheet, in_column[0]))
        elif heading:
            units = [self.cells.text(cell) for cell in in_column[1:] if self.cells.is_unit(cell)]
            texts = [self.cells.text(in_column[0]), *units] if in_column else []
            yield Column(number, heading, " ".join(texts))

    def _pass_over(self, number: int, finding: Finding) -> None:
        """Leave a column out, for what a finding says."""
        self.findings.append(finding)
        self.passed_over[number] = finding

    def _heading_by_hand(self, cell: CellPlace, filled: Sequence[CellPlace]) -> Heading | None:
        """What a person said of a column, for the period that its headings name, if any."""
        role = self.cells.role_by_hand(cell.column)
        if role is None:
            if self.cells.text(cell):
                finding = heading_findings.unknown_heading(self.sheet, cell)
                self._pass_over(cell.column, finding)
            return None
        dated = Heading(role)
        before: CellPlace | None = None
        for place in filled if role in UNDER_PERIODS else ():
            try:
                typed = self._under(dated, place, before)
            except NotAPeriod:
                # Whoever names the columns sees of which year they are read.
                year = dated.period.financial_year if dated.period else self.year
                typed = self.cells.read_or_none(place, year)
            before = place
            dated = typed if typed and typed.period else dated
        return Heading(role, dated.period, dated.to_date)

    def _speaking_cell(self, row: int, number: int) -> CellPlace:
        """The cell that speaks for a column in a heading row: its own, or the merge over it."""
        cell = CellPlace(row, number)
        if cell in self.cells.merged:
            return self.cells.merged[cell]
        row_below = next((other for other in self.rows if other > row), None)
        if row_below and not self.cells.text(cell):
            return self._period_to_the_left(cell, row_below) or cell
        return cell

    def _period_to_the_left(self, cell: CellPlace, row_below: int) -> CellPlace | None:
        """Without merges a period also covers the quarters, Values and Targets to its right."""
        if any(top <= cell.row <= bottom for top, _, bottom, _ in self.sheet.merged):
            return None
        number = cell.column
        while number in self.span and self._is_part(row_below, number):
            if text_of(self.sheet.value(cell.row, number)):
                return CellPlace(cell.row, number)
            number -= 1
        return None

    def _is_part(self, row: int, number: int) -> bool:
        """Whether a column belongs under a period: by its word, or as its word comes repeatedly."""
        role = self.cells.role_by_hand(number) or self.cells.role(row, number)
        if role in (Role.VALUE, Role.TARGET, Role.PERIOD):
            return True
        text = text_of(self.sheet.value(row, number))
        again = [n for n in self.span if text_of(self.sheet.value(row, n)) == text]
        return role in UNDER_PERIODS and len(again) > 1

    def _heading(self, number: int, filled: Sequence[CellPlace]) -> Heading | None:
        joined: Heading | None = None
        before: CellPlace | None = None
        for cell in [cell for cell in filled if not self.cells.is_unit(cell)] or filled:
            try:
                heading = self._under(joined, cell, before)
            except NotAPeriod as problem:
                heading = self._of_same_part(cell)
                if heading is None:
                    self._refuse(cell, problem)
                    return None
            heading = heading or self._total_of_months(cell)
            if heading is None:
                self._pass_over(number, heading_findings.unknown_heading(self.sheet, cell))
                return None
            joined, before = _joined(joined, heading), cell
        if joined and joined.role is Role.OTHER_AREA:
            place, text = CellPlace(self.row, number), " ".join(map(self.cells.text, filled))
            self._pass_over(number, heading_findings.other_area(self.sheet, place, text))
            return None
        return _promised(joined)

    def _refuse(self, cell: CellPlace, problem: NotAPeriod) -> None:
        finding = heading_findings.no_period(self.sheet, cell, problem)
        if finding.code is FindingCode.MONTHS_DIFFER:
            self.passed_over[cell.column] = finding
        if finding not in self.findings:  # a merged heading speaks for several columns
            self.findings.append(finding)

    def _under(
        self, above: Heading | None, cell: CellPlace, place: CellPlace | None
    ) -> Heading | None:
        """A heading in the year that stands over it, or around the table.

        Under `2025` and no more a quarter may be of two years, and a month is that of the calendar
        unless the months beside it go from April to March.
        """
        year: int | None = self.year
        if above and above.period:
            is_calendar = above.period.kind is PeriodKind.CALENDAR_YEAR
            year = above.period.financial_year
            year = CalendarYear(year) if is_calendar else year
        words = self.cells.text(cell)
        is_bare = isinstance(year, CalendarYear) and self.cells.is_bare(cell)
        if year is None or not is_bare or goes_from_april(self._months_beside(cell, place)):
            return self.cells.read(cell, year)
        heading = read_heading(f"{words} {year:d}")
        if heading and heading != self.cells.read_or_none(cell, year):
            self._tell_year(cell, place, year, heading)
        return heading

    def _tell_year(
        self, cell: CellPlace, above: CellPlace | None, year: int, heading: Heading
    ) -> None:
        """That `January` under 2025 was read as that of the calendar, where no month says so.

        Those from January to April or later say so, and those that go on under the next year.
        """
        beside, every = self._months_beside(cell, above), self._months_beside(cell, None)
        go_on = beside != every and all(n == before % 12 + 1 for before, n in pairwise(every))
        is_told = any(finding.code is FindingCode.YEAR_BEGINS for finding in self.findings)
        is_sure = go_on or goes_from_january(beside)
        other = self.cells.read_or_none(cell, year)
        if is_told or is_sure or not (heading.period and other and other.period):
            return
        self.findings.append(
            heading_findings.year_begins(
                self.sheet, cell, year, read=heading.period, other=other.period
            )
        )

    def _months_beside(self, cell: CellPlace, above: CellPlace | None) -> Sequence[int]:
        """The months in the row of a heading, those under the same year where one is above it."""
        beside = [
            number
            for number in self.span
            if above is None
            or self.cells.text(self._speaking_cell(above.row, number)) == self.cells.text(above)
        ]
        months = (bare_month(self.sheet.value(cell.row, number)) for number in beside)
        return list(filter(None, months))

    def _total_of_months(self, cell: CellPlace) -> Heading | None:
        """`Q1 Total` directly behind the months of that quarter; None of other totals."""
        text = self.cells.text(cell)
        if not text.casefold().endswith(_TOTAL) or isinstance(self.year, CalendarYear):
            return None
        places = [CellPlace(cell.row, n) for n in range(cell.column - 3, cell.column) if n > 0]
        before = [self.cells.read_or_none(place, self.year) for place in places]
        months = [h.period for h in before if h and h.period and h.period.kind is PeriodKind.MONTH]
        period = period_in(text[: -len(_TOTAL)], months[0].financial_year) if months else None
        if period is None or len(months) < len(places):
            return None
        is_sum = (period.start, period.end) == (months[0].start, months[-1].end)
        return Heading(Role.PERIOD, period) if is_sum else None

    def _of_same_part(self, cell: CellPlace) -> Heading | None:
        """`Q1 Target` beside figures of one Q1, that of 2025/26: for that quarter."""
        years = {period.financial_year for period in self._dated}
        headings = (self.cells.read_or_none(cell, year) for year in years)
        meant = [h for h in headings if h and h.role in ROLES_BESIDE and h.period in self._dated]
        return meant[0] if len(meant) == 1 else None

    @cached_property
    def _dated(self) -> Set[Period]:
        """The periods that headings of the block name with their year."""
        places = (CellPlace(row, number) for row in self.rows for number in self.span)
        filled = (place for place in places if self.cells.text(place))
        headings = (self.cells.read_or_none(place, None) for place in filled)
        return {h.period for h in headings if h and h.period and h.role is Role.PERIOD}

    def _is_over_several(self, in_column: Sequence[CellPlace]) -> bool:
        """Whether a heading that is merged over columns is all that several with figures have."""
        if len(in_column) != 1:
            return False
        merged = self.cells.merged.items()
        under = [cell.column for cell, holder in merged if holder == in_column[0]]
        rows = range(self.first_below, self.first_below + _LOOKED_AT)
        return any(
            isinstance(self.sheet.value(row, number), int | float)
            for number in under
            if not any(self.cells.text(CellPlace(row, number)) for row in self.rows)
            for row in rows
        )

    def _without_doubles(self, columns: Sequence[Column]) -> Iterator[Column]:
        seen: dict[Heading, Column] = {}
        surer = superseded(columns)
        for column in columns:
            if column.number in surer:
                finding = heading_findings.superseded_column(
                    self.sheet, self.row, column, surer[column.number]
                )
                self._pass_over(column.number, finding)
                continue
            first = seen.setdefault(column.heading, column)
            if first is column:
                yield column
            elif column.role is Role.STATUS:
                # An icon and its word stand under one heading, the word perhaps in the second.
                self._note_second(first, column)
                yield column
            elif first.text == column.text or column.role is Role.VALUE:
                self.findings.append(
                    heading_findings.duplicate_heading(self.sheet, self.row, first, column)
                )
            elif column.role not in _LEFT_SILENTLY:
                self._note_second(first, column)
                yield column

    def _note_second(self, first: Column, second: Column) -> None:
        finding = heading_findings.second_column(self.sheet, self.row, first, second)
        self.findings.append(finding)


def _joined(above: Heading | None, below: Heading | None) -> Heading | None:
    if above is None or below is None:
        return below or above
    if below.role in IDENTITY or below.role not in (*UNDER_PERIODS, Role.PERIOD):
        return below
    role = below.role if below.role is not Role.PERIOD else above.role
    if Role.OTHER_AREA in (above.role, below.role):
        role = Role.OTHER_AREA
    dated = below if below.period else above
    return Heading(role, dated.period, dated.to_date)


def _promised(heading: Heading | None) -> Heading | None:
    """A column under nothing but a period holds values."""
    if heading and heading.role is Role.PERIOD and heading.period:
        return Heading(Role.VALUE, heading.period, heading.to_date)
    return heading

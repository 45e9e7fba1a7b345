"""The headings of one table: a row, perhaps years and quarters above it, Value or Target below."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.cells import Unreadable, cell_words, read_value, words_at
from loaders.parsing.normalise import text_of
from loaders.parsing.period_patterns import NotAPeriod, what_to_do
from loaders.parsing.periods import (
    CalendarYear,
    bare_month,
    goes_from_april,
    goes_from_january,
    period_in,
)
from loaders.parsing.vocabulary import MONEY, SCALED_UNITS, UNITS
from loaders.tables.area_words import area_in_words
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import (
    EARLIER,
    IDENTITY,
    PROJECTIONS,
    Heading,
    Role,
    read_heading,
    standing,
)
from loaders.tables.month_headings import are_ends, month_starts
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period, PeriodKind

_UNDER_PERIODS = EARLIER | {
    Role.VALUE,
    Role.TARGET,
    Role.STATUS,
    Role.DIRECTION,
    Role.NOTE,
    Role.OTHER_AREA,
}
_DATED = (Role.PERIOD, Role.YEAR)
_BESIDE = (Role.TARGET, Role.STATUS, Role.NOTE)
_TALLEST_MERGE = 3
_LOOKED_AT = 5  # rows below the headings, for figures
_UNIT_WORDS = frozenset((*UNITS, *MONEY, *SCALED_UNITS, "no.", "no", "number"))
_MOST_ROWS = 2  # above the row that names the KPIs, and below it
_ANY_YEAR = 2000  # to tell whether a bare `Q1` is meant as a period at all
_TOTAL = " total"
Merges = Mapping[CellPlace, CellPlace]


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is understood: its number from 1, what it holds, its heading as typed."""

    number: int
    heading: Heading
    text: str

    @property
    def role(self) -> Role:
        """What the column holds."""
        return self.heading.role

    @property
    def period(self) -> Period | None:
        """The period that the heading names."""
        return self.heading.period


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


class HeadingBlock:
    """The headings of one table: a row, perhaps years and quarters above it, Value or Target below.

    `span` are the columns of the table, `year` as in read_heading; `mapping` says what the columns
    hold where a person named them by hand.
    """

    def __init__(  # noqa: PLR0913 (a block is known by this many things)
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
        self.area = area
        self.sheet, self.row, self.span = sheet, row, span
        self.merged, self.year, self.mapping = merged, year, mapping
        self.findings: list[Finding] = []
        self.passed_over: dict[int, Finding] = {}
        self.months = month_starts([sheet.cell(row, number) for number in span])
        if len(self.months) == 1 and self._has_figures_beside():
            # A day beside a column of figures is that of an update, a signature, a meeting.
            self.months = {}
        below = range(row + 1, min(row + _MOST_ROWS, len(sheet.rows)) + 1)
        above = range(row - 1, max(row - _MOST_ROWS, 1) - 1, -1)
        if mapping is None:
            self.below = list(takewhile(self._is_below, below))
            self.above = list(takewhile(self._is_above, above))
        else:
            self.below = list(takewhile(self._only_says_words, below))
            # Whatever stands between the row that was named and the periods over it is a heading.
            dated = [number for number in above if self._has_periods(number)]
            self.above = [number for number in above if number >= min(dated, default=row)]

    def in_year(self, year: int) -> "HeadingBlock":
        """The same block with quarters and months of a financial year that begins in `year`."""
        return HeadingBlock(
            sheet=self.sheet,
            row=self.row,
            span=self.span,
            merged=self.merged,
            year=year,
            mapping=self.mapping,
            area=self.area,
        )

    def _has_figures_beside(self) -> bool:
        """Whether a heading beside that of a day heads figures or a period."""
        beside = (number for number in self.span if number not in self.months)
        return any(self._role(self.row, n) in (Role.VALUE, Role.PERIOD) for n in beside)

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
        if are_ends(self.months):
            self.findings.append(self._read_as_ends())
        beside = _periods_beside(columns)
        if beside:
            self.findings.append(self._read_as_beside(beside))
        dated = [
            replace(column, heading=Heading(column.role, beside[column.number]))
            if column.number in beside
            else column
            for column in columns
        ]
        return list(self._without_doubles(dated))

    def _column(self, number: int) -> Iterator[Column]:
        cells = [self._speaking_cell(row, number) for row in self.rows]
        filled = [cell for cell in cells if self._text(cell)]
        in_column = [cell for cell in filled if cell.column == number]
        if self.mapping:
            heading = self._heading_by_hand(CellPlace(self.row, number), filled)
        else:
            heading = self._heading(number, filled) if in_column else None
        is_figure = heading is not None and heading.role in (Role.VALUE, Role.TARGET)
        if is_figure and self._is_over_several(in_column):
            self._several_under(number, in_column[0])
        elif heading:
            units = [self._text(cell) for cell in in_column[1:] if self._is_unit(cell)]
            texts = [self._text(in_column[0]), *units] if in_column else []
            yield Column(number, heading, " ".join(texts))

    def _text(self, cell: CellPlace) -> str:
        return words_at(self.sheet, *cell)

    def _heading_by_hand(self, cell: CellPlace, filled: Sequence[CellPlace]) -> Heading | None:
        """What a person said of a column, for the period that its headings name, if any."""
        role = self._role_by_hand(cell.column)
        if role is None:
            if self._text(cell):
                self._pass_over(cell.column, cell)
            return None
        dated = Heading(role)
        before: CellPlace | None = None
        for place in filled if role in _UNDER_PERIODS else ():
            try:
                typed = self._under(dated, place, before)
            except NotAPeriod:
                # Whoever names the columns sees of which year they are read.
                year = dated.period.financial_year if dated.period else self.year
                typed = self._read_in(place, year)
            before = place
            dated = typed if typed and typed.period else dated
        return Heading(role, dated.period, dated.to_date)

    def _role_by_hand(self, number: int) -> Role | None:
        """What a person said that a column holds; its place is counted from the first heading."""
        if self.mapping is None:
            return None
        row = self.sheet.rows[self.row - 1]
        first = next(column for column, value in enumerate(row, 1) if text_of(value))
        return self.mapping.roles.get(number - first)

    def _figures_by_hand(self) -> Sequence[int]:
        """The columns of which a person said that they hold figures."""
        return [n for n in self.span if self._role_by_hand(n) in (Role.VALUE, Role.TARGET)]

    def _only_says_words(self, row: int) -> bool:
        """Whether a row below headings named by hand has words where figures are to be."""
        named = [n for n in self.span if self._role_by_hand(n) in (*IDENTITY, *_DATED)]
        if any(text_of(self.sheet.value(row, number)) for number in named):
            return False
        readings = [read_value(self.sheet, row, number) for number in self._figures_by_hand()]
        filled = [reading for reading in readings if reading is not None]
        return bool(filled) and all(isinstance(reading, Unreadable) for reading in filled)

    def _has_periods(self, row: int) -> bool:
        """Whether a row over headings named by hand has a period over a column of figures."""
        over = {self.merged.get(cell, cell) for n in self.span if (cell := CellPlace(row, n))}
        return any(self._role(*cell) is Role.PERIOD for cell in over if self._text(cell))

    def _speaking_cell(self, row: int, number: int) -> CellPlace:
        """The cell that speaks for a column in a heading row: its own, or the merge over it."""
        cell = CellPlace(row, number)
        if cell in self.merged:
            return self.merged[cell]
        row_below = next((other for other in self.rows if other > row), None)
        if row_below and not self._text(cell):
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
        role = self._role_by_hand(number) or self._role(row, number)
        if role in (Role.VALUE, Role.TARGET, Role.PERIOD):
            return True
        text = text_of(self.sheet.value(row, number))
        again = [n for n in self.span if text_of(self.sheet.value(row, n)) == text]
        return role in _UNDER_PERIODS and len(again) > 1

    def _heading(self, number: int, filled: Sequence[CellPlace]) -> Heading | None:
        joined: Heading | None = None
        before: CellPlace | None = None
        for cell in [cell for cell in filled if not self._is_unit(cell)] or filled:
            try:
                heading = self._under(joined, cell, before)
            except NotAPeriod as problem:
                heading = self._of_same_part(cell)
                if heading is None:
                    self._refuse(cell, problem)
                    return None
            heading = heading or self._total_of_months(cell)
            if heading is None:
                self._pass_over(number, cell)
                return None
            joined, before = _joined(joined, heading), cell
        if joined and joined.role is Role.OTHER_AREA:
            self._leave_other_area(number, filled)
            return None
        return _promised(joined)

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
        words = self._text(cell)
        is_bare = isinstance(year, CalendarYear) and self._is_bare(cell)
        if year is None or not is_bare or goes_from_april(self._months_beside(cell, place)):
            return self._read(cell, year)
        heading = read_heading(f"{words} {year:d}")
        if heading and heading != self._read_in(cell, year):
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
        other = self._read_in(cell, year)
        if is_told or is_sure or not (heading.period and other and other.period):
            return
        self.findings.append(
            cell_finding(
                Severity.WARN,
                FindingCode.YEAR_BEGINS,
                sheet=self.sheet,
                cell=cell,
                problem=f'"{self._text(cell)}" under {year:d} was read as {heading.period.label}, '
                f"not as {other.period.label}",
                action="If another year is meant, write it as 2025/26.",
                found=self._text(cell),
            )
        )

    def _is_bare(self, cell: CellPlace) -> bool:
        """Whether a heading is a quarter or month that says no year."""
        first, second = (self._read_in(cell, year) for year in (_ANY_YEAR, _ANY_YEAR + 1))
        return bool(first and second and first.period and first.period != second.period)

    def _months_beside(self, cell: CellPlace, above: CellPlace | None) -> Sequence[int]:
        """The months in the row of a heading, those under the same year where one is above it."""
        beside = [
            number
            for number in self.span
            if above is None
            or self._text(self._speaking_cell(above.row, number)) == self._text(above)
        ]
        months = (bare_month(self.sheet.value(cell.row, number)) for number in beside)
        return list(filter(None, months))

    def _total_of_months(self, cell: CellPlace) -> Heading | None:
        """`Q1 Total` directly behind the months of that quarter; None of other totals."""
        text = self._text(cell)
        if not text.casefold().endswith(_TOTAL) or isinstance(self.year, CalendarYear):
            return None
        places = [CellPlace(cell.row, n) for n in range(cell.column - 3, cell.column) if n > 0]
        before = [self._read_in(place, self.year) for place in places]
        months = [h.period for h in before if h and h.period and h.period.kind is PeriodKind.MONTH]
        period = period_in(text[: -len(_TOTAL)], months[0].financial_year) if months else None
        if period is None or len(months) < len(places):
            return None
        is_sum = (period.start, period.end) == (months[0].start, months[-1].end)
        return Heading(Role.PERIOD, period) if is_sum else None

    def _of_same_part(self, cell: CellPlace) -> Heading | None:
        """`Q1 Target` beside figures of one Q1, that of 2025/26: for that quarter."""
        headings = (self._read_in(cell, year) for year in {p.financial_year for p in self._dated})
        meant = [h for h in headings if h and h.role in _BESIDE and h.period in self._dated]
        return meant[0] if len(meant) == 1 else None

    @cached_property
    def _dated(self) -> Set[Period]:
        """The periods that headings of the block name with their year."""
        cells = (CellPlace(row, number) for row in self.rows for number in self.span)
        headings = (self._read_in(cell, None) for cell in cells if self._text(cell))
        return {h.period for h in headings if h and h.period and h.role is Role.PERIOD}

    def _read_in(self, cell: CellPlace, year: int | None) -> Heading | None:
        try:
            return self._read(cell, year)
        except NotAPeriod:
            return None

    def _is_unit(self, cell: CellPlace) -> bool:
        """Whether a cell under the headings says nothing but the unit of its column: `£000`."""
        return cell.row > self.row and self._text(cell).casefold() in _UNIT_WORDS

    def _is_over_several(self, in_column: Sequence[CellPlace]) -> bool:
        """Whether a heading that is merged over columns is all that several with figures have."""
        if len(in_column) != 1:
            return False
        under = [cell.column for cell, holder in self.merged.items() if holder == in_column[0]]
        rows = range(self.first_below, self.first_below + _LOOKED_AT)
        return any(
            isinstance(self.sheet.value(row, number), int | float)
            for number in under
            if not any(self._text(CellPlace(row, number)) for row in self.rows)
            for row in rows
        )

    def _several_under(self, number: int, cell: CellPlace) -> None:
        text = self._text(cell)
        finding = cell_finding(
            Severity.WARN,
            FindingCode.UNKNOWN_HEADING,
            sheet=self.sheet,
            cell=cell,
            problem=f'"{text}" heads several columns of figures, so none of them was read',
            action="Give each of the columns a heading of its own.",
            found=text,
        )
        self.findings.append(finding)
        self.passed_over[number] = finding

    def _leave_other_area(self, number: int, filled: Sequence[CellPlace]) -> None:
        text = " ".join(self._text(cell) for cell in filled)
        finding = cell_finding(
            Severity.INFO,
            FindingCode.NOT_OURS,
            sheet=self.sheet,
            cell=CellPlace(self.row, number),
            problem=f'"{text}" is not the council\'s own area, so its column was not read',
            found=text,
        )
        self.findings.append(finding)
        self.passed_over[number] = finding

    def _read(self, at: CellPlace, year: int | None) -> Heading | None:
        if at.row == self.row and at.column in self.months:
            return Heading(Role.PERIOD, self.months[at.column])
        cell = self.sheet.cell(*at)
        words = cell_words(cell)
        whose = area_in_words(words, self.area) if self.area and words else None
        if whose is not None:
            return Heading(Role.VALUE if whose else Role.OTHER_AREA)
        if isinstance(cell.value, int | float) and words != text_of(cell.value):
            return read_heading(words, year=year)
        return read_heading(cell.value, number_format=cell.number_format, year=year)

    def _role(self, row: int, number: int) -> Role | None:
        try:
            heading = self._read(CellPlace(row, number), self.year or _ANY_YEAR)
        except NotAPeriod:
            return None
        return heading.role if heading else None

    def _filled_columns(self, row: int) -> Sequence[int]:
        return [number for number in self.span if text_of(self.sheet.value(row, number))]

    def _is_below(self, row: int) -> bool:
        """Whether a row only says Value, Target, Q1, Lead Officer ... under the headings."""
        new = [number for number in self._filled_columns(row) if not self._repeats(row, number)]
        if new and all(self._is_unit(CellPlace(row, number)) for number in new):
            return True
        roles = [self._role(row, number) for number in new]
        if any(role is None or role in IDENTITY for role in roles):
            return False
        return any(role in _UNDER_PERIODS or role is Role.PERIOD for role in roles)

    def _repeats(self, row: int, number: int) -> bool:
        return self.sheet.value(row, number) == self.sheet.value(self.row, number)

    def _is_above(self, row: int) -> bool:
        """Whether a row only names periods, well or with a slip, and names one.

        What stands over a blank cell of the headings heads its column from there.
        """
        filled = [n for n in self._filled_columns(row) if text_of(self.sheet.value(self.row, n))]
        if self.sheet.turned_at and filled:
            # What a column beside the periods said of each row: Actual, Target.
            words = [self._role(row, number) for number in filled]
            if all(role in (Role.VALUE, *_BESIDE) for role in words):
                return True
        return bool(filled) and all(
            self._role(row, number) is Role.PERIOD
            or self._is_slip(row, number)
            or area_in_words(self._text(CellPlace(row, number)), self.area) is not None
            for number in filled
        )

    def _is_slip(self, row: int, number: int) -> bool:
        """Whether a text is meant as a period and is none; it is then refused, not passed over."""
        if not isinstance(self.sheet.value(row, number), str):
            return False
        try:
            self._read(CellPlace(row, number), self.year or _ANY_YEAR)
        except NotAPeriod:
            return True
        return False

    def _read_as_ends(self) -> Finding:
        labels = ", ".join(period.label for period in self.months.values())
        return cell_finding(
            Severity.INFO,
            FindingCode.PERIOD_END,
            sheet=self.sheet,
            cell=CellPlace(self.row, min(self.months)),
            problem=f"the dates in the headings were read as the periods that they end: {labels}",
        )

    def _read_as_beside(self, beside: Mapping[int, Period]) -> Finding:
        labels = ", ".join(period.label for period in dict.fromkeys(beside.values()))
        return cell_finding(
            Severity.INFO,
            FindingCode.PERIOD_BESIDE,
            sheet=self.sheet,
            cell=CellPlace(self.row, min(beside)),
            problem="headings that come once behind each period were read as those of the period "
            f"before them: {labels}",
        )

    def _without_doubles(self, columns: Sequence[Column]) -> Iterator[Column]:
        seen: dict[Heading, Column] = {}
        superseded = _superseded(columns)
        for column in columns:
            if column.number in superseded:
                self._supersede(column, superseded[column.number])
                continue
            first = seen.setdefault(column.heading, column)
            if first is column:
                yield column
            elif column.role is Role.STATUS:
                # An icon and its word stand under one heading, the word perhaps in the second.
                self._second(first, column)
                yield column
            elif first.text == column.text or column.role is Role.VALUE:
                self._double(first, column)
            elif column.role not in (Role.DIRECTION, Role.CATEGORY, Role.SERVICE, Role.AREA):
                self._second(first, column)
                yield column

    def _refuse(self, cell: CellPlace, problem: NotAPeriod) -> None:
        finding = problem.finding
        waits = finding.code is FindingCode.MONTHS_DIFFER
        refused = cell_finding(
            Severity.QUARANTINE if waits else Severity.REJECT, finding.code, sheet=self.sheet,
            cell=cell, problem=str(problem), found=finding.found,
            action=what_to_do(problem, "Correct the heading, and give the file again."),
        )  # fmt: skip
        if waits:
            self.passed_over[cell.column] = refused
        if refused not in self.findings:  # a merged heading speaks for several columns
            self.findings.append(refused)

    def _pass_over(self, number: int, cell: CellPlace) -> None:
        text = self._text(cell)
        message = f'the heading "{text}" is not known, so its column was not read'
        code = FindingCode.UNKNOWN_HEADING
        if PROJECTIONS.search(text.casefold()):
            code = FindingCode.PROJECTION
            message = f'"{text}" is about what is expected, and no figure, so it was not read'
        finding = cell_finding(
            Severity.INFO,
            code,
            sheet=self.sheet,
            cell=cell,
            problem=message,
            found=text,
        )
        self.findings.append(finding)
        self.passed_over[number] = finding

    def _supersede(self, column: Column, surer: Column) -> None:
        place = self.sheet.place(self.row, surer.number)
        finding = cell_finding(
            Severity.WARN,
            FindingCode.SECOND_HEADING,
            sheet=self.sheet,
            cell=CellPlace(self.row, column.number),
            problem=f'"{column.text}" was not read: "{surer.text}" in {place.address} is of the '
            "same period, and counts",
            action="Remove the column that does not count.",
            found=column.text,
        )
        self.findings.append(finding)
        self.passed_over[column.number] = finding

    def _double(self, first: Column, second: Column) -> None:
        place = self.sheet.place(self.row, first.number)
        message = f'the heading "{second.text}" says the same as {place.address}'
        self.findings.append(
            cell_finding(
                Severity.REJECT,
                FindingCode.DUPLICATE_HEADING,
                sheet=self.sheet,
                cell=CellPlace(self.row, second.number),
                problem=message,
                expected="every column to have its own heading",
                action="Rename or remove one of the two columns.",
                found=second.text,
            )
        )

    def _second(self, first: Column, second: Column) -> None:
        place = self.sheet.place(self.row, first.number)
        message = (
            f'"{second.text}" counts only where "{first.text}" in {place.address} says nothing'
        )
        self.findings.append(
            cell_finding(
                Severity.INFO,
                FindingCode.SECOND_HEADING,
                sheet=self.sheet,
                cell=CellPlace(self.row, second.number),
                problem=message,
                found=second.text,
            )
        )


def _superseded(columns: Sequence[Column]) -> Mapping[int, Column]:
    """Columns of figures beside one of the same period that is restated, or alone not provisional.

    By their numbers, to the column that counts.
    """
    values: dict[Heading, list[Column]] = {}
    for column in columns:
        if column.role is Role.VALUE and column.period:
            values.setdefault(column.heading, []).append(column)
    result: dict[int, Column] = {}
    for same in values.values():
        *others, surest = sorted(same, key=lambda column: standing(column.text))
        if others and standing(surest.text) > standing(others[-1].text):
            result |= {other.number: surest for other in others}
    return result


def _periods_beside(columns: Sequence[Column]) -> Mapping[int, Period]:
    """`Q1, Target, Q2, Target`: each target, status or note is for the period to its left.

    By the column's number. It is only so where every period has one of its own: one alone is for no
    period of its own, and one behind several may be for all of them. The headings repeat each
    other: of `Q1, Comment, Q2, Note` both are about the latest figure.
    """
    beside: dict[int, Period] = {}
    before: Column | None = None
    period: Period | None = None
    for column in columns:
        follows = before is not None and column.number == before.number + 1
        if column.role is Role.VALUE:
            period = column.period
        elif not (follows and column.role in _BESIDE and column.period is None):
            period = None
        elif period:
            beside[column.number] = period
        before = column
    values = [column.period for column in columns if column.role is Role.VALUE and column.period]
    undated = [column for column in columns if column.role in _BESIDE and column.period is None]
    by_role = {
        role: [c.number for c in undated if c.role is role]
        for role in _BESIDE
        if len({c.text for c in undated if c.role is role}) == 1
    }
    regular = (
        numbers
        for numbers in by_role.values()
        if len(numbers) > 1 and [beside.get(number) for number in numbers] == values
    )
    return {number: beside[number] for numbers in regular for number in numbers}


def _joined(above: Heading | None, below: Heading | None) -> Heading | None:
    if above is None or below is None:
        return below or above
    if below.role in IDENTITY or below.role not in (*_UNDER_PERIODS, Role.PERIOD):
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

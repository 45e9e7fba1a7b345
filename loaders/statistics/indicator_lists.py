"""Tidy tables of statistics: a line for each area, period and indicator, with its figure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.accounting.cell_ledger import CellOutcome, count_outcomes, filled_cells
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.area_names import area_code, note_unknown_area
from loaders.parsing.normalise import plain
from loaders.parsing.published_periods import YearWords, period_of, published_period
from loaders.reading import Reading, Row, StatisticKey
from loaders.statistics.agreement import agreed, counts
from loaders.statistics.line_outcomes import LinesRead, line_ledgers
from loaders.statistics.long_table import FigureKey, no_period, statistic_row
from loaders.statistics.markers import PublishedCell, read_figure
from loaders.statistics.publication_date import publication_day, unknown_vintage
from loaders.statistics.statistic_cells import is_placeholder, number, stripped
from loaders.statistics.statistic_names import near_statistics, unit_of_measure
from loaders.workbook import CellPlace, CellValue, Sheet, Workbook, is_blank
from metrics.period import Period

_SHOWN = 3
_WHOLE = 100  # percent
_COUNTS = frozenset(("count", "counts", "number", "numbers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorList:
    """Where a tidy table stands; columns count from 1.

    `indicators` are the columns whose words together name what a line is of, `measures` those that
    say how it is counted; `around` is the period of lines that name none.
    """

    sheet: Sheet
    heading_row: int
    areas: Sequence[int]
    indicators: Sequence[int]
    value: int
    period: int | None = None
    measures: Sequence[int] = ()
    limits: tuple[int | None, int | None] = (None, None)
    around: Period | None = None

    @property
    def lines(self) -> Sequence[int]:
        """The rows below the headings that say something."""
        below = range(self.heading_row + 1, len(self.sheet.rows) + 1)
        return [row for row in below if not self.sheet.is_empty(row)]

    def texts(self, row: int, columns: Sequence[int]) -> Sequence[str]:
        """The words of a row in some columns, blank ones left out."""
        values = (stripped(self.sheet.value(row, column)) for column in columns)
        return [text for text in values if text]

    def indicator(self, row: int) -> str:
        """What a line is of, as one text."""
        return ", ".join(self.texts(row, (*self.indicators, *self.measures)))

    def name(self, row: int) -> str:
        """The indicator's name alone."""
        return ", ".join(self.texts(row, self.indicators))

    def unit(self, row: int) -> str | None:
        """The unit that a line's words say."""
        return unit_of_measure(self.texts(row, self.measures))

    def words(self) -> Mapping[int, str]:
        """What each column is read as."""
        limits = [column for column in self.limits if column]
        return {
            **dict.fromkeys(self.areas, "Area"),
            **dict.fromkeys(self.measures, "How it is counted"),
            **dict.fromkeys(self.indicators, "Statistic"),
            **dict.fromkeys(limits, "Limit of the figure"),
            **({self.period: "Period"} if self.period else {}),
            self.value: "Value",
        }


# The statistic of an indicator by its list and a row of it, and whether only its name says so.
StatisticOf = Callable[[IndicatorList, int], tuple[StatisticKey | None, bool]]


@dataclass(slots=True)
class _Lines:
    """What was read of one list."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    without_area: dict[int, str] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)


def read_indicator_lists(
    layout: str, workbook: Workbook, lists: Sequence[IndicatorList], statistic_of: StatisticOf
) -> Reading:
    """The figures of every list whose indicators are known statistics; the others wait."""
    vintage = publication_day(workbook)
    read = [(part, _read(part, statistic_of)) for part in lists]
    findings = [finding for _, lines in read for finding in lines.findings]
    rows = agreed((row for _, lines in read for row in lines.rows), findings)
    if vintage is None and rows:
        findings.append(unknown_vintage(lists[0].sheet))
    tables = [
        LinesRead(
            part.sheet, part.heading_row, frozenset(part.lines), part.words(), lines.without_area
        )
        for part, lines in read
    ]
    findings += [_no_area(part, lines.without_area) for part, lines in read if lines.without_area]
    ledgers = line_ledgers(workbook, tables, rows, findings)
    by_sheet = {ledger.sheet.name: ledger for ledger in ledgers}
    for part, lines in read:
        by_sheet[part.sheet.name].counts_whole_rows = False
        by_sheet[part.sheet.name].set_rows("note, key or heading among the lines", lines.notes)
        by_sheet[part.sheet.name].set_rows(CellOutcome.QUARANTINED, lines.waiting)
    counted = {**counts(rows, filled_cells(workbook)), **count_outcomes(ledgers)}
    views = sheet_views(ledgers, (*findings, *workbook.findings))
    return Reading(layout, rows, findings, counted, pictures=views)


def _read(part: IndicatorList, statistic_of: StatisticOf) -> _Lines:
    lines = _Lines()
    statistics: dict[str, tuple[StatisticKey | None, bool]] = {}
    rows_of: dict[str, list[int]] = {}
    for row in part.lines:
        if is_blank(part.sheet.value(row, part.value)) or len(part.sheet.filled_columns(row)) == 1:
            lines.notes.add(row)
            continue
        indicator = part.indicator(row)
        if indicator not in statistics:
            statistics[indicator] = statistic_of(part, row)
        rows_of.setdefault(indicator, []).append(row)
    for indicator, numbers in rows_of.items():
        statistic, by_name = statistics[indicator]
        if statistic is None:
            lines.waiting.update(numbers)
            lines.findings.append(_unknown(part, indicator, numbers))
            continue
        before = len(lines.rows)
        for row in numbers:
            _read_line(part, row, statistic, lines)
        if by_name and _may_be_counts(part, numbers[0], lines.rows[before:]):
            # A count under the name of a share: nobody said that it is one.
            del lines.rows[before:]
            lines.waiting.update(numbers)
            lines.findings.append(_count_or_share(part, indicator, statistic, numbers))
        elif by_name and len(lines.rows) > before:
            lines.findings.append(_by_name(part, indicator, statistic, numbers))
    return lines


def _may_be_counts(part: IndicatorList, row: int, rows: Sequence[Row]) -> bool:
    """Whether figures of a statistic in percent may be counts: no unit of the file says else.

    They are more than a whole, or whole numbers of what the file calls a count.
    """
    values = [row.value for row in rows if row.unit == "percent" and row.value is not None]
    if not values or part.unit(row) is not None:
        return False
    is_count = bool(_COUNTS & set(plain(part.indicator(row)).split()))
    return any(abs(value) > _WHOLE for value in values) or (
        is_count and all(value.is_integer() for value in values)
    )


def _read_line(part: IndicatorList, row: int, statistic: StatisticKey, lines: _Lines) -> None:
    texts = part.texts(row, part.areas)
    code, name = (texts[0], texts[-1]) if texts else ("", "")
    area = area_code(code, name)
    if area is None:
        lines.without_area[row] = name
        if not is_placeholder(name or code):
            note_unknown_area(code, name)
        return
    period = _period(part, row)
    if period is None:
        cell = CellPlace(row, part.period or part.value)
        lines.findings.append(no_period(part.sheet, cell, "a period such as 2023/24 or May 2024"))
        return
    cell = CellPlace(row, part.value)
    value = part.sheet.value(*cell)
    figure = _figure(value, statistic.unit)
    if figure is None:
        lines.findings.append(_not_a_number(part.sheet, cell, value))
        return
    lower, upper = (_limit(part, row, column) for column in part.limits)
    published = PublishedCell(
        figure.value, figure.state, figure.provisional, figure.note, lower, upper
    )
    key = FigureKey(statistic, area, period)
    lines.rows.append(statistic_row(part.sheet, cell, key, published))


def _figure(value: CellValue, unit: str) -> PublishedCell | None:
    """A figure; commas for thousands are read too, as a council's own tables have them."""
    text = value.replace(",", "") if isinstance(value, str) else value
    return read_figure(text, unit)


def _limit(part: IndicatorList, row: int, column: int | None) -> float | None:
    return None if column is None else number(stripped(part.sheet.value(row, column)))


def _period(part: IndicatorList, row: int) -> Period | None:
    if part.period is None:
        return part.around
    cell = part.sheet.cell(row, part.period)
    named = published_period(cell.value) if isinstance(cell.value, str) else None
    words: YearWords | None = None if named else period_of(cell)
    return named or (words.period if words else None)


def _unknown(part: IndicatorList, indicator: str, rows: Sequence[int]) -> Finding:
    near = near_statistics(part.name(rows[0]), part.unit(rows[0]))
    perhaps = ", perhaps " + " or ".join(f'"{s.name}"' for s in near) if near else ""
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.UNKNOWN_STATISTIC,
        sheet=part.sheet,
        cell=CellPlace(rows[0], part.indicators[0] if part.indicators else part.value),
        problem=f'"{indicator}" is not a statistic that is kept ({len(rows):,} lines have it)',
        expected=f"a known statistic{perhaps}",
        action="Say which statistic it is, define it, or leave it out.",
        found=indicator,
    )


def _count_or_share(
    part: IndicatorList, indicator: str, statistic: StatisticKey, rows: Sequence[int]
) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.UNKNOWN_STATISTIC,
        sheet=part.sheet,
        cell=CellPlace(rows[0], part.indicators[0] if part.indicators else part.value),
        problem=f'"{indicator}" may be counts, and "{statistic.name}" is kept in {statistic.unit} '
        f"({len(rows):,} lines have it)",
        expected="the unit in a column of its own",
        action="Say which statistic it is, define it, or leave it out.",
        found=indicator,
    )


def _by_name(
    part: IndicatorList, indicator: str, statistic: StatisticKey, rows: Sequence[int]
) -> Finding:
    return cell_finding(
        Severity.WARN,
        FindingCode.STATISTIC_BY_NAME,
        sheet=part.sheet,
        cell=CellPlace(rows[0], part.value),
        problem=f'"{indicator}" was taken by its name for "{statistic.name}" in {statistic.unit}, '
        f"{len(rows):,} lines",
        action="Check that both count the same.",
        found=indicator,
    )


def _not_a_number(sheet: Sheet, cell: CellPlace, value: CellValue) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.NOT_A_NUMBER,
        sheet=sheet,
        cell=cell,
        problem=f'"{stripped(value)}" is not a number',
        expected="digits such as 12.3, or a marker such as ..",
        action="Correct the cell.",
        found=stripped(value),
    )


def _no_area(part: IndicatorList, without: Mapping[int, str]) -> Finding:
    names = list(dict.fromkeys(without.values()))
    listed = ", ".join(f'"{name}"' for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return cell_finding(
        Severity.INFO,
        FindingCode.NO_AREA,
        sheet=part.sheet,
        cell=None,
        problem=f"{len(without):,} lines name no area that is known, and were left out: "
        f"{listed}{more}",
        action="Where one is an area, add it to data/reference/areas.csv.",
        found=f"{len(without):,}",
    )


def indicator_key(text: str) -> str:
    """An indicator's words as they are compared, and kept with the statistic they stand for."""
    return plain(text)

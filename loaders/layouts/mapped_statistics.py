"""Statistics in tables that no other layout knows, by columns that a person named by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.parsing.normalise import text_of
from loaders.parsing.published_periods import YearWords, period_in_heading, period_of
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import area_reading
from loaders.statistics.area_table import AreaTable, FigureColumn
from loaders.statistics.indicator_lists import (
    IndicatorList,
    indicator_key,
    read_indicator_lists,
)
from loaders.statistics.percentages import shows_percent, with_fractions
from loaders.statistics.publication_date import publication_day
from loaders.statistics.statistic_names import statistic_named
from loaders.tables.column_mapping import ColumnMapping, signature_of
from loaders.tables.headings import Role
from loaders.tables.period_in_titles import period_around
from loaders.workbook import CellPlace, Sheet, Workbook, column_letters

NAME = "Statistics by columns named by hand"


def recognises(_: Workbook, __: Hints) -> bool:
    """Never: it reads what a person says of columns, and no workbook says that by itself."""
    return False


def takes(mapping: ColumnMapping) -> bool:
    """Whether columns named by hand are those of a table of statistics by area."""
    return mapping.of_areas


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Every figure under the headings that were named by hand, in every visible sheet.

    A figure's period is that of its line, of its heading, or that around the table; where none
    says it the file is refused.
    """
    lists = list(_lists(workbook, hints))
    if lists:
        return _read_lists(workbook, lists)
    findings: list[Finding] = []
    visible = [sheet for sheet in workbook.sheets if sheet.visible]
    named = [_table(workbook, sheet, hints, findings) for sheet in visible]
    tables = [table for table in named if table]
    reading = area_reading(NAME, workbook, tables, publication_day(workbook))
    return replace(reading, findings=(*findings, *reading.findings))


def _lists(workbook: Workbook, hints: Hints) -> Iterator[tuple[IndicatorList, ColumnMapping]]:
    """The tidy tables under headings that were named by hand, one a sheet."""
    by_hand = {m.signature: m for m in hints.mappings if Role.INDICATOR in m.roles.values()}
    for sheet in workbook.sheets if by_hand else ():
        signatures = enumerate(map(signature_of, sheet.rows), 1)
        row = next((n for n, signature in signatures if signature in by_hand), None)
        if row is None or not sheet.visible:
            continue
        mapping = by_hand[signature_of(sheet.rows[row - 1])]
        first = next(c for c, value in enumerate(sheet.rows[row - 1], 1) if text_of(value))
        periods = _columns(mapping, first, Role.PERIOD) or _columns(mapping, first, Role.YEAR)
        values = _columns(mapping, first, Role.FIGURE) or _columns(mapping, first, Role.VALUE)
        yield (
            IndicatorList(
                sheet=sheet,
                heading_row=row,
                areas=_columns(mapping, first, Role.AREA),
                indicators=_columns(mapping, first, Role.INDICATOR),
                measures=_columns(mapping, first, Role.UNIT),
                value=values[0],
                period=next(iter(periods), None),
                around=hints.period or period_around(workbook, sheet, row, None, row),
            ),
            mapping,
        )


def _read_lists(
    workbook: Workbook, lists: Sequence[tuple[IndicatorList, ColumnMapping]]
) -> Reading:
    """What a person said that each indicator is; of others their name is asked about."""
    by_sheet = {part.sheet.name: mapping for part, mapping in lists}

    def statistic_of(part: IndicatorList, row: int) -> tuple[StatisticKey | None, bool]:
        named = by_sheet[part.sheet.name].indicators
        texts = (part.indicator(row), part.name(row))
        known = next((named[key] for t in texts if (key := indicator_key(t)) in named), None)
        return (known, False) if known else (statistic_named(part.name(row), part.unit(row)), True)

    return read_indicator_lists(NAME, workbook, [part for part, _ in lists], statistic_of)


def _table(
    workbook: Workbook, sheet: Sheet, hints: Hints, findings: list[Finding]
) -> AreaTable | None:
    """The first table of a sheet under headings that were named, None without one."""
    by_hand = {mapping.signature: mapping for mapping in hints.mappings}
    signatures = enumerate(map(signature_of, sheet.rows), 1)
    row = next((number for number, signature in signatures if signature in by_hand), None)
    if row is None:
        return None
    mapping = by_hand[signature_of(sheet.rows[row - 1])]
    around = hints.period or period_around(workbook, sheet, row, None, row)
    table = _by_hand(sheet, row, mapping, YearWords(around) if around else None)
    if any(column.year is None for column in table.figures) and table.year is None:
        findings.append(_undated(sheet, row))
        return None
    table = with_fractions(table)
    guessed = (f for f in table.figures if f.fractions and not shows_percent(table, f.column))
    findings += [_read_as_percent(sheet, row, figures) for figures in guessed]
    return table


def _by_hand(sheet: Sheet, row: int, mapping: ColumnMapping, around: YearWords | None) -> AreaTable:
    first = next(c for c, value in enumerate(sheet.rows[row - 1], 1) if text_of(value))
    areas = _columns(mapping, first, Role.AREA)
    period = next(iter(_columns(mapping, first, Role.PERIOD)), None)

    def figures(position: int) -> FigureColumn:
        column = first + position
        year = None if period else period_in_heading(sheet.cell(row, column)) or around
        return FigureColumn(column, mapping.measures[position], year)

    return AreaTable(
        sheet=sheet,
        heading_rows=(row, row),
        codes=areas,
        names=areas[::-1],
        regions=(),
        year=period,
        figures=[figures(position) for position in sorted(mapping.measures)],
        read_period=period_of,
    )


def _columns(mapping: ColumnMapping, first: int, role: Role) -> Sequence[int]:
    """The columns of a role, of headings that begin in the first of these columns."""
    roles = sorted(mapping.roles.items())
    return [first + position for position, named in roles if named is role]


def _undated(sheet: Sheet, row: int) -> Finding:
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=sheet,
        cell=CellPlace(row, 1),
        problem="nothing says for which period the figures are",
        expected="a column, headings or a title with it",
        action="Write it in the box at the top of the Upload page, for example 2023/24.",
    )


def _read_as_percent(sheet: Sheet, row: int, figures: FigureColumn) -> Finding:
    problem = f"the shares in column {column_letters(figures.column)} were read as fractions of one"
    action = "So 0.57 counts as 57 %; where it is 0.57 %, say another unit than percent."
    return cell_finding(
        Severity.WARN,
        FindingCode.FRACTIONS,
        sheet=sheet,
        cell=CellPlace(row, figures.column),
        problem=problem,
        action=action,
    )

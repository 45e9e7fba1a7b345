"""Statistics in tables that no other layout knows, by columns that a person named by hand."""

from collections.abc import Sequence
from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.parsing.normalise import text_of
from loaders.reading import Reading
from loaders.statistics.area_reading import reading_of
from loaders.statistics.area_table import AreaTable, FigureColumn
from loaders.statistics.percentages import shows_percent, with_fractions
from loaders.statistics.publication_date import publication_day
from loaders.statistics.published_periods import YearWords, period_in_heading, period_of
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
    findings: list[Finding] = []
    sheets = (sheet for sheet in workbook.sheets if sheet.visible)
    tables = [table for s in sheets if (table := _table(workbook, s, hints, findings))]
    reading = reading_of(NAME, workbook, tables, publication_day(workbook))
    return replace(reading, findings=(*findings, *reading.findings))


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
    if any(figures.year is None for figures in table.figures) and table.year is None:
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

    def figures(column: int) -> FigureColumn:
        year = None if period else period_in_heading(sheet.cell(row, column)) or around
        return FigureColumn(column, mapping.measures[column - first], year)

    columns = [first + position for position in sorted(mapping.measures)]
    return AreaTable(
        sheet, (row, row), areas, areas[::-1], (), period, [figures(c) for c in columns],
        read_period=period_of,
    )  # fmt: skip


def _columns(mapping: ColumnMapping, first: int, role: Role) -> Sequence[int]:
    return [first + position for position, held in sorted(mapping.roles.items()) if held is role]


def _undated(sheet: Sheet, row: int) -> Finding:
    return cell_finding(
        Severity.REJECT, FindingCode.NO_PERIOD, sheet, CellPlace(row, 1),
        "nothing says for which period the figures are", "a column, headings or a title with it",
        "Write it in the box at the top of the Upload page, for example 2023/24.",
    )  # fmt: skip


def _read_as_percent(sheet: Sheet, row: int, figures: FigureColumn) -> Finding:
    message = f"the shares in column {column_letters(figures.column)} were read as fractions of one"
    action = "So 0.57 counts as 57 %; where it is 0.57 %, say another unit than percent."
    cell = CellPlace(row, figures.column)
    return cell_finding(Severity.WARN, FindingCode.FRACTIONS, sheet, cell, message, None, action)

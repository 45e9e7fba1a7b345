"""Ofcom Connected Nations: broadband or mobile coverage, a line a local authority, one day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.layouts.ofcom_connected_nations.coverage_measures import measure_under
from loaders.parsing.normalise import text_of
from loaders.parsing.published_periods import YearWords, snapshot_in
from loaders.reading import Reading, Row
from loaders.statistics.area_reading import combined_reading
from loaders.statistics.area_rows import AreaRows, read_area_rows
from loaders.statistics.area_table import AreaTable, FigureColumn, Headings, area_table
from loaders.statistics.publication_date import publication_day
from loaders.workbook import CellPlace, Sheet, Workbook, is_blank
from metrics.period import Period, PeriodKind, instant

NAME = "Ofcom Connected Nations"
WITHOUT_PERIOD = "without a period"
_HOMES = re.compile(r"(?:^|[^a-z])(?:res|residential)(?:[^a-z]|$)", re.IGNORECASE)
# For recognising alone: every column has to have a day, and which does not matter.
_ANY_DAY = instant(date(2000, 1, 1))
# What may stand for the day that a person names: the first of its month.
_ONE_DAY = (PeriodKind.MONTH, PeriodKind.INSTANT)
WHOLE, TITLE_ROWS = 100, 10


@dataclass(frozen=True, slots=True)
class _Coverage:
    """A table of coverage; `uncovered` has, by column, the headings of what no network covers."""

    table: AreaTable
    uncovered: Mapping[int, str]


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has areas with shares of premises or of land that networks cover."""
    return any(_coverage(workbook, sheet, _ANY_DAY) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Coverage of every area on the first day of the month that a title or the file's name says.

    Where neither does, the giver says it. Figures of homes alone have codes of their own.
    """
    vintage = publication_day(workbook)
    parts = []
    for sheet in workbook.sheets:
        day = _snapshot(workbook, sheet, hints.period)
        coverage = _coverage(workbook, sheet, day or _ANY_DAY)
        if coverage:
            parts.append(_area_rows(coverage, vintage) if day else _undated(coverage))
    return combined_reading(NAME, workbook, parts, vintage)


def _coverage(workbook: Workbook, sheet: Sheet, day: Period) -> _Coverage | None:
    if not sheet.visible:
        return None
    homes = any(_HOMES.search(words) for words in _names(workbook, sheet))
    uncovered: dict[int, str] = {}
    figures_under = partial(_figures, uncovered, YearWords(day), homes=homes)
    table = area_table(sheet, figures_under)
    return _Coverage(table, uncovered) if table else None


def _figures(
    uncovered: dict[int, str], day: YearWords, headings: Headings, *, homes: bool
) -> Sequence[FigureColumn]:
    """The columns of coverage, of two that say the same the first.

    `uncovered` takes those of what no network covers.
    """
    columns: dict[str, FigureColumn] = {}
    uncovered.clear()
    for column, cells in headings.items():
        heading = cells[-1]
        measured = measure_under(heading, homes=homes)
        if measured and measured[0].code not in columns:
            columns[measured[0].code] = FigureColumn(column, measured[0], day)
            if measured[1]:
                uncovered[column] = text_of(heading)
    return list(columns.values())


def _area_rows(coverage: _Coverage, vintage: date | None) -> AreaRows:
    read = read_area_rows(coverage.table, vintage)
    rows, read.rows = read.rows, []
    for cell, row in rows:
        if row.value is None or 0 <= row.value <= WHOLE:
            read.rows.append((cell, _as_covered(row, coverage.uncovered.get(cell.column))))
        else:
            read.quarantine(cell, _no_share(coverage.table.sheet, cell, row.value))
    return read


def _as_covered(row: Row, heading: str | None) -> Row:
    """The row; of a share without any network what is not without, and what it was made of."""
    if heading is None or row.value is None:
        return row
    share = float(Decimal(WHOLE) - Decimal(repr(row.value)))
    return structs.replace(row, value=share, note=f"100 less {heading}, {row.value:g}")


def _undated(coverage: _Coverage) -> AreaRows:
    """The table without a row, with the finding that asks for its day."""
    read = AreaRows(coverage.table)
    read.leave_out(WITHOUT_PERIOD)
    read.findings.append(_no_day(coverage.table.sheet, coverage.table.heading_rows[0]))
    return read


def _snapshot(workbook: Workbook, sheet: Sheet, chosen: Period | None) -> Period | None:
    """The day of the figures: what a title, the sheet, the file or the giver says."""
    named = next(filter(None, map(snapshot_in, _names(workbook, sheet))), None)
    if named is None and chosen is not None and chosen.kind in _ONE_DAY:
        return instant(chosen.start)
    return named


def _names(workbook: Workbook, sheet: Sheet) -> Iterator[str]:
    """The titles above the table, which stand alone in their rows, its sheet and its file."""
    for row in sheet.rows[:TITLE_ROWS]:
        filled = [value for value in row if not is_blank(value)]
        if len(filled) == 1 and isinstance(filled[0], str):
            yield filled[0]
    yield sheet.name
    yield workbook.file


def _no_share(sheet: Sheet, cell: CellPlace, value: float) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.PERCENT_OUT_OF_RANGE,
        sheet=sheet,
        cell=cell,
        problem=f"{value:g} is no share of a whole",
        expected="percent from 0 to 100",
        action="Correct the cell, or give the file with shares instead of numbers.",
        found=f"{value:g}",
    )


def _no_day(sheet: Sheet, heading_row: int) -> Finding:
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=sheet,
        cell=CellPlace(heading_row, 1),
        problem="neither a title, the sheet nor the file says of which month these figures are",
        expected="a title such as September 2023, or a file name such as "
        "202309_fixed_laua_coverage_r01.csv",
        action="Give the file under its publisher's name, or choose the month when you give it.",
    )

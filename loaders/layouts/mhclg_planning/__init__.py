"""MHCLG planning applications (PS1 and PS2): a line an authority and quarter, many columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loaders.accounting.cell_ledger import CellOutcome
from loaders.layouts import Hints
from loaders.layouts.mhclg_planning.decisions_in_time import PlanningFigure, statistics_of_line
from loaders.layouts.mhclg_planning.planning_headings import (
    Outcome,
    PlanningHeading,
    planning_heading,
)
from loaders.layouts.mhclg_planning.planning_quarters import quarters
from loaders.parsing.area_names import area_code
from loaders.reading import Reading
from loaders.statistics.area_reading import combined_reading
from loaders.statistics.area_rows import NO_AREA, NOTE, AreaRows, no_figure
from loaders.statistics.long_table import (
    FigureKey,
    LongTable,
    Texts,
    long_table,
    no_period,
    statistic_row,
)
from loaders.statistics.markers import read_figure
from loaders.statistics.publication_date import publication_day
from loaders.workbook import CellPlace, Sheet, Workbook, is_blank
from metrics.period import Period

NAME = "MHCLG planning applications"
HEADINGS: Mapping[str, re.Pattern[str]] = {
    role: re.compile(pattern)
    for role, pattern in {
        "area": r"lpacd|(?:lpa|la|ons|gss|area|lad|(?:local|planning)*authority)+code",
        "name": r"lpanm|(?:lpa|la|lad|area|(?:local|planning)*authority)(?:name)?",
        "quarter": r"quarter|yearquarter|yearandquarter|period",
        "year": r"year|calendaryear|financialyear",
    }.items()
}
EXPECTED = "a quarter such as 2023 Q2 (April to June 2023)"


@dataclass(frozen=True, slots=True)
class _Planning:
    """A table of planning applications; `columns`, from 1, are those that are read."""

    table: LongTable
    columns: Mapping[PlanningHeading, int]


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has authorities, quarters and applications received or decided."""
    return any(_planning(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Applications received, decided and granted; major, minor and other ones decided in time.

    In time is within 13 weeks (major) or 8, or within the time agreed. A share that the file does
    not give is derived where it has both parts, which the note names.
    """
    vintage = publication_day(workbook)
    tables = [planning for sheet in workbook.sheets if (planning := _planning(sheet))]
    parts = [_area_rows(planning, vintage) for planning in tables]
    return combined_reading(NAME, workbook, parts, vintage)


def _planning(sheet: Sheet) -> _Planning | None:
    """The table of a sheet, None without a column of applications."""
    if not sheet.visible:
        return None
    for required in (("area", "quarter"), ("name", "quarter")):
        table = long_table(sheet, HEADINGS, required)
        columns = _columns(table) if table else {}
        if table and columns:
            return _Planning(table, columns)
    return None


def _columns(table: LongTable) -> Mapping[PlanningHeading, int]:
    """The columns of applications by what they count; of two that say the same the first."""
    columns: dict[PlanningHeading, int] = {}
    for column, value in enumerate(table.sheet.rows[table.heading_row - 1], 1):
        heading = planning_heading(value) if isinstance(value, str) else None
        if heading and _is_read(heading):
            columns.setdefault(heading, column)
    return columns


def _is_read(heading: PlanningHeading) -> bool:
    match heading.outcome:
        case Outcome.RECEIVED:
            return not heading.size and not heading.percent
        case Outcome.GRANTED:
            return heading.size == "grand" and not heading.percent
        case Outcome.DECIDED:
            return not heading.percent
        case Outcome.IN_TIME:
            return bool(heading.size)


def _area_rows(planning: _Planning, vintage: date | None) -> AreaRows:
    table, read = planning.table, planning.table.area_rows()
    read.ledger.columns |= frozenset(planning.columns.values())
    read.read_as |= dict.fromkeys(planning.columns.values(), "Figures")
    lines = {number: table.texts(number) for number in table.lines()}
    periods = quarters(map(_quarter, lines.values()))
    for number, line in lines.items():
        if _is_without_figures(planning, number):
            read.ledger.set_row(NOTE, number)
            continue
        area, period = area_code(line["area"], line["name"]), periods[_quarter(line)]
        if area is None:
            read.ledger.set_row(NO_AREA, number)
            read.leave_nameless(line["area"], line["name"])
        elif period is None:
            read.ledger.set_row(CellOutcome.QUARANTINED, number)
            read.findings.append(no_period(table.sheet, table.cell(number, "quarter"), EXPECTED))
        else:
            read.ledger.set_row(CellOutcome.LOADED, number)
            _read_line(read, planning, number, (area, period), vintage)
    return read


def _is_without_figures(planning: _Planning, number: int) -> bool:
    value = planning.table.sheet.value
    return all(is_blank(value(number, column)) for column in planning.columns.values())


def _quarter(line: Texts) -> str:
    """The quarter of a line with its year, which may stand in a column of its own."""
    quarter, year = line["quarter"], line["year"]
    if not year or year in quarter:
        return quarter
    return f"{'Q' if quarter.isdigit() else ''}{quarter} {year}"


def _read_line(
    read: AreaRows,
    planning: _Planning,
    line: int,
    area_and_period: tuple[str, Period],
    vintage: date | None,
) -> None:
    sheet = planning.table.sheet
    figures: dict[PlanningHeading, PlanningFigure] = {}
    for heading, column in planning.columns.items():
        value, cell = sheet.value(line, column), CellPlace(line, column)
        if is_blank(value):
            continue
        published = read_figure(value, "percent" if heading.percent else "")
        if published:
            figures[heading] = PlanningFigure(cell, published)
        else:
            read.quarantine(cell, no_figure(read.table, cell))
    for measure, figure in statistics_of_line(figures):
        key = FigureKey(measure, *area_and_period)
        row = statistic_row(sheet, figure.cell, key, figure.published, vintage)
        read.rows.append((figure.cell, row))

"""ONS earnings (ASHE tables 7 and 8): median and mean gross pay, annual or weekly, a line an area.

All employees and full-time ones; the other groups, jobs and percentiles are left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.layouts.ons_earnings.pay_quality import (
    MARKERS,
    colour_of,
    quality_by_colour,
    quality_of_cv,
)
from loaders.layouts.ons_earnings.pay_table import PayTable, pay_tables
from loaders.layouts.ons_earnings.survey_dates import published_on
from loaders.reading import Reading, Row
from loaders.statistics.area_reading import combined_reading
from loaders.statistics.area_rows import AreaRows, read_area_rows, rows_left_out
from loaders.statistics.publication_date import unknown_vintage
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import CellPlace, Sheet, Workbook

NAME = "ONS earnings (ASHE)"
# A 95 % interval reaches this many standard errors to each side.
STANDARD_ERRORS = 1.96

# Coefficients of variation in percent, by statistic and area.
Cvs = Mapping[tuple[str, str | None], float]


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet is a numbered table with areas, medians and means."""
    return any(pay_tables(workbook))


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Median and mean of every area with their quality, suppressed ones as states."""
    tables = list(pay_tables(workbook))
    taken = [pay for pay in tables if pay.is_taken and not pay.has_cvs]
    vintage, notices = _vintage(taken[0]) if taken else (None, [_none_taken(tables)])
    cvs = _cvs([pay for pay in tables if pay.is_taken and pay.has_cvs])
    parts = [_area_rows(pay, vintage, cvs) for pay in tables]
    reading = combined_reading(NAME, workbook, parts, vintage)
    return replace(reading, findings=(*reading.findings, *notices))


def _area_rows(pay: PayTable, vintage: date | None, cvs: Cvs) -> AreaRows:
    if not pay.is_taken or pay.has_cvs:
        return rows_left_out(pay.table)
    part = read_area_rows(pay.table, vintage)
    sheet = pay.table.sheet
    colours = quality_by_colour(sheet)
    part.rows = [(cell, _with_quality(row, sheet, cell, colours, cvs)) for cell, row in part.rows]
    return part


def _with_quality(
    row: Row, sheet: Sheet, cell: CellPlace, colours: Mapping[str, str], cvs: Cvs
) -> Row:
    """The row with what its marker, its CV or its colour says of it in its note."""
    cv = cvs.get((row.code, row.area))
    if row.value is None:
        state, words = MARKERS.get(stripped(sheet.value(*cell)).lower(), (row.state, None))
        return structs.replace(row, state=state and str(state), note=_noted(row, words))
    if cv is None:
        return structs.replace(row, note=_noted(row, colours.get(colour_of(sheet, cell))))
    error = STANDARD_ERRORS * cv / 100 * row.value
    noted = _noted(row, quality_of_cv(cv))
    return structs.replace(row, lower=row.value - error, upper=row.value + error, note=noted)


def _noted(row: Row, words: str | None) -> str | None:
    return "; ".join(filter(None, [row.note, words])) or None


def _cvs(tables: Sequence[PayTable]) -> Cvs:
    rows = [row for pay in tables for _, row in read_area_rows(pay.table, None).rows]
    return {(row.code, row.area): row.value for row in rows if row.value is not None}


def _vintage(pay: PayTable) -> tuple[date, Sequence[Finding]]:
    """When the results were published, with a finding where that day is not known."""
    vintage, known = published_on(pay.year or 0, provisional=pay.provisional)
    if known:
        return vintage, []
    problem = (
        f"when these results of {pay.year} were published is not known, and they count as "
        f"published on {vintage.isoformat()}"
    )
    action = "Add the year and the day to data/reference/pay_surveys.csv."
    return vintage, [unknown_vintage(pay.table.sheet, problem, None, action)]


def _none_taken(tables: Sequence[PayTable]) -> Finding:
    sheet = tables[0].table.sheet
    problem = (
        "this table of the earnings survey is recognised, but it is none of those that are read"
    )
    if all(pay.has_cvs for pay in tables):
        problem = (
            "this table holds coefficients of variation, which say how sure figures of pay are"
        )
    return cell_finding(
        Severity.REJECT,
        FindingCode.TABLE_NOT_TAKEN,
        sheet=sheet,
        cell=CellPlace(1, 1),
        problem=problem,
        expected="gross pay, weekly or annual: table 7.1a, 7.7a, 8.1a or 8.7a",
        action="Give one of these tables as it was published.",
        found=stripped(sheet.value(1, 1)),
    )

"""ONS earnings (ASHE tables 7 and 8): median and mean gross pay, annual or weekly, a line an area.

All employees and full-time ones; the other groups, jobs and percentiles are left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

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
from loaders.statistics.area_reading import reading_of_parts
from loaders.statistics.area_rows import LinesOfAreas, left_out, lines_of_areas
from loaders.statistics.publication_date import unknown_vintage
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import Sheet, Workbook

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
    taken = [found for found in tables if found.is_taken and not found.of_cvs]
    vintage, notices = _vintage(taken[0]) if taken else (None, [_none_taken(tables)])
    cvs = _cvs([found for found in tables if found.is_taken and found.of_cvs])
    parts = [_lines(found, vintage, cvs) for found in tables]
    reading = reading_of_parts(NAME, workbook, parts, vintage)
    return replace(reading, findings=(*reading.findings, *notices))


def _lines(found: PayTable, vintage: date | None, cvs: Cvs) -> LinesOfAreas:
    if not found.is_taken or found.of_cvs:
        return left_out(found.table)
    part = lines_of_areas(found.table, vintage)
    sheet = found.table.sheet
    colours = quality_by_colour(sheet)
    part.rows = [
        (place, _with_quality(row, sheet, place, colours, cvs)) for place, row in part.rows
    ]
    return part


def _with_quality(
    row: Row, sheet: Sheet, place: tuple[int, int], colours: Mapping[str, str], cvs: Cvs
) -> Row:
    """The row with what its marker, its CV or its colour says of it in its note."""
    cv = cvs.get((row.code, row.area))
    if row.value is None:
        state, says = MARKERS.get(stripped(sheet.value(*place)).lower(), (row.state, None))
        return replace(row, state=state and str(state), note=_noted(row, says))
    if cv is None:
        return replace(row, note=_noted(row, colours.get(colour_of(sheet, *place))))
    error = STANDARD_ERRORS * cv / 100 * row.value
    noted = _noted(row, quality_of_cv(cv))
    return replace(row, lower=row.value - error, upper=row.value + error, note=noted)


def _noted(row: Row, says: str | None) -> str | None:
    return "; ".join(filter(None, [row.note, says])) or None


def _cvs(tables: Sequence[PayTable]) -> Cvs:
    rows = [row for found in tables for _, row in lines_of_areas(found.table, None).rows]
    return {(row.code, row.area): row.value for row in rows if row.value is not None}


def _vintage(found: PayTable) -> tuple[date, Sequence[Finding]]:
    """When the results were published, with a finding where that day is not known."""
    vintage, known = published_on(found.year or 0, provisional=found.provisional)
    if known:
        return vintage, []
    says = (
        f"when these results of {found.year} were published is not known, and they count as "
        f"published on {vintage.isoformat()}"
    )
    action = "Add the year and the day to data/reference/pay_surveys.csv."
    return vintage, [unknown_vintage(found.table.sheet, says, None, action)]


def _none_taken(tables: Sequence[PayTable]) -> Finding:
    sheet = tables[0].table.sheet
    says = "this table of the earnings survey is recognised, but it is none of those that are read"
    if all(found.of_cvs for found in tables):
        says = "this table holds coefficients of variation, which say how sure figures of pay are"
    return cell_finding(
        Severity.REJECT,
        FindingCode.TABLE_NOT_TAKEN,
        sheet,
        (1, 1),
        says,
        "gross pay, weekly or annual: table 7.1a, 7.7a, 8.1a or 8.7a",
        "Give one of these tables as it was published.",
        stripped(sheet.value(1, 1)),
    )

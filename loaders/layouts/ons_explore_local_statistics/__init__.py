"""ONS Explore local statistics: one long table a family, an observation a line, JSON beside it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_finding
from loaders.layouts import Hints
from loaders.layouts.ons_explore_local_statistics.iso_periods import iso_period
from loaders.layouts.ons_explore_local_statistics.ons_metadata import publication_dates
from loaders.layouts.ons_explore_local_statistics.ons_table import (
    OnsLine,
    OnsTable,
    filled_lines,
    heading_findings,
    read_lines,
    table_in,
)
from loaders.layouts.ons_explore_local_statistics.status_letters import state_of, status_notes
from loaders.parsing.area_codes import is_area_code
from loaders.reading import Reading, Row, RowKind
from loaders.statistics.agreement import agreed
from loaders.statistics.line_outcomes import LinesRead, line_reading
from loaders.statistics.publication_date import unknown_vintage
from loaders.statistics.qualified_codes import qualified_codes
from loaders.statistics.statistic_cells import is_placeholder, number, slug, stripped
from loaders.workbook import Sheet, Workbook
from metrics.period import Period

NAME = "ONS Explore local statistics"
NOT_A_NUMBER = (
    FindingCode.NOT_A_NUMBER,
    "is not a number",
    "digits such as 12.3, or an empty cell",
)
# For each role: code of the finding, what its cell is not, what was expected there.
FAULTS: Mapping[str, tuple[FindingCode, str, str]] = {
    "area": (
        FindingCode.UNKNOWN_AREA_CODE,
        "is not an area code",
        "a code such as E07000131 or TLF22",
    ),
    "indicator": (FindingCode.NO_INDICATOR, "names no indicator", "the name of an indicator"),
    "period": (
        FindingCode.UNREADABLE_PERIOD,
        "is not a period",
        "2024-04-01, or 2024-04-01/P1Y for a year",
    ),
    "value": NOT_A_NUMBER,
    "lower": NOT_A_NUMBER,
    "upper": NOT_A_NUMBER,
}
LIMITS = frozenset({"lower", "upper"})
# ITL level 1 areas are the regions and countries under another code; figures that are published
# under that code alone would otherwise never stand beside the rest.
ITL_LEVEL_1 = {f"TL{letter}": f"E1200000{n}" for n, letter in enumerate("CDEFGHIJK", 1)} | {
    "TLB": "E92000001",
    "TLL": "W92000004",
    "TLM": "S92000003",
    "TLN": "N92000002",
}


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has area codes and at least two more of the headings that must be there."""
    return any(table_in(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """Every observation as a statistic value; the vintage is the date in the metadata.

    An indicator that is published for several measures, sexes or ages has them in its code.
    """
    tables = [table for sheet in workbook.sheets if (table := table_in(sheet))]
    findings = [finding for table in tables for finding in heading_findings(table)]
    rows: list[Row] = []
    if tables and not any(finding.severity is Severity.REJECT for finding in findings):
        dates = publication_dates(workbook.metadata or {})
        rows = [row for table in tables for row in _rows(table, dates, findings)]
        rows = _under_region_codes(agreed(rows, findings))
        findings += _vintage_findings(rows, tables[0].sheet)
    lines_read = [_lines_read(table) for table in tables]
    return line_reading(NAME, workbook, lines_read, rows, findings)


def _lines_read(table: OnsTable) -> LinesRead:
    filled, column = filled_lines(table), table.columns["area"][0]
    areas = {number: stripped(table.sheet.value(number, column)) for number in sorted(filled)}
    without = {number: area for number, area in areas.items() if is_placeholder(area)}
    return LinesRead(table.sheet, table.heading_row, filled, table.words(), without)


def _rows(table: OnsTable, dates: Mapping[str, date], findings: list[Finding]) -> Iterator[Row]:
    lines = [line for line in read_lines(table) if not is_placeholder(line.area)]
    codes = qualified_codes((line.indicator, line.qualifiers) for line in lines)
    for line in lines:
        faulty = _faulty_roles(line)
        findings += [_cell_finding(table, line, role) for role in faulty]
        period = iso_period(line.period)
        if period is not None and LIMITS.issuperset(faulty):
            vintage = dates.get(slug(line.indicator), dates.get(""))
            yield _row(table, line, codes[line.indicator, line.qualifiers], period, vintage)


def _row(table: OnsTable, line: OnsLine, code: str, period: Period, vintage: date | None) -> Row:
    value = number(line.value)
    return Row(
        kind=RowKind.STATISTIC_VALUE,
        code=code,
        period=period,
        sheet=table.sheet.name,
        cell=table.address("value", line.number),
        area=line.area,
        name=line.indicator,
        value=value,
        state=state_of(line.status) if value is None else None,
        unit=line.unit or None,
        note="; ".join([*line.notes, *status_notes(line.status)]) or None,
        lower=number(line.lower),
        upper=number(line.upper),
        provisional=line.status == "p",
        vintage=vintage,
    )


def _faulty_roles(line: OnsLine) -> list[str]:
    sound = {
        "area": is_area_code(line.area),
        "indicator": bool(slug(line.indicator)),
        "period": iso_period(line.period) is not None,
        "value": not line.value or number(line.value) is not None,
        "lower": not line.lower or number(line.lower) is not None,
        "upper": not line.upper or number(line.upper) is not None,
    }
    return [role for role, is_sound in sound.items() if not is_sound]


def _cell_finding(table: OnsTable, line: OnsLine, role: str) -> Finding:
    code, is_not, expected = FAULTS[role]
    severity = Severity.WARN if role in LIMITS else Severity.QUARANTINE
    return figure_finding(
        severity,
        code,
        sheet=table.sheet.name,
        cell=table.address(role, line.number),
        problem=f'"{getattr(line, role)}" {is_not}',
        expected=expected,
        action="Correct the cell.",
    )


def _under_region_codes(rows: Sequence[Row]) -> list[Row]:
    published = {(row.code, row.area) for row in rows}
    return [_under_region_code(row, published) for row in rows]


def _under_region_code(row: Row, published: set[tuple[str, str | None]]) -> Row:
    region = ITL_LEVEL_1.get(row.area or "")
    if region is None or (row.code, region) in published:
        return row
    note = "; ".join(filter(None, [row.note, f"published as {row.area}"]))
    return structs.replace(row, area=region, note=note)


def _vintage_findings(rows: Sequence[Row], sheet: Sheet) -> Sequence[Finding]:
    names = ", ".join(sorted({str(row.name) for row in rows if row.vintage is None}))
    if not names:
        return []
    return [
        unknown_vintage(
            sheet,
            f"when {names} was published is unknown",
            "the JSON that is published beside the table, with its sourceDate",
            "Upload both together, so that a later issue can replace this one.",
        )
    ]

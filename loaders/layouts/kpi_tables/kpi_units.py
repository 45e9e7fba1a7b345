"""The unit of a figure: from its cell, else its heading, or what the file says of the KPI."""

from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.definitions import unit_in_heading
from loaders.layouts.kpi_tables.kpi_entries import KpiEntry
from loaders.parsing.cells import CellReading, Unreadable
from loaders.parsing.normalise import text_of
from loaders.parsing.vocabulary import is_same_unit
from loaders.tables.heading_block import Column
from loaders.tables.kpi_rows import unreadable
from loaders.workbook import CellPlace, Sheet


def with_unit(
    entry: KpiEntry, column: Column, reading: CellReading, findings: list[Finding]
) -> CellReading | None:
    """The reading with its unit; a doubt about it joins the findings.

    None for a time that stands for a ratio: `1:15` is no single figure.
    """
    stated = unit_in_heading(column.text) or entry.definition.unit
    if stated is None or reading.value is None:
        return reading
    sheet, cell = entry.table.sheet, CellPlace(entry.block.row, column.number)
    if reading.unit is None:
        if stated == "percent" and 0 < abs(reading.value) <= 1:
            findings.append(_bare_fraction(sheet, cell, reading.value))
        return replace(reading, unit=stated)
    if stated == "ratio" and reading.unit == "seconds":
        text = text_of(sheet.value(*cell))
        problem = Unreadable(FindingCode.NOT_A_VALUE, "a ratio is not one figure", text)
        findings.append(unreadable(sheet, cell, problem))
        return None
    if not is_same_unit(reading.unit, stated) and stated != "number":
        findings.append(_unit_differs(sheet, cell, reading.unit, stated))
    return reading


def _bare_fraction(sheet: Sheet, cell: CellPlace, value: float) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.BARE_FRACTION,
        sheet=sheet,
        cell=cell,
        problem=f"the figure is in percent and {value:g} could be {value:g} % or {value * 100:g} %",
        expected="a percent sign or a percent number format",
        action="Format the cell as a percentage, or write the figure with a % sign.",
        found=f"{value:g}",
    )


def _unit_differs(sheet: Sheet, cell: CellPlace, unit: str, stated: str) -> Finding:
    text = text_of(sheet.value(*cell))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.UNIT_DIFFERS,
        sheet=sheet,
        cell=cell,
        problem=f'"{text}" is in {unit}, while the file says {stated}',
        expected=f"a figure in {stated}",
        action="Correct the figure, or the unit that the file names.",
        found=text,
    )

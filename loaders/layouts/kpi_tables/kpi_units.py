"""The unit of a figure: from its cell, else its heading, or what the file says of the KPI."""

from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.definitions import Definition, unit_in_heading
from loaders.parsing.cells import CellReading, Unreadable
from loaders.parsing.normalise import text_of
from loaders.parsing.vocabulary import is_same_unit
from loaders.tables.kpi_rows import unreadable
from loaders.tables.table import Column, Table


def with_unit(  # noqa: PLR0913, PLR0917 (a cell, its heading and what is known of the KPI)
    table: Table,
    row: int,
    column: Column,
    reading: CellReading,
    definition: Definition,
    findings: list[Finding],
) -> CellReading | None:
    """The reading with its unit; a doubt about it joins the findings.

    None for a time that stands for a ratio: `1:15` is no single figure.
    """
    stated = unit_in_heading(column.text) or definition.unit
    if stated is None or reading.value is None:
        return reading
    place = (row, column.number)
    if reading.unit is None:
        if stated == "percent" and 0 < abs(reading.value) <= 1:
            findings.append(_bare_fraction(table, place, reading.value))
        return replace(reading, unit=stated)
    if stated == "ratio" and reading.unit == "seconds":
        found = text_of(table.sheet.value(*place))
        problem = Unreadable(FindingCode.NOT_A_VALUE, "a ratio is not one figure", found)
        findings.append(unreadable(table.sheet, place, problem))
        return None
    if not is_same_unit(reading.unit, stated) and stated != "number":
        findings.append(_differs(table, place, reading.unit, stated))
    return reading


def _bare_fraction(table: Table, place: tuple[int, int], value: float) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.BARE_FRACTION,
        sheet=table.sheet,
        cell=place,
        problem=f"the figure is in percent and {value:g} could be {value:g} % or {value * 100:g} %",
        expected="a percent sign or a percent number format",
        action="Format the cell as a percentage, or write the figure with a % sign.",
        found=f"{value:g}",
    )


def _differs(table: Table, place: tuple[int, int], unit: str, stated: str) -> Finding:
    found = text_of(table.sheet.value(*place))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.UNIT_DIFFERS,
        sheet=table.sheet,
        cell=place,
        problem=f'"{found}" is in {unit}, while the file says {stated}',
        expected=f"a figure in {stated}",
        action="Correct the figure, or the unit that the file names.",
        found=found,
    )

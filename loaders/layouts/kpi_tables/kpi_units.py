"""The unit of a figure: from its cell, else its heading, or what the file says of the KPI."""

import re
from dataclasses import replace
from decimal import Decimal

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.definitions import unit_in_heading, unit_named
from loaders.layouts.kpi_tables.kpi_entries import KpiEntry
from loaders.parsing.cells import CellReading, Unreadable
from loaders.parsing.normalise import text_of
from loaders.parsing.number_formats import section_of
from loaders.parsing.numbers import finite
from loaders.parsing.vocabulary import POWERS_OF_TEN, is_same_unit
from loaders.tables.columns import Column
from loaders.tables.headings import Role
from loaders.tables.kpi_rows import unreadable
from loaders.workbook import CellPlace, Sheet

# What a title may say in thousands or millions without naming it.
_COUNTED = ("number", "pounds")
_SCALE_LETTER = re.compile(r"\d\s*(?:k|mn?|bn|thousand|million|billion)\b", re.IGNORECASE)


def with_unit(
    entry: KpiEntry, column: Column, reading: CellReading, findings: list[Finding]
) -> CellReading:
    """The reading with its unit; a doubt about it joins the findings.

    A time that stands for a ratio is a reading of nothing: `1:15` is no single figure.
    """
    stated = unit_stated(entry, column)
    if stated is None or reading.value is None:
        return reading
    sheet, cell = entry.table.sheet, CellPlace(entry.block.row, column.number)
    if stated in POWERS_OF_TEN:
        scaled = in_full(sheet, cell, reading, stated)
        if scaled is not reading:
            _tell_scale(entry, column, stated, findings)
        return scaled
    if reading.unit is None:
        if stated == "percent" and 0 < abs(reading.value) <= 1:
            findings.append(_bare_fraction(sheet, cell, reading.value))
        return replace(reading, unit=stated)
    if stated == "ratio" and reading.unit == "seconds":
        text = text_of(sheet.value(*cell))
        problem = Unreadable(FindingCode.NOT_A_VALUE, "a ratio is not one figure", text)
        findings.append(unreadable(sheet, cell, problem))
        return CellReading()
    if not is_same_unit(reading.unit, stated) and stated != "number":
        findings.append(_unit_differs(sheet, cell, reading.unit, stated))
    return reading


def unit_stated(entry: KpiEntry, column: Column) -> str | None:
    """The unit that a heading, a row or the file says of a column's figures."""
    multiplier = unit_named(entry.table.text(entry.block.name_row, Role.MULTIPLIER))
    named = multiplier or unit_in_heading(column.text)
    return named or _scale_by_title(entry) or entry.definition.unit


def _scale_by_title(entry: KpiEntry) -> str | None:
    """The thousands that a title says of all figures, for money and counts: no share has any."""
    unit = entry.definition.unit or entry.definition.planned
    if entry.scale is None or unit is None:
        return None
    in_thousands, _ = POWERS_OF_TEN[entry.scale]
    return entry.scale if unit in ((in_thousands,) if in_thousands else _COUNTED) else None


def in_full(sheet: Sheet, cell: CellPlace, reading: CellReading, stated: str) -> CellReading:
    """A figure that a heading says is in thousands or millions; as it is where it is in full.

    In full are those in another unit, those written `£1.2m`, and those that only their number
    format shows in thousands.
    """
    unit, power = POWERS_OF_TEN[stated]
    value = sheet.value(*cell)
    written_in_full = isinstance(value, str) and _SCALE_LETTER.search(value)
    shows_thousands = section_of(sheet.cell(*cell).number_format).thousands > 0
    is_other = reading.unit is not None and reading.unit != (unit or reading.unit)
    if written_in_full or shows_thousands or is_other or reading.unit == "percent":
        return reading

    def times(number: float | None) -> float | None:
        return None if number is None else finite(Decimal(repr(number)).scaleb(power))

    return replace(
        reading,
        value=times(reading.value),
        lower=times(reading.lower),
        upper=times(reading.upper),
        unit=reading.unit or unit,
    )


def _tell_scale(entry: KpiEntry, column: Column, stated: str, findings: list[Finding]) -> None:
    """One finding for a column, however many figures it has."""
    cell = CellPlace(entry.table.heading_row, column.number)
    finding = cell_finding(
        Severity.WARN,
        FindingCode.IN_THOUSANDS,
        sheet=entry.table.sheet,
        cell=cell,
        problem=f'the figures under "{column.text}" are in {stated} and were multiplied',
        action="Check one of them.",
        found=column.text,
    )
    if finding not in findings:
        findings.append(finding)


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

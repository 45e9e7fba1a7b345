"""Columns of a KPI table that were passed over although figures stand in them."""

from collections.abc import Sequence
from dataclasses import replace

from loaders.cells import CellReading, read_value
from loaders.reading import Finding, Severity
from loaders.tables import Table

_FIGURES = 2  # one number alone may be a remark
_ACTION = "If the figures count, give the column a heading such as Q1 2019/20 or Target."


def heading_findings(table: Table) -> Sequence[Finding]:
    """What the headings left in doubt; an unknown one is a warning where figures stand below it."""
    lost = [
        finding for number, finding in table.passed_over.items() if _holds_figures(table, number)
    ]
    return [_warned(finding) if finding in lost else finding for finding in table.findings]


def _holds_figures(table: Table, number: int) -> bool:
    readings = (read_value(table.sheet, row, number) for row in table.body)
    return sum(_is_figure(reading) for reading in readings) >= _FIGURES


def _is_figure(reading: object) -> bool:
    return isinstance(reading, CellReading) and reading.value is not None and not _is_word(reading)


def _is_word(reading: CellReading) -> bool:
    return reading.unit == "yes/no"


def _warned(finding: Finding) -> Finding:
    message = f"{finding.message} {_ACTION}"
    return replace(finding, severity=Severity.WARN, message=message, action=_ACTION)

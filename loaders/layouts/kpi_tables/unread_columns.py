"""Columns of a KPI table that were passed over although figures stand in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.cells import CellReading, read_cell
from loaders.tables.table import Table

_FIGURES = 2  # one number alone may be a remark
_ACTION = "If the figures count, give the column a heading such as Q1 2019/20 or Target."


def heading_findings(table: Table) -> Sequence[Finding]:
    """What the headings left in doubt; an unknown one is a warning where figures stand below it."""
    figures = _figures(table)
    lost = [found for n, found in table.passed_over.items() if figures[n] >= _FIGURES]
    said = [_warned(finding) if finding in lost else finding for finding in table.findings]
    bare = [n for n in sorted(figures) if figures[n] >= _FIGURES and n not in table.passed_over]
    return [*said, *(_no_heading(table, number) for number in bare)]


def _figures(table: Table) -> Counter[int]:
    """How many figures stand in each column that is not understood."""
    known = {column.number for column in table.columns}
    unread = (cell for row in table.body for cell in table.cells(row) if cell.column not in known)
    return Counter(cell.column for cell in unread if _is_figure(read_cell(cell)))


def _no_heading(table: Table, number: int) -> Finding:
    says = "figures stand in a column without a heading, so it was not read"
    place = (table.heading_row, number)
    return cell_finding(
        Severity.WARN,
        FindingCode.NO_HEADING,
        sheet=table.sheet,
        cell=place,
        problem=says,
        action=_ACTION,
    )


def _is_figure(reading: object) -> bool:
    return isinstance(reading, CellReading) and reading.value is not None and not _is_word(reading)


def _is_word(reading: CellReading) -> bool:
    return reading.unit == "yes/no"


def _warned(finding: Finding) -> Finding:
    message = f"{finding.message} {_ACTION}"
    return replace(finding, severity=Severity.WARN, message=message, action=_ACTION)

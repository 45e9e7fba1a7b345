"""Columns of a KPI table that were passed over although figures stand in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.cells import CellReading, Unreadable, read_cell, read_target
from loaders.parsing.normalise import plain
from loaders.tables.columns import Column
from loaders.tables.headings import Role
from loaders.tables.table import Table
from loaders.workbook import CellPlace

_AIMS = frozenset(("goal", "goals", "target", "targets"))
_FIGURES = 2  # one number alone may be a remark, unless there is one row alone
_ACTION = "If the figures count, give the column a heading such as Q1 2019/20 or Target."


def without_word_targets(table: Table) -> Table:
    """The table without columns such as `Goal` that hold an aim in words, and no target."""
    in_words = [c for c in table.columns_of(Role.TARGET) if _is_in_words(table, c)]
    if not in_words:
        return table
    return table.with_columns([column for column in table.columns if column not in in_words])


def _is_in_words(table: Table, column: Column) -> bool:
    if plain(column.text) not in _AIMS:
        return False
    readings = (read_target(table.sheet, row, column.number) for row in table.body)
    filled = (reading for reading in readings if reading is not None)
    # The first target that can be read settles it.
    first = next(filled, None)
    return isinstance(first, Unreadable) and all(isinstance(r, Unreadable) for r in filled)


def heading_findings(table: Table) -> Sequence[Finding]:
    """What the headings left in doubt; an unknown one is a warning where figures stand below it."""
    figures = _figures(table)
    if not figures:
        return table.findings
    rows = sum(1 for row in table.body if len(table.filled(row)) > 1)
    fewest = max(min(_FIGURES, rows), 1)
    filled = [number for number in sorted(figures) if figures[number] >= _FIGURES]
    lost = [
        finding
        for number, finding in table.passed_over.items()
        if figures[number] >= fewest and finding.code is FindingCode.UNKNOWN_HEADING
    ]
    return [
        *(_as_warning(finding) if finding in lost else finding for finding in table.findings),
        *(_no_heading(table, number) for number in filled if number not in table.passed_over),
    ]


def _figures(table: Table) -> Counter[int]:
    """How many figures stand in each column that is not understood."""
    known = {column.number for column in table.columns}
    rows = (row for row in table.body if not known.issuperset(table.filled(row)))
    unread = ((row, n) for row in rows for n in table.filled(row) if n not in known)
    return Counter(n for row, n in unread if _is_figure(read_cell(table.sheet.cell(row, n))))


def _no_heading(table: Table, number: int) -> Finding:
    message = "figures stand in a column without a heading, so it was not read"
    cell = CellPlace(table.heading_row, number)
    return cell_finding(
        Severity.WARN,
        FindingCode.NO_HEADING,
        sheet=table.sheet,
        cell=cell,
        problem=message,
        action=_ACTION,
    )


def _is_figure(reading: object) -> bool:
    return isinstance(reading, CellReading) and reading.value is not None and not _is_word(reading)


def _is_word(reading: CellReading) -> bool:
    return reading.unit == "yes/no"


def _as_warning(finding: Finding) -> Finding:
    message = f"{finding.message} {_ACTION}"
    return replace(finding, severity=Severity.WARN, message=message, action=_ACTION)

"""A sheet while its KPI tables are read: what is known around them, found in them, and left out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.accounting.cell_ledger import HEADING, CellLedger, CellOutcome
from loaders.accounting.sheet_view import NOT_READ
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.definitions import (
    NOT_DEFINED,
    Definition,
    definition_in,
    unit_in_heading,
)
from loaders.layouts.kpi_tables.kpi_blocks import Body, KpiBlock
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity, identify_kpi
from loaders.layouts.kpi_tables.years_to_date import RunningYears
from loaders.tables.heading_block import Merges
from loaders.tables.headings import IDENTITY, Role
from loaders.tables.kpi_rows import no_code
from loaders.tables.role_words import column_words, table_words
from loaders.tables.table import Column, Table
from loaders.workbook import Cell, Sheet
from metrics.period import Period

_SECTION = "words between the rows"
_TOTAL = "total"
_NO_FIGURE = "row without a figure"
_UNKNOWN = "column with an unknown heading"
_NO_HEADING = "column without a heading"
_NOT_KEPT = "column that is not kept"
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+")
# Columns that say something of a KPI's figures.
_READ = frozenset((
    *IDENTITY, Role.VALUE, Role.TARGET, Role.STATUS, Role.NOTE, Role.OWNER, Role.PORTFOLIO,
    Role.UNIT, Role.POLARITY, Role.YEAR_START, Role.PERIOD, Role.YEAR, Role.SAYS,
))  # fmt: skip


@dataclass(slots=True)
class SheetReading:
    """A sheet while it is read; `around` is the period that its title, name or giver says.

    `covered` are the columns under each merged cell, by the cell that holds its value.
    """

    sheet: Sheet
    account: CellLedger
    findings: list[Finding]
    around: Period | None = None
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    years: RunningYears = field(default_factory=RunningYears)
    merged: Merges = field(default_factory=dict)
    covered: Mapping[tuple[int, int], set[int]] = field(default_factory=dict)
    numbers_as_text: list[Cell] = field(default_factory=list)

    def kpi_of(self, table: Table, group: KpiBlock, figures: Sequence[int]) -> KpiIdentity | None:
        """The KPI of a group; without one, or with one in doubt, its row waits for a decision."""
        kpi = identify_kpi(table, group.named_at, group.parent)
        if isinstance(kpi, KpiIdentity):
            return kpi
        if kpi is None and not figures:
            self.leave(table, group, _NO_FIGURE)
            return None
        self.findings.append(kpi or no_code(self.sheet, (group.row, figures[0])))
        self.leave(table, group, CellOutcome.QUARANTINED)
        return None

    def definition_of(self, table: Table, group: KpiBlock, kpi: KpiIdentity) -> Definition:
        """What the row says of its KPI, and where it does not what the file says elsewhere."""
        own = definition_in(table, group.named_at)
        filed = self.definitions.get(kpi.code, NOT_DEFINED)
        return Definition(
            own.unit or unit_in_heading(kpi.name or "") or filed.unit,
            own.polarity or filed.polarity,
            own.year_start or filed.year_start,
        )

    def head(self, table: Table) -> None:
        """Account for the headings of a table, and say what its columns were read as."""
        self.account.add(HEADING, table.head_cells())
        self.account.named(table.head.stop - 1, table_words(table, _READ))

    def dated(self, table: Table, columns: Iterable[tuple[Column, Period]]) -> None:
        """Say for which periods columns of figures were read."""
        words = {c.number: column_words(Role.VALUE, period) for c, period in columns}
        self.account.named(table.head.stop - 1, words)

    def leave_column(self, table: Table, column: Column, outcome: str) -> Sequence[Cell]:
        """Account for a column that is not read; its cells below the headings are returned."""
        rows = (table.cells(row) for row in table.body)
        cells = [cell for row in rows for cell in row if cell.column == column.number]
        self.account.add(outcome, cells)
        self.account.named(table.head.stop - 1, {column.number: NOT_READ})
        return cells

    def leave_body(self, table: Table, body: Body) -> None:
        """Account for the rows of a table that belong to no KPI."""
        for row in body.words:
            self.account.add(_SECTION, table.cells(row))
        for row in body.totals:
            self.account.add(_TOTAL, table.cells(row))
            cells = table.cells(row)
            says = "the row adds up others and was not read"
            self.findings.append(
                cell_finding(
                    Severity.INFO,
                    FindingCode.TOTAL,
                    sheet=self.sheet,
                    cell=(row, cells[0].column),
                    problem=says,
                )
            )

    def leave(self, table: Table, group: KpiBlock, outcome: str) -> None:
        """Account for all that a table says of a KPI: figures, targets, statuses and comments."""
        others = (row for rows in group.others.values() for row in rows)
        for row in (group.row, group.named_at, *others):
            self.account.add(outcome, table.cells(row))
        self.account.add(outcome, group.comments)

    def without_figure(self, table: Table, group: KpiBlock, kpi: KpiIdentity) -> None:
        """Account for a KPI of which the table says nothing; what is remarked of it is told."""
        cells = table.cells(group.row)
        self.leave(table, group, _NO_FIGURE)
        remarked = {column.number for column in table.of(Role.NOTE, Role.TARGET)}
        told = [cell for cell in (*cells, *group.comments) if cell.column in remarked]
        if told or group.comments:
            place = told[0] if told else group.comments[0]
            self.findings.append(_no_figure(self.sheet, place, kpi))

    def read(self, table: Table, group: KpiBlock, loaded: Sequence[Cell]) -> None:
        """Account for a KPI that was read: `loaded` are its value cells that say something."""
        self.account.add(CellOutcome.LOADED, loaded)
        self.account.add(CellOutcome.LOADED, group.comments)
        self.numbers_as_text.extend(cell for cell in loaded if _is_number_as_text(cell))
        values = {column.number for column in table.of(Role.VALUE)}
        roles = {column.number: column.role for column in table.columns}
        rows = {group.row, group.named_at, *(row for of in group.others.values() for row in of)}
        for row in sorted(rows):
            for cell in table.cells(row):
                if row != group.row or cell.column not in values:
                    self.account.add(_outcome(table, cell, roles.get(cell.column)), [cell])

    def by_colour(self, table: Table, column: int) -> None:
        """Tell that the status of figures was taken from the colours of their cells."""
        says = "no column says the status, so it was taken from the colours of the figures' cells"
        place = (table.heading_row, column)
        self.findings.append(
            cell_finding(
                Severity.INFO,
                FindingCode.STATUS_BY_COLOUR,
                sheet=self.sheet,
                cell=place,
                problem=says,
            )
        )

    def end(self) -> None:
        """Tell what was noticed of the sheet as a whole."""
        if not self.numbers_as_text:
            return
        first, count = self.numbers_as_text[0], len(self.numbers_as_text)
        says = f"{count} numbers stored as text were read as numbers, this one the first"
        if count == 1:
            says = "a number stored as text was read as a number"
        place = (first.row, first.column)
        self.findings.append(
            cell_finding(
                Severity.INFO,
                FindingCode.NUMBERS_AS_TEXT,
                sheet=self.sheet,
                cell=place,
                problem=says,
            )
        )


def _is_number_as_text(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(_NUMBER.fullmatch(cell.value.strip()))


def _outcome(table: Table, cell: Cell, role: Role | None) -> str:
    if role in _READ:
        return CellOutcome.LOADED
    if role is not None:
        return _NOT_KEPT
    return _UNKNOWN if cell.column in table.passed_over else _NO_HEADING


def _no_figure(sheet: Sheet, place: Cell, kpi: KpiIdentity) -> Finding:
    says = f"there is no figure for {kpi.code} in its row, so this was not kept"
    action = "If it counts, give the figure or say why there is none (TBC, N/A)."
    return cell_finding(
        Severity.WARN,
        FindingCode.NO_FIGURE,
        sheet=sheet,
        cell=(place.row, place.column),
        problem=says,
        action=action,
    )

"""What reading the KPI tables of a sheet leaves behind: its cells' outcomes, and findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.accounting.cell_ledger import HEADING, CellLedger, CellOutcome
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.kpi_blocks import Body, KpiBlock
from loaders.layouts.kpi_tables.kpi_entries import NotRead
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity, identify_kpi
from loaders.layouts.kpi_tables.row_areas import area_of, not_ours
from loaders.tables.columns import Column
from loaders.tables.headings import IDENTITY, Role
from loaders.tables.kpi_codes import KpiCodes, alias_key
from loaders.tables.kpi_rows import no_code
from loaders.tables.role_words import NOT_READ, column_words, table_words
from loaders.tables.table import Table
from loaders.workbook import Cell, CellPlace, Sheet
from metrics.period import Period

_SECTION = "words between the rows"
_TOTAL = "total"
_NO_FIGURE = "row without a figure"
_UNKNOWN = "column with an unknown heading"
_NO_HEADING = "column without a heading"
_NOT_OURS = "not ours, as was said before"
_NOT_KEPT = "column that is not kept"
_MOST_TOLD = 3  # KPIs without a figure that are told one by one
# Columns that say something of a KPI's figures.
_READ = frozenset((
    *IDENTITY, Role.VALUE, Role.TARGET, Role.STATUS, Role.NOTE, Role.OWNER, Role.PORTFOLIO,
    Role.SERVICE, Role.UNIT, Role.POLARITY, Role.YEAR_START, Role.PERIOD, Role.YEAR,
    Role.ROW_KIND, Role.AREA, Role.MULTIPLIER,
))  # fmt: skip
_READ_BESIDE_FIGURES = _READ - {Role.VALUE}


# The words by which a row says whose its figures are, by what their columns hold.
_IdentifyingWords = tuple[tuple[Role, str | None], ...]


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """What reading a sheet writes: what became of its cells, and what is to be told of them.

    `is_all` says that no other sheet of the workbook has a table of KPIs. `other_area` is the one
    that the sheet says it is about, where that is not the council's; `others` are the rows of other
    areas, each by the cell that names it. `not_read` are rows of which something could not be read.
    """

    ledger: CellLedger
    findings: list[Finding]
    not_read: NotRead
    is_all: bool = True
    other_area: str | None = None
    others: list[tuple[CellPlace, str]] = field(default_factory=list)
    without_figure: list[tuple[Cell, str]] = field(default_factory=list)
    _known: dict[_IdentifyingWords, KpiIdentity] = field(default_factory=dict)

    def kpi_of(
        self, table: Table, block: KpiBlock, kpi_codes: KpiCodes, figure_columns: Sequence[int]
    ) -> KpiIdentity | None:
        """The KPI of a block; without one, or with one in doubt, its row waits for a decision."""
        words = _identifying_words(table, block)
        kpi = self._known.get(words) if words else None
        if kpi is None:
            kpi = self._asked_kpi_of(table, block, kpi_codes, figure_columns)
            if words and figure_columns and kpi and kpi.alias is None:
                # The rows of its other periods say the same.
                self._known[words] = kpi
        return kpi

    def _asked_kpi_of(
        self, table: Table, block: KpiBlock, kpi_codes: KpiCodes, figure_columns: Sequence[int]
    ) -> KpiIdentity | None:
        other = self.other_area or area_of(table, block.row, kpi_codes.area)
        if other and figure_columns:
            place, area = other if isinstance(other, tuple) else (None, other)
            cell = place or CellPlace(block.row, figure_columns[0])
            meant = kpi_codes.areas.get(alias_key(area))
            if meant is None:
                self.others.append((cell, area))
                self.leave_block(table, block, CellOutcome.QUARANTINED)
                return None
            self._use_alias(table.sheet, cell, area, meant)
            if meant != kpi_codes.area:
                self.leave_block(table, block, _NOT_OURS)
                return None
        kpi = identify_kpi(table, block.name_row, kpi_codes, block.parent)
        if isinstance(kpi, KpiIdentity) and kpi.alias:
            meant = kpi_codes.alias_meaning(kpi.alias) or ""
            cells = table.cells(block.name_row)
            self._use_alias(table.sheet, CellPlace(*cells[0][:2]), kpi.alias, meant)
            if not meant:
                self.leave_block(table, block, _NOT_OURS)
                return None
        if isinstance(kpi, KpiIdentity):
            return kpi
        if kpi is None and not figure_columns:
            self.leave_block(table, block, _NO_FIGURE)
            return None
        self.findings.append(kpi or no_code(table.sheet, CellPlace(block.row, figure_columns[0])))
        self.leave_block(table, block, CellOutcome.QUARANTINED)
        return None

    def _use_alias(self, sheet: Sheet, cell: CellPlace, words: str, meant: str) -> None:
        """Tell of words that were read as people said before; of the same words it is told once."""
        known = {f.found for f in self.findings if f.code is FindingCode.ALIAS_USED}
        if words in known:
            return
        read_as = f"read as {meant}" if meant else "left out as not ours"
        finding = cell_finding(
            Severity.INFO,
            FindingCode.ALIAS_USED,
            sheet=sheet,
            cell=cell,
            problem=f'"{words}" was {read_as}, as somebody said of these words before',
            found=words,
        )
        self.findings.append(replace(finding, expected=meant or None))

    def add_headings(self, table: Table) -> None:
        """Account for the headings of a table, and say what its columns were read as."""
        self.ledger.add(HEADING, table.head_cells())
        self.ledger.named(table.head.stop - 1, table_words(table, _READ))

    def add_periods(self, table: Table, columns: Iterable[tuple[Column, Period]]) -> None:
        """Say for which periods columns of figures were read."""
        words = {c.number: column_words(Role.VALUE, period) for c, period in columns}
        self.ledger.named(table.head.stop - 1, words)

    def add_block(self, table: Table, block: KpiBlock, value_cells: Sequence[Cell]) -> None:
        """Account for a KPI that was read: `value_cells` are its own that say something."""
        self.ledger.add(CellOutcome.LOADED, value_cells)
        self.ledger.add(CellOutcome.LOADED, block.comments)
        for row in block.rows:
            # Of the figures those alone that say something, entered above.
            kept = table.numbers_of(_READ if row != block.row else _READ_BESIDE_FIGURES)
            columns = table.filled(row)
            self.ledger.add_row(CellOutcome.LOADED, row, [c for c in columns if c in kept])
            for column in columns:
                if column not in kept and table.roles.get(column) not in _READ:
                    self.ledger.add_row(_outcome(table, column), row, [column])

    def leave_column(self, table: Table, column: Column, outcome: str) -> Sequence[Cell]:
        """Account for a column that is not read; its cells below the headings are returned."""
        rows = (row for row in table.body if column.number in table.filled(row))
        cells = [table.sheet.cell(row, column.number) for row in rows]
        self.ledger.add(outcome, cells)
        self.ledger.named(table.head.stop - 1, {column.number: NOT_READ})
        return cells

    def tell_others(self, table: Table) -> None:
        """Say whose the figures of other areas in a table are, and which KPIs have none."""
        self.findings.extend(not_ours(table, self.others))
        self.findings.extend(_no_figures(table.sheet, self.without_figure))
        self.others.clear()
        self.without_figure.clear()

    def leave_rows(self, table: Table, body: Body) -> None:
        """Account for the rows of a table that belong to no KPI."""
        for row in body.words:
            is_kpi = table.text(row, Role.CODE) and table.text(row, Role.NAME)
            self.ledger.add(_NO_FIGURE if is_kpi else _SECTION, table.cells(row))
        for row in body.totals:
            cells = table.cells(row)
            self.ledger.add(_TOTAL, cells)
            self.findings.append(_total(table.sheet, CellPlace(row, cells[0].column)))

    def leave_block(self, table: Table, block: KpiBlock, outcome: str) -> None:
        """Account for all that a table says of a KPI: figures, targets, statuses and comments."""
        for row in block.rows:
            self.ledger.add(outcome, table.cells(row))
        self.ledger.add(outcome, block.comments)

    def leave_without_figure(self, table: Table, block: KpiBlock, kpi: KpiIdentity) -> None:
        """Account for a KPI of which the table says nothing; a remark about it is a warning."""
        self.leave_block(table, block, _NO_FIGURE)
        remarks = {column.number for column in table.columns_of(Role.NOTE, Role.TARGET)}
        cells = (*table.cells(block.row), *block.comments)
        remarked = [cell for cell in cells if cell.column in remarks] or block.comments
        if remarked:
            self.without_figure.append((remarked[0], kpi.code))


def _identifying_words(table: Table, block: KpiBlock) -> _IdentifyingWords:
    """What a row says of its KPI and area; nothing where more than its words would count."""
    if block.parent or block.row != block.name_row or table.sheet.withdrawn:
        return ()
    columns = table.columns_of(*IDENTITY, Role.AREA)
    words = []
    for column in columns:
        value = table.sheet.value(block.row, column.number)
        if value is not None and not isinstance(value, str):
            return ()
        words.append((column.role, value))
    return tuple(words)


def _outcome(table: Table, column: int) -> str:
    """What becomes of a cell of a KPI that is not read."""
    if column in table.roles:
        return _NOT_KEPT
    return _UNKNOWN if column in table.passed_over else _NO_HEADING


def _total(sheet: Sheet, cell: CellPlace) -> Finding:
    message = "the row adds up others and was not read"
    return cell_finding(Severity.INFO, FindingCode.TOTAL, sheet=sheet, cell=cell, problem=message)


def _no_figures(sheet: Sheet, remarks: Sequence[tuple[Cell, str]]) -> Iterator[Finding]:
    """A finding for each remark about a KPI without a figure, one where there are many."""
    if len(remarks) <= _MOST_TOLD:
        yield from (_no_figure(sheet, remark, code) for remark, code in remarks)
        return
    codes = list(dict.fromkeys(code for _, code in remarks))
    listed = f"{', '.join(codes[:_MOST_TOLD])} and {len(codes) - _MOST_TOLD} more"
    yield _no_figure(sheet, remarks[0][0], listed)


def _no_figure(sheet: Sheet, remark: Cell, code: str) -> Finding:
    message = f"there is no figure for {code} in its row, so this was not kept"
    action = "If it counts, give the figure or say why there is none (TBC, N/A)."
    cell = CellPlace(remark.row, remark.column)
    return cell_finding(
        Severity.WARN, FindingCode.NO_FIGURE, sheet=sheet, cell=cell, problem=message, action=action
    )

"""What became of every filled cell of a file: loaded, quarantined, or ignored with a reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from loaders.files import excel_reference
from loaders.files.xml_part import PartDamagedError
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Reading
from loaders.workbook import Cell, CellPlace, Sheet, Workbook


class CellOutcome(StrEnum):
    """What becomes of a filled cell. In a ledger the reason stands for `IGNORED`."""

    LOADED = "loaded"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"


# Reasons why cells are ignored, those that more than one layout has.
HIDDEN_SHEET = "on a hidden sheet"
NO_TABLE = "on a sheet without a table"
OTHER_TABLE = "in a table of another kind"
ABOVE = "above or beside the tables"
HEADING = "heading"
COLUMN_NOT_READ = "column that is not read"
# A sheet that was read has at least one such cell.
READ = (CellOutcome.LOADED, CellOutcome.QUARANTINED)


@dataclass(slots=True)
class CellLedger:
    """The outcomes of the cells of one sheet: loaded, quarantined, or why they were ignored.

    Cells are entered one by one, rows and the sheet in bulk, `otherwise` for what is entered in
    neither way: a cell's outcome stands over its row's, and that over the sheet's. Of a loaded row
    only the cells in `columns` are loaded, all where none are named; `counts_whole_rows` leaves
    that difference out of the counts. A cell without an outcome is missing from the ledger.
    `first_row` is where the first table begins that was read, None where none was. `read_as` has,
    by the last row of headings, by column what it was read as, in words.
    """

    sheet: Sheet
    first_row: int | None = None
    columns: frozenset[int] = frozenset()
    counts_whole_rows: bool = False
    otherwise: str = ""
    read_as: dict[int, dict[int, str]] = field(default_factory=dict)
    row_outcomes: dict[int, str] = field(default_factory=dict)
    cell_outcomes: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, outcome: str, cells: Iterable[Cell]) -> None:
        """Enter cells one by one; the first outcome of a cell stands, also that of all of them."""
        for cell in () if self.otherwise else cells:
            self.cell_outcomes.setdefault((cell.row, cell.column), outcome)

    def add_row(self, outcome: str, row: int, columns: Iterable[int]) -> None:
        """Enter cells of a row in the same way, by their columns."""
        entered = self.cell_outcomes
        for column in () if self.otherwise else columns:
            entered.setdefault((row, column), outcome)

    def set_row(self, outcome: str, row: int) -> None:
        """Enter a whole row; the last outcome of a row stands."""
        self.row_outcomes[row] = outcome

    def set_rows(self, outcome: str, rows: Iterable[int]) -> None:
        """The same of several rows."""
        self.row_outcomes.update(dict.fromkeys(rows, outcome))

    def set_cell(self, outcome: str, cell: CellPlace) -> None:
        """Enter a cell whatever was entered before."""
        self.cell_outcomes[cell] = outcome

    def quarantine(self, cell: CellPlace) -> None:
        """Enter a cell whose figure waits for a decision, whatever was entered before."""
        self.set_cell(CellOutcome.QUARANTINED, cell)

    def quarantine_by(self, findings: Iterable[Finding]) -> None:
        """Every cell of this sheet that a finding keeps from being published."""
        for finding in findings:
            if finding.severity is Severity.QUARANTINE and finding.sheet == self.sheet.name:
                cell = cell_place(finding.cell)
                if cell and self.outcome(cell):
                    self.quarantine(cell)

    def whole(self, outcome: str) -> None:
        """Enter every cell that is not entered by itself or with its row; the first word stands."""
        self.otherwise = self.otherwise or outcome

    def set_headings(self, first: int, last: int) -> None:
        """Enter the rows of a table's headings, and those above it as no part of it."""
        self.set_rows(ABOVE, range(1, first))
        self.set_rows(HEADING, range(first, last + 1))

    def named(self, row: int, words: Mapping[int, str]) -> None:
        """Say what columns under headings that end in a row were read as; the last word stands."""
        self.read_as.setdefault(row, {}).update(words)

    @property
    def is_read(self) -> bool:
        """Whether at least one cell was loaded or waits for a decision."""
        entered = ((self.otherwise,), self.row_outcomes.values(), self.cell_outcomes.values())
        return any(outcome in outcomes for outcome in READ for outcomes in entered)

    def outcome(self, cell: CellPlace) -> str:
        """What became of a filled cell, empty where nothing was entered."""
        row_outcome = self.row_outcomes.get(cell.row, self.otherwise)
        outcome = self.cell_outcomes.get(cell, row_outcome)
        return COLUMN_NOT_READ if self._is_beside(outcome, cell.column) else outcome

    def outcomes(self) -> Counter[str]:
        """How many filled cells have each outcome."""
        entered, rows_entered = self.cell_outcomes, {row for row, _ in self.cell_outcomes}
        by_themselves: list[str] = []
        counted: Counter[str] = Counter()
        for row in range(1, len(self.sheet.rows) + 1):
            columns = self.sheet.filled_columns(row)
            if row in rows_entered:
                outcomes = [(entered.get((row, column)), column) for column in columns]
                by_themselves += [
                    COLUMN_NOT_READ
                    if self.columns and self._is_beside(outcome, column)
                    else outcome
                    for outcome, column in outcomes
                    if outcome is not None
                ]
                columns = [column for outcome, column in outcomes if outcome is None]
            if columns:
                self._count_row(counted, self.row_outcomes.get(row, self.otherwise), columns)
        counted.update(by_themselves)
        return +counted

    def _count_row(self, counted: Counter[str], outcome: str, columns: Sequence[int]) -> None:
        beside = 0
        if outcome == CellOutcome.LOADED and self.columns and not self.counts_whole_rows:
            beside = len(columns) - len(self.columns.intersection(columns))
        counted[outcome] += len(columns) - beside
        counted[COLUMN_NOT_READ] += beside

    def _is_beside(self, outcome: str, column: int) -> bool:
        is_loaded = outcome == CellOutcome.LOADED
        return is_loaded and bool(self.columns) and column not in self.columns


def turned_back(ledger: CellLedger, sheet: Sheet) -> CellLedger:
    """The ledger of a sheet as it stands in the file, from that of the sheet turned round.

    Whatever lies outside the table that was turned is above or beside it.
    """
    place = ledger.sheet.place
    back = CellLedger(sheet, otherwise=ABOVE)
    for cell, outcome in ledger.cell_outcomes.items():
        back.cell_outcomes[place(*cell)] = outcome
    back.first_row = min((row for row, _ in back.cell_outcomes), default=None)
    return back


def count_outcomes(ledgers: Iterable[CellLedger]) -> Mapping[str, int]:
    """How many filled cells were loaded, quarantined and ignored, and how many for each reason."""
    counted = sum((ledger.outcomes() for ledger in ledgers), Counter[str]())
    counted.pop("", None)
    return with_totals(counted)


def with_totals(outcomes: Counter[str]) -> Mapping[str, int]:
    """Cells counted by outcome, as counts of a reading; every reason for ignoring has its own."""
    counts = {outcome.value: outcomes[outcome] for outcome in READ}
    reasons = {text: count for text, count in sorted(outcomes.items()) if text not in READ}
    ignored = {CellOutcome.IGNORED.value: sum(reasons.values())}
    return counts | ignored | {f"ignored: {text}": count for text, count in reasons.items()}


def ledger_without_table(sheet: Sheet) -> CellLedger:
    """The ledger of a sheet on which no table was found, or which is hidden."""
    ledger = CellLedger(sheet)
    ledger.whole(NO_TABLE if sheet.visible else HIDDEN_SHEET)
    return ledger


def filled_cells(workbook: Workbook) -> int:
    """How many cells of a file say something, those of hidden sheets among them."""
    sheets = ((sheet, row) for sheet in workbook.sheets for row in range(1, len(sheet.rows) + 1))
    return sum(len(sheet.filled_columns(row)) for sheet, row in sheets)


def cell_place(reference: str | None) -> CellPlace | None:
    """Row and column of a cell such as `D14`, None for what is no cell's address."""
    try:
        return excel_reference.cell_place(reference) if reference else None
    except PartDamagedError:
        return None


def unaccounted(file: str, reading: Reading) -> Finding | None:
    """The finding that refuses a file of which some cells were neither read nor left out."""
    counts = reading.counts
    accounted = sum(counts.get(outcome, 0) for outcome in CellOutcome)
    if accounted == counts.get("cells", 0):
        return None
    message = (
        f"{file}: {counts.get('cells', 0):,} cells were seen but {accounted:,} are accounted for "
        f"({counts.get('loaded', 0):,} loaded, {counts.get('quarantined', 0):,} quarantined, "
        f"{counts.get('ignored', 0):,} ignored). This is a mistake of this software, not of the "
        "file: nothing is stored. Please report it with the file."
    )
    return Finding(Severity.REJECT, FindingCode.UNACCOUNTED, message, found=f"{accounted:,}")

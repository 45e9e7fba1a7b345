"""What became of every filled cell of a file: loaded, quarantined, or ignored with a reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.accounting.sheet_view import SheetOutcomes
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Reading
from loaders.workbook import Cell, Sheet, Workbook, address

LOADED = "loaded"
QUARANTINED = "quarantined"
HIDDEN_SHEET = "on a hidden sheet"
NO_TABLE = "on a sheet without a table"
OTHER_TABLE = "in a table of another kind"
ABOVE = "above or beside the tables"
HEADING = "heading"
COLUMN_NOT_READ = "column that is not read"
# What is said of at least one cell of a sheet that was read.
READ = frozenset((LOADED, QUARANTINED))


@dataclass(slots=True)
class CellLedger:
    """What became of the cells of one sheet; a cell that nobody speaks for is missing from it.

    `first_row` is where the first table begins that was read, None where none was. `read_as` has,
    by the last row of headings, by column what it was read as, in words.
    """

    sheet: Sheet
    first_row: int | None = None
    fates: dict[tuple[int, int], str] = field(default_factory=dict)
    read_as: dict[int, dict[int, str]] = field(default_factory=dict)

    def add(self, fate: str, cells: Iterable[Cell]) -> None:
        """Say what became of cells; the first word said of a cell stands."""
        for cell in cells:
            self.fates.setdefault((cell.row, cell.column), fate)

    def quarantine(self, row: int, column: int) -> None:
        """A cell whose figure waits for a decision, whatever was said of it before."""
        self.fates[row, column] = QUARANTINED

    def quarantine_found(self, findings: Iterable[Finding]) -> None:
        """Every cell of this sheet that a finding keeps from being published."""
        places = {address(*place): place for place in self.fates}
        for finding in findings:
            if finding.severity is Severity.QUARANTINE and finding.sheet == self.sheet.name:
                place = places.get(finding.cell or "")
                if place:
                    self.quarantine(*place)

    def whole(self, fate: str) -> None:
        """Say one thing of every cell of the sheet."""
        self.add(fate, self.sheet.filled())

    def named(self, row: int, words: Mapping[int, str]) -> None:
        """Say what columns under headings that end in a row were read as; the last word stands."""
        self.read_as.setdefault(row, {}).update(words)

    def as_read(self) -> SheetOutcomes:
        """The sheet with what was said of it."""
        is_read = not READ.isdisjoint(self.fates.values())
        return SheetOutcomes(self.sheet, is_read, self._fate, self.read_as)

    def _fate(self, row: int, column: int) -> str:
        return self.fates.get((row, column), "")


def counted(accounts: Sequence[CellLedger]) -> Mapping[str, int]:
    """How many filled cells were `loaded`, `quarantined` and `ignored`, and by each reason."""
    fates: Counter[str] = Counter()
    for account in accounts:
        spoken = (account.fates.get((cell.row, cell.column)) for cell in account.sheet.filled())
        fates.update(fate for fate in spoken if fate)
    return summed(fates)


def summed(fates: Counter[str]) -> Mapping[str, int]:
    """Cells counted by fate, as counts of a reading; every reason for ignoring has its own."""
    loaded, quarantined = fates.pop(LOADED, 0), fates.pop(QUARANTINED, 0)
    reasons = {f"ignored: {reason}": count for reason, count in sorted(fates.items())}
    ignored = {"ignored": sum(fates.values())}
    return {"loaded": loaded, "quarantined": quarantined} | ignored | reasons


def filled_cells(workbook: Workbook) -> int:
    """How many cells of a file say something, those of hidden sheets among them."""
    sheets = ((sheet, row) for sheet in workbook.sheets for row in range(1, len(sheet.rows) + 1))
    return sum(len(sheet.filled_columns(row)) for sheet, row in sheets)


def unaccounted(file: str, reading: Reading) -> Finding | None:
    """The finding that refuses a file of which some cells were neither read nor left out."""
    counts = reading.counts
    said = sum(counts.get(name, 0) for name in ("loaded", "quarantined", "ignored"))
    if said == counts.get("cells", 0):
        return None
    message = (
        f"{file}: {counts.get('cells', 0):,} cells were seen but {said:,} are accounted for "
        f"({counts.get('loaded', 0):,} loaded, {counts.get('quarantined', 0):,} quarantined, "
        f"{counts.get('ignored', 0):,} ignored). This is a mistake of this software, not of the "
        "file: nothing is stored. Please report it with the file."
    )
    return Finding(Severity.REJECT, FindingCode.UNACCOUNTED, message, found=f"{said:,}")

"""A picture of each sheet's own cells: what they say, and what was read as what.

For a person to look at beside the findings; bounded, so that it adds little to what is read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from loaders.accounting.cell_ledger import CellLedger, cell_place
from loaders.accounting.first_rows import COLUMNS, SHEETS, text_shown
from loaders.findings.codes import Severity
from loaders.findings.finding import Finding
from loaders.reading import SheetView, SheetViewRow
from loaders.workbook import Cell, CellPlace, Sheet, is_blank

# Of a sheet so many filled cells are shown: 60 rows of 40 columns, or 200 of 12.
CELLS, ROWS, ROWS_OF_FINDINGS = 2400, 200, 60
ROWS_NOT_READ, COLUMNS_OF_FINDINGS = 10, 20
_GRAVITY = tuple(Severity)


def sheet_views(ledgers: Iterable[CellLedger], findings: Iterable[Finding]) -> Sequence[SheetView]:
    """A picture of every sheet, of which twelve at most have rows: first those that were read."""
    kept, cells = list(ledgers), _cells_by_sheet(findings)
    is_read = [ledger.is_read for ledger in kept]
    in_order = sorted(range(len(kept)), key=lambda number: not is_read[number])
    drawn = set(in_order[:SHEETS])
    return tuple(
        _sheet_view(ledger, cells.get(ledger.sheet.name, ()), is_read=is_read[number])
        if number in drawn
        else SheetView(ledger.sheet.name, is_read[number])
        for number, ledger in enumerate(kept)
    )


def _cells_by_sheet(findings: Iterable[Finding]) -> Mapping[str, Collection[CellPlace]]:
    """The cells of the findings by sheet, each once, those of the gravest first."""
    cells: dict[str, dict[CellPlace, None]] = {}
    for finding in sorted(findings, key=lambda finding: _GRAVITY.index(finding.severity)):
        cell = cell_place(finding.cell)
        if cell and finding.sheet is not None:
            cells.setdefault(finding.sheet, {})[cell] = None
    return cells


def _sheet_view(ledger: CellLedger, noticed: Collection[CellPlace], *, is_read: bool) -> SheetView:
    sheet, filled = ledger.sheet, _filled_rows(ledger.sheet)
    words = dict(_without_repeats(ledger.read_as))
    first = filled[: ROWS if is_read else ROWS_NOT_READ]
    noticed_rows = dict.fromkeys(cell.row for cell in noticed if cell.row in filled)
    numbers = _rows_shown(sheet, [*islice(noticed_rows, ROWS_OF_FINDINGS), *words, *first])
    columns = _columns_shown(sheet, numbers, [cell.column for cell in noticed])
    return SheetView(
        sheet.name,
        is_read,
        columns,
        tuple(_row(ledger, number, columns) for number in numbers),
        {row: tuple(words[row].get(c, "") for c in columns) for row in numbers if row in words},
        filled.stop - 1,
        max((len(row) for row in sheet.rows), default=0),
    )


def _filled_rows(sheet: Sheet) -> range:
    """From the first row that says something to the last."""
    numbers = range(1, len(sheet.rows) + 1)
    first = next((number for number in numbers if not sheet.is_empty(number)), 1)
    last = next((number for number in reversed(numbers) if not sheet.is_empty(number)), 0)
    return range(first, last + 1)


def _without_repeats(
    read_as: Mapping[int, Mapping[int, str]],
) -> Iterator[tuple[int, Mapping[int, str]]]:
    """The tables of a sheet whose columns hold something else than those of the table above."""
    before: Mapping[int, str] = {}
    for row, words in sorted(read_as.items()):
        if words != before:
            yield row, words
        before = words


def _rows_shown(sheet: Sheet, wanted: Iterable[int]) -> Sequence[int]:
    """Of the rows that are wanted as many, from the first, as fit; in their order below."""
    rows: set[int] = set()
    room = CELLS
    for number in islice(dict.fromkeys(wanted), ROWS):
        room -= min(COLUMNS, len(sheet.filled_columns(number)))
        if room < 0:
            break
        rows.add(number)
    return sorted(rows)


def _columns_shown(sheet: Sheet, numbers: Iterable[int], noticed: Iterable[int]) -> tuple[int, ...]:
    """The columns that are shown: those of findings, then the first that say something."""
    filled = sorted(
        {column for number in numbers for column in sheet.filled_columns(number)[:COLUMNS]}
    )
    first = islice(dict.fromkeys(noticed), COLUMNS_OF_FINDINGS)
    return tuple(sorted(islice(dict.fromkeys((*first, *filled)), COLUMNS)))


def _row(ledger: CellLedger, number: int, columns: Sequence[int]) -> SheetViewRow:
    cells = [ledger.sheet.cell(number, column) for column in columns]
    texts = tuple(map(text_shown, cells))
    return SheetViewRow(number, texts, tuple(_outcome(ledger, cell) for cell in cells))


def _outcome(ledger: CellLedger, cell: Cell) -> str:
    is_empty = is_blank(cell.value) and not cell.formula
    return "" if is_empty else ledger.outcome(CellPlace(cell.row, cell.column))

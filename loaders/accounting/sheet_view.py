"""A picture of each sheet's own cells: what they say, and what was read as what.

For a person to look at beside the findings; bounded, so that it adds little to what is read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from loaders.accounting.first_rows import COLUMNS, SHEETS, text_shown
from loaders.files.excel_reference import cell_place
from loaders.files.xml_part import PartDamagedError
from loaders.findings.codes import Severity
from loaders.findings.finding import Finding
from loaders.reading import SheetView, SheetViewRow
from loaders.workbook import Cell, Sheet, is_blank

NOT_READ = "not read"
# Of a sheet so many filled cells are told: 60 rows of 40 columns, or 200 of 12.
CELLS, ROWS, ROWS_OF_FINDINGS = 2400, 200, 60
ROWS_NOT_READ, COLUMNS_OF_FINDINGS = 10, 20
_GRAVITY = tuple(Severity)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetOutcomes:
    """A sheet with what its layout says of it: whether anything was read, the fate of each cell.

    `fate` takes a cell's row and column and gives a word of cell_ledger, empty where none was said.
    `read_as` has, by the last row of headings, by column what it was read as, in words.
    """

    sheet: Sheet
    is_read: bool
    fate: Callable[[int, int], str]
    read_as: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


def sheet_views(read: Iterable[SheetOutcomes], findings: Iterable[Finding]) -> Sequence[SheetView]:
    """A picture of every sheet, of which twelve at most have rows: first those that were read."""
    sheets, places = list(read), _places(findings)
    in_order = sorted(range(len(sheets)), key=lambda number: not sheets[number].is_read)
    drawn = set(in_order[:SHEETS])
    return tuple(
        _picture(one, places.get(one.sheet.name, ()))
        if number in drawn
        else SheetView(one.sheet.name, one.is_read)
        for number, one in enumerate(sheets)
    )


def place_of(cell: str | None) -> Place | None:
    """Row and column of a cell such as `D14`, None for what is no cell's address."""
    try:
        return cell_place(cell) if cell else None
    except PartDamagedError:
        return None


def words_of(headed: Iterable[int], said: Mapping[int, str]) -> Mapping[int, str]:
    """What each column was read as; a column that is `headed` and of which nothing is said, not."""
    return dict.fromkeys(headed, NOT_READ) | dict(said)


def _places(findings: Iterable[Finding]) -> Mapping[str, Collection[Place]]:
    """The cells of the findings by sheet, each once, those of the gravest first."""
    found: dict[str, dict[Place, None]] = {}
    for finding in sorted(findings, key=lambda one: _GRAVITY.index(one.severity)):
        place = place_of(finding.cell)
        if place and finding.sheet is not None:
            found.setdefault(finding.sheet, {})[place] = None
    return found


def _picture(read: SheetOutcomes, places: Collection[Place]) -> SheetView:
    sheet, filled = read.sheet, _filled_rows(read.sheet)
    words = dict(_without_repeats(read.read_as))
    first = filled[: ROWS if read.is_read else ROWS_NOT_READ]
    found = dict.fromkeys(row for row, _ in places if row in filled)
    numbers = _numbers(sheet, [*islice(found, ROWS_OF_FINDINGS), *words, *first])
    columns = _columns(sheet, numbers, [column for _, column in places])
    return SheetView(
        sheet.name,
        read.is_read,
        columns,
        tuple(_row(read, number, columns) for number in numbers),
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


def _numbers(sheet: Sheet, wanted: Iterable[int]) -> Sequence[int]:
    """Of the rows that are wanted as many, from the first, as may be told; in their order below."""
    told: set[int] = set()
    left = CELLS
    for number in islice(dict.fromkeys(wanted), ROWS):
        left -= min(COLUMNS, len(sheet.filled_columns(number)))
        if left < 0:
            break
        told.add(number)
    return sorted(told)


def _columns(sheet: Sheet, numbers: Iterable[int], found: Iterable[int]) -> tuple[int, ...]:
    """The columns that are shown: those of findings, then the first that say something."""
    filled = sorted(
        {column for number in numbers for column in sheet.filled_columns(number)[:COLUMNS]}
    )
    noticed = islice(dict.fromkeys(found), COLUMNS_OF_FINDINGS)
    return tuple(sorted(islice(dict.fromkeys((*noticed, *filled)), COLUMNS)))


def _row(read: SheetOutcomes, number: int, columns: Sequence[int]) -> SheetViewRow:
    cells = [read.sheet.cell(number, column) for column in columns]
    texts = tuple(map(text_shown, cells))
    return SheetViewRow(number, texts, tuple(_fate(read, cell) for cell in cells))


def _fate(read: SheetOutcomes, cell: Cell) -> str:
    says_nothing = is_blank(cell.value) and not cell.formula
    return "" if says_nothing else read.fate(cell.row, cell.column)

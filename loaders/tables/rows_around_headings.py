"""Which rows above and below the one that names the columns belong to a table's headings."""

from collections.abc import Sequence
from itertools import takewhile

from loaders.parsing.cells import Unreadable, read_value
from loaders.parsing.normalise import text_of
from loaders.tables.area_words import area_in_words
from loaders.tables.columns import ROLES_BESIDE
from loaders.tables.heading_cells import HeadingCells
from loaders.tables.headings import EARLIER, IDENTITY, Role
from loaders.workbook import CellPlace

# What a heading under a period may promise: its column is then of that period.
UNDER_PERIODS = EARLIER | {
    Role.VALUE,
    Role.TARGET,
    Role.STATUS,
    Role.DIRECTION,
    Role.NOTE,
    Role.OTHER_AREA,
}
_DATED = (Role.PERIOD, Role.YEAR)
_MOST_ROWS = 2  # above the row that names the KPIs, and below it


def rows_above(cells: HeadingCells) -> Sequence[int]:
    """The rows of the headings above the one that names the columns, from it upwards."""
    above = range(cells.row - 1, max(cells.row - _MOST_ROWS, 1) - 1, -1)
    if cells.mapping is None:
        return list(takewhile(lambda row: _is_above(cells, row), above))
    # Whatever stands between the row that was named and the periods over it is a heading.
    dated = [row for row in above if _has_periods(cells, row)]
    return [row for row in above if row >= min(dated, default=cells.row)]


def rows_below(cells: HeadingCells) -> Sequence[int]:
    """The rows of the headings below the one that names the columns, from it downwards."""
    below = range(cells.row + 1, min(cells.row + _MOST_ROWS, len(cells.sheet.rows)) + 1)
    is_heading = _is_below if cells.mapping is None else _only_says_words
    return list(takewhile(lambda row: is_heading(cells, row), below))


def _is_below(cells: HeadingCells, row: int) -> bool:
    """Whether a row only says Value, Target, Q1, Lead Officer ... under the headings."""
    new = [number for number in cells.filled_columns(row) if not _repeats(cells, row, number)]
    if new and all(cells.is_unit(CellPlace(row, number)) for number in new):
        return True
    roles = [cells.role(row, number) for number in new]
    if any(role is None or role in IDENTITY for role in roles):
        return False
    return any(role in UNDER_PERIODS or role is Role.PERIOD for role in roles)


def _repeats(cells: HeadingCells, row: int, number: int) -> bool:
    return cells.sheet.value(row, number) == cells.sheet.value(cells.row, number)


def _is_above(cells: HeadingCells, row: int) -> bool:
    """Whether a row only names periods, well or with a slip, and names one.

    What stands over a blank cell of the headings heads its column from there.
    """
    sheet = cells.sheet
    filled = [n for n in cells.filled_columns(row) if text_of(sheet.value(cells.row, n))]
    if sheet.turned_at and filled:
        # What a column beside the periods said of each row: Actual, Target.
        roles = [cells.role(row, number) for number in filled]
        if all(role in (Role.VALUE, *ROLES_BESIDE) for role in roles):
            return True
    return bool(filled) and all(
        cells.role(row, number) is Role.PERIOD
        or cells.is_slip(row, number)
        or area_in_words(cells.text(CellPlace(row, number)), cells.area) is not None
        for number in filled
    )


def _only_says_words(cells: HeadingCells, row: int) -> bool:
    """Whether a row below headings named by hand has words where figures are to be."""
    by_hand = {number: cells.role_by_hand(number) for number in cells.span}
    named = [number for number, role in by_hand.items() if role in (*IDENTITY, *_DATED)]
    if any(text_of(cells.sheet.value(row, number)) for number in named):
        return False
    figures = [number for number, role in by_hand.items() if role in (Role.VALUE, Role.TARGET)]
    readings = [read_value(cells.sheet, row, number) for number in figures]
    filled = [reading for reading in readings if reading is not None]
    return bool(filled) and all(isinstance(reading, Unreadable) for reading in filled)


def _has_periods(cells: HeadingCells, row: int) -> bool:
    """Whether a row over headings named by hand has a period over one of their columns."""
    places = (CellPlace(row, number) for number in cells.span)
    over = {cells.merged.get(place, place) for place in places}
    return any(cells.role(*place) is Role.PERIOD for place in over if cells.text(place))

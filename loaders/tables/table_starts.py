"""Where tables begin on a sheet: the rows that name what is below them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from loaders.parsing.period_patterns import NotAPeriod
from loaders.tables.column_mapping import ColumnMapping, signature_of
from loaders.tables.headings import Role, is_identity, read_heading
from loaders.tables.month_headings import month_starts
from loaders.workbook import Cell, Sheet

_FEWEST_PERIODS = 3  # side by side they are headings, whatever stands beside them
_HIGHEST_ROWS = 60  # where headings without a word for the KPIs are looked for
_DIGIT = re.compile(r"\d")


def heading_rows(sheet: Sheet, mappings: Sequence[ColumnMapping] = ()) -> Sequence[int]:
    """The rows that name what is below them.

    One column for KPIs or activities and one more, several periods, or headings named by hand.
    """
    by_words = _rows_of_headings(sheet)
    signatures = {mapping.signature for mapping in mappings}
    if not signatures:
        return by_words
    rows = enumerate(sheet.rows, 1)
    by_hand = {row for row, values in rows if signature_of(values) in signatures}
    return sorted(by_hand.union(by_words))


@lru_cache(maxsize=64)
def _rows_of_headings(sheet: Sheet) -> Sequence[int]:
    texts = {value for values in sheet.rows for value in values if isinstance(value, str)}
    identities = frozenset(filter(is_identity, texts))
    return [r for r in range(1, len(sheet.rows) + 1) if _is_heading_row(sheet, r, identities)]


def _is_heading_row(sheet: Sheet, row: int, identities: frozenset[str]) -> bool:
    values = sheet.rows[row - 1]
    if not identities.isdisjoint(values):
        cells = [sheet.cell(row, column) for column in range(1, len(values) + 1)]
        dated = month_starts(cells)
        return sum(c.column in dated or _promises(sheet, row, c.column) for c in cells) >= 2
    return _names_periods(sheet, row)


def _names_periods(sheet: Sheet, row: int) -> bool:
    """Whether a row near the top has several periods side by side; a number alone is no period."""
    if row > _HIGHEST_ROWS:
        return False
    cells = [sheet.cell(row, number) for number in range(1, len(sheet.rows[row - 1]) + 1)]
    months = month_starts(cells)
    texts = [cell for cell in cells if isinstance(cell.value, str) and _DIGIT.search(cell.value)]
    filled = sheet.filled_columns(row)
    # Two are enough where nothing else stands in the row, and something before them below it.
    fewest = _FEWEST_PERIODS if not filled or filled[0] == 1 else 2
    if len(texts) + len(months) < fewest:
        return False
    dated = {cell.column for cell in texts if _names_period(cell)} | set(months)
    return len(dated) >= (_FEWEST_PERIODS if dated != set(filled) else fewest)


def _names_period(cell: Cell) -> bool:
    try:
        heading = read_heading(cell.value)
    except NotAPeriod:
        return True
    return heading is not None and heading.role is Role.PERIOD


def _promises(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.cell(row, column)
    try:
        return read_heading(cell.value, number_format=cell.number_format) is not None
    except NotAPeriod:
        return True

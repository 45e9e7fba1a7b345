"""A file as a reader sees it: sheets of cells with addresses, values and number formats."""

import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeVar, cast

from loaders.findings.finding import Finding

# White space of every kind, and marks that no screen shows.
_UNSEEN = (
    string.whitespace
    + "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    + ("\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff\x1c\x1d\x1e\x1f\x85")
)

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


T = TypeVar("T")


class CellPlace(NamedTuple):
    """Where a cell stands, rows and columns counted from 1."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """The place as a person writes it: `D14`."""
        return address(self.row, self.column)


class Cell(NamedTuple):
    """One cell, rows and columns counted from 1."""

    row: int
    column: int
    value: CellValue
    number_format: str
    formula: bool

    @property
    def address(self) -> str:
        """The cell as a person writes it: `D14`."""
        return address(self.row, self.column)


@dataclass(slots=True, eq=False)
class Sheet:
    """One sheet: `rows[r - 1][c - 1]` is the value at row r, column c; rows may be ragged.

    `formats` holds number formats other than General, `fills` solid fill colours as RRGGBB,
    `formulas` cells that hold a formula (value None when it was never calculated), `merged`
    (top, left, bottom, right) ranges; hidden rows and columns are 1-based numbers. `notes` holds
    footnote marks that were raised behind a value, `struck` what was struck out beside it; a cell
    that is struck out whole is `withdrawn`. `icons` holds the colours of icons beside values,
    `separator` the sign between the cells of a table of text. A sheet with rows for columns is
    `turned_at` the row and column where its first cell stands in the file.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    visible: bool = True
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    merged: Sequence[tuple[int, int, int, int]] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: Mapping[tuple[int, int], str] = field(default_factory=dict)
    withdrawn: frozenset[tuple[int, int]] = frozenset()
    icons: Mapping[tuple[int, int], str] = field(default_factory=dict)
    separator: str = ""
    turned_at: tuple[int, int] | None = None
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    _filled: dict[int, Sequence[Cell]] = field(default_factory=dict, repr=False)
    _columns: dict[int, Sequence[int]] = field(default_factory=dict, repr=False)
    _facts: dict[object, object] = field(default_factory=dict, repr=False)

    def once(self, fact: Callable[["Sheet"], T]) -> T:
        """What `fact` says of this sheet, worked out the first time that anybody asks."""
        if fact not in self._facts:
            self._facts[fact] = fact(self)
        return cast("T", self._facts[fact])

    def value(self, row: int, column: int) -> CellValue:
        """The value at a cell, None where the sheet has none."""
        if 1 <= row <= len(self.rows) and column >= 1:
            values = self.rows[row - 1]
            if column <= len(values):
                return values[column - 1]
        return None

    def cell(self, row: int, column: int) -> Cell:
        """The cell with its number format."""
        return self._cell_holding(self.value(row, column), row, column)

    def _cell_holding(self, value: CellValue, row: int, column: int) -> Cell:
        key = (row, column)
        is_formula = bool(self.formulas) and key in self.formulas
        return Cell(row, column, value, self.formats.get(key, "General"), is_formula)

    def place(self, row: int, column: int) -> CellPlace:
        """Where a cell stands in the file."""
        if self.turned_at is None:
            return CellPlace(row, column)
        top, left = self.turned_at
        return CellPlace(column + top - 1, row + left - 1)

    def filled(self) -> Iterator[Cell]:
        """Every cell that holds a value or a formula, row by row."""
        return chain.from_iterable(map(self.filled_in, range(1, len(self.rows) + 1)))

    def filled_in(self, row: int) -> Sequence[Cell]:
        """The cells of a row that hold a value or a formula, from left to right."""
        if row not in self._filled:
            values = self.rows[row - 1] if 1 <= row <= len(self.rows) else ()
            self._filled[row] = [
                self._cell_holding(values[column - 1], row, column)
                for column in self.filled_columns(row)
            ]
        return self._filled[row]

    def filled_columns(self, row: int) -> Sequence[int]:
        """The same cells by column alone: cheaper where only their number counts."""
        columns = self._columns.get(row)
        if columns is None:
            columns = self._columns[row] = self._columns_saying_something(row)
        return columns

    def is_empty(self, row: int) -> bool:
        """Whether nothing stands in a row."""
        return not self.filled_columns(row)

    def _columns_saying_something(self, row: int) -> Sequence[int]:
        values = self.rows[row - 1] if 1 <= row <= len(self.rows) else ()
        # is_blank() written out: every cell of every file comes by here.
        columns = [
            column
            for column, value in enumerate(values, 1)
            if value is not None and (not isinstance(value, str) or value.strip(_UNSEEN))
        ]
        if not self.formulas:
            return columns
        formulas = (
            column for column in range(1, len(values) + 1) if (row, column) in self.formulas
        )
        return sorted({*columns, *formulas})


@dataclass(slots=True)
class Workbook:
    """A file that was opened safely; `metadata` is the JSON published beside a CSV, if any."""

    file: str
    format: str
    sheets: Sequence[Sheet]
    metadata: Mapping[str, object] | None = None
    findings: Sequence[Finding] = ()


def is_blank(value: CellValue) -> bool:
    """Whether a cell says nothing: empty, or white space alone."""
    if isinstance(value, str):
        return not value or not value.strip(_UNSEEN)
    return value is None


def address(row: int, column: int) -> str:
    """Row and column, counted from 1, as a person writes them: (14, 4) is `D14`."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """A column counted from 1 in letters: 1 is `A`, 28 is `AB`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

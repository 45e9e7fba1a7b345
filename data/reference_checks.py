"""What is wrong with reference tables: cells missing or mistyped, rows that name nothing."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data import reference_tables as shape


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a row of a table; `row` is the row's label in its frame.

    `column` is empty where it is the row as a whole. `of` is the table that should have what is
    expected, empty where the cell alone is wrong.
    """

    table: str
    row: Hashable
    column: str
    found: str
    expected: str
    of: str = ""


def cell_problems(texts: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """What the rows of some tables say wrongly by themselves.

    `texts` has the cells as text, missing where they are empty, by table name.
    """
    for table, frame in texts.items():
        yield from _missing(table, frame)
        yield from _half_given(table, frame)
        yield from repeated(table, frame, shape.KEYS[table])
        yield from _unknown_choices(table, frame)
        yield from _mistyped(table, frame)
        yield from _out_of_order(table, frame)
        yield from _too_large(table, frame)


def link_problems(texts: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Rows that name a row which is not there, or share what only one may have; of all tables."""
    for table, shared in shape.UNIQUE_WHERE_GIVEN.items():
        yield from repeated(table, texts[table], shared)
    for table, columns, target, target_columns in shape.LINKS:
        there = set(texts[target][list(target_columns)].itertuples(index=False, name=None))
        frame = texts[table]
        for row, *link in frame.loc[frame[columns[-1]].notna(), list(columns)].itertuples():
            if tuple(link) not in there:
                expected = f"a {target_columns[-1]}"
                yield Problem(table, row, columns[-1], ", ".join(link), expected, target)


def repeated(table: str, frame: pd.DataFrame, key: Sequence[str]) -> Iterator[Problem]:
    """Rows that share the cells which only one may have."""
    given = frame[frame[key[-1]].notna()]
    for row, cells in given[given.duplicated(list(key))].iterrows():
        found = ", ".join(map(str, cells[list(key)])) + " again"
        yield Problem(table, row, " and ".join(key), found, "each only once")


def _missing(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for column in [*shape.KEYS[table], *shape.REQUIRED.get(table, [])]:
        for row in frame.index[frame[column].isna()]:
            yield Problem(table, row, column, "nothing", "a value")


def _half_given(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for of_table, first, second in shape.BOTH_OR_NEITHER:
        if of_table == table:
            for missing, given in ((first, second), (second, first)):
                for row in frame.index[frame[missing].isna() & frame[given].notna()]:
                    expected = f"a value beside {given}, or neither of the two"
                    yield Problem(table, row, missing, "nothing", expected)


def _unknown_choices(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for (owner, column), choices in shape.CHOICES.items():
        if owner == table:
            cells = frame[column].dropna()
            for row, found in cells[~cells.isin(choices)].items():
                yield Problem(table, row, column, found, "one of " + "; ".join(choices))


def _mistyped(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for column, kind in shape.columns()[table].items():
        if kind in TYPES:
            expected, holds = TYPES[kind]
            for row, found in frame[column].dropna().items():
                if not holds(found):
                    yield Problem(table, row, column, found, expected)


def _out_of_order(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for of_table, first, second in shape.IN_ORDER:
        if of_table == table:
            days = frame[frame[first].map(_is_date) & frame[second].map(_is_date)]
            # Days as text (2024-04-01) are in the order of time.
            for row, cells in days[days[second] < days[first]].iterrows():
                expected = f"a day not before {first}, {cells[first]}"
                yield Problem(table, row, second, cells[second], expected)


def _too_large(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for of_table, column, most in shape.AT_MOST:
        if of_table == table:
            for row, found in frame[column].dropna().items():
                if found.isdigit() and int(found) > most:
                    yield Problem(table, row, column, found, f"{most} at most")


def _is_date(text: object) -> bool:
    try:
        return date.fromisoformat(str(text)).isoformat() == text
    except ValueError:
        return False


# Type to what it looks like in words, and whether a text is one.
TYPES: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "INTEGER": ("a whole number", lambda text: bool(re.fullmatch(r"[0-9]{1,9}", text))),
    "DOUBLE": ("a number", lambda text: bool(re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]+)?", text))),
    "DATE": ("a date such as 2024-04-01", _is_date),
}

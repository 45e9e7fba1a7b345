"""What is wrong with reference tables: cells missing or mistyped, rows that name nothing."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data import admissible
from data import reference_tables as shape


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a row of a table; `row` is the row's label in its frame.

    `column` is empty where it is the row as a whole. `target` is the table that should have what is
    expected, empty where the cell alone is wrong.
    """

    table: str
    row: Hashable
    column: str
    found: str
    expected: str
    target: str = ""


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
        yield from _inadmissible_codes(table, frame)
        yield from _days_too_far(table, frame)
        yield from _too_long(table, frame)


def link_problems(texts: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Rows that name a row which is not there, or share what only one may have.

    `texts` has all tables of the database; those that layouts read may be left out.
    """
    for table, shared in shape.UNIQUE_WHERE_GIVEN.items():
        yield from repeated(table, texts[table], shared)
    for table, columns, target, target_columns in shape.LINKS:
        if table not in texts:
            continue
        keys = set(texts[target][list(target_columns)].itertuples(index=False, name=None))
        frame = texts[table]
        for row, *link in frame.loc[frame[columns[-1]].notna(), list(columns)].itertuples():
            if tuple(link) not in keys:
                expected = f"a {target_columns[-1]}"
                yield Problem(table, row, columns[-1], ", ".join(link), expected, target)


def repeated(table: str, frame: pd.DataFrame, key: Sequence[str]) -> Iterator[Problem]:
    """Rows that share the cells which only one may have."""
    with_key = frame[frame[key[-1]].notna()]
    for row, cells in with_key[with_key.duplicated(list(key))].iterrows():
        text = ", ".join(map(str, cells[list(key)]))
        yield Problem(table, row, " and ".join(key), f"{text} again", "each only once")


def _missing(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for column in [*shape.KEYS[table], *shape.REQUIRED.get(table, [])]:
        for row in frame.index[frame[column].isna()]:
            yield Problem(table, row, column, "nothing", "a value")


def _half_given(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for owner, first, second in shape.BOTH_OR_NEITHER:
        if owner == table:
            for missing, filled in ((first, second), (second, first)):
                for row in frame.index[frame[missing].isna() & frame[filled].notna()]:
                    expected = f"a value beside {filled}, or neither of the two"
                    yield Problem(table, row, missing, "nothing", expected)


def _unknown_choices(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for (owner, column), choices in shape.CHOICES.items():
        if owner == table:
            cells = frame[column].dropna()
            for row, text in cells[~cells.isin(choices)].items():
                yield Problem(table, row, column, text, "one of " + "; ".join(choices))


def _mistyped(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for column, kind in shape.columns()[table].items():
        if kind in TYPES:
            expected, holds = TYPES[kind]
            for row, text in frame[column].dropna().items():
                if not holds(text):
                    yield Problem(table, row, column, text, expected)


def _out_of_order(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for owner, first, second in shape.IN_ORDER:
        if owner == table:
            # Of no rows at all the answers would not be of the type bool.
            both = [frame[column].map(_is_date).astype(bool) for column in (first, second)]
            days = frame[both[0] & both[1]]
            # Days as text (2024-04-01) are in the order of time.
            for row, cells in days[days[second] < days[first]].iterrows():
                expected = f"a day not before {first}, {cells[first]}"
                yield Problem(table, row, second, cells[second], expected)


def _too_large(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for owner, column, most in shape.AT_MOST:
        if owner == table:
            for row, text in frame[column].dropna().items():
                if text.isdigit() and int(text) > most:
                    yield Problem(table, row, column, text, f"{most} at most")


def _inadmissible_codes(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for (owner, column), slash in shape.CODES.items():
        if owner == table:
            expected = admissible.CODE_WITH_SLASH if slash else admissible.CODE
            for row, text in frame[column].dropna().items():
                if not admissible.is_code(text, slash=slash):
                    yield Problem(table, row, column, admissible.shortened(text), expected)


def _days_too_far(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for column, kind in shape.columns()[table].items():
        if kind == "DATE":
            for row, text in frame[column].dropna().items():
                if _is_date(text) and not admissible.is_day(date.fromisoformat(text)):
                    yield Problem(table, row, column, text, admissible.DAY)


def _too_long(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    for column in frame.columns.intersection(list(shape.columns()[table])):
        longest = shape.longest(column)
        for row, text in frame[column].dropna().items():
            if len(text) > longest:
                expected = f"{admissible.at_most(longest)}, not {len(text):,}"
                yield Problem(table, row, column, admissible.shortened(text), expected)


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

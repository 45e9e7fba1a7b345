"""A table that may be long: the first 200 rows, and how many there are."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from insights.formatting import count
from pages.shared import html_tables

FIRST_ROWS = 200
T = TypeVar("T")


def cut_table(
    items: Sequence[T],
    headings: Sequence[str],
    cells: Callable[[T], Sequence[html_tables.Cell]],
    *,
    numeric: Sequence[str] = (),
    noun: str = "row",
) -> None:
    """Draw a row for each of the first items; the caption counts them, called by their noun."""
    rows = [cells(item) for item in items[:FIRST_ROWS]]
    html_tables.table(caption(len(items), noun), headings, rows, numeric=numeric)


def caption(number: int, noun: str = "row") -> str:
    """`12 rows`, or `The first 200 of 1,234`."""
    return f"The first {FIRST_ROWS} of {number:,}" if number > FIRST_ROWS else count(number, noun)

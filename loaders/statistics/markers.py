"""Cells of figures: a number as published, or the marker that stands in its place as a state."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from loaders.parsing.numbers import Unreadable, read_text
from loaders.statistics.statistic_cells import number, stripped
from loaders.workbook import CellValue
from metrics.status import State

_MARKED = re.compile(r"(?P<figure>[-\d,.\s]*\d)\s*(?P<mark>[PR])", re.IGNORECASE)
# What markers mean in official statistics, unless a publisher's own key says otherwise.
MARKERS: Mapping[str, State] = {
    "[x]": State.AWAITED,
    "[z]": State.NOT_APPLICABLE,
    "[c]": State.SUPPRESSED,
    "[u]": State.SUPPRESSED,
    "[low]": State.SUPPRESSED,
    "x": State.SUPPRESSED,
    "c": State.SUPPRESSED,
    "u": State.SUPPRESSED,
    "*": State.SUPPRESSED,
    "-": State.NOT_APPLICABLE,
    "..": State.NOT_APPLICABLE,
    ":": State.AWAITED,
    "z": State.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """What a cell of figures holds: a value or a state, never both, and what is marked beside it.

    `lower` and `upper` are the 95 % limits of the value, where they are published.
    """

    value: float | None = None
    state: str | None = None
    provisional: bool = False
    note: str | None = None
    lower: float | None = None
    upper: float | None = None


@lru_cache(maxsize=20_000, typed=True)
def read_figure(cell: CellValue, unit: str = "") -> PublishedCell | None:
    """The figure or state of a filled cell; None where it is neither.

    A text may name a unit only where it is the `unit` of the figures: `57.5%` among percent.
    """
    if isinstance(cell, bool | date | time | timedelta):
        return None
    if isinstance(cell, int | float):
        return PublishedCell(float(cell))
    text = stripped(cell)
    # Most texts of a large table are plain numbers.
    value = number(text)
    return _in_words(text, unit) if value is None else PublishedCell(value)


def _in_words(text: str, unit: str) -> PublishedCell | None:
    state = MARKERS.get(text.casefold())
    if state:
        return PublishedCell(state=state.value, note=text if text == "-" else None)
    marked = _MARKED.fullmatch(text)
    reading = read_text(marked["figure"] if marked else text)
    if reading is None or isinstance(reading, Unreadable):
        return None
    if reading.comparison or reading.lower is not None:
        return None
    if reading.value is not None and reading.unit not in (None, unit):
        return None
    letter = marked["mark"].upper() if marked else ""
    note = "revised" if letter == "R" else reading.note
    provisional = reading.provisional or letter == "P"
    return PublishedCell(reading.value, reading.state, provisional, note)

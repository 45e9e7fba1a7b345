"""The axis of time: each period over its whole span, and ticks under equal periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

MOST_TICKS = 8
_LONGEST_LABEL = 10


@dataclass(frozen=True, slots=True)
class Span:
    """A period on the axis: its first moment, the moment after its last, and its label."""

    start: pd.Timestamp
    end: pd.Timestamp
    label: str

    @property
    def middle(self) -> pd.Timestamp:
        """Where its point stands."""
        return self.start + (self.end - self.start) / 2


@dataclass(frozen=True, slots=True)
class AxisTick:
    """A tick under the middle of a period."""

    date: pd.Timestamp
    label: str


def span(first_day: object, last_day: object, label: str) -> Span:
    """The span of a period from its first and last day, with a label that fits under an axis."""
    start, last = pd.Timestamp(str(first_day)), pd.Timestamp(str(last_day))
    return Span(start, last + pd.Timedelta(days=1), _short(start, last, label))


def ticks(spans: Iterable[Span], most: int = MOST_TICKS) -> Sequence[AxisTick]:
    """Ticks under periods at equal steps, the newest always among them."""
    in_order = sorted({(known.middle, known.label) for known in spans})
    step = max(1, ceil(len(in_order) / most))
    return [AxisTick(*tick) for tick in in_order[::-1][::step][::-1]]


def _short(start: pd.Timestamp, last: pd.Timestamp, label: str) -> str:
    """The label where it is short, otherwise its years, or the month of a single day."""
    if len(label) <= _LONGEST_LABEL:
        return label
    if start == last:
        return f"{last:%b %Y}"
    return str(last.year) if start.year == last.year else f"{start.year}-{last.year % 100:02}"

"""Observations of Nomis: figure, numerator, denominator and confidence joined into one row."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from loaders.layouts.nomis.nomis_words import NumberRole, statistic_key
from loaders.reading import Row, StatisticKey
from loaders.statistics.long_table import FigureKey, statistic_row
from loaders.statistics.markers import PublishedCell
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period

_FIGURES = (NumberRole.VALUE, NumberRole.PERCENT)
_COUNTS = (NumberRole.NUMERATOR, NumberRole.DENOMINATOR)


@dataclass(frozen=True, slots=True)
class ObservationKey:
    """Whose figure an observation is, of when, and the name of what is counted."""

    area: str
    period: Period
    name: str


# The numbers of one observation with their cells.
Numbers = dict[NumberRole, tuple[CellPlace, PublishedCell]]


@dataclass(slots=True)
class Observations:
    """Numbers by whose they are; one that is there twice begins another observation."""

    by_key: dict[ObservationKey, list[Numbers]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self, key: ObservationKey, role: NumberRole, cell: CellPlace, published: PublishedCell
    ) -> None:
        """Put a number to the first observation that lacks it."""
        observations = self.by_key[key]
        lacking = next((numbers for numbers in observations if role not in numbers), None)
        if lacking is None:
            observations.append(lacking := {})
        lacking[role] = (cell, published)

    def rows(self, sheet: Sheet, vintage: date | None) -> Iterator[tuple[CellPlace, Row]]:
        """A row for each figure, at its cell; numbers alone stand as figures of their own."""
        for key, observations in self.by_key.items():
            for numbers in observations:
                yield from _rows(key, numbers, sheet, vintage)

    def without_figure(self) -> Iterator[CellPlace]:
        """The cells of observations of which only the confidence is there."""
        every = (numbers for observations in self.by_key.values() for numbers in observations)
        alone = (numbers for numbers in every if numbers.keys() == {NumberRole.CONFIDENCE})
        return (cell for numbers in alone for cell, _ in numbers.values())


def _rows(
    key: ObservationKey, numbers: Numbers, sheet: Sheet, vintage: date | None
) -> Iterator[tuple[CellPlace, Row]]:
    figures = [role for role in _FIGURES if role in numbers]
    confidence = numbers.get(NumberRole.CONFIDENCE)
    for role in figures or [count for count in _COUNTS if count in numbers]:
        cell, published = numbers[role]
        # Beside a number and its percent nothing says whose interval it is.
        half = confidence[1].value if confidence and len(figures) == 1 else None
        if figures:
            beside = role is NumberRole.PERCENT and len(figures) > 1
            measure = statistic_key(key.name, role, beside=beside)
            published = replace(published, note=_noted(published.note, numbers))
        else:
            measure = _alone(key.name, role)
        figure_key = FigureKey(measure, key.area, key.period)
        limited = _with_limits(published, half)
        yield cell, statistic_row(sheet, cell, figure_key, limited, vintage)


def _alone(name: str, role: NumberRole) -> StatisticKey:
    """What a numerator or denominator is without its figure."""
    whole = statistic_key(name, NumberRole.VALUE)
    return StatisticKey(f"{whole.code}-{role}", f"{whole.name}, {role}", "number")


def _with_limits(published: PublishedCell, half: float | None) -> PublishedCell:
    """The figure with its 95 % limits, of which Nomis gives half the distance."""
    value = published.value
    if value is None or half is None:
        return published
    return replace(published, lower=round(value - half, 6), upper=round(value + half, 6))


def _noted(note: str | None, numbers: Numbers) -> str | None:
    """The note with the numbers that a figure was made of."""
    counts = ((role, numbers[role][1].value) for role in _COUNTS if role in numbers)
    parts = [f"{role} {count:,.0f}" for role, count in counts if count is not None]
    return "; ".join(filter(None, (note, *parts))) or None

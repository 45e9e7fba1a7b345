"""Observations of Nomis: figure, numerator, denominator and confidence joined into one row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from loaders.layouts.nomis.nomis_words import NumberRole, measure_of
from loaders.reading import Row
from loaders.statistics.area_table import StatisticKey
from loaders.statistics.long_table import statistic_row
from loaders.statistics.markers import PublishedCell
from loaders.workbook import Sheet
from metrics.period import Period

Place = tuple[int, int]
_FIGURES = (NumberRole.VALUE, NumberRole.PERCENT)
_COUNTS = (NumberRole.NUMERATOR, NumberRole.DENOMINATOR)


@dataclass(frozen=True, slots=True)
class ObservationKey:
    """What an observation is of."""

    area: str
    period: Period
    name: str


@dataclass(slots=True)
class Observations:
    """Numbers by what they are of; one that is there twice begins another observation."""

    by_name: dict[ObservationKey, list[dict[NumberRole, tuple[Place, PublishedCell]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, of: ObservationKey, part: NumberRole, place: Place, told: PublishedCell) -> None:
        """Put a number to the first observation that lacks it."""
        held = self.by_name[of]
        lacking = next((parts for parts in held if part not in parts), None)
        if lacking is None:
            held.append(lacking := {})
        lacking[part] = (place, told)

    def rows(self, sheet: Sheet, vintage: date | None) -> Iterator[tuple[Place, Row]]:
        """A row for each figure, at its cell; numbers alone stand as figures of their own."""
        for of, held in self.by_name.items():
            for parts in held:
                yield from _rows(of, parts, sheet, vintage)

    def without_figure(self) -> Iterator[Place]:
        """The cells of observations of which only the confidence is there."""
        held = (parts for of in self.by_name.values() for parts in of)
        alone = (parts for parts in held if parts.keys() == {NumberRole.CONFIDENCE})
        return (place for parts in alone for place, _ in parts.values())


def _rows(
    of: ObservationKey,
    parts: Mapping[NumberRole, tuple[Place, PublishedCell]],
    sheet: Sheet,
    vintage: date | None,
) -> Iterator[tuple[Place, Row]]:
    figures = [part for part in _FIGURES if part in parts]
    half = parts.get(NumberRole.CONFIDENCE)
    for part in figures or [own for own in _COUNTS if own in parts]:
        place, told = parts[part]
        # Beside a number and its percent it is not told whose interval it is.
        own_half = half[1].value if half and len(figures) == 1 else None
        if figures:
            beside = part is NumberRole.PERCENT and len(figures) > 1
            measure = measure_of(of.name, part, beside=beside)
            told = replace(told, note=_noted(told.note, parts))
        else:
            measure = _alone(of.name, part)
        limits = _limits(told.value, own_half)
        yield (
            place,
            statistic_row(sheet, place, measure, of.area, of.period, told, vintage, limits),
        )


def _alone(name: str, part: NumberRole) -> StatisticKey:
    """What a numerator or denominator is without its figure."""
    whole = measure_of(name, NumberRole.VALUE)
    return StatisticKey(f"{whole.code}-{part}", f"{whole.name}, {part}", "number")


def _limits(value: float | None, half: float | None) -> tuple[float | None, float | None]:
    """The 95 % limits, of which Nomis gives half the distance."""
    if value is None or half is None:
        return None, None
    return round(value - half, 6), round(value + half, 6)


def _noted(note: str | None, parts: Mapping[NumberRole, tuple[Place, PublishedCell]]) -> str | None:
    """The note with the numbers that a figure was made of."""
    counts = ((part, parts[part][1].value) for part in _COUNTS if part in parts)
    made_of = [f"{part} {count:,.0f}" for part, count in counts if count is not None]
    return "; ".join(filter(None, (note, *made_of))) or None

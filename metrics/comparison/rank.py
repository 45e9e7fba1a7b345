"""Where a figure stands in the order of areas, and when no place is given.

A place is withheld under 10 areas, of a total, and where the interval of the figure covers more
than a fifth of the range of all: then neighbours in the order cannot be told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.comparison.intervals import Interval
from metrics.comparison.quantile_bands import quantile_bands
from metrics.decimals import without_residue
from metrics.status import Polarity

FEWEST_RANKED = 10
BANDS = 5
MOST_OF_RANGE = 1 / BANDS
# How a place reads beside what is good, so that first is never taken for best unasked.
BEST = {
    Polarity.MAXIMISE: "high is better",
    Polarity.MINIMISE: "low is better",
    Polarity.RANGE: "neither high nor low is better",
    Polarity.NONE: "neither high nor low is better",
}


@dataclass(frozen=True, slots=True)
class Rank:
    """The places from `first` to `last` that equal figures share, counted from the highest."""

    first: int
    last: int
    areas: int

    @property
    def words(self) -> str:
        """`59th of 309`, or `joint 59th to 62nd of 309`."""
        if self.first == self.last:
            return f"{ordinal(self.first)} of {self.areas}"
        return f"joint {ordinal(self.first)} to {ordinal(self.last)} of {self.areas}"


def rank(value: float, values: Sequence[float]) -> Rank:
    """The place of a value among all values, itself one of them, the highest first.

    Values are compared to 15 significant digits, as they are stored.
    """
    level = without_residue(value)
    others = [without_residue(other) for other in values]
    higher = sum(other > level for other in others)
    equal = sum(other == level for other in others)
    return Rank(higher + 1, higher + max(1, equal), len(others))


def withheld_reason(
    values: Sequence[float], interval: Interval | None, *, is_total: bool
) -> str | None:
    """Why no place in an order is given, as a clause; None where it may be."""
    if is_total:
        return "a total grows with the size of the area"
    if len(values) < FEWEST_RANKED:
        return f"only {len(values)} areas have a figure, and {FEWEST_RANKED} are needed"
    reach = max(values) - min(values)
    if interval is not None and interval.upper - interval.lower > reach * MOST_OF_RANGE:
        return "its margin of error covers more than a fifth of the range of all areas"
    return None


def fifth(value: float, values: Sequence[float]) -> int | None:
    """The fifth of a value, 1 the lowest; None under 10 values or where equal ones straddle two."""
    if len(values) < FEWEST_RANKED:
        return None
    level = without_residue(value)
    lower = sum(without_residue(other) < level for other in values)
    equal = sum(without_residue(other) == level for other in values)
    # The fifth of each place, as if no two values were equal.
    of_places = quantile_bands([float(place) for place in range(len(values))], BANDS)
    lowest, highest = of_places[lower], of_places[lower + max(1, equal) - 1]
    return lowest if lowest == highest else None


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `62nd`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(number % 10, 'th')}"

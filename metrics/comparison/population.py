"""Which population a rate is worked out with, where the year of its count has none."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.period import Period
from metrics.status import is_number

YEARS_APART = 2


@dataclass(frozen=True, slots=True)
class RatePopulation:
    """The people that a count is divided by, and of which year they are."""

    people: float
    year: int
    years_apart: int

    @property
    def note(self) -> str:
        """Of which year it is where that is not the count's own, else empty."""
        return f"with the population of {self.year}" if self.years_apart else ""


def population_for(
    period: Period, populations: Mapping[int, float | None]
) -> RatePopulation | None:
    """The population of the year in which a period began, else the nearest within two years.

    Of two equally near the earlier one. None where there is none: then there is no rate. A
    mid-year estimate of June lies within the financial year that began that April.
    """
    year = period.start.year
    near = [
        RatePopulation(people, other, abs(other - year))
        for other, people in sorted(populations.items())
        if is_number(people) and people > 0 and abs(other - year) <= YEARS_APART
    ]
    return min(near, key=lambda population: population.years_apart, default=None)

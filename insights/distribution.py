"""Where the district stands among all local authorities."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.questions import stored_statistics
from data.records import records
from insights import areas, cache
from insights.area_figures import AreaFigure, area_figures, latest_period
from insights.cache import by_edition
from insights.formatting import count
from insights.selectable_statistics import selectable_statistics
from metrics.comparison.quantile_bands import quantile_bands

AUTHORITIES = frozenset((
    "district", "unitary", "metropolitan district", "London borough", "council area",
    "local government district",
))  # fmt: skip
FEWEST = 10  # areas that are a distribution
FIFTHS = ("lowest", "second lowest", "middle", "second highest", "highest")


@dataclass(frozen=True, slots=True)
class Distribution:
    """All local authorities in the district's latest period, the lowest figure first.

    `fifth` is the district's, from 1, the lowest, to 5.
    """

    home_name: str
    period_label: str
    fifth: int
    figures: Sequence[AreaFigure]

    @property
    def lowest(self) -> AreaFigure:
        """The authority with the lowest figure."""
        return self.figures[0]

    @property
    def highest(self) -> AreaFigure:
        """The authority with the highest figure."""
        return self.figures[-1]

    @property
    def sentence(self) -> str:
        """In which fifth the district is, of how many, and from what to what."""
        authorities = count(len(self.figures), "local authority", "local authorities")
        return (
            f"{self.home_name} is in the {FIFTHS[self.fifth - 1]} fifth of the {authorities} with "
            f"a figure for {self.period_label}, from {self.lowest.words} to {self.highest.words}. "
            "A place in an order is no verdict."
        )


@by_edition
def distribution(code: str) -> Distribution | None:
    """The distribution of a statistic; None without the district's figure or with few others."""
    home, name = areas.home()
    rows = records(cache.ask(stored_statistics.statistic_everywhere, code))
    latest, same_period = latest_period(rows, home)
    authorities = [row for row in same_period if row["area_kind"] in AUTHORITIES]
    if latest is None or len(authorities) < FEWEST:
        return None
    lowest_first = sorted(authorities, key=lambda row: float(row["value"]))
    fifths = quantile_bands([float(row["value"]) for row in lowest_first], len(FIFTHS))
    fifth = fifths[[row["area"] for row in lowest_first].index(home)]
    figures = area_figures(selectable_statistics()[code], lowest_first)
    return Distribution(name, str(latest["period_label"]), fifth or 1, figures)

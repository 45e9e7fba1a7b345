"""What sets the area most apart from a group of areas, in words that claim no more than that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

import pandas as pd

from insights.areas import ComparisonGroup
from insights.cache import remembered
from insights.district_statistics import is_total
from insights.latest_statistics import LatestStatistic, figures_of, latest_statistics
from metrics.comparison.benchmark import YEARS_OF_VERDICTS
from metrics.comparison.intervals import CONFIDENCE, STAND_OUT_CONFIDENCE, normal_quantile

FEWEST_AREAS = 10
MOST_SHOWN = 6
# How many usual distances from the middle are far, and which part of the areas must be nearer to
# the other side: about one area in seven is as far by chance.
FAR, MOST_AREAS = 1.5, 0.85
# Of a normal spread the median distance from the middle is this part of the standard deviation.
MEDIAN_PART = 0.6745


@dataclass(frozen=True, slots=True)
class UnlikeOthers:
    """A statistic in which the area is far from the middle of a group, and how far."""

    code: str
    name: str
    figure: str
    period_label: str
    sentence: str
    distance: float


@remembered
def most_unlike(group: ComparisonGroup) -> Sequence[UnlikeOthers]:
    """The statistics in which the area is furthest from the group's middle, the furthest first.

    Distance is counted in the group's usual distance from its middle (the median absolute one as a
    standard deviation). Where the area's figure has an interval, the middle must be outside that at
    99.8 %. Statistics with fewer than ten areas, totals, and figures too old for a verdict are not
    looked at.
    """
    every = filter(None, (_unlike(one, group) for one in latest_statistics().values()))
    furthest = sorted(every, key=lambda unlike: -unlike.distance)
    return furthest[:MOST_SHOWN]


def _unlike(statistic: LatestStatistic, group: ComparisonGroup) -> UnlikeOthers | None:
    figures = figures_of(statistic, group.areas)
    if is_total(statistic.definition) or len(figures) < FEWEST_AREAS or _is_old(statistic):
        return None
    middle = median(figures)
    usual = median(abs(figure - middle) for figure in figures) / MEDIAN_PART
    distance = abs(statistic.value - middle) / usual if usual else 0.0
    passed, side = _passed(statistic.value, figures, middle)
    if distance < FAR or passed < MOST_AREAS * len(figures) or _may_be_middle(statistic, middle):
        return None
    of_them = f"all {len(figures)}" if passed == len(figures) else f"{passed} of {len(figures)}"
    return UnlikeOthers(
        statistic.code,
        statistic.name,
        statistic.words(statistic.value),
        str(statistic.home["period_label"]),
        f"{side} than {of_them} areas; their middle is {statistic.words(middle)}",
        distance,
    )


def _may_be_middle(statistic: LatestStatistic, middle: float) -> bool:
    """Whether the middle lies within the interval of the area's figure, widened to 99.8 %."""
    interval = statistic.interval
    if interval is None:
        return False
    wider = normal_quantile(STAND_OUT_CONFIDENCE) / normal_quantile(CONFIDENCE)
    value = statistic.value
    low, high = (value + wider * (end - value) for end in (interval.lower, interval.upper))
    return low <= middle <= high


def _passed(value: float, figures: Sequence[float], middle: float) -> tuple[int, str]:
    """How many figures the area's is higher or lower than, and which of the two."""
    if value > middle:
        return sum(figure < value for figure in figures), "higher"
    return sum(figure > value for figure in figures), "lower"


def _is_old(statistic: LatestStatistic) -> bool:
    """Whether the period ended too long ago for a verdict."""
    oldest = pd.Timestamp(datetime.now(UTC).date()) - pd.DateOffset(years=YEARS_OF_VERDICTS)
    return bool(statistic.home["period_end"] < oldest)

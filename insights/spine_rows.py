"""The area among comparable ones, a row for each statistic: figure, nation, range and middle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from insights.area_roles import AreaRole
from insights.areas import FEWEST, ComparisonGroup
from insights.cache import remembered
from insights.district_statistics import is_total
from insights.kpi_records import vintage_of
from insights.latest_statistics import (
    AgainstNation,
    LatestStatistic,
    against_nation,
    figures_of,
    latest_statistics,
)
from insights.range_strips import RangeStrip

NOT_COMPARED = "not compared"
A_TOTAL = "not compared: a total"
TOO_FEW = "Too few of these areas have another figure."


@dataclass(frozen=True, slots=True)
class SpineRow:
    """A statistic of the area: figures in words, how it stands to its nation, and its strip.

    `strip` is None where fewer than three comparable areas have a figure, and for totals; then
    `no_strip` says so.
    """

    code: str
    name: str
    period_label: str
    vintage: date | None
    figure: str
    nation_figure: str
    against: AgainstNation
    strip: RangeStrip | None
    no_strip: str


@remembered
def spine_rows(group: ComparisonGroup) -> Mapping[str, Sequence[SpineRow]]:
    """The rows by topic, both in screen order."""
    by_topic: dict[str, list[SpineRow]] = {}
    for statistic in latest_statistics().values():
        topic = str(statistic.definition["topic"])
        by_topic.setdefault(topic, []).append(_row(statistic, group))
    return by_topic


def _row(statistic: LatestStatistic, group: ComparisonGroup) -> SpineRow:
    nation = statistic.nation
    shows_nation = nation is not None and not is_total(statistic.definition)
    return SpineRow(
        statistic.code,
        statistic.name,
        str(statistic.home["period_label"]),
        vintage_of(statistic.home),
        statistic.words(statistic.value),
        statistic.words(nation["value"]) if nation is not None and shows_nation else NOT_COMPARED,
        against_nation(statistic),
        _strip(statistic, group),
        A_TOTAL if is_total(statistic.definition) else TOO_FEW,
    )


def _strip(statistic: LatestStatistic, group: ComparisonGroup) -> RangeStrip | None:
    figures = figures_of(statistic, group.areas)
    if is_total(statistic.definition) or len(figures) < max(FEWEST, len(group.areas) / 2):
        return None
    low, high = figures[0], figures[-1]
    if low == high:
        return None

    def share(value: float) -> float:
        return min(1.0, max(0.0, (value - low) / (high - low)))

    first, middle, third = quantiles(figures, n=4, method="inclusive")
    others = [(AreaRole.SIMILAR, share(middle))]
    if statistic.nation is not None:
        others.append((AreaRole.ENGLAND, share(float(str(statistic.nation["value"])))))
    ends = f"{statistic.words(low)} to {statistic.words(high)}"
    return RangeStrip(
        (share(first), share(third)),
        share(statistic.value),
        others,
        f"{len(figures)} areas: {ends}, middle {statistic.words(middle)}",
    )

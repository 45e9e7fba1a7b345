"""The area among comparable ones, a row for each statistic: figure, nation, range and middle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from insights.areas import FEWEST, ComparisonGroup
from insights.cache import by_edition
from insights.district_statistics import is_total
from insights.kpi_records import vintage_of
from insights.latest_statistics import (
    AgainstNation,
    LatestStatistic,
    against_nation,
    figures_of,
    latest_statistics,
)

WIDTH = 150  # of the strip, in its own units


@dataclass(frozen=True, slots=True)
class RangeStrip:
    """Where the area, its nation and the middle stand between the lowest and highest, 0 to WIDTH.

    `low` and `high` are the ends of the comparable areas' range; `words` say the same.
    """

    low: float
    high: float
    middle: float
    home: float
    nation: float | None
    words: str


@dataclass(frozen=True, slots=True)
class SpineRow:
    """A statistic of the area: figures in words, how it stands to its nation, and its strip.

    `strip` is None where fewer than three comparable areas have a figure, and for totals.
    """

    code: str
    name: str
    period_label: str
    vintage: date | None
    figure: str
    nation_figure: str
    against: AgainstNation
    strip: RangeStrip | None


@by_edition
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
        statistic.words(nation["value"]) if nation is not None and shows_nation else "",
        against_nation(statistic),
        _strip(statistic, group),
    )


def _strip(statistic: LatestStatistic, group: ComparisonGroup) -> RangeStrip | None:
    figures = figures_of(statistic, group.areas)
    if is_total(statistic.definition) or len(figures) < max(FEWEST, len(group.areas) / 2):
        return None
    nation = float(str(statistic.nation["value"])) if statistic.nation is not None else None
    marks = [*figures, statistic.value, *([] if nation is None else [nation])]
    lowest, span = min(marks), max(marks) - min(marks)

    def position(value: float) -> float:
        return round(WIDTH * (value - lowest) / span, 1) if span else WIDTH / 2

    ends = f"{statistic.words(figures[0])} to {statistic.words(figures[-1])}"
    words = f"{len(figures)} areas: {ends}, middle {statistic.words(median(figures))}"
    return RangeStrip(
        position(figures[0]),
        position(figures[-1]),
        position(median(figures)),
        position(statistic.value),
        None if nation is None else position(nation),
        words,
    )

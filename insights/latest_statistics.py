"""Every statistic of the council's area in its latest period, beside all other areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache, comparisons
from insights.cache import remembered
from insights.district_statistics import definitions, is_total
from insights.statistic_wording import figure_of
from metrics.comparison.benchmark import Verdict
from metrics.comparison.intervals import Interval

# What a row of published figures has only where it is worked out of two others.
_PARTS = dict.fromkeys(("numerator", "denominator", "per"))
COMPARED_WITH_NATION = {Verdict.SIMILAR: "about the same as", Verdict.BETTER: "better than",
                        Verdict.WORSE: "worse than", Verdict.HIGHER: "higher than",
                        Verdict.LOWER: "lower than"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LatestStatistic:
    """The area's latest figure of a statistic, its nation's, and every area's by code."""

    definition: Record
    home: Record
    nation: Record | None
    values: Mapping[str, float]

    @property
    def code(self) -> str:
        """The code of the statistic."""
        return str(self.definition["code"])

    @property
    def name(self) -> str:
        """The statistic's name."""
        return str(self.definition["name"])

    @property
    def value(self) -> float:
        """The area's figure."""
        return float(str(self.home["value"]))

    @property
    def interval(self) -> Interval | None:
        """The 95% interval of the area's figure, if it is published."""
        limits = (self.home["lower"], self.home["upper"])
        return None if any(map(pd.isna, limits)) else Interval(*map(float, map(str, limits)))

    def words(self, value: object) -> str:
        """A figure in the statistic's unit."""
        return figure_of(self.definition, value)


@dataclass(frozen=True, slots=True)
class AgainstNation:
    """How the area stands to its nation, in words; `verdict` is of a test, else empty.

    A verdict is one of better, worse, similar, higher, lower.
    """

    words: str
    verdict: str


@remembered
def latest_statistics() -> Mapping[str, LatestStatistic]:
    """The statistics with a figure of the area, by code in screen order."""
    home, _ = areas.home()
    frame = cache.ask(stored_statistics.figures_beside, home)
    nations = areas.nations()
    kept = records(frame[frame["area"].isin([home, *nations])])
    rows: dict[str, dict[str, Record]] = {}
    for row in kept:
        rows.setdefault(str(row["code"]), {})[str(row["area"])] = {**row, **_PARTS}
    values = {
        str(code): dict(zip(group["area"], map(float, group["value"]), strict=True))
        for code, group in frame.groupby("code", sort=False)
    }
    return {
        code: LatestStatistic(
            definition,
            rows[code][home],
            next((rows[code][nation] for nation in nations if nation in rows[code]), None),
            values[code],
        )
        for code, definition in definitions().items()
        if home in rows.get(code, {})
    }


def against_nation(statistic: LatestStatistic) -> AgainstNation:
    """How the area stands to its nation: by a test where there is one, else above or below."""
    nation = statistic.nation
    if nation is None or is_total(statistic.definition):
        return AgainstNation("", "")
    name = str(nation["area_name"])
    compared = comparisons.compared(statistic.definition, [statistic.home, nation])
    comparison = next((area.comparison for area in compared), None)
    if comparison is not None and comparison.verdict is not Verdict.NONE and not comparison.muted:
        words = COMPARED_WITH_NATION[comparison.verdict]
        return AgainstNation(f"{words} {name}", str(comparison.verdict))
    words = comparisons.unjudged(statistic.definition, statistic.value, nation)
    return AgainstNation(words, "")


def figures_of(statistic: LatestStatistic, codes: Sequence[str]) -> Sequence[float]:
    """The figures of some areas, lowest first; those without one are left out."""
    return sorted(statistic.values[code] for code in codes if code in statistic.values)

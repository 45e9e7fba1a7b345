"""Where the district stands among all local authorities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.area_figures import AreaFigure, area_figures
from insights.cache import remembered
from insights.comparisons import interval_of
from insights.formatting import count
from insights.kpi_records import date_of
from insights.selectable_statistics import selectable_statistics
from metrics.comparison import rank as ranks
from metrics.comparison.rank import Rank
from metrics.status import Polarity

AUTHORITIES = frozenset(stored_statistics.LOCAL_AUTHORITIES)
FEWEST = 2  # areas that are an order at all
FIFTHS = ("lowest", "second lowest", "middle", "second highest", "highest")


@dataclass(frozen=True, slots=True)
class Distribution:
    """All local authorities in the district's latest period, the lowest figure first.

    `rank` is None where a place would mislead, and `withheld` says why. `fifth` is the district's,
    from 1, the lowest, to 5; None with the rank, or where equal figures straddle two fifths.
    """

    home_name: str
    period_label: str
    rank: Rank | None
    withheld: str | None
    fifth: int | None
    best: str
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
        """The district's place and fifth, or why none is given, and from what to what all lie."""
        authorities = count(len(self.figures), "local authority", "local authorities")
        spread = (
            f"{authorities} have a figure for {self.period_label}, from {self.lowest.words} to "
            f"{self.highest.words}."
        )
        if self.rank is None:
            return f"{spread} No rank is given: {self.withheld}."
        fifth = (
            f", in the {FIFTHS[self.fifth - 1]} fifth"
            if self.fifth
            else "; equal figures straddle two fifths"
        )
        return (
            f"{self.home_name} is {self.rank.words} from the highest{fifth} ({self.best}). "
            f"{spread} Figures that are close may differ by chance."
        )


@remembered
def distribution(code: str) -> Distribution | None:
    """The distribution of a statistic; None without the district's figure or another one."""
    definition = selectable_statistics().get(code)
    home, name = areas.home()
    latest = district_statistics.latest_figure(code, home)
    if definition is None or latest is None:
        return None
    rows = [row for row in in_period(code, latest) if row["area_kind"] in AUTHORITIES]
    if len(rows) < FEWEST or home not in {row["area"] for row in rows}:
        return None
    value, values = float(latest["value"]), [float(row["value"]) for row in rows]
    withheld = ranks.withheld_reason(
        values, interval_of(latest), is_total=district_statistics.is_total(definition)
    )
    return Distribution(
        name,
        str(latest["period_label"]),
        None if withheld else ranks.rank(value, values),
        withheld,
        None if withheld else ranks.fifth(value, values),
        ranks.BEST[_polarity(definition)],
        area_figures(definition, rows),
    )


def in_period(code: str, row: Record) -> Sequence[Record]:
    """The figures of a statistic for all areas in the period of one of them, the lowest first."""
    start, end = date_of(row["period_start"]), date_of(row["period_end"])
    rows = records(cache.ask(stored_statistics.statistic_in_period, code, start, end))
    return [row for row in rows if district_statistics.is_valued(row)]


def _polarity(definition: Mapping[str, object]) -> Polarity:
    """Which way is good; none for a statistic that an upload brought and nobody defined."""
    return Polarity(str(definition.get("polarity") or Polarity.NONE))

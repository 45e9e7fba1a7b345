"""A statistic on a map: each council's figure of one period, by value or by fifth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache
from insights.cache import remembered
from insights.district_statistics import is_total
from insights.formatting import count
from insights.kpi_records import vintage_of
from insights.map_extents import Extent, MapTier, extents, tier_for
from insights.selectable_statistics import selectable_statistics
from insights.statistic_wording import figure_of
from metrics.comparison import rank as ranks

FIFTH_NAMES = ("Lowest fifth", "Second lowest", "Middle fifth", "Second highest", "Highest fifth")
NO_FIGURE = "No figure"
NOT_AMONG = "Not among these"
STRADDLES = "Equal figures straddle two fifths"


class Shading(StrEnum):
    """By what councils are coloured."""

    FIFTH = "fifth"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class MapArea:
    """A council on the map: its figure, None where there is none, and its fifth or why it has none.

    `group` is what the legend calls its colour.
    """

    code: str
    area_name: str
    value: float | None
    words: str
    group: str
    is_home: bool


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A statistic in one period over an extent, the highest figure first, those without last.

    `groups` are the words of the legend in the order of their colours; `withheld` says why there
    are no fifths.
    """

    name: str
    unit: str
    period_label: str
    vintage: date | None
    extent: Extent
    areas: Sequence[MapArea]
    groups: Sequence[str]
    sentence: str
    withheld: str
    tier: MapTier

    @property
    def outlined(self) -> str:
        """The name of the council that is outlined."""
        return areas.names()[self.tier.outlined]

    @property
    def listed(self) -> Sequence[MapArea]:
        """The areas that belong to the extent, in the order of the table."""
        return [area for area in self.areas if area.code in self.extent.coloured]


@remembered
def area_map(code: str, extent_code: str) -> AreaMap | None:
    """The map of a statistic; None where no council has a figure.

    Fifths are those among all councils of the kingdom with a figure of the period; of a statistic
    that districts have not, among counties and the councils that do what both do.
    """
    tier = tier_for(code)
    extent = extents(tier)[extent_code]
    period = _period(code, tier)
    if period is None:
        return None
    start, end = period
    rows = records(cache.ask(stored_statistics.statistic_in_period, code, start, end))
    valued = {str(row["area"]): row for row in rows if pd.notna(row["value"])}
    states = {str(row["area"]): row for row in rows if pd.isna(row["value"])}
    known = [area for area in tier.councils if area in valued]
    if not known:
        return None
    definition = selectable_statistics()[code]
    values = [float(valued[area]["value"]) for area in known]
    withheld = ranks.withheld_reason(values, None, is_total=is_total(definition))
    bands = {} if withheld else dict(zip(known, _fifths(values), strict=True))
    groups = _groups(definition, valued, bands)
    drawn = [
        _area(area, definition, valued, states, bands, groups, extent, tier.outlined)
        for area in extent.shown
    ]
    first = valued[known[0]]
    return AreaMap(
        str(definition["name"]),
        str(definition["unit"]),
        str(first["period_label"]),
        max(filter(None, map(vintage_of, valued.values())), default=None),
        extent,
        sorted(drawn, key=_order),
        groups,
        _sentence(definition, valued, extent, str(first["period_label"]), tier.outlined),
        withheld or "",
        tier,
    )  # fmt: skip


def _period(code: str, tier: MapTier) -> tuple[date, date] | None:
    """The latest period of the outlined council; else the newest that most councils have."""
    question = stored_statistics.statistic_periods
    periods = records(cache.ask(question, code, tier.outlined, tier.councils))
    if not periods:
        return None
    most = max(int(row["areas"]) for row in periods)
    chosen = next(
        (row for row in periods if row["has_home"]),
        next(row for row in periods if 2 * int(row["areas"]) >= most),
    )
    return _day(chosen["period_start"]), _day(chosen["period_end"])


def _day(moment: object) -> date:
    return pd.Timestamp(str(moment)).date()


def _fifths(values: Sequence[float]) -> Sequence[int | None]:
    """The fifth of each value; None where equal ones straddle two."""
    by_value = {value: ranks.fifth(value, values) for value in set(values)}
    return [by_value[value] for value in values]


def _groups(
    definition: Record, valued: dict[str, Record], bands: dict[str, int | None]
) -> Sequence[str]:
    """The fifths in words with from what to what they reach; empty where there are none."""
    groups = []
    for number, name in enumerate(FIFTH_NAMES, 1):
        members = [float(valued[area]["value"]) for area, band in bands.items() if band == number]
        if members:
            low, high = (figure_of(definition, end) for end in (min(members), max(members)))
            groups.append(f"{name}: {low} to {high}")
    return groups


def _area(  # noqa: PLR0913, PLR0917 (a council, and all that its shape says)
    code: str,
    definition: Record,
    valued: dict[str, Record],
    states: dict[str, Record],
    bands: dict[str, int | None],
    groups: Sequence[str],
    extent: Extent,
    home: str,
) -> MapArea:
    row, name = valued.get(code), areas.names()[code]
    if code not in extent.coloured:
        return MapArea(code, name, None, NOT_AMONG, NOT_AMONG, is_home=False)
    if row is None:
        state = states.get(code, {}).get("state")
        words = str(state) if isinstance(state, str) else NO_FIGURE.lower()
        return MapArea(code, name, None, words, NO_FIGURE, code == home)
    fifth = bands.get(code)
    name_of_fifth = FIFTH_NAMES[fifth - 1] if fifth else None
    group = next((words for words in groups if words.startswith(f"{name_of_fifth}:")), STRADDLES)
    value = float(row["value"])
    return MapArea(code, name, value, figure_of(definition, value), group, code == home)


def _order(area: MapArea) -> tuple[bool, float, str]:
    return area.value is None, -(area.value or 0), area.area_name


def _sentence(
    definition: Record,
    valued: dict[str, Record],
    extent: Extent,
    period_label: str,
    home: str,
) -> str:
    name = areas.names()[home]
    here = [valued[code] for code in extent.coloured if code in valued]
    if not here:
        return f"No council of {extent.name} has a figure for {period_label}."
    ends = [figure_of(definition, end(float(row["value"]) for row in here)) for end in (min, max)]
    councils_named = count(len(here), "council")
    home_figure = (
        f"{name} {figure_of(definition, valued[home]['value'])}"
        if home in valued
        else f"{name} has no figure"
    )
    return (
        f"{home_figure}; {extent.name}: {councils_named} with a figure for {period_label}, from "
        f"{ends[0]} to {ends[1]}."
    )

"""The tiles of the district profile: one statistic each, its figure, nation, line and change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache
from insights.area_roles import AreaRole
from insights.cache import remembered
from insights.district_statistics import definitions, is_total, values_of
from insights.latest_statistics import (
    AgainstNation,
    LatestStatistic,
    against_nation,
    latest_statistics,
)
from insights.series_breaks import starts_of
from insights.sparklines import Sparkline, statistic_sparkline
from insights.statistic_lines import LinePoint, line_points
from metrics.decimals import as_decimal, rounded

TILE = "tile"
YEARS = 5


@dataclass(frozen=True, slots=True)
class ProfileTile:
    """A statistic of the area as a tile; without a figure of the area only its names stand.

    `missing` then says so in words, and is empty otherwise.
    """

    theme: str
    code: str
    name: str
    figure: str
    period_label: str
    nation: str
    against: AgainstNation
    line: Sparkline | None
    missing: str


@dataclass(frozen=True, slots=True)
class FiveYearChange:
    """A figure, the same five years before, and by how much it changed, in words."""

    name: str
    before: str
    now: str
    change: str
    nation_change: str


@remembered
def profile_tiles() -> Mapping[str, Sequence[ProfileTile]]:
    """The tiles by theme, in the order of profile_statistics.csv."""
    by_theme: dict[str, list[ProfileTile]] = {}
    for theme, codes in _places():
        by_theme.setdefault(theme, []).append(_tile(theme, codes))
    return by_theme


@remembered
def five_year_changes() -> Sequence[FiveYearChange]:
    """How the tiles' statistics changed in five years, those with both figures in one series."""
    chosen = (_first_known(codes) for _, codes in _places())
    changes = (_change(statistic) for statistic in chosen if statistic is not None)
    return [change for change in changes if change is not None]


def _places() -> Iterator[tuple[str, Sequence[str]]]:
    """For each tile its theme, and the statistics of which the first with a figure is shown."""
    places: dict[tuple[str, int], list[str]] = {}
    for row in records(cache.ask(stored_statistics.profile_statistics)):
        if row["part"] == TILE:
            places.setdefault((str(row["theme"]), int(row["position"])), []).append(
                str(row["statistic"])
            )
    for (theme, _), codes in places.items():
        yield theme, codes


def _first_known(codes: Sequence[str]) -> LatestStatistic | None:
    return next((latest_statistics()[c] for c in codes if c in latest_statistics()), None)


def _tile(theme: str, codes: Sequence[str]) -> ProfileTile:
    statistic = _first_known(codes)
    if statistic is None:
        definition, nation = definitions()[codes[0]], areas.names()[areas.own_nation()]
        missing = f"not published for {areas.home()[1]} ({nation})"
        name, nothing = _short(definition), AgainstNation("", "")
        return ProfileTile(theme, codes[0], name, "", "", "", nothing, None, missing)
    nation = ""
    if statistic.nation is not None and not is_total(statistic.definition):
        nation = f"{statistic.nation['area_name']} {statistic.words(statistic.nation['value'])}"
    return ProfileTile(
        theme,
        statistic.code,
        _short(statistic.definition),
        statistic.words(statistic.value),
        str(statistic.home["period_label"]),
        nation,
        against_nation(statistic),
        statistic_sparkline(_points(statistic), statistic.words),
        "",
    )


def _short(definition: Record) -> str:
    return str(definition["short_name"] or definition["name"])


@remembered
def _series() -> Mapping[tuple[str, str], Sequence[Record]]:
    """The figures of every tile's statistic in period order, by its code and the area."""
    chosen = (_first_known(codes) for _, codes in _places())
    codes = tuple(statistic.code for statistic in chosen if statistic is not None)
    rows: dict[tuple[str, str], list[Record]] = {}
    for row in records(values_of(codes, (areas.home()[0], *areas.nations()))):
        rows.setdefault((str(row["code"]), str(row["area"])), []).append(row)
    return rows


def _points(statistic: LatestStatistic) -> Sequence[LinePoint]:
    return _line(statistic, _series()[statistic.code, areas.home()[0]])


def _line(statistic: LatestStatistic, rows: Sequence[Record]) -> Sequence[LinePoint]:
    breaks = starts_of(statistic.code)
    definition, role = statistic.definition, AreaRole.OTHER
    return list(line_points(definition, rows, role, banded=False, breaks=breaks))


def _change(statistic: LatestStatistic) -> FiveYearChange | None:
    home, _ = areas.home()
    now, before = _five_years(statistic, home)
    if now is None or before is None:
        return None
    nation = None if is_total(statistic.definition) else statistic.nation
    nation_change = ""
    if nation is not None:
        later, earlier = _five_years(statistic, str(nation["area"]))
        if later is not None and earlier is not None:
            change = _difference(statistic, later, earlier)
            nation_change = f"{nation['area_name']}: {change}"
    return FiveYearChange(
        statistic.name,
        f"{statistic.words(before['value'])} ({before['period_label']})",
        f"{statistic.words(now['value'])} ({now['period_label']})",
        _difference(statistic, now, before),
        nation_change,
    )


def _five_years(statistic: LatestStatistic, area: str) -> tuple[Record | None, Record | None]:
    """An area's figure of the latest period and that of five years before; None where missing.

    Both are in one part of the line: what a gap or a break of the series parts is not compared.
    """
    rows = [row for row in _series().get((statistic.code, area), ()) if pd.notna(row["value"])]
    points = _line(statistic, rows)
    parts = {id(row): point.part for row, point in zip(rows, points, strict=True)}
    latest = next((r for r in rows if r["period_end"] == statistic.home["period_end"]), None)
    if latest is None:
        return None, None
    then = pd.Timestamp(latest["period_end"]) - pd.DateOffset(years=YEARS)
    near = pd.Timedelta(days=31)
    earlier = next(
        (
            row
            for row in rows
            if abs(row["period_end"] - then) <= near
            and row["period_kind"] == latest["period_kind"]
            and parts[id(row)] == parts[id(latest)]
        ),
        None,
    )
    return latest, earlier


def _difference(statistic: LatestStatistic, later: Record, earlier: Record) -> str:
    """`up 1.8%`; that it may be chance where the intervals of the two figures overlap."""
    change = _printed_difference(statistic, later, earlier)
    ends = [float(row[end]) for row in (later, earlier) for end in ("lower", "upper")]
    # A missing end is not a number, and overlaps nothing.
    overlap = ends[0] <= ends[3] and ends[2] <= ends[1]
    return f"{change}, within the margins of error" if overlap else change


def _printed_difference(statistic: LatestStatistic, later: Record, earlier: Record) -> str:
    """`up 1.8%` as the difference of the two figures as they are printed."""
    decimals = statistic.definition["decimals"]
    places = 0 if decimals is None else int(str(decimals))
    now, before = (rounded(as_decimal(float(row["value"])), places) for row in (later, earlier))
    if now == before:
        return "no change"
    amount = statistic.words(float(abs(now - before)))
    points = " points" if statistic.definition["unit"] == "percent" else ""
    amount = amount.rstrip("%") + points if points else amount
    return f"{'up' if now > before else 'down'} {amount}"

"""Published statistics about the district beside other areas: sentence, chart and table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache, comparisons
from insights.added_statistics import added_statistics
from insights.area_roles import role_of
from insights.cache import remembered
from insights.formatting import day
from insights.kpi_records import number, period_of, vintage_of, word
from insights.series_breaks import SeriesBreak, after_last_break, breaks_within, starts_of
from insights.statistic_lines import LinePoint, is_trend, line_points
from insights.statistic_wording import figure_in, figure_of
from metrics.comparison.intervals import STAND_OUT_CONFIDENCE
from metrics.comparison.recent_trend import TrendPoint, TrendResult, recent_trend
from metrics.words.status_words import during

MAX_NATIONAL = 2
# A total in one of these units says nothing beside a nation's, so the district stands alone.
TOTALS = frozenset(("number", "tonnes", "kilotonnes CO2e", "kilotonnes CO2", "million pounds"))


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic with its figures, as its chart, sentence and table need them.

    `rows` are the table's: a period, then one figure or its state for each of `areas` by name.
    `comparisons` are the district's latest figure beside the same of other areas, `breaks` where
    its figures are not to be joined with those before, and `vintage` when its latest was published.
    """

    definition: Record
    sentence: str
    points: Sequence[LinePoint]
    areas: Sequence[str]
    rows: Sequence[Sequence[str]]
    comparisons: Sequence[comparisons.ComparedArea]
    breaks: Sequence[SeriesBreak] = ()
    vintage: date | None = None

    @property
    def code(self) -> str:
        """The code, unique among statistics."""
        return str(self.definition["code"])

    @property
    def name(self) -> str:
        """The name in words."""
        return str(self.definition["name"])

    @property
    def is_trend(self) -> bool:
        """Whether any area has more than one figure, so that there is a line to draw."""
        return is_trend(self.points)

    @property
    def has_interval(self) -> bool:
        """Whether the district's figures are drawn with their interval."""
        return any(point.low is not None for point in self.points)


@remembered
def definitions() -> Mapping[str, Record]:
    """Every statistic that the reference files or people define, in screen order, by its code."""
    rows = records(cache.ask(stored_statistics.statistics))
    return {**{str(row["code"]): row for row in rows}, **added_statistics()}


def is_total(definition: Record) -> bool:
    """Whether a statistic is a total, which says nothing beside a larger or smaller area's."""
    return definition["unit"] in TOTALS


@remembered
def statistics_of(theme: str) -> Sequence[Statistic]:
    """The statistics that belong to a priority and have a figure for the district."""
    of_theme = [code for code, row in definitions().items() if row["theme"] == theme]
    return [known for code in of_theme if (known := statistic(code)) is not None]


@remembered
def statistic(code: str) -> Statistic | None:
    """A statistic ready to draw, or None where the district has no figure of it."""
    home, _ = areas.home()
    definition = definitions().get(code)
    values = _with_its_theme(code, areas.compared()) if definition else []
    at_home = [row for row in values if row["area"] == home and is_valued(row)]
    if definition is None or not at_home:
        return None
    if is_total(definition):
        charted, compared = [home], []
    else:
        medians = _medians(code)
        values = [*values, *(row for rows in medians.values() for row in rows)]
        charted = [*shown_areas(values), *list(medians)[:1]]
        compared = list(comparisons.compared(definition, values))
    names = {str(row["area"]): str(row["area_name"]) for row in values}
    return Statistic(
        definition,
        _sentence(definition, values, charted, compared),
        _points(definition, values, charted),
        [names[area] for area in charted],
        _rows(definition, values, charted),
        compared,
        breaks_within(code, at_home),
        vintage_of(at_home[-1]),
    )


@remembered
def stand_outs(code: str) -> Sequence[comparisons.ComparedArea]:
    """The comparisons of a statistic's latest figure at the confidence of stand-outs, 99.8 %."""
    definition = definitions()[code]
    if is_total(definition):
        return ()
    values = _with_its_theme(code, areas.compared())
    return tuple(comparisons.compared(definition, values, STAND_OUT_CONFIDENCE))


def _medians(code: str) -> Mapping[str, Sequence[Record]]:
    """The middle figures of a statistic of each group of councils that has any, by its code."""
    groups = areas.close_groups()
    everyone = tuple(dict.fromkeys(area for group in groups for area in group.areas))
    values = _with_its_theme(code, everyone)
    medians = {group.code: areas.medians(values, group) for group in groups}
    return {code: rows for code, rows in medians.items() if rows}


def _with_its_theme(code: str, area_codes: tuple[str, ...]) -> Sequence[Record]:
    """A statistic's figures for some areas, asked for together with those of its theme.

    Pages and reports show whole themes, and one question for all is as quick as for one.
    """
    theme = word(definitions()[code]["theme"])
    codes = [known for known, row in definitions().items() if row["theme"] == theme]
    values = values_of(tuple(codes) if theme else (code,), area_codes)
    return records(values[values["code"] == code])


def values_of(codes: tuple[str, ...], areas: tuple[str, ...]) -> pd.DataFrame:
    """Standing figures of statistics for some areas."""
    return cache.ask(stored_statistics.statistic_values, codes, areas)


def latest_figure(code: str, area: str, start: object = None) -> Record | None:
    """The figure of a statistic for the period that begins at `start`, or its latest one."""
    if code not in definitions():
        return None
    rows = [row for row in _with_its_theme(code, (area,)) if is_valued(row)]
    if start is not None and pd.notna(start):  # type: ignore[call-overload]
        rows = [row for row in rows if row["period_start"] == start]
    return rows[-1] if rows else None


def _sentence(
    definition: Record,
    values: Sequence[Record],
    charted: Sequence[str],
    compared: Sequence[comparisons.ComparedArea],
) -> str:
    """The latest figures of the district and the nations, the first verdict, period and vintage."""
    home, name = areas.home()
    latest = [row for row in values if row["area"] == home and is_valued(row)][-1]
    same = {
        row["area"]: row for row in values if is_valued(row) and _period(row) == _period(latest)
    }
    others = [
        f"{same[code]['area_name']} {figure_in(definition, same[code])}"
        for code in charted
        if code in areas.national() and code in same
    ]
    beside_it = f"; {', '.join(others)}" if others else ""
    verdict = next((area.sentence for area in compared if area.sentence), "")
    judged = f"{name} is {verdict}. " if verdict else ""
    return (
        f"{name} {figure_of(definition, latest['value'])} {during(period_of(latest))}{beside_it}. "
        f"{judged}{_denominator(latest)}{_recent_trend(definition, values)}"
        f"Published {day(latest['vintage'])}."
    )


def _denominator(latest: Record) -> str:
    """Of which other year the population is that a rate was worked out with."""
    nearest = word(latest.get("nearest_denominator"))
    if nearest is None:
        return ""
    return f"Worked out with the {nearest[:1].lower()}{nearest[1:]}, the nearest year with one. "


def shown_areas(values: Sequence[Record]) -> Sequence[str]:
    """The district, nations and region that stand together in a chart, those that have figures."""
    present = {str(row["area"]) for row in values if is_valued(row)}
    national = comparisons.without_great_britain(
        [code for code in areas.national() if code in present]
    )[:MAX_NATIONAL]
    regions = [area for area in areas.compared() if area.startswith("E12") and area in present]
    return [areas.home()[0], *national, *regions]


def _points(
    definition: Record, values: Sequence[Record], charted: Sequence[str]
) -> Sequence[LinePoint]:
    home, _ = areas.home()
    return [
        point
        for area in charted
        for point in line_points(
            definition,
            [row for row in values if row["area"] == area],
            role_of(area),
            banded=area == home,
            breaks=starts_of(str(definition["code"])),
        )
    ]


def _recent_trend(definition: Record, values: Sequence[Record]) -> str:
    """The trend of the district's last five yearly figures, where counts or intervals allow it."""
    home, _ = areas.home()
    of_home = [row for row in values if row["area"] == home and is_valued(row)]
    points = {
        period_of(row): point
        for row in after_last_break(str(definition["code"]), of_home)
        if (point := _trend_point(definition, row)).interval or point.numerator is not None
    }
    trend = recent_trend(points)
    if trend.result is TrendResult.UNKNOWN:
        return ""
    return f"Over the last five years: {str(trend.result).lower()}. "


def _trend_point(definition: Record, row: Record) -> TrendPoint:
    """A figure for the test: a share as its count and whole, anything else with its interval."""
    value, interval = float(str(row["value"])), comparisons.interval_of(row)
    if not comparisons.is_share(definition):
        return TrendPoint(value=value, interval=interval)
    parts = number(row["numerator"]), number(row["denominator"])
    return TrendPoint(*parts, value=value, interval=interval)


def _rows(
    definition: Record, values: Sequence[Record], charted: Sequence[str]
) -> Sequence[Sequence[str]]:
    by_area_and_period = {(row["area"], *_period(row)): row for row in values}
    periods = {_period(row): str(row["period_label"]) for row in values}
    newest_first = sorted(periods, key=lambda period: (period[1], period[0]), reverse=True)
    return [
        [
            periods[period],
            *(_cell_text(definition, by_area_and_period.get((area, *period))) for area in charted),
        ]
        for period in newest_first
    ]


def _cell_text(definition: Record, row: Record | None) -> str:
    if row is None:
        return "not published"
    if not is_valued(row):
        return str(row["state"] or "not published")
    parts: str = f"\n{row['note']}" if pd.notna(row["numerator"]) else ""
    return f"{figure_in(definition, row)}{parts}"


def _period(row: Record) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"])


def is_valued(row: Record) -> bool:
    """Whether a stored row has a figure, and not a state in its place."""
    return bool(pd.notna(row["value"]))

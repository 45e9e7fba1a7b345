"""The district beside the UK, England and similar areas: one row a statistic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.records import Record
from insights.area_roles import AreaRole, role_of
from insights.cache import remembered
from insights.comparisons import ComparedArea, unjudged
from insights.distribution import distribution
from insights.district_statistics import Statistic, is_total, statistics_of
from insights.kpis import current_kpis
from insights.range_strips import RangeStrip, range_strip
from insights.sparklines import Sparkline, statistic_sparkline
from insights.statistic_lines import LinePoint
from insights.statistic_wording import figure_of
from metrics.comparison.benchmark import Verdict

# Beside whom a row's word stands: the first of these that has a figure.
_BESIDE = (AreaRole.ENGLAND, AreaRole.UNITED_KINGDOM, AreaRole.GREAT_BRITAIN, AreaRole.SIMILAR)
_NATIONS = _BESIDE[:3]


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A statistic of the district beside others, every figure in words, empty where there is none.

    `name` says that it is published where a measure of the plan is called the same. `word` is the
    verdict of a test (`worse`, `higher`), empty without one, and `standing` says how it stands
    beside whom; the test, or why there is none, is the `reason`.
    """

    statistic: Statistic
    name: str
    period_label: str
    district: str
    nation_name: str
    nation: str
    similar: str
    word: str
    standing: str
    reason: str
    change: str
    sparkline: Sparkline | None
    strip: RangeStrip | None


@remembered
def district_rows(theme: str, *, with_pictures: bool = True) -> Sequence[DistrictRow]:
    """Every statistic of a priority with a figure of the district, in their order.

    Pictures need the figures of every council, so who draws none asks for none.
    """
    return tuple(_row(statistic, with_pictures=with_pictures) for statistic in statistics_of(theme))


def _name(name: str) -> str:
    """`Affordable homes completed, as published`, where a measure of the plan is called so too."""
    return f"{name}, as published" if any(kpi.name == name for kpi in current_kpis()) else name


def _row(statistic: Statistic, *, with_pictures: bool) -> DistrictRow:
    line = [point for point in statistic.points if point.role is AreaRole.DISTRICT]
    by_role = _by_role(statistic.comparisons)
    nation = next((by_role[role] for role in _NATIONS if role in by_role), None)
    beside = next((by_role[role] for role in _BESIDE if role in by_role), None)
    return DistrictRow(
        statistic,
        _name(statistic.name),
        line[-1].words.partition(":")[0],
        _figure(statistic.definition, line[-1].value),
        str(nation.row["area_name"]) if nation else "",
        _figure_of(statistic.definition, nation),
        _figure_of(statistic.definition, by_role.get(AreaRole.SIMILAR)),
        _word(beside),
        _standing(statistic.definition, line[-1], beside),
        beside.verdict if beside else _alone(statistic.definition),
        _change(line),
        _sparkline(statistic, line) if with_pictures else None,
        _strip(statistic, by_role) if with_pictures else None,
    )


def _by_role(compared: Sequence[ComparedArea]) -> Mapping[AreaRole, ComparedArea]:
    """The first comparison with an area of each role."""
    by_role: dict[AreaRole, ComparedArea] = {}
    for area in compared:
        by_role.setdefault(role_of(str(area.row["area"])), area)
    return by_role


def _word(beside: ComparedArea | None) -> str:
    """The verdict of a test; empty without one."""
    verdict = beside.comparison.verdict if beside else Verdict.NONE
    if verdict is Verdict.NONE:
        return ""
    return "about the same" if verdict is Verdict.SIMILAR else str(verdict)


def _standing(definition: Record, latest: LinePoint, beside: ComparedArea | None) -> str:
    """`better than England`, or only which figure is the higher."""
    if beside is None:
        return ""
    if not (word := _word(beside)):
        return unjudged(definition, latest.value, beside.row)
    than = "as" if beside.comparison.verdict is Verdict.SIMILAR else "than"
    return f"{word} {than} {beside.row['area_name']}"


def _change(line: Sequence[LinePoint]) -> str:
    """Which way the newest figure went since the one before."""
    if len(line) < 2:
        return ""
    before, now = line[-2:]
    way = "up" if now.value > before.value else "down" if now.value < before.value else "same"
    return f"{way} since {before.label}"


def _sparkline(statistic: Statistic, line: Sequence[LinePoint]) -> Sparkline | None:
    return statistic_sparkline(line, lambda value: _figure(statistic.definition, value))


def _alone(definition: Record) -> str:
    return "Not compared: a total" if is_total(definition) else ""


def _strip(statistic: Statistic, by_role: Mapping[AreaRole, ComparedArea]) -> RangeStrip | None:
    councils = None if is_total(statistic.definition) else distribution(statistic.code)
    if councils is None:
        return None
    others = [
        (role, float(str(area.row["value"])))
        for role, area in by_role.items()
        if role in _BESIDE and area.row["period_label"] == councils.period_label
    ]
    return range_strip(councils, others)


def _figure_of(definition: Record, area: ComparedArea | None) -> str:
    return (
        ""
        if area is None or pd.isna(area.row["value"])
        else _figure(definition, float(str(area.row["value"])))
    )


def _figure(definition: Record, value: float) -> str:
    return figure_of(definition, value)

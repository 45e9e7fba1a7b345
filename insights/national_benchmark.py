"""England's or the UK's figure beside a KPI's: of the same share, or of a count at its rate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from insights import areas, district_statistics
from insights.area_roles import AreaRole
from insights.counterparts import CounterpartView, published_counterparts
from insights.district_statistics import Statistic
from insights.formatting import day
from insights.kpis import Kpi
from insights.statistic_lines import LinePoint
from metrics.period import PeriodKind
from metrics.reporting_frequency import MONTHS_OF_FREQUENCY, PERIOD_OF_FREQUENCY

_DAYS_OF_YEAR = (365, 366)
_NATIONS = (AreaRole.ENGLAND, AreaRole.UNITED_KINGDOM)


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """What a KPI would be as in a nation, in the KPI's unit and for a whole period `point`.

    `words` names area, statistic, period and edition.
    """

    point: LinePoint
    value: float
    words: str

    @property
    def nation(self) -> str:
        """Whose figure or rate it is."""
        return self.point.series


def national_figures(kpi: Kpi) -> Sequence[NationalFigure]:
    """The nation's figures of what a KPI counts, in period order; none where none can be compared.

    A share is the nation's own. A count of a nation says nothing beside a district's, so it is what
    the district would count at the nation's rate per resident. None beside made-up figures.
    """
    if kpi.illustrative:
        return ()
    views = published_counterparts(kpi)
    same = next((view for view in views if view.counts_the_same and view.statistic), None)
    if same is None or same.statistic is None:
        return ()
    if not district_statistics.is_total(same.statistic.definition):
        return tuple(_as_published(same.statistic))
    rate = _rate_of(same.statistic, views)
    return tuple(_at_rate(same.statistic, rate)) if rate else ()


def of_a_figure(kpi: Kpi, known: NationalFigure) -> float:
    """The same for one period of the KPI's figures: a quarter of a year's count for a quarter."""
    days = (known.point.end - known.point.start).days
    if kpi.definition["kind"] != "discrete" or days not in _DAYS_OF_YEAR:
        return known.value
    kind = PERIOD_OF_FREQUENCY.get(str(kpi.definition["frequency"]), PeriodKind.FINANCIAL_YEAR)
    return known.value * MONTHS_OF_FREQUENCY[kind] / 12


def _rate_of(count: Statistic, views: Sequence[CounterpartView]) -> Statistic | None:
    """The statistic that has the count for each resident."""
    statistics = (view.statistic for view in views if view.statistic)
    return next((s for s in statistics if s.code.startswith(f"{count.code}-per-")), None)


def _nation(statistic: Statistic) -> Sequence[LinePoint]:
    """England's points, otherwise the United Kingdom's."""
    by_role = ([p for p in statistic.points if p.role is role] for role in _NATIONS)
    return next(filter(None, by_role), [])


def _as_published(statistic: Statistic) -> Iterator[NationalFigure]:
    for point in _nation(statistic):
        yield NationalFigure(point, point.value, _words(statistic, point, f"{point.series}'s"))


def _at_rate(count: Statistic, rate: Statistic) -> Iterator[NationalFigure]:
    """The district's count x the nation's rate / its own rate: both divide by its residents."""
    counts, rates = _at_home(count), _at_home(rate)
    _, home = areas.home()
    for point in _nation(rate):
        period = (point.start, point.end)
        if period in counts and rates.get(period):
            value = counts[period] * point.value / rates[period]
            whose = f"as many as at {point.series}'s rate for {home}'s residents,"
            yield NationalFigure(point, value, _words(rate, point, whose))


def _at_home(statistic: Statistic) -> dict[tuple[pd.Timestamp, pd.Timestamp], float]:
    points = (p for p in statistic.points if p.role is AreaRole.DISTRICT)
    return {(point.start, point.end): point.value for point in points}


def _words(statistic: Statistic, point: LinePoint, whose: str) -> str:
    published = f", published {day(statistic.vintage)}" if statistic.vintage else ""
    return f"{whose} {statistic.name}, {point.label}{published}"

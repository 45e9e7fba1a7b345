"""The points of a KPI's trend chart: outturn, target, amber, forecast and what happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from insights.figure_wording import outturn_words, target_words
from insights.formatting import day, figure
from insights.kpis import Kpi
from metrics.direction import KpiKind
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, previous
from metrics.status import boundaries, is_number


class TrendSeries(StrEnum):
    """What a point of the chart belongs to."""

    OUTTURN = "Outturn"
    TARGET = "Target"
    AMBER = "Amber"
    FORECAST = "Forecast"
    EVENT = "Event"


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiPoint:
    """A point of the chart; `part` is a new one after each gap.

    `step` says that a target stands until the next one; `low` and `high` are the ends of a band.
    """

    date: pd.Timestamp
    series: TrendSeries
    part: str
    step: bool = False
    value: float | None = None
    low: float | None = None
    high: float | None = None
    provisional: bool = False
    words: str


def points(kpi: Kpi) -> Sequence[KpiPoint]:
    """The points of a KPI's trend chart; none without a figure or target."""
    drawn = [*_targets_and_amber(kpi), *_outturns(kpi), *_forecast(kpi)]
    # What happened matters on a chart that shows something.
    return [*drawn, *(_events(kpi) if drawn else ())]


def chart_key(kpi_points: Sequence[KpiPoint]) -> Sequence[str]:
    """What stands in the chart beside lines, in words: shaded bands, hollow points."""
    series = {point.series for point in kpi_points}
    entries = (
        ("shaded orange: amber", TrendSeries.AMBER in series),
        ("hollow: provisional", any(point.provisional for point in kpi_points)),
        ("dotted, shaded blue: forecast with its 80 % interval", TrendSeries.FORECAST in series),
    )
    return [words for words, is_drawn in entries if is_drawn]


def counts_up(kpi: Kpi) -> bool:
    """Whether its figures count up over the year, so that every year is a line of its own."""
    return bool(kpi.definition["kind"] == KpiKind.CUMULATIVE)


def _targets_and_amber(kpi: Kpi) -> Iterator[KpiPoint]:
    series = kpi.position.series if kpi.position else ()
    # A band below 0 would be drawn where nothing that is counted can be.
    least = min([rated.figure.value or 0 for rated in series], default=0)
    for rated in series:
        if not is_number(rated.target):
            continue
        period = rated.figure.period
        for number, (low, high) in enumerate(_amber(kpi, rated)):
            yield KpiPoint(
                date=pd.Timestamp(period.start),
                series=TrendSeries.AMBER,
                part=f"amber {_year_part(kpi, period)} {number}",
                step=not counts_up(kpi),
                low=max(float(low), min(least, 0)),
                high=float(high),
                words=rated.amber or "",
            )
        if rated.target_upper is None:
            yield KpiPoint(
                date=pd.Timestamp(period.start),
                series=TrendSeries.TARGET,
                part=f"target {_year_part(kpi, period)}",
                step=not counts_up(kpi),
                value=rated.target,
                words=f"{period.label}: {target_words(kpi, rated)}",
            )


def _amber(kpi: Kpi, rated: RatedOutturn) -> Sequence[tuple[Decimal, Decimal]]:
    rules = kpi.analysis.rules if kpi.analysis else None
    if rules is None or not rules.rated or not is_number(rated.target):
        return ()
    return boundaries(rated.target, rules.polarity, rules.tolerance, rated.target_upper).amber


def _outturns(kpi: Kpi) -> Iterator[KpiPoint]:
    """The outturn, a new part after each gap, so that no line bridges one."""
    gaps, last = 0, None
    for rated in kpi.position.series if kpi.position else ():
        period = rated.figure.period
        if not is_number(rated.figure.value):
            continue
        gaps += last is not None and previous(period) != last
        last = period
        yield KpiPoint(
            date=pd.Timestamp(period.start),
            series=TrendSeries.OUTTURN,
            part=f"{_year_part(kpi, period)} {gaps}",
            step=not counts_up(kpi),
            value=rated.figure.value,
            provisional=rated.figure.provisional,
            words=f"{period.label}: {outturn_words(kpi, rated)}, {rated.status}",
        )


def _forecast(kpi: Kpi) -> Iterator[KpiPoint]:
    """The periods to come, from the last known one on."""
    forecast = kpi.analysis.forecast if kpi.analysis else None
    latest = kpi.position.latest if kpi.position else None
    if forecast is None or latest is None or not forecast.forecast_points:
        return
    known, period = latest.figure.value, latest.figure.period
    yield _forecast_point(kpi, period, (known, known, known), f"{period.label}: known")
    for point in forecast.forecast_points:
        text = figure(point.point, kpi.unit, kpi.decimals)
        values = (point.point, point.lower, point.upper)
        yield _forecast_point(kpi, point.period, values, f"{point.period.label}: {text} forecast")


def _forecast_point(
    kpi: Kpi, period: Period, values: tuple[float | None, float | None, float | None], words: str
) -> KpiPoint:
    value, low, high = values
    return KpiPoint(
        date=pd.Timestamp(period.start),
        series=TrendSeries.FORECAST,
        part="forecast",
        step=not counts_up(kpi),
        value=value,
        low=low,
        high=high,
        words=words,
    )


def _events(kpi: Kpi) -> Iterator[KpiPoint]:
    for number, event in enumerate(kpi.events, 1):
        yield KpiPoint(
            date=pd.Timestamp(str(event["day"])),
            series=TrendSeries.EVENT,
            part=str(number),
            words=f"{day(event['day'])}: {event['words']}",
        )


def _year_part(kpi: Kpi, period: Period) -> str:
    """The part of a period's year: figures that count up have one for each year."""
    return str(period.financial_year if counts_up(kpi) else 0)

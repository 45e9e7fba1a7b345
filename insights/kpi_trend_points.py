"""The points of a KPI's trend chart: figures, target, amber, national average, forecast, notes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import pandas as pd

from insights.figure_wording import figure_alone, outturn_words, target_words
from insights.formatting import day, figure
from insights.kpi_notes import chart_note, notes_by_period
from insights.kpi_records import period_of
from insights.kpis import Kpi
from insights.national_benchmark import national_figures, of_a_figure
from insights.time_axis import AxisTick, Span, span, ticks
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, PeriodKind, previous, same_period_last_year
from metrics.status import boundaries, is_number
from metrics.words.status_words import on_target_words

# Amber that covers more of the chart than this says nothing of where the target is.
THIN = 0.25


class TrendSeries(StrEnum):
    """What a point of the chart belongs to."""

    OUTTURN = "Figure"
    TARGET = "Target"
    AMBER = "Just off target"
    NATIONAL = "National average"
    USUAL = "Usual range"
    FORECAST = "Forecast"
    EVENT = "Note"
    YEAR = "Financial year"


class ChartLayer(StrEnum):
    """What can be drawn beside the figures."""

    TARGET = "Target"
    NATIONAL = "England or UK"
    FORECAST = "Forecast"
    USUAL = "Usual range"


_LAYER_SERIES = {
    TrendSeries.TARGET: ChartLayer.TARGET,
    TrendSeries.AMBER: ChartLayer.TARGET,
    TrendSeries.NATIONAL: ChartLayer.NATIONAL,
    TrendSeries.FORECAST: ChartLayer.FORECAST,
    TrendSeries.USUAL: ChartLayer.USUAL,
}
_OFTEN = {
    PeriodKind.MONTH: "by the month",
    PeriodKind.QUARTER: "by the quarter",
    PeriodKind.FINANCIAL_YEAR: "by the year",
}
# What is drawn until a reader chooses otherwise.
USUAL_LAYERS = (ChartLayer.TARGET, ChartLayer.NATIONAL, ChartLayer.FORECAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiPoint:
    """A point of the chart, at `date`; a figure is drawn from `start` to `end` of its period.

    `part` is a new one after each gap. `label` names the period under the axis and `name` the line
    at its end. `low` and `high` are the ends of a band, `words` what a reader is shown.
    """

    start: pd.Timestamp
    date: pd.Timestamp
    end: pd.Timestamp
    label: str
    series: TrendSeries
    part: str
    name: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    provisional: bool = False
    words: str


def line_points(kpi: Kpi) -> Sequence[KpiPoint]:
    """The points of a KPI's figures and targets alone, without words."""
    figures = [point for point, _ in _bare_outturns(kpi)]
    return [*(step for point, _ in _bare_targets(kpi) for step in _drawn(kpi, point)), *figures]


def points(kpi: Kpi) -> Sequence[KpiPoint]:
    """The points of a KPI's trend chart; none without a figure or target."""
    drawn = [
        *_targets(kpi),
        *_amber(kpi),
        *_usual_range(kpi),
        *_national(kpi),
        *_outturns(kpi),
        *_forecast(kpi),
    ]
    # What happened matters on a chart that shows something.
    return [*drawn, *(_events(kpi) if drawn else ())]


def has_one_figure(kpi_points: Sequence[KpiPoint]) -> bool:
    """Whether there is a single figure, which makes no line."""
    return sum(point.series is TrendSeries.OUTTURN for point in kpi_points) == 1


def available_layers(kpi_points: Sequence[KpiPoint]) -> Sequence[ChartLayer]:
    """The layers that these points have anything of, in their order."""
    present = {_LAYER_SERIES.get(point.series) for point in kpi_points}
    return [layer for layer in ChartLayer if layer in present]


def shown(
    kpi_points: Sequence[KpiPoint], layers: Collection[ChartLayer], years: int | None = None
) -> Sequence[KpiPoint]:
    """The figures with the chosen layers, of the last `years` before the newest figure."""
    newest = max((p.end for p in kpi_points if p.series is TrendSeries.OUTTURN), default=None)
    first = None if newest is None or years is None else newest - pd.DateOffset(years=years)
    drawn = [
        point
        for point in kpi_points
        if _LAYER_SERIES.get(point.series) in (None, *layers)
        and (first is None or point.start >= first)
    ]
    return [*_year_starts(drawn), *drawn]


def axis_ticks(kpi_points: Sequence[KpiPoint]) -> Sequence[AxisTick]:
    """Ticks under each period where there are few, otherwise under each financial year."""
    spans = {_span(point) for point in kpi_points if point.series in _ON_AXIS}
    by_period = ticks(spans)
    if len(by_period) == len({known.middle for known in spans}):
        return by_period
    years = {known.start.year - (known.start.month < 4) for known in spans}
    return ticks(
        span(f"{year}-04-01", f"{year + 1}-03-31", f"{year}/{(year + 1) % 100:02}")
        for year in years
    )


def chart_key(kpi_points: Sequence[KpiPoint], *, by_year: bool = False) -> Sequence[str]:
    """What stands in the chart beside lines, in words: shaded bands, hollow points.

    `by_year` is a chart of years over each other, in which a figure has no length of time.
    """
    series = {point.series for point in kpi_points}
    entries = (
        ("pale line: the time that a figure covers", not by_year and TrendSeries.OUTTURN in series),
        ("orange band: just off target", TrendSeries.AMBER in series),
        ("hollow: provisional", any(point.provisional for point in kpi_points)),
        (
            "dotted: forecast; shaded: where it should end 8 times in 10",
            TrendSeries.FORECAST in series,
        ),
        ("grey band: where figures usually lie", TrendSeries.USUAL in series),
    )
    national = [point.words for point in kpi_points if point.series is TrendSeries.NATIONAL][-1:]
    return [
        *(words for words, is_drawn in entries if is_drawn),
        *(f"black dashes: {words}" for words in national),
    ]


_ON_AXIS = (TrendSeries.OUTTURN, TrendSeries.TARGET, TrendSeries.FORECAST)


def earlier_otherwise(kpi: Kpi) -> str:
    """That the figures before the first one drawn are of another frequency; empty without any."""
    drawn = _series(kpi)
    first = drawn[0].figure.period if drawn else None
    reported = [record for record in kpi.figures if not pd.isna(record["value"])]
    earlier = [p for p in map(period_of, reported) if first and p.end < first.start]
    if first is None or not earlier:
        return ""
    # Of a year and its last quarter, which end together, the quarter was reported.
    last = max(earlier, key=lambda period: (period.end, -period.months))
    often = _OFTEN.get(last.kind, "otherwise")
    return f"Reported {often} before {first.label}: those figures are not set beside these."


def _span(point: KpiPoint) -> Span:
    return Span(point.start, point.end, point.label)


def period_point(period: Period, series: TrendSeries, part: str, words: str) -> KpiPoint:
    """A point in the middle of a period, without a value yet."""
    return replace(_blank_point(period), series=series, part=part, words=words)


# Measures have the same periods.
@lru_cache(maxsize=1024)
def _blank_point(period: Period) -> KpiPoint:
    drawn = span(period.start, period.end, period.label)
    return KpiPoint(
        start=drawn.start,
        date=drawn.middle,
        end=drawn.end,
        label=drawn.label,
        series=TrendSeries.OUTTURN,
        part="",
        words="",
    )


def _steps(point: KpiPoint) -> Iterator[KpiPoint]:
    """What stands for a whole period, at its beginning and its end."""
    yield replace(point, date=point.start)
    yield replace(point, date=point.end)


def _series(kpi: Kpi) -> Sequence[RatedOutturn]:
    return kpi.position.series if kpi.position else ()


def _targets(kpi: Kpi) -> Iterator[KpiPoint]:
    for point, rated in _bare_targets(kpi):
        target = target_words(kpi, rated)
        words = f"{rated.figure.period.label}: target {target}"
        yield from _drawn(kpi, replace(point, name=f"target {target}", words=words))


def _bare_targets(kpi: Kpi) -> Iterator[tuple[KpiPoint, RatedOutturn]]:
    for rated in _series(kpi):
        if is_number(rated.target) and rated.target_upper is None:
            part = f"target {_year_part(kpi, rated.figure.period)}"
            point = period_point(rated.figure.period, TrendSeries.TARGET, part, "")
            yield replace(point, value=rated.target), rated


def _drawn(kpi: Kpi, target: KpiPoint) -> Iterable[KpiPoint]:
    """What is drawn of a target: it stands for the whole period, but where figures count up."""
    return [target] if kpi.counts_up else _steps(target)


def _amber(kpi: Kpi) -> Iterator[KpiPoint]:
    """Where figures are just off target; nothing where that would fill the chart."""
    series = _series(kpi)
    values = [rated.figure.value for rated in series if is_number(rated.figure.value)]
    ends = [*values, *(rated.target for rated in series if is_number(rated.target))]
    height = max(ends, default=0) - min(ends, default=0)
    # A band below 0 would be drawn where nothing that is counted can be.
    least = min([*values, 0])
    bands = [
        (rated, number, max(float(low), least), float(high))
        for rated in series
        for number, (low, high) in enumerate(_amber_of(kpi, rated))
    ]
    if kpi.counts_up or any(high - low > THIN * height for _, _, low, high in bands):
        return
    for rated, number, low, high in bands:
        part = f"amber {number}"
        point = period_point(rated.figure.period, TrendSeries.AMBER, part, rated.amber or "")
        yield from _steps(replace(point, low=low, high=high))


def _amber_of(kpi: Kpi, rated: RatedOutturn) -> Sequence[tuple[Decimal, Decimal]]:
    rules = kpi.analysis.rules if kpi.analysis else None
    if rules is None or not rules.rated or not is_number(rated.target):
        return ()
    return boundaries(rated.target, rules.polarity, rules.tolerance, rated.target_upper).amber


def _outturns(kpi: Kpi) -> Iterator[KpiPoint]:
    notes = notes_by_period(kpi)
    earlier = {rated.figure.period: rated for rated in _series(kpi)}
    for point, rated in _bare_outturns(kpi):
        period = rated.figure.period
        words = _words(kpi, rated, earlier.get(same_period_last_year(period)))
        yield replace(
            point, name=figure_alone(kpi, rated), words=words + chart_note(notes.get(period))
        )


def _bare_outturns(kpi: Kpi) -> Iterator[tuple[KpiPoint, RatedOutturn]]:
    """The outturn, a new part after each gap, so that no line bridges one."""
    gaps, last = 0, None
    for rated in _series(kpi):
        reported, period = rated.figure, rated.figure.period
        if not is_number(reported.value):
            continue
        gaps += last is not None and previous(period) != last
        last = period
        point = period_point(period, TrendSeries.OUTTURN, f"{_year_part(kpi, period)} {gaps}", "")
        yield replace(point, value=reported.value, provisional=reported.provisional), rated


def _words(kpi: Kpi, rated: RatedOutturn, year_before: RatedOutturn | None) -> str:
    """The figure with its target and status, and the figure of a year before."""
    parts = [f"{rated.figure.period.label}: {outturn_words(kpi, rated)}"]
    if is_number(rated.target):
        parts.append(f"target {target_words(kpi, rated)}, {on_target_words(rated.status)}")
    if year_before is not None and is_number(year_before.figure.value):
        parts.append(f"{figure_alone(kpi, year_before)} a year before")
    return "; ".join(parts)


def _usual_range(kpi: Kpi) -> Iterator[KpiPoint]:
    """Between the limits of the control chart, where it describes the figures themselves."""
    control = kpi.analysis.signals if kpi.analysis else None
    if control is None or control.seasonal or kpi.counts_up or control.chart.limits is None:
        return
    limits, group = control.chart.limits, control.chart.groups[-1]
    for period in control.periods[group.start : group.stop]:
        words = f"usually {figure(limits.lower, kpi.unit, kpi.decimals)} to "
        words += figure(limits.upper, kpi.unit, kpi.decimals)
        point = period_point(period, TrendSeries.USUAL, "usual", words)
        yield from _steps(replace(point, low=limits.lower, high=limits.upper))


def _national(kpi: Kpi) -> Iterator[KpiPoint]:
    """The average of England or the UK of the same measure; never beside made-up figures."""
    for known in national_figures(kpi):
        point = known.point
        yield KpiPoint(
            start=point.start,
            date=point.date,
            end=point.end,
            label=point.label,
            series=TrendSeries.NATIONAL,
            part=f"national {point.part}",
            name=known.nation,
            value=of_a_figure(kpi, known),
            words=known.words,
        )


def _forecast(kpi: Kpi) -> Iterator[KpiPoint]:
    """The periods to come, from the last known one on; none of an earlier report."""
    to_come = kpi.analysis.points_to_come if kpi.analysis else ()
    latest = kpi.position.latest if kpi.position else None
    if latest is None or not to_come:
        return
    known, period = latest.figure.value, latest.figure.period
    known_to = [rated.figure.period.end for rated in _series(kpi) if is_number(rated.figure.value)]
    if max(known_to) > period.end:
        return
    yield _forecast_point(period, (known, known, known), f"{period.label}: known")
    for point in to_come:
        text = figure(point.point, kpi.unit, kpi.decimals)
        values = (point.point, point.lower, point.upper)
        yield _forecast_point(point.period, values, f"{point.period.label}: {text} forecast")


def _forecast_point(
    period: Period, values: tuple[float | None, float | None, float | None], words: str
) -> KpiPoint:
    value, low, high = values
    point = period_point(period, TrendSeries.FORECAST, "forecast", words)
    return replace(point, value=value, low=low, high=high, name="forecast")


def _events(kpi: Kpi) -> Iterator[KpiPoint]:
    for number, event in enumerate(kpi.events, 1):
        moment = pd.Timestamp(str(event["day"]))
        yield KpiPoint(
            start=moment,
            date=moment,
            end=moment,
            label="",
            series=TrendSeries.EVENT,
            part=str(number),
            words=f"{day(event['day'])}: {event['words']}",
        )


def _year_starts(drawn: Sequence[KpiPoint]) -> Iterator[KpiPoint]:
    """Where financial years begin among the points: light lines between them."""
    starts = {point.start for point in drawn if point.series in _ON_AXIS}
    for year in range(min(starts).year + 1, max(starts).year + 1) if starts else ():
        moment = pd.Timestamp(year, 4, 1)
        if min(starts) < moment <= max(starts):
            part = str(year)
            yield KpiPoint(
                start=moment, date=moment, end=moment, label="", series=TrendSeries.YEAR,
                part=part, words=part,
            )  # fmt: skip


def _year_part(kpi: Kpi, period: Period) -> str:
    """The part of a period's year: figures that count up have one for each year."""
    return str(period.financial_year if kpi.counts_up else 0)

"""The years of a KPI that counts up, over each other: this year, its target, the two before."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from insights.figure_wording import counted_label, figure_alone, outturn_words, target_words
from insights.formatting import figure
from insights.kpi_notes import chart_note, notes_by_period
from insights.kpi_trend_points import ChartLayer
from insights.kpis import Kpi
from insights.national_benchmark import national_figures
from metrics.kpi_position import RatedOutturn
from metrics.period import Period
from metrics.status import is_number
from metrics.words.status_words import on_target_words
from metrics.year_to_date import months_to_date

YEARS_BEFORE = 2
_MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


class YearLineKind(StrEnum):
    """What a line over the months of a year is."""

    EARLIER = "earlier year"
    TARGET = "target"
    FORECAST = "forecast"
    NATIONAL = "national"
    THIS_YEAR = "this year"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """A figure to date after `months` of its year; `label` names them, `name` the line's end."""

    months: int
    label: str
    kind: YearLineKind
    series: str
    name: str
    value: float
    low: float | None = None
    high: float | None = None
    provisional: bool = False
    words: str


def year_points(kpi: Kpi) -> Sequence[YearPoint]:
    """The lines of the newest year with figures, of its target and forecast, and of two before."""
    series = list(kpi.position.series) if kpi.position else []
    valued = [rated for rated in series if is_number(rated.figure.value)]
    if not valued:
        return ()
    newest = valued[-1].figure.period.financial_year
    notes = notes_by_period(kpi)
    by_quarter = all(months_to_date(rated.figure.period.end) % 3 == 0 for rated in series)
    return [
        *(
            _figure(kpi, rated, newest, notes.get(rated.figure.period), by_quarter=by_quarter)
            for rated in valued
            if newest - YEARS_BEFORE <= rated.figure.period.financial_year <= newest
        ),
        *_targets(kpi, series, newest, by_quarter=by_quarter),
        *_forecast(kpi, valued[-1], by_quarter=by_quarter),
        *_national(kpi, series, newest, by_quarter=by_quarter),
    ]


_LAYER_KINDS = {
    YearLineKind.TARGET: ChartLayer.TARGET,
    YearLineKind.FORECAST: ChartLayer.FORECAST,
    YearLineKind.NATIONAL: ChartLayer.NATIONAL,
}


def layers_of(points: Sequence[YearPoint]) -> Sequence[ChartLayer]:
    """The layers that these points have anything of, in their order."""
    present = {_LAYER_KINDS.get(point.kind) for point in points}
    return [layer for layer in ChartLayer if layer in present]


def with_layers(points: Sequence[YearPoint], layers: Collection[ChartLayer]) -> Sequence[YearPoint]:
    """The years with the chosen layers."""
    return [point for point in points if _LAYER_KINDS.get(point.kind) in (None, *layers)]


def _label(period: Period, *, by_quarter: bool) -> str:
    months = months_to_date(period.end)
    return f"Q{months // 3}" if by_quarter else _MONTHS[months - 1]


def _figure(
    kpi: Kpi, rated: RatedOutturn, newest: int, note: str | None, *, by_quarter: bool
) -> YearPoint:
    period, words = rated.figure.period, outturn_words(kpi, rated)
    is_newest = period.financial_year == newest
    held_against = f"; target {target_words(kpi, rated)}" if is_number(rated.target) else ""
    status = f", {on_target_words(rated.status)}" if held_against else ""
    year, months = _year(period.financial_year), months_to_date(period.end)
    return YearPoint(
        months=months,
        label=_label(period, by_quarter=by_quarter),
        kind=YearLineKind.THIS_YEAR if is_newest else YearLineKind.EARLIER,
        series=year,
        name=f"{year}: {figure_alone(kpi, rated)}",
        value=float(rated.figure.value or 0),
        provisional=rated.figure.provisional,
        words=f"{counted_label(kpi, period)}: {words}{held_against}{status}{chart_note(note)}",
    )


def _targets(
    kpi: Kpi, series: Sequence[RatedOutturn], newest: int, *, by_quarter: bool
) -> Iterator[YearPoint]:
    for rated in series:
        period = rated.figure.period
        if period.financial_year != newest or not is_number(rated.target):
            continue
        target = target_words(kpi, rated)
        yield YearPoint(
            months=months_to_date(period.end),
            label=_label(period, by_quarter=by_quarter),
            kind=YearLineKind.TARGET,
            series="target",
            name=f"target {target}",
            value=rated.target,
            words=f"{period.label}: target {target}",
        )


def _forecast(kpi: Kpi, latest: RatedOutturn, *, by_quarter: bool) -> Iterator[YearPoint]:
    forecast = kpi.analysis.forecast if kpi.analysis else None
    year = latest.figure.period.financial_year
    if forecast is None or forecast.year != year or not forecast.forecast_points:
        return
    value = float(latest.figure.value or 0)
    known = [(latest.figure.period, value, value, value)]
    to_come = [(p.period, p.point, p.lower, p.upper) for p in forecast.forecast_points]
    for period, point, low, high in [*known, *to_come]:
        yield YearPoint(
            months=months_to_date(period.end),
            label=_label(period, by_quarter=by_quarter),
            kind=YearLineKind.FORECAST,
            series="forecast",
            name="forecast",
            value=point,
            low=low,
            high=high,
            words=f"{period.label}: {figure(point, kpi.unit, kpi.decimals)} forecast",
        )


def _national(
    kpi: Kpi, series: Sequence[RatedOutturn], newest: int, *, by_quarter: bool
) -> Iterator[YearPoint]:
    """The nation's newest year of those drawn, spread evenly over its months."""
    known = next(reversed(national_figures(kpi)), None)
    if known is None or known.point.start.year < newest - YEARS_BEFORE:
        return
    periods = {_label(r.figure.period, by_quarter=by_quarter): r.figure.period for r in series}
    for label, period in periods.items():
        months = months_to_date(period.end)
        yield YearPoint(
            months=months,
            label=label,
            kind=YearLineKind.NATIONAL,
            series=known.nation,
            name=f"{known.nation}'s rate {known.point.label}",
            value=known.value * months / 12,
            words=known.words,
        )


def _year(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02}"

"""The points of a KPI's trend chart: outturn, target, amber, forecast and what happened."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandas as pd

from insights.figure_wording import outturn_words, target_words
from insights.formatting import day, figure
from insights.kpis import Kpi
from metrics.direction import KpiKind
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, previous
from metrics.status import boundaries, is_number

COLUMNS = ["date", "series", "part", "step", "value", "low", "high", "provisional", "words"]
Point = dict[str, object]


def points(kpi: Kpi) -> pd.DataFrame:
    """The rows that pages.shared.kpi_charts.kpi_trend draws; none without a figure or target."""
    if kpi.position is None:
        return pd.DataFrame(columns=COLUMNS)
    found = [*_aims(kpi), *_outturns(kpi), *_forecast(kpi)]
    # What happened matters on a chart that shows something.
    happened = _events(kpi) if found else []
    return pd.DataFrame([*found, *happened], columns=COLUMNS)


def counts_up(kpi: Kpi) -> bool:
    """Whether its figures count up over the year, so that every year is a line of its own."""
    return bool(kpi.definition["kind"] == KpiKind.CUMULATIVE)


def _aims(kpi: Kpi) -> Iterator[Point]:
    series = kpi.position.series if kpi.position else ()
    # A band below 0 would be drawn where nothing that is counted can be.
    least = min([rated.figure.value or 0 for rated in series], default=0)
    for rated in series:
        if not is_number(rated.target):
            continue
        place = _place(kpi, rated.figure.period)
        for number, (low, high) in enumerate(_amber(kpi, rated)):
            part = f"amber {place['part']} {number}"
            ends = {"low": max(float(low), min(least, 0)), "high": float(high)}
            band = {"series": "Amber", "part": part, **ends}
            yield {**place, **band, "words": rated.amber}
        if rated.target_upper is None:
            words = f"{rated.figure.period.label}: {target_words(kpi, rated)}"
            part = f"target {place['part']}"
            yield {**place, "series": "Target", "part": part, "value": rated.target,
                   "words": words}  # fmt: skip


def _amber(kpi: Kpi, rated: RatedOutturn) -> Sequence[tuple[Decimal, Decimal]]:
    rules = kpi.analysis.rules if kpi.analysis else None
    if rules is None or not rules.rated or not is_number(rated.target):
        return ()
    edges = boundaries(rated.target, rules.polarity, rules.tolerance, rated.target_upper)
    return edges.amber


def _outturns(kpi: Kpi) -> Iterator[Point]:
    """The outturn, a new part after each gap, so that no line bridges one."""
    gaps, last = 0, None
    for rated in kpi.position.series if kpi.position else ():
        period = rated.figure.period
        if not is_number(rated.figure.value):
            continue
        gaps += last is not None and previous(period) != last
        last = period
        place = _place(kpi, period)
        words = f"{period.label}: {outturn_words(kpi, rated)}, {rated.status}"
        yield {**place, "series": "Outturn", "part": f"{place['part']} {gaps}",
               "value": rated.figure.value, "provisional": rated.figure.provisional,
               "words": words}  # fmt: skip


def _forecast(kpi: Kpi) -> Iterator[Point]:
    """The periods to come, from the last known one on."""
    forecast = kpi.analysis.forecast if kpi.analysis else None
    latest = kpi.position.latest if kpi.position else None
    if forecast is None or latest is None or not forecast.forecast_points:
        return
    known = latest.figure.value
    start = _place(kpi, latest.figure.period)
    yield {**start, "series": "Forecast", "part": "forecast", "value": known, "low": known,
           "high": known, "words": f"{latest.figure.period.label}: known"}  # fmt: skip
    for point in forecast.forecast_points:
        said = figure(point.point, kpi.unit, kpi.decimals)
        place = _place(kpi, point.period)
        yield {**place, "series": "Forecast", "part": "forecast", "value": point.point,
               "low": point.lower, "high": point.upper,
               "words": f"{point.period.label}: {said} forecast"}  # fmt: skip


def _events(kpi: Kpi) -> Iterator[Point]:
    for number, event in enumerate(kpi.events, 1):
        words = f"{day(event['day'])}: {event['words']}"
        yield {"date": pd.Timestamp(str(event["day"])), "series": "Event", "part": str(number),
               "step": False, "provisional": False, "words": words}  # fmt: skip


def _place(kpi: Kpi, period: Period) -> Point:
    """Where a period stands; one that counts up has a part for each year and no steps."""
    year = period.financial_year if counts_up(kpi) else 0
    return {
        "date": pd.Timestamp(period.start),
        "part": str(year),
        "step": not counts_up(kpi),
        "provisional": False,
    }

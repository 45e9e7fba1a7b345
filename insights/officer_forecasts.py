"""What officers expect a KPI's year to end at: typed by a person, never worked out or mixed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.records import Record
from data.typed_texts import FORECAST as FORECAST_WORDS
from data.uploads import KpiEvent
from insights.figure_wording import wording
from insights.formatting import day, unit_words
from insights.kpi_records import date_of, rules_of
from insights.kpis import FORECAST, Kpi
from metrics.decimals import as_decimal
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, financial_year, financial_year_of
from metrics.possible_range import Bounds
from metrics.status import is_number


@dataclass(frozen=True, slots=True)
class OfficerForecast:
    """A forecast outturn as an officer gave it, with the reason or none, who said so and when."""

    year: Period
    value: float
    reason: str
    said_by: str
    said_on: date


def officer_forecasts(kpi: Kpi) -> Sequence[OfficerForecast]:
    """Those for the report's year and later ones whose figure is not known, the nearest first."""
    known = {f.figure.period.end for f in _series(kpi) if is_number(f.figure.value)}
    reported = kpi.position.reported.end if kpi.position else date.min
    every = [_forecast(event) for event in kpi.forecasts]
    open_years = [f for f in every if f.year.end >= reported and f.year.end not in known]
    return sorted(open_years, key=lambda forecast: forecast.year.end)


def in_words(kpi: Kpi, forecast: OfficerForecast) -> str:
    """`92.0% in 2026/27, said by A. Officer on 27 November 2026; two sites open in May`."""
    written = wording(kpi)
    value = written.target(forecast.value)
    record = f"said by {forecast.said_by} on {day(forecast.said_on)}"
    words = f"{value} in {forecast.year.label}, {record}"
    return f"{words}; {forecast.reason}" if forecast.reason else words


def years_to_forecast(kpi: Kpi, today: date) -> Sequence[Period]:
    """The years that an officer may forecast: the reader's and, where it is open, the report's."""
    latest = kpi.position.latest if kpi.position else None
    years = {financial_year_of(today)}
    if latest is not None:
        end = latest.figure.period.end
        years |= {financial_year_of(end)} if (end.month, end.day) != (3, 31) else set()
    return [financial_year(year) for year in sorted(years, reverse=True)]


@dataclass(frozen=True, slots=True)
class ForecastBox:
    """A box for the number: its unit, the values that can be, and by what a click changes it."""

    unit: str
    possible: Bounds
    step: float
    number_format: str


def forecast_box(kpi: Kpi) -> ForecastBox:
    """The box for a KPI's forecast: within its possible range, with a decimal more than it has."""
    possible = rules_of(kpi.definition).bounds
    possible = possible.of_reported(rated.figure.value for rated in _series(kpi))
    return ForecastBox(
        unit_words(kpi.unit), possible, 10.0**-kpi.decimals, f"%.{kpi.decimals + 1}f"
    )


def forecast_event(kpi: Kpi, year: Period, value: float, reason: str) -> KpiEvent:
    """The event that keeps a forecast; of one year what was said last counts."""
    words = "; ".join(filter(None, [f"{as_decimal(value):f}", reason.strip()]))
    return KpiEvent(kpi.plan, kpi.code, year.end, FORECAST, words)


def _series(kpi: Kpi) -> Sequence[RatedOutturn]:
    return kpi.position.series if kpi.position else ()


def _forecast(event: Record) -> OfficerForecast:
    end = date_of(event["day"])
    typed = FORECAST_WORDS.fullmatch(str(event["words"]))
    if typed is None:
        raise ValueError(f"The forecast of {end} does not begin with a number")
    return OfficerForecast(
        financial_year(financial_year_of(end)),
        float(typed["number"]),
        typed["reason"] or "",
        str(event["said_by"]),
        date_of(event["said_at"]),
    )

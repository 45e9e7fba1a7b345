"""How a KPI's year end was forecast: method, history, and the method's error last year."""

from insights.figure_wording import wording
from insights.formatting import count
from insights.kpis import Kpi
from metrics.decimals import as_decimal
from metrics.forecast.rest_of_rates import METHOD, RatesToCome
from metrics.forecast.year_end import Forecast

_UNKNOWN_ERROR = "its error last year cannot be worked out"


def forecast_words(kpi: Kpi) -> str | None:
    """The year's end in words, or the year's last figure; None where none is forecast."""
    forecast = kpi.analysis.year_to_come if kpi.analysis else None
    rates = kpi.analysis.rates_to_come if kpi.analysis else None
    written = wording(kpi)
    to_come = forecast or rates
    return to_come.words(written.decimals, written.written) if to_come else None


def method_words(kpi: Kpi) -> str | None:
    """`simple run-rate, no complete year of history; 3.2 % too high at this point last year`."""
    forecast = kpi.analysis.year_to_come if kpi.analysis else None
    rates = kpi.analysis.rates_to_come if kpi.analysis else None
    if rates is not None:
        return _of_rates(kpi, rates)
    return _of_year(forecast) if forecast is not None else None


def _of_year(forecast: Forecast) -> str:
    years = count(forecast.history, "complete year") if forecast.history else "no complete year"
    words = f"{forecast.method}, from {years} of history"
    error = forecast.last_error
    if error is None:
        return f"{words}; {_UNKNOWN_ERROR}"
    side = "too high" if error > 0 else "too low"
    return f"{words}; at this point last year it was {100 * abs(error):.1f}% {side}"


def _of_rates(kpi: Kpi, rates: RatesToCome) -> str:
    words = f"{METHOD}, from {count(rates.figures, 'figure')} without a gap"
    error = rates.last_error
    if error is None:
        return f"{words}; {_UNKNOWN_ERROR}"
    off = wording(kpi).difference(as_decimal(error), kpi.decimals)
    side = "too high" if error > 0 else "too low"
    return f"{words}; at this point last year it was {f'{off} {side}' if off else 'right'}"

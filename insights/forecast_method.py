"""How a KPI's year end was forecast: method, history, and the method's error last year."""

from insights.figure_wording import wording
from insights.formatting import count
from insights.kpis import Kpi


def forecast_words(kpi: Kpi) -> str | None:
    """The year's end in words; None where none is forecast."""
    forecast = kpi.analysis.year_to_come if kpi.analysis else None
    if forecast is None:
        return None
    written = wording(kpi)
    return forecast.words(written.decimals, written.written)


def method_words(kpi: Kpi) -> str | None:
    """`simple run-rate, no complete year of history; 3.2 % too high at this point last year`."""
    forecast = kpi.analysis.year_to_come if kpi.analysis else None
    if forecast is None:
        return None
    years = count(forecast.history, "complete year") if forecast.history else "no complete year"
    words = f"{forecast.method}, from {years} of history"
    error = forecast.last_error
    if error is None:
        return f"{words}; its error last year cannot be worked out"
    side = "too high" if error > 0 else "too low"
    return f"{words}; at this point last year it was {100 * abs(error):.1f} % {side}"

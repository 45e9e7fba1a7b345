"""What is said of a KPI's year end: what is worked out here, and what officers say of it."""

from collections.abc import Sequence

from insights.forecast_method import forecast_words
from insights.kpis import Kpi
from insights.officer_forecasts import in_words, officer_forecasts


def year_end_lines(kpi: Kpi) -> Sequence[str]:
    """A sentence for each forecast under its label, ours first; none is mixed with another."""
    worked_out = forecast_words(kpi)
    lines = [f"Year end, worked out here: {worked_out}."] if worked_out else []
    officers = [
        f"Year end, forecast by an officer: {in_words(kpi, forecast).removesuffix('.')}."
        for forecast in officer_forecasts(kpi)
    ]
    return [*lines, *officers]

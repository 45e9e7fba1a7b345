"""A KPI's figures and targets in words, as tables and charts say them."""

from insights.formatting import figure
from insights.kpis import Kpi
from metrics.kpi_position import RatedOutturn
from metrics.status import is_number
from metrics.words.kpi_wording import Wording


def wording(kpi: Kpi) -> Wording:
    """How the KPI's figures are written."""
    return Wording(kpi.unit, kpi.decimals, lambda value, places: figure(value, kpi.unit, places))


def outturn_words(kpi: Kpi, rated: RatedOutturn) -> str:
    """The figure in its unit, or the state that stands in its place."""
    return wording(kpi).outturn(rated)


def target_words(kpi: Kpi, rated: RatedOutturn) -> str:
    """The target in its unit, a range as `90 to 95`, or why there is none."""
    if not is_number(rated.target):
        return str(rated.figure.target_state or "no target set")
    return wording(kpi).target_of(rated)

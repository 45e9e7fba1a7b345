"""What each financial year of a KPI came to."""

from collections.abc import Sequence

from insights.kpi_records import figure_of, rules_of
from insights.kpis import Kpi
from metrics.derived_series import whole_years
from metrics.kpi_figure import KpiFigure
from metrics.period import Period
from metrics.reporting_frequency import at_reporting_frequency


def years_of(kpi: Kpi) -> dict[Period, float]:
    """What each financial year of a KPI came to, where that is known."""
    return dict(whole_years(rules_of(kpi.definition), reported_figures(kpi)))


def reported_figures(kpi: Kpi) -> Sequence[KpiFigure]:
    """Its figures at the frequency at which it is reported."""
    return at_reporting_frequency(rules_of(kpi.definition), list(map(figure_of, kpi.figures)))

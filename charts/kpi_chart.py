"""The chart of a KPI: its figures with what stands beside them, or its years over each other."""

from collections.abc import Collection, Sequence

from charts import trend_charts
from charts.prepared_chart import PreparedChart
from insights import kpi_trend_points, kpi_year_lines
from insights.figure_wording import counted_in
from insights.kpi_trend_points import USUAL_LAYERS, ChartLayer, KpiPoint
from insights.kpi_year_lines import YearPoint
from insights.kpis import Kpi
from metrics.words.kpi_wording import capital


def kpi_chart(
    kpi: Kpi,
    points: Sequence[KpiPoint],
    lines: Sequence[YearPoint],
    layers: Collection[ChartLayer] = USUAL_LAYERS,
    years: int | None = None,
) -> PreparedChart:
    """The chart with chosen layers, of the last `years` or of all.

    `points` and `lines` are all that insights has of it.
    """
    title = capital(counted_in(kpi))
    words = f"{kpi.name}. {kpi.problem or kpi.sentence}"
    if kpi.counts_up and lines:
        drawn = kpi_year_lines.with_layers(lines, layers)
        return trend_charts.year_lines(drawn, f"{title}, since April of each year", words)
    return trend_charts.timeline(kpi_trend_points.shown(points, layers, years), title, words)

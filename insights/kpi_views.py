"""Other views of a KPI's figures: what each period added, the year to date, whole years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from insights.formatting import figure
from insights.kpi_records import rules_of
from insights.kpi_trend_points import KpiPoint, TrendSeries, period_point
from insights.kpi_years import reported_figures, years_of
from insights.kpis import Kpi
from metrics.derived_series import added, to_date
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure
from metrics.status import is_number


class KpiView(StrEnum):
    """How a KPI's figures are shown."""

    AS_REPORTED = "as reported"
    ADDED = "what each period added"
    YEAR_TO_DATE = "year to date"
    WHOLE_YEARS = "whole years"


@dataclass(frozen=True, slots=True)
class KpiSeriesView:
    """A KPI's figures in another view, in period order, and the points of their line."""

    view: KpiView
    figures: Sequence[KpiFigure]
    points: Sequence[KpiPoint]


def kpi_views(kpi: Kpi) -> Mapping[KpiView, KpiSeriesView]:
    """The views that show something which the figures as reported do not."""
    if kpi.analysis is None:
        return {}
    rules, figures = rules_of(kpi.definition), reported_figures(kpi)
    counts_up = rules.kind is KpiKind.CUMULATIVE
    series: Mapping[KpiView, Sequence[KpiFigure]] = {
        KpiView.ADDED: added(rules, figures) if counts_up else (),
        KpiView.YEAR_TO_DATE: () if counts_up else to_date(rules, figures),
        KpiView.WHOLE_YEARS: [KpiFigure(year, total) for year, total in years_of(kpi).items()],
    }
    return {
        view: KpiSeriesView(view, series_figures, _points(kpi, view, series_figures))
        for view, series_figures in series.items()
        if series_figures
    }


def _points(kpi: Kpi, view: KpiView, figures: Sequence[KpiFigure]) -> Sequence[KpiPoint]:
    return [
        replace(
            period_point(
                known.period,
                TrendSeries.OUTTURN,
                # A year to date begins a new line every year.
                str(known.period.financial_year) if view is KpiView.YEAR_TO_DATE else "",
                f"{known.period.label}: {figure(known.value, kpi.unit, kpi.decimals)}",
            ),
            value=known.value,
            name=figure(known.value, kpi.unit, kpi.decimals),
            provisional=known.provisional,
        )
        for known in figures
        if is_number(known.value)
    ]

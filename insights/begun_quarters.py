"""Quarters that have figures and no report yet: too few measures have one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from insights.cache import by_edition
from insights.formatting import count
from insights.kpi_records import figure_of
from insights.kpis import Kpi, kpis_of, reported_period
from metrics.kpi_figure import KpiFigure
from metrics.period import Period, financial_year_of, quarter
from metrics.reporting_frequency import ONE_IN
from metrics.status import is_number

_SHARES = {3: "a third"}


@by_edition
def begun_quarters(plan: str) -> Mapping[Period, int]:
    """The quarters after a plan's latest report with how many KPIs have a figure, newest first."""
    kpis = kpis_of(plan)
    reported = reported_period(kpis)
    return after(reported, map(_figures, kpis)) if reported else {}


def after(reported: Period, groups: Iterable[Sequence[KpiFigure]]) -> Mapping[Period, int]:
    """The same of each KPI's figures, after the period of a report."""
    ends = ({figure.period.end for figure in group if is_number(figure.value)} for group in groups)
    quarters = (
        {quarter(financial_year_of(end), (end.month - 4) % 12 // 3 + 1) for end in of_kpi}
        for of_kpi in ends
    )
    counts = Counter(
        period for of_kpi in quarters for period in of_kpi if period.end > reported.end
    )
    return dict(sorted(counts.items(), key=lambda item: item[0].end, reverse=True))


def stays_sentence(reported: Period, begun: Mapping[Period, int], kpis: int) -> str:
    """Why the report is still of its quarter; empty where nothing newer is here."""
    if not begun:
        return ""
    period, number = next(iter(begun.items()))
    share = _SHARES.get(ONE_IN, f"one in {ONE_IN}")
    return (
        f"The report stays at {reported.label}: {number} of {count(kpis, 'measure')} "
        f"{'has' if number == 1 else 'have'} a figure for {period.label}. "
        f"It moves once {share} of those due have one."
    )


def _figures(kpi: Kpi) -> Sequence[KpiFigure]:
    return [] if kpi.problem else [figure_of(row) for row in kpi.figures]

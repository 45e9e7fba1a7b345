"""One KPI, several series: as reported, what each period added, the year to date, whole years.

However a KPI was reported its figures are counted once: a series is worked out of figures of one
frequency.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from metrics.decimals import as_decimal
from metrics.direction import KpiKind
from metrics.forecast.increments import Increments, increments_of
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind, financial_year, following, previous
from metrics.status import is_number
from metrics.year_to_date import decumulate, part_of_year

DAY = timedelta(days=1)


def added(rules: KpiRules, figures: Sequence[KpiFigure]) -> Sequence[KpiFigure]:
    """What each period was, or for a KPI that counts up over the year what it added.

    `figures` are of one frequency in period order. What was added has no target.
    """
    if rules.kind is not KpiKind.CUMULATIVE:
        return figures
    steps = sorted(decumulate({figure.period: figure.value for figure in figures}).items())
    provisional_ends = {figure.period.end for figure in figures if figure.provisional}
    # What was added is the difference of two figures, of which either may be provisional.
    return [
        KpiFigure(period, step.value, provisional=not provisional_ends.isdisjoint(_ends(period)))
        for period, step in steps
    ]


def to_date(rules: KpiRules, figures: Sequence[KpiFigure]) -> Sequence[KpiFigure]:
    """What each year had reached by the end of each period, for a KPI whose periods add up.

    A missing period ends the count of its year.
    """
    if rules.kind is KpiKind.CUMULATIVE:
        return figures
    flows = increments_of(rules, figures)
    if flows is None:
        return ()
    provisional_ends = {figure.period.end for figure in figures if figure.provisional}
    years = sorted({year for year, _ in flows.added})
    return [figure for year in years for figure in _counted_up(flows, year, provisional_ends)]


def whole_years(rules: KpiRules, figures: Sequence[KpiFigure]) -> Mapping[Period, float]:
    """What each financial year came to, where that is known.

    A yearly figure or a count at the year's end says it; else every period must be known.
    """
    yearly = all(_is_whole_year(figure) for figure in figures)
    reached = figures if yearly else to_date(rules, figures)
    return {
        financial_year(figure.period.financial_year): figure.value
        for figure in reached
        if is_number(figure.value) and figure.period.end.month == 3
    }


def without_gaps(
    figures: Sequence[KpiFigure],
) -> tuple[tuple[Period, ...], tuple[float | None, ...]]:
    """Every period from the first value to the last, with None for those that have none.

    `figures` are of one frequency in period order; single days are taken to come monthly.
    """
    periods: list[Period] = []
    values: list[float | None] = []
    for figure in figures:
        if not is_number(figure.value):
            continue
        missing = list(_between(periods[-1], figure.period)) if periods else []
        periods += [*missing, figure.period]
        values += [*[None] * len(missing), figure.value]
    return tuple(periods), tuple(values)


def _between(last: Period, period: Period) -> Iterator[Period]:
    if period.start - last.end == DAY:
        return
    step = following(last)
    while step < period:
        yield step
        step = following(step)


def _ends(period: Period) -> set[date]:
    """The ends of the counts whose difference a period is."""
    before = previous(period).end
    same_year = before.month != 3
    return {period.end, before} if same_year else {period.end}


def _counted_up(
    flows: Increments, year: int, provisional_ends: Container[date]
) -> Iterator[KpiFigure]:
    """A year's count at the end of each period; provisional from the first that is."""
    total = Decimal(0)
    provisional = False
    for number in range(1, flows.periods_in_year + 1):
        step = flows.added.get((year, number))
        if step is None:
            return
        total += as_decimal(step)
        period = part_of_year(year, number, 12 // flows.periods_in_year)
        provisional = provisional or period.end in provisional_ends
        yield KpiFigure(period, float(total), provisional=provisional)


def _is_whole_year(figure: KpiFigure) -> bool:
    return figure.period.kind is PeriodKind.FINANCIAL_YEAR

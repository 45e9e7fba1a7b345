"""One KPI, several views: as reported, what each period added, the year to date, whole years.

However a KPI was reported its figures are counted once: a view is worked out of one rhythm.
"""

import math
from collections.abc import Mapping, Sequence

from metrics.direction import KpiKind
from metrics.figure import Figure, Measure
from metrics.flows import flows_of
from metrics.period import Period, financial_year, following
from metrics.profile import decumulate, part_of_year
from metrics.status import is_number


def added(measure: Measure, own: Sequence[Figure]) -> Sequence[Figure]:
    """What each period was, or for a KPI that counts up over the year what it added.

    `own` are figures of one rhythm in period order. What was added has no target of its own.
    """
    if measure.kind is not KpiKind.CUMULATIVE:
        return own
    steps = decumulate({figure.period: figure.value for figure in own})
    marked = {figure.period.end for figure in own if figure.provisional}
    return [
        Figure(period, step.value, provisional=period.end in marked)
        for period, step in sorted(steps.items())
    ]


def to_date(measure: Measure, own: Sequence[Figure]) -> Sequence[Figure]:
    """What each year had reached by the end of each period, for a KPI whose periods add up.

    A missing period ends the count of its year.
    """
    if measure.kind is KpiKind.CUMULATIVE:
        return own
    flows = flows_of(measure, own)
    if flows is None:
        return ()
    reached: list[Figure] = []
    months = 12 // flows.of
    for year in sorted({year for year, _ in flows.added}):
        total = 0.0
        for number in range(1, flows.of + 1):
            step = flows.added.get((year, number))
            if step is None:
                break
            total = math.fsum((total, step))
            reached.append(Figure(part_of_year(year, number, months), total))
    return reached


def whole_years(measure: Measure, own: Sequence[Figure]) -> Mapping[Period, float]:
    """What each financial year came to of which every period is known."""
    flows = flows_of(measure, own)
    if flows is None:
        return {}
    years = sorted({year for year, _ in flows.added})
    known = {year: flows.known_at(year, flows.of) for year in years}
    return {financial_year(year): one.so_far for year, one in known.items() if one}


def without_gaps(
    figures: Sequence[Figure],
) -> tuple[tuple[Period, ...], tuple[float | None, ...]]:
    """Every period from the first value to the last, with None for those that have none.

    `figures` are of one rhythm in period order.
    """
    values = {figure.period: figure.value for figure in figures if is_number(figure.value)}
    if not values:
        return (), ()
    last = max(values)
    periods = [min(values)]
    while periods[-1] < last:
        periods.append(following(periods[-1]))
    return tuple(periods), tuple(values.get(period) for period in periods)

"""The target for a whole financial year, worked out from the targets that a KPI's figures carry."""

import math
from collections.abc import Sequence

from metrics.direction import KpiKind
from metrics.figure import Figure, Measure
from metrics.flows import MONTHS_OF
from metrics.period import financial_year
from metrics.profile import counts_to_date
from metrics.status import is_number


def year_target(
    measure: Measure, figures: Sequence[Figure], own: Sequence[Figure], year: int
) -> tuple[float | None, float | None]:
    """The target that a year's end is held against, and its upper end where it is a range.

    A yearly figure's target; for a KPI that counts up, the year's target that its periods carry,
    or the one for the year to date at its end; for one whose periods add up, the sum of the
    targets of all its periods. (None, None) where the year has none. `own` are the figures of one
    rhythm, `figures` all of the KPI's. Exports write one target beside every column, so where
    periods add up a year's target that is also each period's is theirs.
    """
    whole = financial_year(year)
    yearly = [f for f in figures if f.period.months == 12 and f.period.end == whole.end]
    aimed = [f for f in own if f.period.financial_year == year and is_number(f.target)]
    named = [f for f in yearly if is_number(f.target)]
    adds_up = measure.kind is KpiKind.DISCRETE
    if named and not (adds_up and any(f.target == named[-1].target for f in aimed)):
        return named[-1].target, _upper(named[-1])
    if measure.kind is KpiKind.CUMULATIVE:
        return _counted_up(aimed, whole.end == aimed[-1].period.end) if aimed else (None, None)
    if adds_up and aimed:
        return _summed(aimed)
    return None, None


def _counted_up(
    aimed: Sequence[Figure],
    reaches_the_end: bool,  # noqa: FBT001
) -> tuple[float | None, float | None]:
    """The last target, unless the targets grow with the year and it is not over."""
    last = aimed[-1]
    grows = counts_to_date({f.period: f.target for f in aimed}, None)
    if grows and not reaches_the_end:
        return None, None
    return last.target, _upper(last)


def _summed(aimed: Sequence[Figure]) -> tuple[float | None, float | None]:
    months = MONTHS_OF.get(aimed[0].period.kind)
    if months is None or len(aimed) < 12 // months:
        return None, None
    uppers = [_upper(figure) for figure in aimed]
    low = math.fsum(figure.target for figure in aimed if is_number(figure.target))
    known = [upper for upper in uppers if upper is not None]
    return low, math.fsum(known) if len(known) == len(uppers) else None


def _upper(figure: Figure) -> float | None:
    return figure.target_upper if is_number(figure.target_upper) else None

"""Direction of travel: against the previous period, and against the same period last year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from metrics.decimals import as_decimal, rounded
from metrics.period import Period, PeriodKind, previous, same_period_last_year
from metrics.status import Polarity, is_number


class Direction(StrEnum):
    """Which way a figure went since an earlier one."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no change"
    NO_COMPARISON = "no comparison"


class KpiKind(StrEnum):
    """How a KPI's figures relate to their periods; cumulative ones count from 1 April."""

    DISCRETE = "discrete"
    CUMULATIVE = "cumulative"
    SNAPSHOT = "snapshot"
    RATIO = "ratio"


class Leads(StrEnum):
    """Which of the two directions is named first."""

    PREVIOUS = "previous period"
    SAME_LAST_YEAR = "same period last year"


@dataclass(frozen=True, slots=True)
class Directions:
    """The two directions of travel of one figure, and which of them leads."""

    previous: Direction
    same_last_year: Direction
    leads: Leads

    @property
    def leading(self) -> Direction:
        """The direction that is named first."""
        return self.previous if self.leads is Leads.PREVIOUS else self.same_last_year


def direction_of_travel(
    value: float | None,
    earlier: float | None,
    polarity: Polarity,
    decimals: int,
    target_range: tuple[float, float] | None = None,
) -> Direction:
    """Which way a figure went; a target that is one value plays no part.

    Of a target that is a range, leaving it or going further from it is worsening, and coming
    nearer is improving; inside it a figure increases or decreases. No change when the difference
    rounds to 0 at `decimals`, half a unit rounding up.
    """
    if not (is_number(value) and is_number(earlier)):
        return Direction.NO_COMPARISON
    further = _outside(value, target_range) - _outside(earlier, target_range)
    if further:
        return Direction.WORSENING if further > 0 else Direction.IMPROVING
    change = rounded(as_decimal(value) - as_decimal(earlier), decimals)
    if change == 0:
        return Direction.NO_CHANGE
    return _named(change > 0, Polarity.RANGE if target_range else polarity)


def directions(  # noqa: PLR0913
    series: Mapping[Period, float | None],
    period: Period,
    polarity: Polarity,
    decimals: int,
    kind: KpiKind,
    *,
    seasonal: bool = False,
    target_range: tuple[float, float] | None = None,
) -> Directions:
    """Both directions of travel of the figure for `period`.

    A missing earlier period is no comparison, and the one before it is never used instead.
    Year-to-date figures are compared with the same period last year only. `target_range` is that
    of the figure, where its target is a range.
    """
    since_start_of_year = kind == KpiKind.CUMULATIVE or period.kind == PeriodKind.YEAR_TO_DATE
    before = None if since_start_of_year else series.get(previous(period))
    last_year = series.get(same_period_last_year(period))
    value = series.get(period)
    return Directions(
        direction_of_travel(value, before, polarity, decimals, target_range),
        direction_of_travel(value, last_year, polarity, decimals, target_range),
        Leads.SAME_LAST_YEAR if since_start_of_year or seasonal else Leads.PREVIOUS,
    )


def _outside(value: float, target_range: tuple[float, float] | None) -> Decimal:
    """How far a figure lies outside a range, 0 inside it and without one."""
    if target_range is None:
        return Decimal(0)
    low, high = sorted(map(as_decimal, target_range))
    number = as_decimal(value)
    return max(low - number, number - high, Decimal(0))


def _named(rose: bool, polarity: Polarity) -> Direction:  # noqa: FBT001
    match polarity:
        case Polarity.MAXIMISE:
            return Direction.IMPROVING if rose else Direction.WORSENING
        case Polarity.MINIMISE:
            return Direction.WORSENING if rose else Direction.IMPROVING
        case _:
            return Direction.INCREASING if rose else Direction.DECREASING

"""What the targets written beside the periods of a year are for: to date, the year, each period."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from metrics.decimals import as_decimal, same_figure
from metrics.period import Period
from metrics.status import is_number
from metrics.year_to_date import by_end, end_of_months, months_to_date, shared_step


class TargetBasis(StrEnum):
    """What the targets of one financial year are each for."""

    TO_DATE = "the year to date"
    WHOLE_YEAR = "the whole year"
    SINGLE_PERIODS = "each period alone"
    UNCLEAR = "the year or a part of it, which cannot be told"


def target_basis(
    targets: Mapping[Period, float | None],
    annual: float | None,
    earlier_year: float | None,
    *,
    has_history: bool,
) -> TargetBasis:
    """What the targets of the periods of one financial year, as far as given, are for.

    Those that never fall and are not all equal are to date; equal ones are the year's, repeated;
    those that fall somewhere are each period's own. A target known for the whole year, `annual`,
    comes first: equal ones that add up to it are each period's, and others that are not it are to
    date. A lone one is judged by `annual` or by what an `earlier_year` asked for or came to; with
    neither, and no history of the figure at all, it is unclear.
    """
    ends = sorted(by_end(targets).items())
    amounts = [as_decimal(target) for _, target in ends]
    if len(ends) == 1:
        return _lone(*ends[0], annual, earlier_year, has_history=has_history)
    if any(later < before for before, later in pairwise(amounts)):
        return TargetBasis.SINGLE_PERIODS
    if len(set(amounts)) > 1:
        return TargetBasis.TO_DATE
    if not amounts or not is_number(annual) or as_decimal(annual) == amounts[0]:
        return TargetBasis.WHOLE_YEAR
    adds_up = amounts[0] * (12 // shared_step(targets)) == as_decimal(annual)
    return TargetBasis.SINGLE_PERIODS if adds_up else TargetBasis.TO_DATE


def totals_to_date(targets: Mapping[Period, float | None]) -> dict[Period, float | None]:
    """The targets of the single periods of a year added up to the end of each, until a gap."""
    known, step = by_end(targets), shared_step(targets)
    total = Decimal(0)
    totals: dict[Period, float | None] = {}
    for number, period in enumerate(sorted(targets, key=lambda period: period.end), 1):
        end = end_of_months(period.financial_year, number * step)
        if end != period.end or end not in known:
            break
        total += as_decimal(known[end])
        totals[period] = float(total)
    return totals


def _lone(
    end: date, target: float, annual: float | None, earlier_year: float | None, *, has_history: bool
) -> TargetBasis:
    months = months_to_date(end)
    if months == 12:
        return TargetBasis.TO_DATE
    if is_number(annual):
        return TargetBasis.WHOLE_YEAR if same_figure(target, annual) else TargetBasis.TO_DATE
    if is_number(earlier_year):
        share = _is_share(target, months, earlier_year)
        return TargetBasis.TO_DATE if share else TargetBasis.WHOLE_YEAR
    return TargetBasis.WHOLE_YEAR if has_history else TargetBasis.UNCLEAR


def _is_share(target: float, months: int, whole: float) -> bool:
    """Whether a target is for a part of a year like `whole`: ours, up to a third of the way on.

    From the straight line to the whole; for a first quarter that is half the year.
    """
    return whole > 0 and 36 * target <= (12 + 2 * months) * whole

"""Cumulative KPIs: what the year to date should have reached, and what each period added."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from metrics.period import (
    Period,
    PeriodKind,
    financial_year,
    financial_year_of,
    half_year,
    month,
    quarter,
)
from metrics.status import State, as_decimal, is_number

YEARS_POOLED = 3


class ProfileMethod(StrEnum):
    """Where a year-to-date target comes from, as the screen names it."""

    FROM_FILE = "target given for this period"
    POOLED = "share reached by this period in past years"
    STRAIGHT_LINE = "straight line through the year"


@dataclass(frozen=True, slots=True)
class ProfileTarget:
    """What a year to date is compared with: a target, or None with the reason as `state`.

    `years` are the past financial years that a pooled profile rests on, oldest first.
    """

    target: float | None
    method: ProfileMethod | None
    state: State | None = None
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Discrete:
    """What one period added: None in a gap; `revised` when the year to date fell."""

    value: float | None
    revised: bool = False


def year_to_date_target(
    annual_target: float | None,
    period: Period,
    targets_by_period: Mapping[Period, float | None],
    history: Mapping[Period, float | None],
) -> ProfileTarget:
    """The target for the year to date at the end of `period`.

    `targets_by_period` and `history` hold year-to-date figures, keyed by the period they end with.
    In order: the file's own target, the pooled profile of up to three complete past years, a
    straight line. A year-to-date target of 0 on the way to one that is not: not due.
    """
    from_file = _by_end(targets_by_period).get(period.end)
    if from_file is not None:
        return _due(from_file, annual_target, ProfileMethod.FROM_FILE)
    if not is_number(annual_target):
        return ProfileTarget(None, None, State.NO_TARGET)
    annual = as_decimal(annual_target)
    years, reached, totals = _pooled(period, _by_end(history))
    if years:
        return _due(float(annual * reached / totals), annual_target, ProfileMethod.POOLED, years)
    straight = float(annual * _months_to_date(period.end) / 12)
    return _due(straight, annual_target, ProfileMethod.STRAIGHT_LINE)


def counts_to_date(targets: Mapping[Period, float | None], annual: float | None) -> bool:
    """Whether the targets of one financial year are each for the year to date, not for the year.

    They are when each is above the one before (or both 0) and the first is a share of the last; a
    lone one when it is a share of `annual`, a known target for a whole year. Ours: a share is at
    most a third of the way from the straight line to the whole, for a first quarter half the year.
    """
    known = sorted(_by_end(targets).items())
    if not known:
        return False
    first, start = known[0]
    if len(known) == 1:
        return is_number(annual) and _is_share(start, _months_to_date(first), annual, 12)
    last, whole = known[-1]
    steps = pairwise(target for _, target in known)
    rising = all(before < after or before == after == 0 for before, after in steps)
    return rising and _is_share(start, _months_to_date(first), whole, _months_to_date(last))


def decumulate(ytd: Mapping[Period, float | None]) -> dict[Period, Discrete]:
    """What each period added to the year to date, in date order.

    Keyed by quarter, month or half-year, whichever the figures come in. A missing figure leaves
    two periods without a value: its own and the next. A fall is flagged as revised, not clipped.
    """
    known, step = _by_end(ytd), _step(ytd)
    added: dict[Period, Discrete] = {}
    for year, end in _last_of_years(known).items():
        before: float | None = 0.0
        for number in range(1, _months_to_date(end) // step + 1):
            now = known.get(_end(year, number * step))
            added[part_of_year(year, number, step)] = _added(before, now, first=number == 1)
            before = now
    return added


@lru_cache(maxsize=4096)
def part_of_year(year: int, number: int, months: int) -> Period:
    """The period `number`, each of `months`, from 1 April `year`; in later years too."""
    match months:
        case 12:
            return financial_year(year + number - 1)
        case 6:
            return half_year(year, number)
        case 3:
            return quarter(year, number)
        case _:
            return month(year, 3 + number)


def _is_share(target: float, months: int, whole: float, whole_months: int) -> bool:
    return whole > 0 and 3 * whole_months * target <= (whole_months + 2 * months) * whole


def _due(
    target: float, annual: float | None, method: ProfileMethod, years: tuple[int, ...] = ()
) -> ProfileTarget:
    if target == 0 and annual:
        return ProfileTarget(None, method, State.NOT_DUE, years)
    return ProfileTarget(target, method, None, years)


def _by_end(figures: Mapping[Period, float | None]) -> dict[date, float]:
    # Of two keys that end together the longer wins: it says more plainly that it counts to date.
    ordered = sorted(figures.items(), key=lambda item: _longest_last(item[0]))
    return {period.end: float(value) for period, value in ordered if is_number(value)}


def _longest_last(period: Period) -> tuple[int, PeriodKind]:
    return -period.start.toordinal(), period.kind


def _last_of_years(known: Iterable[date]) -> dict[int, date]:
    """The last end known of each financial year, in their order."""
    return {financial_year_of(end): end for end in sorted(known)}


def _pooled(
    period: Period, history: Mapping[date, float]
) -> tuple[tuple[int, ...], Decimal, Decimal]:
    """Past years with what they had reached by now and in all; no years where that says nothing."""
    months = _months_to_date(period.end)
    complete: list[tuple[int, Decimal, Decimal]] = []
    for year in _last_of_years(history):
        total, to_date = history.get(_end(year, 12)), history.get(_end(year, months))
        if year < period.financial_year and total is not None and to_date is not None:
            complete.append((year, as_decimal(to_date), as_decimal(total)))
    pooled = complete[-YEARS_POOLED:]
    reached = sum((to_date for _, to_date, _ in pooled), Decimal(0))
    totals = sum((total for *_, total in pooled), Decimal(0))
    usable = totals > 0 and reached >= 0
    return tuple(year for year, *_ in pooled if usable), reached, totals


@lru_cache(maxsize=4096)
def _months_to_date(end: date) -> int:
    """Whole months from 1 April to the end of a day, at least 1."""
    after = end + timedelta(days=1)
    return max(1, (after.year - financial_year_of(end)) * 12 + after.month - 4)


@lru_cache(maxsize=4096)
def _end(year: int, months: int) -> date:
    return month(year, 3 + months).end


def _step(ytd: Mapping[Period, float | None]) -> int:
    """The months of the shortest steps that the figures go by."""
    kinds = {key.kind for key in ytd}
    if kinds == {PeriodKind.QUARTER}:
        return 3
    lengths = (key.months for key in ytd if key.kind is not PeriodKind.INSTANT)
    shared = math.gcd(*lengths)
    return next((step for step in (12, 6, 3, 1) if shared and shared % step == 0), 1)


def _added(before: float | None, now: float | None, *, first: bool) -> Discrete:
    if now is None or before is None:
        return Discrete(None)
    # Whole numbers are exact as they are; others are subtracted as they were typed.
    exact = now.is_integer() and before.is_integer()
    value = now - before if exact else float(as_decimal(now) - as_decimal(before))
    return Discrete(value, revised=value < 0 and not first)

"""Cumulative KPIs: what the year to date should have reached, and what each period added."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from metrics.decimals import as_decimal
from metrics.period import (
    Period,
    PeriodKind,
    financial_year,
    financial_year_of,
    half_year,
    month,
    quarter,
)
from metrics.status import State, is_number

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
    straight line. A profile that has not begun is not due; a target of 0 that was given is one.
    """
    from_file = by_end(targets_by_period).get(period.end)
    if from_file is not None:
        return ProfileTarget(from_file, ProfileMethod.FROM_FILE)
    if not is_number(annual_target):
        return ProfileTarget(None, None, State.NO_TARGET)
    annual = as_decimal(annual_target)
    years, reached, totals = _pooled(period, by_end(history))
    if not years:
        straight = float(annual * months_to_date(period.end) / 12)
        return ProfileTarget(straight, ProfileMethod.STRAIGHT_LINE)
    if annual and not reached:
        return ProfileTarget(None, ProfileMethod.POOLED, State.NOT_DUE, years)
    share = float(annual * reached / totals)
    return ProfileTarget(share, ProfileMethod.POOLED, None, years)


def decumulate(ytd: Mapping[Period, float | None]) -> dict[Period, Discrete]:
    """What each period added to the year to date, in date order.

    Keyed by quarter, month or half-year, whichever the figures come in. A missing figure leaves
    two periods without a value: its own and the next. A fall is flagged as revised, not clipped.
    """
    known, step = by_end(ytd), shared_step(ytd)
    added: dict[Period, Discrete] = {}
    for year, end in _last_of_years(known).items():
        before: float | None = 0.0
        for number in range(1, months_to_date(end) // step + 1):
            now = known.get(end_of_months(year, number * step))
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


def by_end(figures: Mapping[Period, float | None]) -> dict[date, float]:
    """Figures by the day on which their periods end, in the order of their periods.

    Of two that end together the longer one stands.
    """
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
    months = months_to_date(period.end)
    complete: list[tuple[int, Decimal, Decimal]] = []
    for year in _last_of_years(history):
        total, to_date = (
            history.get(end_of_months(year, 12)),
            history.get(end_of_months(year, months)),
        )
        if year < period.financial_year and total is not None and to_date is not None:
            complete.append((year, as_decimal(to_date), as_decimal(total)))
    pooled = complete[-YEARS_POOLED:]
    reached = sum((to_date for _, to_date, _ in pooled), Decimal(0))
    totals = sum((total for *_, total in pooled), Decimal(0))
    usable = totals > 0 and reached >= 0
    return tuple(year for year, *_ in pooled if usable), reached, totals


@lru_cache(maxsize=4096)
def months_to_date(end: date) -> int:
    """Whole months from 1 April to the end of a day, at least 1."""
    after = end + timedelta(days=1)
    return max(1, (after.year - financial_year_of(end)) * 12 + after.month - 4)


@lru_cache(maxsize=4096)
def end_of_months(year: int, months: int) -> date:
    """The day on which so many months from 1 April `year` end."""
    return month(year, 3 + months).end


def shared_step(figures: Mapping[Period, float | None]) -> int:
    """The months of the shortest steps that the figures of years to date go by."""
    kinds = {key.kind for key in figures}
    if kinds == {PeriodKind.QUARTER}:
        return 3
    lengths = (key.months for key in figures if key.kind is not PeriodKind.INSTANT)
    shared = math.gcd(*lengths)
    return next((step for step in (12, 6, 3, 1) if shared and shared % step == 0), 1)


def _added(before: float | None, now: float | None, *, first: bool) -> Discrete:
    if now is None or before is None:
        return Discrete(None)
    # Whole numbers are exact as they are; others are subtracted as they were typed.
    exact = now.is_integer() and before.is_integer()
    value = now - before if exact else float(as_decimal(now) - as_decimal(before))
    return Discrete(value, revised=value < 0 and not first)

"""Statistical process control: XmR charts of groups of points, and how much each may say.

Method and names of NHS England's Making Data Count in the form of the R package NHSRplotthedots
0.2.2. Ours: how many points trial limits and icons need.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from metrics.decimals import as_decimal, without_residue
from metrics.direction import KpiKind
from metrics.period import PeriodKind
from metrics.spc.control_limits import ControlLimits, limits_of
from metrics.spc.signals import Signal, signals_of
from metrics.status import is_number

FEWEST_FIXED = 12
FEWEST_TRIAL, FEWEST_FULL = 8, 13


class Showing(StrEnum):
    """How much a chart may say, by the points in its last group."""

    LINE = "line and target only"
    TRIAL = "trial limits, no icons"
    FULL = "limits, signals and icons"


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """The points from `start` up to `stop` (not included), with one set of limits."""

    start: int
    stop: int
    limits: ControlLimits | None
    reported: int


@dataclass(frozen=True, slots=True)
class Chart:
    """An XmR chart: a signal for each point, and the groups that the points are worked in.

    `last` is the position of the last reported point, None where there is none. `screened` says
    whether large moving ranges were left out, which the chart names.
    """

    signals: tuple[Signal, ...]
    groups: tuple[LimitGroup, ...]
    last: int | None
    screened: bool

    @property
    def limits(self) -> ControlLimits | None:
        """The limits of the last group."""
        return self.groups[-1].limits if self.groups else None

    @property
    def showing(self) -> Showing:
        """How much may be shown."""
        points = self.groups[-1].reported if self.groups else 0
        if points < FEWEST_TRIAL:
            return Showing.LINE
        return Showing.TRIAL if points < FEWEST_FULL else Showing.FULL


def xmr(
    values: Sequence[float | None],
    *,
    rebase_at: Sequence[int] = (),
    fix_after: int | None = None,
    screen: bool = True,
) -> Chart:
    """An XmR chart of values in date order, None where one is missing.

    `rebase_at` holds the position of each first point of a new group, `fix_after` how many points
    of a group fix its limits, at least 12 or ValueError. A missing value breaks every run.
    """
    if fix_after is not None and fix_after < FEWEST_FIXED:
        raise ValueError(f"limits are fixed after at least {FEWEST_FIXED} points")
    known = [without_residue(value) if is_number(value) else None for value in values]
    groups = tuple(_groups(known, rebase_at, fix_after, screen=screen))
    signals = [
        signal
        for group in groups
        for signal in signals_of(known[group.start : group.stop], group.limits)
    ]
    last = max((i for i, value in enumerate(known) if value is not None), default=None)
    return Chart(tuple(signals), groups, last, screen)


def unsuited(period_kind: PeriodKind, kpi_kind: KpiKind) -> str | None:
    """Why a series has no control chart, None where it may have one.

    On rolling averages 17 to 31 % of last points are false alarms.
    """
    if kpi_kind == KpiKind.CUMULATIVE or period_kind == PeriodKind.YEAR_TO_DATE:
        return "year-to-date figures: take what each period added first"
    if period_kind == PeriodKind.ROLLING:
        return "rolling figures: neighbouring points share most of their months"
    yearly = (PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ACADEMIC_YEAR)
    return "yearly figures: too few points" if period_kind in yearly else None


def seasonal_differences(values: Sequence[float | None], season: int) -> list[float | None]:
    """Each value less the one `season` periods before: what to chart of a seasonal series."""
    earlier = [*[None] * season, *values]
    return [
        float(as_decimal(now) - as_decimal(then)) if is_number(now) and is_number(then) else None
        for now, then in zip(values, earlier, strict=False)
    ]


def _groups(
    values: Sequence[float | None], rebase_at: Sequence[int], fix_after: int | None, *, screen: bool
) -> Iterator[LimitGroup]:
    inside = {point for point in rebase_at if 0 < point < len(values)}
    edges = sorted({0, len(values)} | inside)
    for start, stop in itertools.pairwise(edges):
        points = values[start:stop]
        reported = sum(value is not None for value in points)
        yield LimitGroup(start, stop, limits_of(points[:fix_after], screen=screen), reported)

"""Statistical process control: XmR charts as in NHS England's Making Data Count.

Method and names of NHSRplotthedots 0.2.2, with the differences of METHODS section 1.6 named below.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from metrics.direction import KpiKind
from metrics.period import PeriodKind
from metrics.status import Polarity, Rag, Tolerance, ToleranceKind, is_number, rag_status

LIMIT = 2.66
NEAR_LIMIT = LIMIT * 2 / 3
SCREEN = 3.267
ON_THE_MEAN = 1e-12
RUN = 7
FEWEST_FIXED = 12
FEWEST_TRIAL, FEWEST_FULL = 8, 13


class Signal(StrEnum):
    """What a point is part of; the first that applies, in this order."""

    ABOVE_LIMIT = "Above UCL"
    BELOW_LIMIT = "Below LCL"
    RISING = "7 Point Trend (Increasing)"
    FALLING = "7 Point Trend (Decreasing)"
    TWO_IN_THREE_ABOVE = "2 in 3 Above CL"
    TWO_IN_THREE_BELOW = "2 in 3 Below CL"
    RUN_ABOVE = "7 Points Above CL"
    RUN_BELOW = "7 Points Below CL"
    COMMON_CAUSE = "Common Cause"


class Variation(StrEnum):
    """What a signal means, given which way is good."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Whether the process can be relied on to meet its target; inconsistent is hit and miss."""

    PASS = "consistent_pass"  # noqa: S105
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


class Showing(StrEnum):
    """How much a chart may say, by the points in its last group."""

    LINE = "line and target only"
    TRIAL = "trial limits, no icons"
    FULL = "limits, signals and icons"


@dataclass(frozen=True, slots=True)
class Limits:
    """A group's mean, and how far its limits lie from it: None without a moving range."""

    mean: float
    spread: float | None

    @property
    def lower(self) -> float | None:
        """The lower limit, never clipped."""
        return None if self.spread is None else self.mean - self.spread

    @property
    def upper(self) -> float | None:
        """The upper limit, never clipped."""
        return None if self.spread is None else self.mean + self.spread


@dataclass(frozen=True, slots=True)
class Group:
    """The points from `start` up to `stop` (not included), with one set of limits."""

    start: int
    stop: int
    limits: Limits | None
    reported: int


@dataclass(frozen=True, slots=True)
class Chart:
    """An XmR chart: a signal for each point, and the groups that the points are worked in.

    `last` is the position of the last reported point, None where there is none. `screened` says
    whether large moving ranges were left out, which the chart names.
    """

    signals: tuple[Signal, ...]
    groups: tuple[Group, ...]
    last: int | None
    screened: bool

    @property
    def limits(self) -> Limits | None:
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
    known = [float(value) if is_number(value) else None for value in values]
    groups = tuple(_groups(known, rebase_at, fix_after, screen=screen))
    signals = [s for group in groups for s in _signals(known[group.start : group.stop], group)]
    last = max((i for i, value in enumerate(known) if value is not None), default=None)
    return Chart(tuple(signals), groups, last, screen)


def variation_of(signal: Signal, polarity: Polarity) -> Variation:
    """What a signal means where more is better, less is better, or neither."""
    if signal is Signal.COMMON_CAUSE:
        return Variation.COMMON_CAUSE
    high = signal in _HIGH
    match polarity:
        case Polarity.MAXIMISE:
            return Variation.IMPROVEMENT if high else Variation.CONCERN
        case Polarity.MINIMISE:
            return Variation.CONCERN if high else Variation.IMPROVEMENT
        case _:
            return Variation.NEUTRAL_HIGH if high else Variation.NEUTRAL_LOW


def variation(chart: Chart, polarity: Polarity) -> Variation | None:
    """The variation of the last reported point, None where the chart has no limits."""
    if chart.last is None or chart.limits is None or chart.limits.spread is None:
        return None
    return variation_of(chart.signals[chart.last], polarity)


def assurance(
    chart: Chart, target: float | None, polarity: Polarity, target_upper: float | None = None
) -> Assurance | None:
    """Whether the last group's limits lie wholly on one side of the latest target.

    None without a target, a direction or limits. A target on a limit is inconsistent; with no
    variation at all the mean either meets the target or does not.
    """
    limits = chart.limits
    one_sided = polarity in (Polarity.MAXIMISE, Polarity.MINIMISE)
    if limits is None or limits.spread is None or not is_number(target):
        return None
    if target_upper is None and not one_sided:
        return None
    if limits.spread == 0:
        met = rag_status(limits.mean, target, polarity, _NO_TOLERANCE, target_upper) is Rag.GREEN
        return Assurance.PASS if met else Assurance.FAIL
    low, high = limits.mean - limits.spread, limits.mean + limits.spread
    if target_upper is not None:
        return _range_assurance(low, high, *sorted((target, target_upper)))
    if low <= target <= high:
        return Assurance.INCONSISTENT
    good = (target < low) == (polarity == Polarity.MAXIMISE)
    return Assurance.PASS if good else Assurance.FAIL


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
        now - then if is_number(now) and is_number(then) else None
        for now, then in zip(values, earlier, strict=False)
    ]


_HIGH = {Signal.ABOVE_LIMIT, Signal.RISING, Signal.TWO_IN_THREE_ABOVE, Signal.RUN_ABOVE}
_NO_TOLERANCE = Tolerance(0, ToleranceKind.ABSOLUTE)

_Values = Sequence[float | None]


def _groups(
    values: _Values, rebase_at: Sequence[int], fix_after: int | None, *, screen: bool
) -> Iterator[Group]:
    inside = {point for point in rebase_at if 0 < point < len(values)}
    edges = sorted({0, len(values)} | inside)
    for start, stop in itertools.pairwise(edges):
        points = values[start:stop]
        reported = sum(value is not None for value in points)
        yield Group(start, stop, _limits(points[:fix_after], screen=screen), reported)


def _limits(values: _Values, *, screen: bool) -> Limits | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    pairs = itertools.pairwise(values)
    moves = [abs(b - a) for a, b in pairs if a is not None and b is not None]
    if not moves:
        return Limits(_mean(known), None)
    return Limits(_mean(known), LIMIT * _average_move(moves, screen=screen))


def _average_move(moves: Sequence[float], *, screen: bool) -> float:
    average = _mean(moves)
    kept = [move for move in moves if move < SCREEN * average] if screen else moves
    # Where screening leaves no movement at all, it took away all there was to measure by.
    return (_mean(kept) if kept else 0.0) or average


def _mean(values: Sequence[float]) -> float:
    # The mean of equal values is that value, which dividing may miss by a hair.
    return values[0] if min(values) == max(values) else math.fsum(values) / len(values)


def _signals(values: _Values, group: Group) -> Iterator[Signal]:
    limits = group.limits
    if limits is None:
        yield from [Signal.COMMON_CAUSE] * len(values)
        return
    sides = [_side(value, limits.mean) for value in values]
    outside = [_outside(value, limits) for value in values]
    rules = (
        _named(outside, Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT),
        _named(_trends(values), Signal.RISING, Signal.FALLING),
        _named(
            _two_in_three(values, sides, outside, limits),
            Signal.TWO_IN_THREE_ABOVE,
            Signal.TWO_IN_THREE_BELOW,
        ),
        _named(_runs(sides, RUN), Signal.RUN_ABOVE, Signal.RUN_BELOW),
    )
    for applying in zip(*rules, strict=True):
        yield next((signal for signal in applying if signal), Signal.COMMON_CAUSE)


def _named(ways: Sequence[int], up: Signal, down: Signal) -> list[Signal | None]:
    names = {1: up, -1: down, 0: None}
    return [names[way] for way in ways]


def _side(value: float | None, mean: float) -> int:
    if value is None or abs(value - mean) <= ON_THE_MEAN * abs(mean):
        return 0
    return 1 if value > mean else -1


def _outside(value: float | None, limits: Limits) -> int:
    if value is None or limits.upper is None or limits.lower is None:
        return 0
    return (value > limits.upper) - (value < limits.lower)


def _two_in_three(
    values: _Values, sides: Sequence[int], outside: Sequence[int], limits: Limits
) -> list[int]:
    near = limits.spread * NEAR_LIMIT / LIMIT if limits.spread is not None else math.inf
    close = [
        side if value is not None and abs(value - limits.mean) > near and not out else 0
        for value, side, out in zip(values, sides, outside, strict=True)
    ]
    marked = [0] * len(close)
    for i in range(len(close) - 2):
        window = range(i, i + 3)
        if abs(sum(sides[j] for j in window)) == 3 and sum(map(bool, close[i : i + 3])) >= 2:
            for j in window:
                marked[j] = close[j]
    return marked


def _runs(ways: Sequence[int], length: int) -> list[int]:
    """Each way that is part of at least `length` equal ones in a row, else 0."""
    runs = ((way, len(list(run))) for way, run in itertools.groupby(ways))
    return [way if count >= length else 0 for way, count in runs for _ in range(count)]


def _trends(values: _Values) -> list[int]:
    moves = [0, *(_move(a, b) for a, b in itertools.pairwise(values)), 0]
    part = [0, *_runs(moves[1:-1], RUN - 1), 0]
    member = [bool(a or b) for a, b in itertools.pairwise(part)]
    # Where two trends touch, the step between them names the point, as in the package.
    return [
        ((moves[i + 1] if all(member[i : i + 2]) else 0) or moves[i]) if member[i] else 0
        for i in range(len(values))
    ]


def _move(before: float | None, after: float | None) -> int:
    return 0 if before is None or after is None else (after > before) - (after < before)


def _range_assurance(low: float, high: float, target: float, target_upper: float) -> Assurance:
    if target <= low and high <= target_upper:
        return Assurance.PASS
    return Assurance.FAIL if low > target_upper or high < target else Assurance.INCONSISTENT

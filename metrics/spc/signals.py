"""What each point of an XmR chart is part of: outside a limit, a trend, two in three, a run.

Rules and names of NHS England's Making Data Count in the form of the R package NHSRplotthedots
0.2.2. Ours: a missing value breaks every run, and a hair beside the mean is on it.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from enum import StrEnum

from metrics.decimals import without_residue
from metrics.spc.control_limits import LIMIT, ControlLimits

NEAR_LIMIT = LIMIT * 2 / 3
ON_THE_MEAN = 1e-12
RUN = 7


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


def signals_of(values: Sequence[float | None], limits: ControlLimits | None) -> Iterator[Signal]:
    """The signal of each value of one group, in date order; a missing value breaks every run."""
    if limits is None:
        yield from [Signal.COMMON_CAUSE] * len(values)
        return
    sides = _sides(values, limits.mean)
    outside = _outside(values, limits)
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
    for limit, trend, close, run in zip(*rules, strict=True):
        yield limit or trend or close or run or Signal.COMMON_CAUSE


def _named(ways: Sequence[int], up: Signal, down: Signal) -> list[Signal | None]:
    names = {1: up, -1: down, 0: None}
    return [names[way] for way in ways]


def _sides(values: Sequence[float | None], mean: float) -> list[int]:
    hair = ON_THE_MEAN * abs(mean)
    return [
        0 if value is None or abs(value - mean) <= hair else (1 if value > mean else -1)
        for value in values
    ]


def _outside(values: Sequence[float | None], limits: ControlLimits) -> list[int]:
    lower, upper = limits.lower, limits.upper
    if lower is None or upper is None:
        return [0] * len(values)
    lower, upper = without_residue(lower), without_residue(upper)
    return [0 if value is None else (value > upper) - (value < lower) for value in values]


def _two_in_three(
    values: Sequence[float | None],
    sides: Sequence[int],
    outside: Sequence[int],
    limits: ControlLimits,
) -> list[int]:
    near = limits.spread * NEAR_LIMIT / LIMIT if limits.spread is not None else math.inf
    close = [
        side if value is not None and abs(value - limits.mean) > near and not out else 0
        for value, side, out in zip(values, sides, outside, strict=True)
    ]
    marked = [0] * len(close)
    if sum(map(abs, close)) < 2:
        return marked
    for i, window in enumerate(zip(sides, sides[1:], sides[2:], strict=False)):
        if abs(sum(window)) == 3 and close[i : i + 3].count(0) <= 1:
            marked[i : i + 3] = close[i : i + 3]
    return marked


def _runs(ways: Sequence[int], length: int) -> list[int]:
    """Each way that is part of at least `length` equal ones in a row, else 0."""
    marked: list[int] = []
    for way, run in itertools.groupby(ways):
        count = len(list(run))
        marked += [way if count >= length else 0] * count
    return marked


def _trends(values: Sequence[float | None]) -> list[int]:
    moves = [0, *_moves(values), 0]
    part = [0, *_runs(moves[1:-1], RUN - 1), 0]
    if not any(part):
        return [0] * len(values)
    member = [bool(a or b) for a, b in itertools.pairwise(part)]
    # Where two trends touch, the step between them names the point, as in the package.
    return [
        ((moves[i + 1] if all(member[i : i + 2]) else 0) or moves[i]) if member[i] else 0
        for i in range(len(values))
    ]


def _moves(values: Sequence[float | None]) -> list[int]:
    return [
        0 if before is None or after is None else (after > before) - (after < before)
        for before, after in itertools.pairwise(values)
    ]

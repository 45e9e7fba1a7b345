"""The limits of an XmR chart: a mean, and a spread from the moving range.

Method of NHS England's Making Data Count in the form of the R package NHSRplotthedots 0.2.2. Ours:
where screening leaves no movement at all, the unscreened moving ranges count.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 2.66
SCREEN = 3.267


@dataclass(frozen=True, slots=True)
class ControlLimits:
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


def limits_of(values: Sequence[float | None], *, screen: bool) -> ControlLimits | None:
    """The limits of values in date order, None where none is known.

    `screen` leaves out moving ranges from 3.267 times their mean up, once.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    pairs = itertools.pairwise(values)
    moves = [abs(b - a) for a, b in pairs if a is not None and b is not None]
    if not moves:
        return ControlLimits(_mean(known), None)
    return ControlLimits(_mean(known), LIMIT * _average_move(moves, screen=screen))


def _average_move(moves: Sequence[float], *, screen: bool) -> float:
    average = _mean(moves)
    kept = [move for move in moves if move < SCREEN * average] if screen else moves
    # Where screening leaves no movement at all, it took away all there was to measure by.
    return (_mean(kept) if kept else 0.0) or average


def _mean(values: Sequence[float]) -> float:
    # The mean of equal values is that value, which dividing may miss by a hair.
    return values[0] if min(values) == max(values) else math.fsum(values) / len(values)

"""Where an authority stands among the others: quantile bands and places on a funnel plot.

Methods as in PHEindicatormethods 2.1.0 of the public health observatories.
"""

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from metrics.comparison.intervals import CONFIDENCE, STAND_OUT_CONFIDENCE, normal_quantile
from metrics.status import is_number


class Funnel(StrEnum):
    """Where an authority falls on a funnel plot."""

    LOW_STAND_OUT = "Low (0.001)"
    LOW = "Low (0.025)"
    INSIDE = "Not significant"
    HIGH = "High (0.025)"
    HIGH_STAND_OUT = "High (0.001)"


def funnel(count: float, population: float, average: float) -> Funnel:
    """Where a proportion falls on a funnel plot around the pooled `average`, between 0 and 1.

    The limits are where the Wilson interval just reaches the average, at 95 % and 99.8 %.
    Raises ValueError for an average that has no spread.
    """
    if not 0 < average < 1 or population <= 0:
        raise ValueError("a funnel needs a population, and an average between 0 and 1")
    z = (count / population - average) / math.sqrt(average * (1 - average) / population)
    if abs(z) <= normal_quantile(CONFIDENCE):
        return Funnel.INSIDE
    if abs(z) > normal_quantile(STAND_OUT_CONFIDENCE):
        return Funnel.HIGH_STAND_OUT if z > 0 else Funnel.LOW_STAND_OUT
    return Funnel.HIGH if z > 0 else Funnel.LOW


def quantile_bands(
    values: Sequence[float | None], bands: int, *, highest_first: bool = False
) -> list[int | None]:
    """The band, 1 to `bands`, of each authority's value; ties share the lower rank.

    None for a missing value, and for all where there are fewer values than bands.
    """
    sign = -1 if highest_first else 1
    ordered = np.sort([sign * value for value in values if is_number(value)])
    return [
        _band(ordered, sign * value, bands) if is_number(value) and len(ordered) >= bands else None
        for value in values
    ]


def _band(ordered: NDArray[np.float64], value: float, bands: int) -> int:
    count = len(ordered)
    rank = int(np.searchsorted(ordered, value)) + 1
    return max(1, math.floor((bands + 1) - math.ceil((count + 1 - rank) / (count / bands))))

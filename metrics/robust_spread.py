"""Centre and spread that one wild figure does not move: the median and the MAD."""

from collections.abc import Sequence
from statistics import median

# The MAD of normally spread figures times this is their standard deviation.
SIGMA_OF_MAD = 1.4826


def mad(values: Sequence[float]) -> float:
    """The median absolute deviation from the median; raises ValueError without values."""
    if not values:
        raise ValueError("no values have no spread")
    middle = median(values)
    return median(abs(value - middle) for value in values)


def robust_sigmas(value: float, others: Sequence[float]) -> float | None:
    """How many robust standard deviations a value lies from the median of others, always positive.

    None where more than half of the others are the same, or there are none: then there is no
    spread to measure by. Source: Iglewicz and Hoaglin, How to detect and handle outliers (1993).
    """
    spread = SIGMA_OF_MAD * mad(others) if others else 0.0
    return abs(value - median(others)) / spread if spread > 0 else None

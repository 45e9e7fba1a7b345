"""Points on one axis, moved apart so that each is seen."""

from collections import Counter
from collections.abc import Sequence

_BINS = 80


def offsets(values: Sequence[float]) -> list[int]:
    """How far above (1, 2, ...) or below (-1, -2, ...) the axis each value stands, 0 on it.

    Values that fall into the same of 80 bins of the axis are stacked from its middle.
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    width = (high - low) / _BINS or 1.0
    taken: Counter[int] = Counter()
    stacked = []
    for value in values:
        bin_number = int((value - low) / width)
        number = taken[bin_number]
        taken[bin_number] += 1
        stacked.append((number + 1) // 2 * (1 if number % 2 else -1))
    return stacked

"""Points on one axis, moved apart so that each is seen."""

from collections import Counter
from collections.abc import Sequence

_PLACES = 80


def offsets(values: Sequence[float]) -> list[int]:
    """How far above (1, 2, ...) or below (-1, -2, ...) the axis each value stands, 0 on it.

    Values that fall into the same place of the axis, one of 80, are stacked from its middle.
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    width = (high - low) / _PLACES or 1.0
    taken: Counter[int] = Counter()
    found = []
    for value in values:
        place = int((value - low) / width)
        number = taken[place]
        taken[place] += 1
        found.append((number + 1) // 2 * (1 if number % 2 else -1))
    return found

"""Where an authority stands among the others: its quantile band.

Method as in PHEindicatormethods 2.1.0 of the public health observatories.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from metrics.decimals import without_residue
from metrics.status import is_number


def quantile_bands(
    values: Sequence[float | None], bands: int, *, highest_first: bool = False
) -> list[int | None]:
    """The band, 1 to `bands`, of each authority's value; ties share the lower rank.

    None for a missing value, and for all where there are fewer values than bands.
    """
    sign = -1 if highest_first else 1
    ordered = np.sort([sign * without_residue(value) for value in values if is_number(value)])
    enough = len(ordered) >= bands
    return [
        _band(ordered, sign * without_residue(value), bands)
        if enough and is_number(value)
        else None
        for value in values
    ]


def _band(ordered: NDArray[np.float64], value: float, bands: int) -> int:
    count = len(ordered)
    rank = int(np.searchsorted(ordered, value)) + 1
    return max(1, math.floor((bands + 1) - math.ceil((count + 1 - rank) / (count / bands))))
